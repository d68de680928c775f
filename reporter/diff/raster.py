"""Zones as pixels, drawn so that the same print gives the same pixels wherever it stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pypdfium2 import PdfBitmap, raw

from reporter.diff.zones import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reporter.diff.sheets import Sheets
    from reporter.diff.zones import Strip

    Pixels = NDArray[np.uint8]

SCALE = 150 / 72
"""Pixels to a point: 150 to an inch, enough to read a note in."""
GRIDS = (0.25, 0.62)
"""Where in a pixel the first baseline of a strip falls. What lies just between two pixels may be
rounded to either, so a difference counts only if it shows on both grids."""
WHITE = 255


class Drawn(NamedTuple):
    """A strip with its pixels, white rows at both ends left out."""

    strip: Strip
    pixels: Pixels


def drawn(sheets: Sheets, strips: Sequence[Strip], grid: float = GRIDS[0]) -> tuple[Drawn, ...]:
    """Draw the strips that are not blank."""
    pictures = (Drawn(one, _trimmed(_pixels(sheets, one, grid))) for one in strips)
    return tuple(one for one in pictures if one.pixels.size)


def same_print(old: tuple[Sheets, Sequence[Strip]], new: tuple[Sheets, Sequence[Strip]]) -> bool:
    """Tell whether two zones print the same, pixel by pixel, on any of the grids.

    Where they stand on their pages does not matter, nor at which line a page ends.
    """
    return any(_same_on(grid, old, new) for grid in GRIDS)


def _same_on(
    grid: float, old: tuple[Sheets, Sequence[Strip]], new: tuple[Sheets, Sequence[Strip]]
) -> bool:
    one, other = drawn(*old, grid), drawn(*new, grid)
    before, after = _lengths(one), _lengths(other)
    if sum(before) != sum(after):
        return False
    if before != after:
        one, other = _by_line(old[0], one, grid), _by_line(new[0], other, grid)
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(np.array_equal(a.pixels, b.pixels) for a, b in pairs)


def _lengths(pictures: Sequence[Drawn]) -> list[int]:
    return [len(one.strip.baselines) for one in pictures]


def _by_line(sheets: Sheets, pictures: Sequence[Drawn], grid: float) -> tuple[Drawn, ...]:
    return drawn(sheets, [line for one in pictures for line in lines(one.strip)], grid)


def _pixels(sheets: Sheets, strip: Strip, grid: float) -> Pixels:
    """Draw a strip with its first baseline at the same place within a pixel, always."""
    page, anchor = sheets.pages[strip.page], (*strip.baselines, strip.top)[0]
    above = math.ceil((strip.top - anchor) * SCALE)
    rows = above + math.ceil((anchor - strip.bottom) * SCALE) + 1
    columns = math.ceil(page.get_width() * SCALE)
    down = above + grid - (sheets.heights[strip.page] - anchor) * SCALE
    bitmap = PdfBitmap.new_native(columns, rows, raw.FPDFBitmap_BGR, rev_byteorder=True)
    bitmap.fill_rect((WHITE, WHITE, WHITE, WHITE), 0, 0, columns, rows)
    placing = raw.FS_MATRIX(SCALE, 0, 0, SCALE, 0, down)
    raw.FPDF_RenderPageBitmapWithMatrix(
        bitmap,
        page,
        placing,
        raw.FS_RECTF(0, 0, columns, rows),
        raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER,
    )
    pixels: Pixels = bitmap.to_numpy().copy()
    return pixels


def _trimmed(pixels: Pixels) -> Pixels:
    inked = np.flatnonzero(pixels.reshape(len(pixels), -1).min(axis=1) != WHITE)
    return pixels[inked[0] : inked[-1] + 1] if inked.size else pixels[:0]
