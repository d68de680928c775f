"""The desk: what is shown of each edition, made anew when files change, and told to its tabs."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from reporter.errors import UnknownEditionError
from reporter.preview.printing import give_way, print_pages
from reporter.preview.state import Failure, PageState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reporter.preview.builder import PageBuilder
    from reporter.preview.state import PreviewPage

SECOND_TRY = 0.1
"""Seconds after which a build that failed is tried again: a file may have been half written."""
QUIET = 0.3
"""Seconds a page must stand before it is printed: until then its browser needs the machine."""
RETRY = 500
"""Milliseconds after which a tab that lost its connection tries again."""
HEARTBEAT = 15
"""Seconds after which a silent connection is proved to be alive."""


@dataclass(slots=True, eq=False)
class Display:
    """How an edition stands; ``told`` is that as JSON, written once however many tabs there are.

    ``made_at`` is how often files had changed when the page was made.
    """

    now: PageState
    made_at: int = -1
    told: str = ""


class Desk:
    """Builds in a thread of its own, one at a time; changes meanwhile make one build more.

    Another thread makes files: a page that is out of date before its turn is never printed.
    """

    def __init__(self, builder: PageBuilder, chosen: str) -> None:
        self._builder = builder
        self._building = ThreadPoolExecutor(1, thread_name_prefix="building")
        self._printing = ThreadPoolExecutor(1, thread_name_prefix="printing", initializer=give_way)
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._changes = 0
        self._news = asyncio.Event()
        self._closed = False
        self._index = (-1, "")
        self.chosen = Display(PageState(name=chosen))
        """The edition that is made first, and also while nobody looks at it."""
        self._displays = {chosen: self.chosen}
        self._unprinted: dict[Display, None] = {}
        self._to_print = asyncio.Event()

    def outdate(self) -> None:
        """Take in that files have changed."""
        self._changes += 1
        self._tell()

    async def build(self) -> None:
        """Keep the chosen edition ready for whoever comes back to it."""
        while True:
            news = self._news
            await self.freshen(self.chosen)
            await news.wait()

    async def print(self) -> None:
        """Print the pages that are new, one after the other, unless a newer one has come."""
        while await self._to_print.wait():
            self._to_print.clear()
            while self._unprinted:
                while await _within(QUIET, self._to_print):
                    self._to_print.clear()
                display = next(iter(self._unprinted))
                asked = display.now
                del self._unprinted[display]
                done = await self._loop.run_in_executor(self._printing, print_pages, asked)
                if asked.version == display.now.version or not done.problem:
                    self._show(display, replace(display.now, print=done))

    async def display(self, name: str) -> Display:
        """Find an edition, whether its page is made or not. Raises UnknownEditionError."""
        if name not in self._displays:
            if name not in await asyncio.to_thread(self._builder.names):
                raise UnknownEditionError(name)
            self._displays.setdefault(name, Display(PageState(name=name)))
        return self._displays[name]

    async def freshen(self, display: Display) -> Display:
        """Make the page of an edition, unless it was made since the last change."""
        for each in (self.chosen, display):
            async with self._turn:
                if each.made_at != self._changes and not self._closed:
                    changes = self._changes
                    made = await self._loop.run_in_executor(self._building, self._made, each.now)
                    each.made_at = changes
                    made = replace(made, print=each.now.print)  # it may have come meanwhile
                    if made.version and made.version != made.print.version:
                        self._unprinted[each] = None
                        self._to_print.set()
                    self._show(each, made)
        return display

    async def file(self, page: PreviewPage, form: str) -> bytes:
        """Make a file of a page when no other is being made."""
        return await self._loop.run_in_executor(self._printing, page.file, form)

    async def index(self) -> str:
        """Give the document that lists all editions."""
        async with self._turn:
            if self._index[0] != self._changes:
                changes = self._changes
                made = await self._loop.run_in_executor(self._building, self._builder.index)
                self._index = (changes, made)
            return self._index[1]

    async def events(self, display: Display | None) -> AsyncIterator[str]:
        """Tell the newest of an edition, or of the list, at once and whenever it is another text.

        So what somebody looks at is built, and nothing else; who reads slowly hears of the newest
        only. Of the list it tells that it may be out of date: making it takes a build of every
        edition.
        """
        told = ""
        yield f"retry: {RETRY}\n\n"
        while not self._closed:
            news, turn = self._news, json.dumps({"turn": self._changes})
            newest = (await self.freshen(display)).told if display else turn
            if newest != told:
                told = newest
                yield f"event: changed\ndata: {told}\n\n"
            elif not await _within(HEARTBEAT, news):
                yield ": still here\n\n"

    def close(self) -> None:
        """End every stream and start nothing more."""
        self._closed = True
        self._tell()
        for thread in (self._building, self._printing):
            thread.shutdown(wait=False, cancel_futures=True)

    def _tell(self) -> None:
        """Wake who waits for news; nobody is waited for."""
        self._news.set()
        self._news = asyncio.Event()

    def _show(self, display: Display, state: PageState) -> None:
        display.now = state
        display.told = json.dumps(state.told())
        self._tell()

    def _made(self, before: PageState) -> PageState:
        """Make the page anew, or keep the last good one and say what failed."""
        with suppress(Exception):  # whatever it is, the last good page stays
            return self._good(before)
        time.sleep(SECOND_TRY)
        try:
            return self._good(before)
        except Exception as error:  # noqa: BLE001 - the same
            margin = ""
            with suppress(Exception):  # the margin may be what is at fault
                margin = before.page.old_margin(before.made) if before.page else ""
            return replace(before, failure=self._failure(error), margin=margin)

    def _good(self, before: PageState) -> PageState:
        page, made = self._builder.build(before.name), time.strftime("%H:%M:%S")
        version, margin = before.version + 1, page.margin
        return PageState(name=before.name, version=version, page=page, made=made, margin=margin)

    def _failure(self, error: Exception) -> Failure:
        try:
            return self._builder.failure(error)
        except Exception:  # noqa: BLE001 - the first error is the one to know of
            said = str(error) or type(error).__name__
            return Failure(title=said, fragment=f"<p>{escape(said)}</p>")


async def _within(seconds: float, event: asyncio.Event) -> bool:
    """Wait for an event, but no longer than this; tell whether it came."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
