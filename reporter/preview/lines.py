"""The lines to the preview: who asks nothing is sent away, and there are never too many."""

from __future__ import annotations

import errno
import logging
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, TimerHandle, Transport

    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

PATIENCE = 5.0
"""Seconds in which a line must have asked something, whole; bytes one by one win no time."""


def files_allowed() -> int:
    """Give how many files this program may open: 1.024, or less where the session allows less."""
    try:
        from resource import RLIMIT_NOFILE, getrlimit  # noqa: PLC0415 - not everywhere
    except ImportError:
        return ORDINARY
    soft = getrlimit(RLIMIT_NOFILE)[0]
    return soft if 0 <= soft < ORDINARY else ORDINARY  # without any limit it is -1


ORDINARY = 1024
WAITING = files_allowed() // 8
"""Lines that may have asked nothing yet; of more, the one that waited longest goes."""
MOST = files_allowed() // 4
"""Lines in all: every tab that is seen has one."""
AT_ONCE = files_allowed() // 32 or 1
"""Lines taken at once. Three such lots can be under way before the first of them is heard."""
SHORTAGE = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
FULL = (
    "no more connections can be taken now: {}. The preview goes on by itself when others end; "
    "close tabs, or allow more open files (ulimit -n)."
)


class BoundedLine(H11Protocol):
    """A connection. It is dropped when it waits too long for its request, its first or its next.

    While an answer is given, which for a tab that is seen takes hours, it is left alone.
    """

    cycle: RequestResponseCycle | None  # type: ignore[assignment]  # none before the first
    deadline: TimerHandle | None = None
    """When it is dropped, as long as it asks nothing."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as there
        """Begin to wait, at the cost of who waited longest if there are too many."""
        super().connection_made(transport)
        self._wait()
        waiting = [one for one in self.connections if isinstance(one, BoundedLine) and one.deadline]
        if len(waiting) > WAITING or len(self.connections) > MOST:
            min(waiting, key=_end).drop()

    def data_received(self, data: bytes) -> None:
        """Wait no longer once a whole request stands there."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request, unless it has come already."""
        self._wait()
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def drop(self) -> None:
        """End it, after what it was already told."""
        self._wait_no_longer()
        self.transport.close()

    def _look(self) -> None:
        """Wait no longer while a request is answered."""
        if self.cycle and not self.cycle.response_complete:
            self._wait_no_longer()

    def _wait(self) -> None:
        self._wait_no_longer()
        self.deadline = self.loop.call_later(PATIENCE, self.drop)

    def _wait_no_longer(self) -> None:
        if self.deadline:
            self.deadline.cancel()
        self.deadline = None


def _end(line: BoundedLine) -> float:
    return line.deadline.when() if line.deadline else 0


def tell_shortage_once(loop: AbstractEventLoop) -> None:
    """Say in one line that no more can be opened; the loop itself tries again every second."""
    told: list[str] = []

    def handle(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in SHORTAGE:
            if not told:
                told.append(FULL.format(error.strerror))
                logging.getLogger(__name__).warning(told[0])
        elif not (told and isinstance(error, ValueError)):  # it tried a port that was closed since
            loop.default_exception_handler(context)

    loop.set_exception_handler(handle)
