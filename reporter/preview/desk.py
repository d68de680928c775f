"""The desk: every edition that somebody looks at, made anew when its files change."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import TYPE_CHECKING

from reporter.preview.display import SERVER, Display, Listeners

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.preview.builder import Builder, Page
    from reporter.preview.printing import Printing

INDEX = "/"
"""The name under which the list of editions is shown."""
SECOND_TRY = 0.1
"""Seconds after which a build that failed is tried again: a file may have been half written."""


class Desk:
    """Builds in a thread of its own, one at a time; changes meanwhile make one build more."""

    def __init__(self, builder: Builder, printing: Printing, chosen: str) -> None:
        self._builder = builder
        self._printing = printing
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="building")
        self._turn = asyncio.Lock()
        self._chosen = chosen
        self._displays = {chosen: Display(chosen)}
        self._index: tuple[int, str] = (-1, "")
        self._changes = 0
        self._changed = asyncio.Event()
        self.listeners = Listeners()
        """The lines to tabs that show the index."""

    async def first(self) -> Display:
        """Make the chosen edition for the first time."""
        return await self.freshen(self._displays[self._chosen])

    def outdate(self) -> None:
        """Take in that files have changed."""
        self._changes += 1
        self._changed.set()

    def attend(self) -> None:
        """Take in that somebody looks at more than before."""
        self._changed.set()

    async def work(self) -> None:
        """Build what somebody looks at and is out of date; the chosen edition first."""
        while await self._changed.wait():
            self._changed.clear()
            for display in sorted(
                self._displays.values(), key=lambda one: one.name != self._chosen
            ):
                if display.name == self._chosen or len(display.listeners):
                    await self.freshen(display)
            self.listeners.tell()

    async def display(self, name: str) -> Display | None:
        """Find an edition, whether its page is made or not; None if there is no such edition."""
        if name not in self._displays:
            if name not in await asyncio.to_thread(self._builder.names):
                return None
            self._displays.setdefault(name, Display(name))
        return self._displays[name]

    async def freshen(self, display: Display) -> Display:
        """Make the page of an edition, unless it was made since the last change."""
        async with self._turn:
            if display.made_at != self._changes:
                display.made_at = self._changes
                made = await self._made(display.name)
                if isinstance(made, str):
                    display.fail(made)
                else:
                    display.show(made)
                    self._printing.ask(display)
        return display

    async def shell(self, name: str) -> str:
        """Give the document around an edition."""
        return await asyncio.to_thread(self._builder.shell, name)

    async def assets(self) -> Mapping[str, bytes]:
        """Give the scripts and styles of the shell as they are now."""
        return await asyncio.to_thread(self._builder.assets)

    async def index(self) -> str:
        """Give the document that lists all editions."""
        async with self._turn:
            if self._index[0] != self._changes:
                changes = self._changes
                made = await asyncio.wrap_future(self._thread.submit(self._builder.index))
                self._index = (changes, made)
            return self._index[1]

    @property
    def news(self) -> str:
        """What a tab with the index is told: that it may be out of date."""
        return json.dumps({"show": INDEX, "server": SERVER, "turn": self._changes})

    def close(self) -> None:
        """End every stream and start nothing more."""
        for listeners in (self.listeners, *(one.listeners for one in self._displays.values())):
            listeners.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _made(self, name: str) -> Page | str:
        """Give the page, or what to say of its failure."""
        page = await asyncio.wrap_future(self._thread.submit(self._built, name))
        if isinstance(page, Exception):
            await asyncio.sleep(SECOND_TRY)
            page = await asyncio.wrap_future(self._thread.submit(self._built, name))
        if isinstance(page, Exception):
            return await asyncio.wrap_future(self._thread.submit(self._failure, name, page))
        return page

    def _built(self, name: str) -> Page | Exception:
        try:
            return self._builder.build(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, the last good page stays
            return error.with_traceback(None)

    def _failure(self, name: str, error: Exception) -> str:
        try:
            return self._builder.failure(name, error)
        except Exception:  # noqa: BLE001 - the first error is the one to know of
            return f"<p>{escape(str(error) or type(error).__name__)}</p>"
