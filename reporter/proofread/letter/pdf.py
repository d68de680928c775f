"""A letter as PDF: the characters as they are set on its pages, made into lines again."""

from __future__ import annotations

import ctypes
import re
import sys
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument, PdfiumError, raw

from reporter.proofread.letter.flow import blocks_of
from reporter.proofread.letter.letter import Letter, refusal
from reporter.proofread.letter.lines import Line, Piece, foreign, raised, spelled, without_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

MOST_PAGES = 300
MOST_CHARACTERS = 3_000_000
SAME_LINE = 0.45
"""Baselines that differ less than this part of the size of the print are of one line."""
RAISED_SIZE = 0.85
RAISED_BY = 0.08
WORD_GAP = 0.14
PIECE_GAP = 0.7
PARAGRAPH_GAP = 1.35
"""Room above a line of more than this many usual distances begins something new."""
PRIVATE = 0xE000
HYPHENS = frozenset({0x2, 0xFFFE})
"""What the library makes of a hyphen at the end of a line."""
_BULLET = re.compile(r"[•◦▪‣·*–-]|\(?(?:\d{1,2}|[a-z])[.)]")
_SPACES = frozenset(" \u00a0\t")


@dataclass(slots=True)
class _Glyph:
    character: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(slots=True)
class _Row:
    """The characters of one line; its size is that of most of them."""

    glyphs: list[_Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs).strip()

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        full = self.size * RAISED_SIZE
        return next(glyph.baseline for glyph in self.glyphs if glyph.size >= full)


def read_portable(content: bytes, name: str) -> Letter:
    """Read a PDF by the characters on its pages.

    Raises InputError for one that is locked, damaged, scanned without text, or no letter.
    """
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        raise _refused(name, error) from error
    with closing(document):
        if len(document) > MOST_PAGES:
            found = f"a PDF of {len(document):,} pages"
            raise refusal(name, found, f"a letter of at most {MOST_PAGES} pages")
        try:
            pages = _pages(document, name)
        except PdfiumError as error:
            raise _refused(name, error) from error
    if not any(pages):
        raise refusal(
            name,
            "a PDF without any text: probably a scan",
            "a PDF with text that can be selected",
            "Recognise its text first (OCR), or hand in the file it was printed from.",
        )
    return Letter(name=name, blocks=blocks_of(tuple(without_edges(pages))))


def _refused(name: str, error: PdfiumError) -> Exception:
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        found = "a PDF that is locked with a password"
        return refusal(name, found, "a PDF without password", "Save it without password.")
    found = f"no sound PDF ({str(error).rstrip('.')})"
    return refusal(name, found, "a PDF", "Print or export the letter again.")


def _pages(document: PdfDocument, name: str) -> list[list[Line]]:
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        try:
            glyphs = list(_glyphs(page))
        finally:
            page.close()
        characters += len(glyphs)
        if characters > MOST_CHARACTERS:
            raise refusal(name, f"a PDF of over {MOST_CHARACTERS:,} characters", "a letter")
        pages.append(list(_lines(_rows(glyphs), number + 1)))
    return pages


def _glyphs(page: PdfPage) -> Iterator[_Glyph]:
    """Give the printed characters of a page in the order of its text."""
    words = page.get_textpage()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    try:
        for place in range(min(words.count_chars(), MOST_CHARACTERS + 1)):
            code = raw.FPDFText_GetUnicode(words, place)
            if code in {0, 10, 13} or not raw.FPDFText_GetCharOrigin(words, place, x, y):
                continue
            raw.FPDFText_GetLooseCharBox(words, place, box)
            character = "-" if code in HYPHENS else chr(min(code, sys.maxunicode))
            size = box.top - box.bottom
            yield _Glyph(
                character if code < PRIVATE else foreign(character),
                box.left,
                box.right,
                y.value,
                size,
            )
    finally:
        words.close()


def _rows(glyphs: Sequence[_Glyph]) -> Iterator[_Row]:
    row = _Row()
    for glyph in glyphs:
        if glyph.size <= 0 and glyph.character in _SPACES:
            continue  # a space that the library thinks of stands nowhere
        if row.glyphs and _is_elsewhere(row.glyphs, glyph):
            yield row
            row = _Row()
        row.glyphs.append(glyph)
    if row.glyphs:
        yield row


def _is_elsewhere(glyphs: Sequence[_Glyph], glyph: _Glyph) -> bool:
    """Tell whether a character begins another line than those before it."""
    last = glyphs[-1]
    size = max(last.size, glyph.size)
    if abs(glyph.baseline - last.baseline) > SAME_LINE * size:
        return True
    moved_back = glyph.right < last.left - size
    return moved_back and abs(glyph.baseline - last.baseline) > 0.01 * size


def _lines(rows: Iterator[_Row], page: int) -> Iterator[Line]:
    kept = _bulleted([row for row in rows if row.text])
    steps = [abs(one.baseline - two.baseline) for one, two in pairwise(kept)]
    usual = median(step for step in steps if step > 0) if any(steps) else 0.0
    for place, row in enumerate(kept):
        pieces = tuple(_pieces(row))
        step = kept[place - 1].baseline - row.baseline if place else 0.0
        resized = place > 0 and abs(kept[place - 1].size - row.size) > 0.1 * row.size
        yield Line(
            text=" ".join(piece.text for piece in pieces),
            pieces=pieces,
            where=f"page {page}, line {place + 1}",
            apart=place == 0 or step < 0 or step > PARAGRAPH_GAP * usual or resized,
            fresh=place == 0,
        )


def _bulleted(rows: list[_Row]) -> list[_Row]:
    """Put bullets and numbers that are set apart from their items in front of them."""
    loose = [row for row in rows if _BULLET.fullmatch(row.text)]
    kept = [row for row in rows if not any(row is one for one in loose)] if loose else rows
    for bullet in loose:
        height = bullet.glyphs[0].baseline
        for row in kept:
            beside = abs(row.glyphs[0].baseline - height) < SAME_LINE * row.size
            if beside and row.glyphs[0].left > bullet.glyphs[0].left:
                space = _Glyph(" ", row.glyphs[0].left, row.glyphs[0].left, height, row.size)
                row.glyphs = [*bullet.glyphs, space, *row.glyphs]
                break
    return kept


def _pieces(row: _Row) -> Iterator[Piece]:
    """Cut a line where the room between two characters is wider than words need."""
    glyphs = [one for one in row.glyphs if one.character]
    size, baseline = row.size, row.baseline
    start = 0
    for place in range(1, len(glyphs) + 1):
        ends = place == len(glyphs)
        if ends or _gap(glyphs, place) > PIECE_GAP * size:
            piece = _piece(glyphs[start:place], size, baseline)
            if piece is not None:
                yield piece
            start = place


def _gap(glyphs: Sequence[_Glyph], place: int) -> float:
    """Measure the room before a character, spaces not counted as print."""
    before = next((one for one in glyphs[place - 1 :: -1] if one.character not in _SPACES), None)
    after = glyphs[place]
    return after.left - before.right if before and after.character not in _SPACES else 0.0


def _piece(glyphs: Sequence[_Glyph], size: float, baseline: float) -> Piece | None:
    text, raising = "", ""
    last: _Glyph | None = None
    for glyph in glyphs:
        if raising and not _is_raised(glyph, size, baseline):
            text, raising = text + raised(raising, text), ""
        if last and glyph.left - last.right > WORD_GAP * size and not text.endswith(" "):
            text, raising = text + raised(raising, text) + " ", ""
        if _is_raised(glyph, size, baseline):
            raising += glyph.character
        else:
            text += glyph.character
        last = glyph
    text = spelled((text + raised(raising, text)).strip(" \t"))
    inked = [one for one in glyphs if one.character not in _SPACES]
    return Piece(text, inked[0].left, inked[-1].right) if text and inked else None


def _is_raised(glyph: _Glyph, size: float, baseline: float) -> bool:
    small = glyph.size < RAISED_SIZE * size
    return small and glyph.baseline > baseline + RAISED_BY * size and glyph.character.isalnum()
