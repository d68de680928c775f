"""The desk: what is shown of each edition, made anew when files change, and told to its tabs."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import TYPE_CHECKING

from reporter.errors import UnknownEditionError
from reporter.preview.printing import Print, within

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from reporter.preview.builder import PageBuilder, PreviewPage
    from reporter.preview.printing import Printing

SERVER = secrets.token_hex(8)
"""Names this process: a tab that hears another name than before loads everything anew."""
SECOND_TRY = 0.1
"""Seconds after which a build that failed is tried again: a file may have been half written."""
RETRY = 500
"""Milliseconds after which a tab that lost its connection tries again."""
HEARTBEAT = 15
"""Seconds after which a silent connection is proved to be alive."""


class Display:
    """The last good page of an edition, what is wrong since, and the newest PDF."""

    def __init__(self, name: str, changed: Callable[[], None]) -> None:
        self.name = name
        self.version = 0
        self.page: PreviewPage | None = None
        self.failure = ""
        self.print = Print()
        self.made_at = -1
        """How often files had changed when the page was made."""
        self.state = ""
        """All of it as JSON, written once however many tabs there are."""
        self._changed = changed

    def show(self, page: PreviewPage) -> None:
        """Put a new page in place of the old one."""
        self.version, self.page, self.failure = self.version + 1, page, ""
        self._write()

    def fail(self, failure: str) -> None:
        """Keep the page, and say what is wrong."""
        self.failure = failure
        self._write()

    def printed(self, result: Print) -> None:
        """Take in a PDF, unless the page it was made of has gone."""
        if result.version == self.version:
            self.print = result
            self._write()

    def _write(self) -> None:
        page, pages = self.page, self.print
        self.state = json.dumps(
            {
                "server": SERVER,
                "version": self.version,
                "state": page.state if page else "",
                "failure": self.failure,
                "html": page.html if page else "",
                "margin": page.margin if page else "",
                "pages": {
                    "version": pages.version,
                    "count": len(pages.pictures),
                    "problem": pages.problem,
                },
            }
        )
        self._changed()


class Desk:
    """Builds in a thread of its own, one at a time; changes meanwhile make one build more."""

    def __init__(self, builder: PageBuilder, printing: Printing, chosen: str) -> None:
        self._builder = builder
        self._printing = printing
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="building")
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._changes = 0
        self._news = asyncio.Event()
        self._closed = False
        self._index = (-1, "")
        self.chosen = Display(chosen, self._tell)
        """The edition that is made first, and also while nobody looks at it."""
        self._displays = {chosen: self.chosen}

    def outdate(self) -> None:
        """Take in that files have changed."""
        self._changes += 1
        self._tell()

    async def work(self) -> None:
        """Keep the chosen edition ready for whoever comes back to it."""
        while True:
            news = self._news
            await self.freshen(self.chosen)
            await news.wait()

    async def display(self, name: str) -> Display:
        """Find an edition, whether its page is made or not. Raises UnknownEditionError."""
        if name not in self._displays:
            if name not in await asyncio.to_thread(self._builder.names):
                raise UnknownEditionError(name)
            self._displays.setdefault(name, Display(name, self._tell))
        return self._displays[name]

    async def freshen(self, display: Display) -> Display:
        """Make the page of an edition, unless it was made since the last change."""
        for each in (self.chosen, display):
            async with self._turn:
                if each.made_at != self._changes and not self._closed:
                    changes = self._changes
                    made = await self._loop.run_in_executor(self._thread, self._made, each.name)
                    each.made_at = changes
                    if isinstance(made, str):
                        each.fail(made)
                    else:
                        each.show(made)
                        self._printing.ask(each.name, each.version, made, each.printed)
        return display

    async def index(self) -> str:
        """Give the document that lists all editions."""
        async with self._turn:
            if self._index[0] != self._changes:
                changes = self._changes
                made = await self._loop.run_in_executor(self._thread, self._builder.index)
                self._index = (changes, made)
            return self._index[1]

    async def events(self, display: Display | None) -> AsyncIterator[str]:
        """Tell the newest of an edition, or of the list, at once and whenever it is another text.

        So what somebody looks at is built, and nothing else; who reads slowly hears of the newest
        only.
        """
        told = ""
        yield f"retry: {RETRY}\n\n"
        while not self._closed:
            news = self._news
            newest = (await self.freshen(display)).state if display else self._turn_of_index()
            if newest != told:
                told = newest
                yield f"event: changed\ndata: {told}\n\n"
            elif not await within(HEARTBEAT, news):
                yield ": still here\n\n"

    def close(self) -> None:
        """End every stream and start nothing more."""
        self._closed = True
        self._tell()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _tell(self) -> None:
        """Wake who waits for news; nobody is waited for."""
        self._news.set()
        self._news = asyncio.Event()

    def _turn_of_index(self) -> str:
        """Write that the list may be out of date: making it takes a build of every edition."""
        return json.dumps({"server": SERVER, "turn": self._changes})

    def _made(self, name: str) -> PreviewPage | str:
        """Give the page, or what to say of its failure."""
        try:
            return self._builder.build(name)
        except Exception:  # noqa: BLE001 - whatever it is, the last good page stays
            time.sleep(SECOND_TRY)
        try:
            return self._builder.build(name)
        except Exception as error:  # noqa: BLE001 - the same
            try:
                return self._builder.failure(error)
            except Exception:  # noqa: BLE001 - the first error is the one to know of
                return f"<p>{escape(str(error) or type(error).__name__)}</p>"
