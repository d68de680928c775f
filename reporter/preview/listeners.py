"""The lines that wait for news, and the stream of server-sent events that goes over each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

RETRY = 500
"""Milliseconds after which a tab that lost its connection tries again."""
HEARTBEAT = 15
"""Seconds after which a silent connection is proved to be alive."""


class Listeners:
    """The lines over which somebody waits for one kind of news."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def join(self, line: asyncio.Event) -> None:
        """Let a line be woken when there is news."""
        self._waiting.add(line)

    def leave(self, line: asyncio.Event) -> None:
        """Let a line be."""
        self._waiting.discard(line)

    def tell(self) -> None:
        """Wake every line; none of them is waited for."""
        for line in self._waiting:
            line.set()

    def close(self) -> None:
        """End every stream."""
        self.closed = True
        self.tell()


class Shown(Protocol):
    """Something on a screen that news may come of."""

    listeners: Listeners

    @property
    def news(self) -> str:
        """What is told of it now; nothing as long as there is nothing to tell."""
        ...


async def stream(shown: Sequence[Shown], begun: Callable[[], None]) -> AsyncIterator[str]:
    """Tell the newest of each, at once and whenever it is another text; ``begun`` is called once.

    A line that is read slowly hears of the newest only.
    """
    line, told = asyncio.Event(), [""] * len(shown)
    for one in shown:
        one.listeners.join(line)
    line.set()
    begun()
    try:
        yield f"retry: {RETRY}\n\n"
        while not any(one.listeners.closed for one in shown):
            if not await _woken(line):
                yield ": still here\n\n"
                continue
            line.clear()
            for place, one in enumerate(shown):
                if one.news != told[place]:
                    told[place] = one.news
                    yield f"event: changed\ndata: {told[place]}\n\n"
    finally:
        for one in shown:
            one.listeners.leave(line)


async def _woken(line: asyncio.Event) -> bool:
    """Wait for news, but no longer than a heartbeat; tell whether there is any."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await line.wait()
    except TimeoutError:
        return False
