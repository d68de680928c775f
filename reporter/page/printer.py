"""The child process of the press: reads HTML on standard input, writes PDF on standard output.

Run as ``python -m reporter.page.printer <folders of templates>``.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reporter.errors import PrintingError
from reporter.page.press import Kind, read_frame, write_frame
from reporter.project import Templates

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = 4 * 1024**3
"""Bytes of address space; an annex takes less than a tenth of it."""
CPU_SECONDS = 120
"""For one document. It stops a child whose press has gone; the press has a clock of its own."""

ADVICE = (
    "Install what it needs with "
    "`sudo apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "or make the annex with `--format html`, which works without it."
)


def main() -> None:
    """Answer every HTML text with a PDF, or with what is wrong, until the press has gone."""
    # Ctrl-C reaches this process too; the press decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = _private_output()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    typeset = _typesetter(Templates(tuple(map(Path, sys.argv[1:]))))
    while True:
        try:
            _, html = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        _allow_time()
        write_frame(replies, *_answer(typeset, html.decode()))


def _private_output() -> IO[bytes]:
    """Keep standard output for the answers: libraries that print to it write to the log."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return replies


def _typesetter(templates: Templates) -> Callable[[str], bytes]:
    """Load WeasyPrint and the fonts; what goes wrong is the answer to every request."""
    try:
        # Not at the top: without Pango the import fails, and that needs an answer.
        from reporter.page.typesetting import Typesetter  # noqa: PLC0415 - see above
    except (ImportError, OSError) as error:
        return _refusal(f"WeasyPrint cannot make a PDF here: {error}. {ADVICE}")
    try:
        return Typesetter(templates).pdf
    except (PrintingError, OSError) as error:
        return _refusal(f"The fonts of the PDF cannot be loaded: {error}")


def _refusal(problem: str) -> Callable[[str], bytes]:
    def refuse(_: str) -> bytes:
        raise PrintingError(problem)

    return refuse


def _allow_time() -> None:
    """Allow a fixed time for each document, however many came before."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, most)
    )


def _answer(typeset: Callable[[str], bytes], html: str) -> tuple[Kind, bytes]:
    try:
        return Kind.PDF, typeset(html)
    except PrintingError as error:
        problem = str(error)
    except MemoryError:
        problem = f"The document needs more than {MEMORY // 1024**3} GiB. Make it shorter."
    except Exception as error:  # noqa: BLE001 - no terminal here: the press must hear of it
        problem = f"WeasyPrint failed: {type(error).__name__}: {error}"
    return Kind.PROBLEM, problem.encode()


if __name__ == "__main__":
    main()
    # Nothing is left to be written, and taking WeasyPrint down in order takes 0,07 s.
    os._exit(0)
