"""A letter as PDF: the characters as they are set on its pages, made into lines again."""

from __future__ import annotations

import ctypes
import math
import re
import sys
from contextlib import closing
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from reporter.proofread.letter.flow import letter_of
from reporter.proofread.letter.letter import Letter, refuse, refuse_locked
from reporter.proofread.letter.lines import Piece, TextLine, cleared, line_of, raised, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
HYPHENS = frozenset({0x2, 0xFFFE})
"""What the library makes of a hyphen at the end of a line."""
_BULLET = re.compile(r"[•◦▪‣·*–-]|\(?(?:\d{1,2}|[a-z])[.)]")
_SPACES = frozenset(" \u00a0\t")


class _Glyph(NamedTuple):
    character: str
    left: float
    right: float
    baseline: float
    size: float


class _SetLine(NamedTuple):
    """The characters of one line; its size is that of the largest, its baseline theirs."""

    glyphs: Sequence[_Glyph]
    text: str
    size: float
    baseline: float


def read_pdf(content: bytes) -> Letter:
    """Read a PDF by the characters on its pages."""
    try:
        with closing(PdfDocument(content)) as document:
            pages = list(_pages(document))
    except PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            refuse_locked("a PDF that is locked with a password", "a PDF")
        found = f"no sound PDF ({str(error).rstrip('.')})"
        refuse(found, "a PDF", "Print or export the letter again.")
    if not any(pages):
        refuse(
            "a PDF without any text: probably a scan",
            "a PDF with text that can be selected",
            "Recognise its text first (OCR), or hand in the file it was printed from.",
        )
    return letter_of(pages)


def _pages(document: PdfDocument) -> Iterator[list[TextLine]]:
    if len(document) > MOST_PAGES:
        refuse(f"a PDF of {len(document):,} pages", f"a letter of at most {MOST_PAGES} pages")
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page:
            glyphs = list(_glyphs(page))
        characters += len(glyphs)
        if characters > MOST_CHARACTERS:
            refuse(f"a PDF of over {MOST_CHARACTERS:,} characters", "a letter")
        yield list(_lines(_set_lines(glyphs), number + 1))


def _glyphs(page: PdfPage) -> Iterator[_Glyph]:
    """Give the printed characters of a page in the order of its text."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    with closing(page.get_textpage()) as words:
        for place in range(min(words.count_chars(), MOST_CHARACTERS + 1)):
            code = raw.FPDFText_GetUnicode(words, place)
            if code in {0, 10, 13} or not raw.FPDFText_GetCharOrigin(words, place, x, y):
                continue
            raw.FPDFText_GetLooseCharBox(words, place, box)
            character = cleared("-" if code in HYPHENS else chr(min(code, sys.maxunicode)))
            yield _Glyph(character, box.left, box.right, y.value, box.top - box.bottom)


def _set_lines(glyphs: Iterable[_Glyph]) -> Iterator[_SetLine]:
    """Cut a page into lines; spaces that only the library thinks of stand nowhere."""
    line: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.size <= 0 and glyph.character in _SPACES:
            continue
        if line and _is_elsewhere(line[-1], glyph):
            yield _set(line)
            line = []
        line.append(glyph)
    if line:
        yield _set(line)


def _set(glyphs: Sequence[_Glyph]) -> _SetLine:
    text = "".join(glyph.character for glyph in glyphs).strip()
    size = max(glyph.size for glyph in glyphs)
    full = (glyph.baseline for glyph in glyphs if glyph.size >= size * RAISED_SIZE)
    return _SetLine(glyphs, text, size, next(full, glyphs[0].baseline))


def _is_elsewhere(last: _Glyph, glyph: _Glyph) -> bool:
    size = max(last.size, glyph.size)
    moved = abs(glyph.baseline - last.baseline)
    return moved > SAME_LINE * size or (glyph.right < last.left - size and moved > 0.01 * size)


def _lines(rows: Iterable[_SetLine], page: int) -> Iterator[TextLine]:
    kept = _bulleted([row for row in rows if row.text])
    steps = [abs(above.baseline - row.baseline) for above, row in pairwise(kept)]
    usual = median(step for step in steps if step > 0) if any(steps) else 0.0
    for place, row in enumerate(kept):
        above = kept[place - 1]
        step = above.baseline - row.baseline
        resized = abs(above.size - row.size) > 0.1 * row.size
        apart = place == 0 or step < 0 or step > PARAGRAPH_GAP * usual or resized
        pieces = list(_pieces(row))
        if pieces:  # and not characters alone that take no room
            yield line_of(pieces, f"page {page}, line {place + 1}", apart=apart, fresh=place == 0)


def _bulleted(rows: Sequence[_SetLine]) -> list[_SetLine]:
    """Put bullets and numbers that are set apart from their items in front of them."""
    kept = [row for row in rows if not _BULLET.fullmatch(row.text)]
    for bullet in (row for row in rows if _BULLET.fullmatch(row.text)):
        mark = bullet.glyphs[0]
        for place, row in enumerate(kept):
            first = row.glyphs[0]
            beside = abs(first.baseline - mark.baseline) < SAME_LINE * row.size
            if beside and first.left > mark.left:
                space = _Glyph(" ", first.left, first.left, mark.baseline, row.size)
                kept[place] = _set([*bullet.glyphs, space, *row.glyphs])
                break
    return kept


def _pieces(row: _SetLine) -> Iterator[Piece]:
    """Cut a line where the room between two characters is wider than words need."""
    glyphs = [glyph for glyph in row.glyphs if glyph.character]
    start, inked = 0, None
    for place, glyph in enumerate(glyphs):
        if glyph.character in _SPACES:
            continue
        if inked and glyph.left - inked.right > PIECE_GAP * row.size:
            yield from _piece(glyphs[start:place], row.size, row.baseline)
            start = place
        inked = glyph
    yield from _piece(glyphs[start:], row.size, row.baseline)


def _piece(glyphs: Sequence[_Glyph], size: float, baseline: float) -> Iterator[Piece]:
    text, raising, right = "", "", math.inf
    for glyph in glyphs:
        lifted = (
            glyph.size < RAISED_SIZE * size
            and glyph.baseline > baseline + RAISED_BY * size
            and glyph.character.isalnum()
        )
        if raising and not lifted:
            text, raising = text + raised(raising, text), ""
        if glyph.left - right > WORD_GAP * size and not text.endswith(" "):
            text, raising = text + raised(raising, text) + " ", ""
        if lifted:
            raising += glyph.character
        else:
            text += glyph.character
        right = glyph.right
    text = spelled((text + raised(raising, text)).strip(" \t"))
    inked = [glyph for glyph in glyphs if glyph.character not in _SPACES]
    if text.strip() and inked:
        yield Piece(text, inked[0].left, inked[-1].right)
