"""Makes PDFs and pictures of their pages in the background; the newest page goes first."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pypdfium2 import PdfDocument, PdfPage

from reporter.preview.display import Print

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.preview.builder import Builder, Page
    from reporter.preview.display import Display
    from reporter.preview.watching import Reads

P = ParamSpec("P")
T = TypeVar("T")
SCALE = 144 / 72
"""Pixels to a point: sharp on a screen, and still a small file."""
QUIET = 0.3
"""Seconds a page must stand before it is printed: until then its browser needs the machine."""
LESS = 5
"""How nice it is to other work, from 0 to 19."""
PROBLEM = "De pdf kan nu niet worden gemaakt. Het programma meldt: {}"


class Printing:
    """One thread that makes files: a page that is out of date before its turn is never printed."""

    def __init__(self, builder: Builder, reads: Reads) -> None:
        self._builder = builder
        self._reads = reads
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="printing", initializer=_give_way)
        self._wanted: dict[str, Display] = {}
        self._asked = asyncio.Event()

    def ask(self, display: Display) -> None:
        """Ask for the PDF of what a display shows when its turn has come."""
        self._wanted[display.name] = display
        self._asked.set()

    async def work(self) -> None:
        """Print what is asked for, one after the other."""
        while await self._asked.wait():
            self._asked.clear()
            while self._wanted:
                await self._quiet()
                display = self._wanted.pop(next(iter(self._wanted)))
                if display.page:
                    display.printed(await self._in_turn(self._print, display.version, display.page))

    async def _quiet(self) -> None:
        """Wait until nothing new was asked for during a while."""
        while self._asked.is_set() or await self._asked_within(QUIET):
            self._asked.clear()

    async def _asked_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._asked.wait()
        except TimeoutError:
            return False

    async def file(self, page: Page, form: str) -> bytes:
        """Make a file of a page. Raises ReporterError."""
        return await self._in_turn(self._builder.file, page, form)

    def close(self) -> None:
        """Start nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _in_turn(self, make: Callable[P, T], *words: P.args, **_: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, make, *words)

    def _print(self, version: int, page: Page) -> Print:
        try:
            pdf = self._builder.file(page, "pdf")
            self._reads.add(self._builder.printed_from())
            return Print(version=version, pdf=pdf, pictures=pictures(pdf))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the PDF, the page stays
            return Print(version=version, problem=PROBLEM.format(error))


def _give_way() -> None:
    """Let this thread, and the press that it starts, have what others leave of the machine."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS)


def pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Draw each page of a PDF as a PNG."""
    document = PdfDocument(pdf)
    try:
        return tuple(_drawn(document[number]) for number in range(len(document)))
    finally:
        document.close()


def _drawn(page: PdfPage) -> bytes:
    bitmap = page.render(scale=SCALE)
    written = io.BytesIO()
    bitmap.to_pil().save(written, "png", compress_level=3)
    bitmap.close()
    page.close()
    return written.getvalue()
