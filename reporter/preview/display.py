"""What is shown of one edition, and who looks at it."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from reporter.preview.builder import Page

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


SERVER = secrets.token_hex(8)
"""Names this process: a tab that hears another name than before loads everything anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The PDF of one version, and a picture of each of its pages; or why there is none."""

    version: int = 0
    pdf: bytes = b""
    pictures: tuple[bytes, ...] = ()
    problem: str = ""


class Display:
    """The last good page of an edition, what is wrong since, and the newest PDF."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.version = 0
        self.page: Page | None = None
        self.failure = ""
        self.print = Print()
        self.made_at = -1
        """How often files had changed when the page was made."""
        self.listeners = Listeners()
        self._turn = 0
        """How often something was told of it."""
        self._texts: tuple[str, bytes] | None = None

    def show(self, page: Page) -> None:
        """Put a new page in place of the old one."""
        self.version, self.page, self.failure = self.version + 1, page, ""
        self._tell()

    def fail(self, failure: str) -> None:
        """Keep the page, and say what is wrong."""
        self.failure = failure
        self._tell()

    def printed(self, result: Print) -> None:
        """Take in a PDF, unless the page it was made of has gone."""
        if result.version == self.version:
            self.print = result
            self._tell()

    @property
    def news(self) -> str:
        """What a tab is told at once; nothing before the first build."""
        return self._told()[0] if self._turn else ""

    @property
    def whole(self) -> bytes:
        """What a tab then asks for: the same, and the page itself."""
        return self._told()[1]

    def _tell(self) -> None:
        self._turn, self._texts = self._turn + 1, None
        self.listeners.tell()

    def _told(self) -> tuple[str, bytes]:
        """Write both texts once, however many tabs there are."""
        if self._texts is None:
            page = self.page
            news = {
                "show": self.name,
                "server": SERVER,
                "turn": self._turn,
                "version": self.version,
                "state": page.state if page else "",
                "failure": self.failure,
                "pages": {
                    "version": self.print.version,
                    "count": len(self.print.pictures),
                    "problem": self.print.problem,
                },
            }
            both = {"html": page.html if page else "", "margin": page.margin if page else ""}
            self._texts = (json.dumps(news), json.dumps(news | both).encode())
        return self._texts
