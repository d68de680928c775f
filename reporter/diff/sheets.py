"""The pages of a PDF: what is set on them, and where."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextObj, raw

from reporter.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

ASIDE = "Artifact"
"""The mark of text that is no part of the document: running heads and feet (ISO 14289-1, 7.8)."""
LONGEST_MARK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of text in one style, its spaces left out; ``page`` counts from 0.

    ``baseline`` is in points from the foot of the page, ``size`` in points.
    """

    page: int
    text: str
    baseline: float
    size: float
    aside: bool


class Drawing(NamedTuple):
    """A border or a shade: from where to where it reaches, in points from the page's foot."""

    page: int
    bottom: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The pages of an open PDF with what is on them; ``bookmarks`` are titles of all levels."""

    pages: tuple[PdfPage, ...]
    heights: tuple[float, ...]
    runs: tuple[Run, ...]
    drawings: tuple[Drawing, ...]
    bookmarks: tuple[str, ...]


@contextmanager
def opened(pdf: bytes, name: str) -> Iterator[Sheets]:
    """Open a PDF for as long as its pages are needed; ``name`` tells the user which it was.

    Raises ArchiveError for a PDF that is locked, damaged, or none at all.
    """
    try:
        document = PdfDocument(pdf)
    except PdfiumError as error:
        raise ArchiveError(_refusal(name, pdf, error)) from error
    try:
        yield _sheets(document)
    except PdfiumError as error:
        raise ArchiveError(_refusal(name, pdf, error)) from error
    finally:
        document.close()


def _refusal(name: str, pdf: bytes, error: PdfiumError) -> str:
    expected = "expected the annex.pdf that build writes; build the edition again"
    if not pdf:
        return f"{name}: found an empty file, {expected}"
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return f"{name}: found a PDF that is locked with a password, {expected}"
    return f"{name}: found no sound PDF ({str(error).rstrip('.')}), {expected}"


def _sheets(document: PdfDocument) -> Sheets:
    pages = tuple(document)
    return Sheets(
        pages=pages,
        heights=tuple(page.get_height() for page in pages),
        runs=tuple(run for number, page in enumerate(pages) for run in _runs(number, page)),
        drawings=tuple(one for number, page in enumerate(pages) for one in _drawings(number, page)),
        bookmarks=tuple(entry.get_title() for entry in document.get_toc()),
    )


def _runs(number: int, page: PdfPage) -> Iterator[Run]:
    words = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words):
        text = "".join(one.extract().split())
        if text:
            placing = one.get_matrix()
            yield Run(
                page=number,
                text=text,
                baseline=placing.f,
                size=one.get_font_size() * abs(placing.d),
                aside=ASIDE in _marks(one),
            )


def _drawings(number: int, page: PdfPage) -> Iterator[Drawing]:
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        _, bottom, _, top = one.get_bounds()
        yield Drawing(number, bottom, top)


def _marks(one: PdfTextObj) -> Iterator[str]:
    """Name the tags around a piece of content."""
    name = ctypes.create_string_buffer(LONGEST_MARK)
    length = ctypes.c_ulong()
    place = ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR))
    for number in range(raw.FPDFPageObj_CountMarks(one)):
        mark = raw.FPDFPageObj_GetMark(one, number)
        if raw.FPDFPageObjMark_GetName(mark, place, LONGEST_MARK, length):
            yield name.raw[: length.value].decode("utf-16-le").rstrip("\0")
