"""Prints a page of the preview, and draws what comes out; other work on the machine goes first."""

from __future__ import annotations

import io
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

if TYPE_CHECKING:
    from reporter.preview.builder import PreviewPage

SCALE = 144 / 72
"""Pixels to a point: sharp on a screen, and still a small file."""
LESS = 5
"""How nice it is to other work, from 0 to 19."""
PROBLEM = "De pdf kan nu niet worden gemaakt. Het programma meldt: {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A picture of each page of the PDF of one version; or why there is none, in Dutch."""

    version: int = 0
    pictures: tuple[bytes, ...] = ()
    problem: str = ""


def give_way() -> None:
    """Let this thread, and the press that it starts, have what others leave of the machine."""
    with suppress(AttributeError, OSError):  # Windows knows no such thing
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS)


def print_pages(version: int, page: PreviewPage) -> Print:
    """Print a version of a page."""
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
