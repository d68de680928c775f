"""Runs the whole suite again and again on a busy machine: no test may depend on speed.

Run as ``make dependable`` (``TIMES=10``, and ``PROOFS=1`` for the slow proofs too). A loop on every
core keeps the machine busy. Runs alternate: as in the foreground, and as a shell starts something
in the background, with Ctrl-C ignored. It prints a line for each run, and ends with 1 when one
failed.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOOP = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0))).start()
while True:
    pass
"""
"""Ends with its parent, however that ends: then its input is closed."""
PYTEST = (sys.executable, "-m", "pytest", "-o", "cache_dir=.cache/pytest", "-q", "--no-header")
LOGS = Path(".cache/under-load")
IGNORED = (signal.SIGINT, signal.SIGHUP)


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """Keep this many cores busy; the loops end with us, whatever happens."""
    started = [
        subprocess.Popen([sys.executable, "-c", LOOP], stdin=subprocess.PIPE)  # noqa: S603 - our own
        for _ in range(loops)
    ]
    try:
        yield
    finally:
        for loop in started:
            loop.kill()
            loop.communicate()


def run(suite: Sequence[str], log: Path, *, background: bool) -> tuple[int, str, float]:
    """Run tests once; give the exit code, pytest's last line, and the seconds it took."""

    def as_a_shell_does() -> None:
        for number in IGNORED:
            signal.signal(number, signal.SIG_IGN if background else signal.SIG_DFL)

    began = time.monotonic()
    with log.open("wb") as told:
        done = subprocess.run(  # noqa: S603 - our own tests
            [*PYTEST, *suite],
            stdin=subprocess.DEVNULL if background else None,
            stdout=told,
            stderr=subprocess.STDOUT,
            preexec_fn=as_a_shell_does,
            start_new_session=background,
            check=False,
        )
    last = log.read_text("utf-8", "replace").strip().rpartition("\n")[2]
    return done.returncode, last, time.monotonic() - began


def main() -> None:
    """Run and tell."""
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("suite", nargs="*", default=["tests"], help="other tests than all")
    known.add_argument("--times", type=int, default=10)
    known.add_argument("--proofs", action="store_true", help="the slow proofs too")
    known.add_argument("--loops", type=int, default=os.cpu_count() or 1)
    asked = known.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    left_out = [] if asked.proofs else ["--ignore=tests/proofs"]
    suite = [*asked.suite, "-n", "2", *left_out]
    bad = 0
    with busy(asked.loops):
        for number in range(1, asked.times + 1):
            background = number % 2 == 0
            log = LOGS / f"{number}.log"
            code, last, seconds = run(suite, log, background=background)
            bad += code != 0
            where = "background" if background else "foreground"
            told = "passed" if code == 0 else f"FAILED ({code}), see {log}"
            print(f"{number:>2} {where} {seconds:>5.0f} s  {told}: {last}", flush=True)  # noqa: T201 - for a terminal
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
