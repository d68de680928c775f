"""The changed zones of two printed annexes, pixel by pixel, each with what explains it.

A zone is drawn so that the same print gives the same pixels wherever it stands.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from pypdfium2 import PdfBitmap, raw

from reporter.diff.changes import Comparison, Origin, PageChange, TextKind
from reporter.diff.spots import WHITE, framed
from reporter.diff.zones import Key, Sheets, Strip, lines, opened, zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.diff.spots import Pixels
    from reporter.page.card import RunCard


def page_changes(
    old_pdf: bytes, new_pdf: bytes, comparison: Comparison, names: tuple[str, str]
) -> tuple[PageChange, ...]:
    """Compare two PDFs zone by zone; ``names`` tells the user which file is which.

    ``comparison`` is the whole comparison of the annexes that were printed. A zone that only
    moved has not changed; any other pixel counts. Raises ArchiveError for a PDF that is
    locked, damaged, or none at all.
    """
    with opened(old_pdf, names[0]) as old:
        if old_pdf == new_pdf:
            return ()
        with opened(new_pdf, names[1]) as new:
            return tuple(_changes(old, new, comparison))


def _changes(old: Sheets, new: Sheets, comparison: Comparison) -> Iterator[PageChange]:
    before, after = zones(old, comparison.old), zones(new, comparison.new)
    repaged = len(old.pages) != len(new.pages)
    for key in dict.fromkeys((*after, *before)):
        then, now = (side[key].strips if key in side else [] for side in (before, after))
        if _same_print(then, now):
            continue
        gone, come = _drawn(then), _drawn(now)
        pictures = framed([pixels for _, pixels in gone], [pixels for _, pixels in come])
        yield PageChange(
            zone=(after.get(key) or before[key]).name,
            old_page=gone[0][0].sheet.number if gone else None,
            new_page=come[0][0].sheet.number if come else None,
            origin=zone_origin(key, comparison, repaged=repaged),
            old_picture=pictures[0],
            new_picture=pictures[1],
        )


def zone_origin(key: Key, comparison: Comparison, *, repaged: bool) -> Origin:
    """Name what explains a changed zone; ``repaged`` tells that the number of pages changed.

    The closest reason first: figures and texts there, then fonts, templates, the program.
    A zone that holds an unexplained text is unexplained itself.
    """
    there = list(_there(key, comparison, repaged=repaged))
    if Origin.UNEXPLAINED in there:
        return Origin.UNEXPLAINED
    return next(chain(there, _around(key, comparison)), Origin.UNEXPLAINED)


def _there(key: Key, comparison: Comparison, *, repaged: bool) -> Iterator[Origin]:
    """Look for changed figures and texts in a zone.

    The running heads repeat the title; more or fewer pages may follow from anything.
    """
    anything = key.kind == "running" and repaged
    for change in comparison.figures:
        tables = {place.table for place in change.places}
        if anything or (key.kind == "table" and key.name in tables):
            yield Origin.FIGURE
    for text in comparison.texts:
        of_table = text.kind is not TextKind.TEXT
        place = Key("table", text.place.partition(", ")[0]) if of_table else Key("text", text.place)
        if anything or place == key or (key.kind == "running" and place == Key("text", "")):
            yield text.origin


def _around(key: Key, comparison: Comparison) -> Iterator[Origin]:
    """Look at what is neither figure nor text in the archive, and at what all was made with."""
    old, new = comparison.old, comparison.new
    known = {block.section for block in (*old.text, *new.text)}
    if key.kind == "table" and key.name in old.tables and key.name in new.tables:
        if old.tables[key.name].number != new.tables[key.name].number:
            yield Origin.EDITION
    elif key.kind == "text" and key.name not in known:
        # The colophon: it names the edition, the delivery and the program.
        if old.edition_file != new.edition_file:
            yield Origin.EDITION
        if (old.card.deliveries, old.left_out) != (new.card.deliveries, new.left_out):
            yield Origin.DELIVERY
        if old.card.program != new.card.program:
            yield Origin.PROGRAM
    yield from _of_cards(old.card, new.card, of_table=key.kind == "table")


def _of_cards(old: RunCard, new: RunCard, *, of_table: bool) -> Iterator[Origin]:
    """Compare with what two annexes were made."""
    if old.fonts != new.fonts:
        yield Origin.FONT
    if of_table and old.tables != new.tables:
        yield Origin.TABLE
    if old.templates != new.templates:
        yield Origin.TEMPLATE
    if (old.code, old.program, old.libraries) != (new.code, new.program, new.libraries):
        yield Origin.PROGRAM


SCALE = 150 / 72
"""Pixels to a point: 150 to an inch, enough to read a note in."""
GRIDS = (0.25, 0.62)
"""Where in a pixel the first baseline of a strip falls. What lies just between two pixels may be
rounded to either, so a difference counts only if it shows on both grids."""


def _drawn(strips: Iterable[Strip], grid: float = GRIDS[0]) -> list[tuple[Strip, Pixels]]:
    """Draw the strips that are not blank, white rows at both ends left out."""
    pictures = [(strip, _pixels(strip, grid)) for strip in strips]
    return [(strip, pixels) for strip, pixels in pictures if pixels.size]


def _pixels(strip: Strip, grid: float) -> Pixels:
    """Draw a strip with its first baseline at the same place within a pixel, always."""
    sheet = strip.sheet
    anchor = (*strip.baselines, strip.top)[0]
    above = math.ceil((strip.top - anchor) * SCALE)
    rows = above + math.ceil((anchor - strip.bottom) * SCALE) + 1
    columns = math.ceil(sheet.page.get_width() * SCALE)
    down = above + grid - (sheet.height - anchor) * SCALE
    bitmap = PdfBitmap.new_native(columns, rows, raw.FPDFBitmap_BGR, rev_byteorder=True)
    bitmap.fill_rect((WHITE, WHITE, WHITE, WHITE), 0, 0, columns, rows)
    raw.FPDF_RenderPageBitmapWithMatrix(
        bitmap,
        sheet.page,
        raw.FS_MATRIX(SCALE, 0, 0, SCALE, 0, down),
        raw.FS_RECTF(0, 0, columns, rows),
        raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER,
    )
    pixels: Pixels = bitmap.to_numpy().copy()
    inked = np.flatnonzero(pixels.reshape(rows, -1).min(axis=1) != WHITE)
    return pixels[inked[0] : inked[-1] + 1] if inked.size else pixels[:0]


def _same_print(old: Sequence[Strip], new: Sequence[Strip]) -> bool:
    """Tell whether two zones print the same, pixel by pixel, on any of the grids.

    Where they stand on their pages does not matter, nor at which line a page ends.
    """
    return any(_same_on(grid, old, new) for grid in GRIDS)


def _same_on(grid: float, old: Sequence[Strip], new: Sequence[Strip]) -> bool:
    before, after = _drawn(old, grid), _drawn(new, grid)
    then, now = ([len(strip.baselines) for strip, _ in side] for side in (before, after))
    if sum(then) != sum(now):
        return False
    if then != now:
        before, after = (
            _drawn((line for strip, _ in side for line in lines(strip)), grid)
            for side in (before, after)
        )
    pairs = zip(before, after, strict=False)
    return len(before) == len(after) and all(np.array_equal(a, b) for (_, a), (_, b) in pairs)
