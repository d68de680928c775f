"""Where the time of one PDF goes, as the library itself reports its steps.

Run as ``python stages.py <folder of templates> <html>``: prints seconds of CPU and a name per
line, first what happens once in a process, then each step of a second, warm, printing.
"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

from reporter.project import Templates

NAMES = {
    "Step 1": "read the HTML",
    "Step 2": "read the style sheets",
    "Step 3": "apply the style",
    "Step 4": "make boxes",
    "Step 5": "lay out the pages",
    "Step 6": "draw",
    "Step 7": "write and tag the PDF, subset the type",
}


class Clock(logging.Handler):
    """Adds up the time between the steps that a library logs."""

    def __init__(self, name: str = "") -> None:
        """Count the running step, if any, from the start of the process."""
        super().__init__(logging.INFO)
        self.spent: dict[str, float] = {}
        self._name = name
        self._since = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Start the step that is named."""
        self.turn(NAMES.get(record.getMessage()[:6], ""))

    def turn(self, name: str) -> None:
        """End the running step, and start another unless the name is empty."""
        now = time.process_time()
        if self._name:
            self.spent[self._name] = self.spent.get(self._name, 0) + now - self._since
        self._name, self._since = name, now


def main() -> None:
    """Print one document twice; tell of the second time."""
    templates, source = map(Path, sys.argv[1:])
    once, warm = Clock("start Python and import WeasyPrint"), Clock()
    from reporter.page.typesetting import Typesetter  # noqa: PLC0415 - its import is timed

    once.turn("load the type")
    typesetter = Typesetter(Templates((templates,)))
    html = source.read_text("utf-8")
    once.turn("print a first time")
    typesetter.pdf(html)
    once.turn("")
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(warm)
    typesetter.pdf(html)
    warm.turn("")
    for name, seconds in {**once.spent, **warm.spent}.items():
        sys.stdout.write(f"{seconds:6.3f}  {name}\n")


if __name__ == "__main__":
    main()
