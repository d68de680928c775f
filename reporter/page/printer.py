"""The child process of the press: a line of HTML in, a line with the PDF or the problem out.

Run as ``python -m reporter.page.printer <folders of templates>``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from base64 import b64encode
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.errors import PrintingError
from reporter.project import Templates

if TYPE_CHECKING:
    from reporter.page.typesetting import Typesetter

MEMORY = 4 * 1024**3
"""Bytes of address space; an annex takes less than a tenth of it."""
CPU_SECONDS = 120
"""For one document. It stops a child whose press has gone; the press has a clock of its own."""
LIMITS: dict[int, tuple[int, int]] = {}
"""What we were started with, soft and hard; ours are never set above them."""

ADVICE = (
    "Install what it needs with "
    "`sudo apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "or make the annex with `--format html`, which works without it."
)


def main() -> None:
    """Answer every document until the press has gone."""
    # Ctrl-C reaches this process too; the press decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries that print to standard output write to the log: what it was is for the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit()
    templates = Templates(tuple(map(Path, sys.argv[1:])))
    with suppress(PrintingError, MemoryError):  # the answer to the first document
        _typesetter(templates)
    for line in sys.stdin.buffer:
        _limit()
        answers.write(json.dumps(_answer(templates, json.loads(line))).encode() + b"\n")
        answers.flush()


def _limit() -> None:
    """Allow a fixed memory, and a fixed time for each document, however many came before.

    Where the system has no such limits, as on Windows, only the clock of the press holds.
    """
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    for kind, amount in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds)):
        given = LIMITS.setdefault(kind, resource.getrlimit(kind))
        known = [bound for bound in given if bound != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min([amount, *known]), given[1]))


@cache
def _typesetter(templates: Templates) -> Typesetter:
    """Load WeasyPrint and the fonts. Raises PrintingError."""
    try:
        # Not at the top: without Pango the import fails, and that needs an answer.
        from reporter.page.typesetting import Typesetter  # noqa: PLC0415 - see above
    except (ImportError, OSError) as error:
        message = f"WeasyPrint cannot make a PDF here: {error}. {ADVICE}"
        raise PrintingError(message) from error
    try:
        return Typesetter(templates)
    except (PrintingError, OSError) as error:
        message = f"The fonts of the PDF cannot be loaded: {error}"
        raise PrintingError(message) from error


def _answer(templates: Templates, html: str) -> dict[str, str]:
    try:
        return {"pdf": b64encode(_typesetter(templates).pdf(html)).decode()}
    except PrintingError as error:
        problem = str(error)
    except MemoryError:
        problem = (
            f"The document needs more than {MEMORY // 1024**3} GiB, or than this session may use "
            "(ulimit -v). Make it shorter, or allow more."
        )
    except Exception as error:  # noqa: BLE001 - no terminal here: the press must hear of it
        problem = f"WeasyPrint failed: {type(error).__name__}: {error}"
    return {"problem": problem}


if __name__ == "__main__":
    main()
    # Nothing is left to be written, and taking WeasyPrint down in order takes 0,07 s.
    os._exit(0)
