"""How a signal ends a command: what must go goes, one line tells, the exit code names the signal.

Python raises KeyboardInterrupt wherever the main thread happens to be: in an import, in a callback
that native code calls and then forgets, in the very clause that cleans up. So a signal raises
nothing here: its handler cleans up and leaves at once. What is published stands whole at every
moment. The interpreter is not taken down either: threads of DuckDB or Arrow may still run in it.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIGNS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Ctrl-C, a polite kill, and a closed terminal, which Windows does not tell of."""
BY_SIGNAL = 128
"""With the number of the signal added it is the exit code, as shells give it."""
INTERRUPTED = "interrupted; every folder holds one whole set, the old or the new"
_undoing: list[Callable[[], object]] = []
_instead: list[Callable[[], object]] = []


def end_well() -> None:
    """From now on clean up and leave when a signal asks for it.

    A signal that was ignored when we were started, as by nohup, stays ignored.
    """
    for number in SIGNS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def let_finish() -> None:
    """Ignore signals from now on: the work is done, and its exit code stands."""
    for number in SIGNS:
        signal.signal(number, signal.SIG_IGN)


def rather(stop: Callable[[], object]) -> None:
    """From now on let a signal do this, which ends the command in its own way."""
    _instead.append(stop)


@contextmanager
def undoing(undo: Callable[[], object]) -> Iterator[None]:
    """Do this too when a signal ends the process meanwhile; what came last goes first.

    It runs wherever the main thread was, so it may wait for no lock.
    """
    _undoing.append(undo)
    try:
        yield
    finally:
        _undoing.remove(undo)


def _end(number: int, _: object) -> None:
    if _instead:
        _instead[-1]()
        return
    let_finish()
    for undo in reversed(_undoing):
        with suppress(Exception):  # the others all the same
            undo()
    with suppress(OSError):
        wiped = "\r\x1b[K" if os.isatty(2) else ""  # the step that stands there
        os.write(2, f"{wiped}{INTERRUPTED}\n".encode())
    os._exit(BY_SIGNAL + number)
