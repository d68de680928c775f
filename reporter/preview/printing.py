"""Prints a page of the preview, and draws what comes out; other work on the machine goes first."""

from __future__ import annotations

import io
import os
import threading
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from reporter.errors import PressEndedError
from reporter.preview.dutch import in_dutch
from reporter.preview.state import Print

if TYPE_CHECKING:
    from reporter.preview.state import PageState, PreviewPage

SCALE = 144 / 72
"""Pixels to a point: sharp on a screen, and still a small file."""
LESS = 5
"""How nice it is to other work, from 0 to 19."""


def give_way() -> None:
    """Let this thread, and the press that it starts, have what others leave of the machine."""
    with suppress(AttributeError, OSError):  # Windows knows no such thing
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS)


def print_pages(state: PageState) -> Print:
    """Print the page that is shown; what was printed before stays if that fails."""
    if state.page is None:
        return state.print
    try:
        pictures = _pictures(_pdf(state.page))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the PDF, the page stays
        lines = str(error).splitlines() or [type(error).__name__]
        problem = " ".join(in_dutch(line) for line in lines)
        return replace(state.print, problem=problem)
    return Print(version=state.version, made=state.made, pictures=pictures)


def _pdf(page: PreviewPage) -> bytes:
    """Print once more where the press died: it starts anew, and the page may be blameless."""
    try:
        return page.file("pdf")
    except PressEndedError:
        return page.file("pdf")


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
