"""The tabs that wait for news, and the stream of server-sent events that each of them gets."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

RETRY = 500
"""Milliseconds after which a tab that lost its connection tries again."""
HEARTBEAT = 15
"""Seconds after which a silent connection is proved to be alive."""


class Listeners:
    """Tabs that are told when there is news. Each hears of the newest only, however slow it is."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def tell(self) -> None:
        """Wake every tab; none of them is waited for."""
        for news in self._waiting:
            news.set()

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        self.tell()

    async def stream(self, current: Callable[[], str]) -> AsyncIterator[str]:
        """Give what is current, at once and whenever it is another text."""
        news, last = asyncio.Event(), ""
        self._waiting.add(news)
        news.set()
        try:
            yield f"retry: {RETRY}\n\n"
            while not self._closed:
                if not await _told(news):
                    yield ": still here\n\n"
                    continue
                news.clear()
                text = current()
                if text != last:
                    yield f"event: changed\ndata: {text}\n\n"
                last = text
        finally:
            self._waiting.discard(news)


async def _told(news: asyncio.Event) -> bool:
    """Wait for news, but no longer than a heartbeat; tell whether there is any."""
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await news.wait()
    except TimeoutError:
        return False
