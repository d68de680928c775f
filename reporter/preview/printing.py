"""Makes PDFs and pictures of their pages in the background; the newest page goes first."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pypdfium2 import PdfDocument

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable

    from reporter.preview.builder import PreviewPage

T = TypeVar("T")
SCALE = 144 / 72
"""Pixels to a point: sharp on a screen, and still a small file."""
QUIET = 0.3
"""Seconds a page must stand before it is printed: until then its browser needs the machine."""
LESS = 5
"""How nice it is to other work, from 0 to 19."""
PROBLEM = "De pdf kan nu niet worden gemaakt. Het programma meldt: {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A picture of each page of the PDF of one version; or why there is none, in Dutch."""

    version: int = 0
    pictures: tuple[bytes, ...] = ()
    problem: str = ""


class Printing:
    """One thread that makes files: a page that is out of date before its turn is never printed."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="printing", initializer=_give_way)
        self._wanted: dict[str, tuple[int, PreviewPage, Callable[[Print], None]]] = {}
        self._asked = asyncio.Event()

    def ask(
        self, name: str, version: int, page: PreviewPage, done: Callable[[Print], None]
    ) -> None:
        """Ask for the pages of this version of an edition, in place of those of an earlier one."""
        self._wanted[name] = (version, page, done)
        self._asked.set()

    async def work(self) -> None:
        """Print what is asked for, one after the other."""
        while await self._asked.wait():
            self._asked.clear()
            while self._wanted:
                while await within(QUIET, self._asked):
                    self._asked.clear()
                version, page, done = self._wanted.pop(next(iter(self._wanted)))
                done(await self.in_turn(_printed, version, page))

    def in_turn(self, make: Callable[..., T], *words: object) -> Future[T]:
        """Make something when the thread has nothing else to do."""
        return asyncio.get_running_loop().run_in_executor(self._thread, make, *words)

    def close(self) -> None:
        """Start nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)


async def within(seconds: float, event: asyncio.Event) -> bool:
    """Wait for an event, but no longer than this; tell whether it came."""
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _give_way() -> None:
    """Let this thread, and the press that it starts, have what others leave of the machine."""
    with suppress(AttributeError, OSError):  # Windows knows no such thing
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS)


def _printed(version: int, page: PreviewPage) -> Print:
    try:
        return Print(version=version, pictures=_pictures(page.file("pdf")))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the PDF, the page stays
        return Print(version=version, problem=PROBLEM.format(error))


def _pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Draw each page as a PNG."""
    pictures = []
    with PdfDocument(pdf) as document:
        for page in document:
            bitmap, written = page.render(scale=SCALE), io.BytesIO()
            bitmap.to_pil().save(written, "png", compress_level=3)
            bitmap.close()
            page.close()
            pictures.append(written.getvalue())
    return tuple(pictures)
