"""Where two pictures of a zone differ: words, or else lines; framed, with numbers on both sides."""

from __future__ import annotations

import io
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Flags = NDArray[np.bool_]

WHITE = 255
BETWEEN = 12
"""White rows between the parts of a zone that stand on different pages."""
EDGE = 30
"""White around a picture, for frames and their numbers."""
PAD = 4
THICK = 3
LABEL = 20
INK = (158, 0, 32)
COLOURS = 64
"""A page in print has few colours; with a short list of them a picture is a third in size."""


def framed(old: Sequence[Pixels], new: Sequence[Pixels]) -> tuple[bytes, bytes]:
    """Give both pictures as PNG, cut to the same columns; empty for a side without a zone."""
    width = max(part.shape[1] for part in (*old, *new))
    before, after = _stacked(old, width), _stacked(new, width)
    columns = np.flatnonzero(_inked(before).any(axis=0) | _inked(after).any(axis=0))
    cut = slice(columns[0], columns[-1] + 1)
    before, after = before[:, cut], after[:, cut]
    pairs = spots(before, after)
    return _png(before, [spot.old for spot in pairs]), _png(after, [spot.new for spot in pairs])


def _stacked(parts: Sequence[Pixels], width: int) -> Pixels:
    """Put the parts below each other, as wide as the widest page."""
    if not parts:
        return np.full((0, width, 3), WHITE, np.uint8)
    rows = [
        np.pad(part, ((0, BETWEEN), (0, width - part.shape[1]), (0, 0)), constant_values=WHITE)
        for part in parts
    ]
    return np.concatenate(rows)[:-BETWEEN]


def _inked(pixels: Pixels) -> Flags:
    flags: Flags = (pixels != WHITE).any(axis=2)
    return flags


def _png(pixels: Pixels, boxes: Sequence[Box | None]) -> bytes:
    if not pixels.size:
        return b""
    around = np.pad(pixels, ((EDGE, EDGE), (EDGE, EDGE), (0, 0)), constant_values=WHITE)
    picture = Image.fromarray(around)
    for number, box in enumerate(boxes, start=1):
        if box:
            out = EDGE - PAD, EDGE - PAD, EDGE + PAD, EDGE + PAD
            _frame(picture, str(number), Box(*(at + by for at, by in zip(box, out, strict=True))))
    target = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(target, "PNG")
    return target.getvalue()


def _frame(picture: Image.Image, number: str, frame: Box) -> None:
    """Draw a thick frame with its number at a corner, so that no colour need be seen.

    The number stands before the frame, behind it, or else on top of it.
    """
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(LABEL - 3)
    left, top, right, _ = frame
    width = round(font.getlength(number)) + 8
    before = Box(left - width, top, left, top + LABEL)
    behind = Box(right, top, right + width, top + LABEL)
    free = (room for room in (before, behind) if picture.crop(room).getcolors(1))
    label = next(free, Box(left, top - LABEL, left + width, top))
    pen.rectangle(frame, outline=INK, width=THICK)
    pen.rectangle(label, fill=INK)
    middle = ((label.left + label.right) / 2, (label.top + label.bottom) / 2)
    pen.text(middle, number, "white", font, anchor="mm")


APART = 12
"""Words nearer than this, in pixels, share one frame."""
SPACE = 3
"""So many empty columns of pixels stand between two words, and fewer between two letters."""
LOWEST = 5
"""A line of fewer rows is a border: no letter is so low."""


class Box(NamedTuple):
    """A part of a picture, in pixels from its top left corner; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int


class Spot(NamedTuple):
    """What differs at one place; None on the side where nothing stands there."""

    old: Box | None
    new: Box | None


class Ink(NamedTuple):
    """A line or a word with where it stands in its picture."""

    box: Box
    pixels: Pixels


def spots(old: Pixels, new: Pixels) -> tuple[Spot, ...]:
    """Find what differs: words, or else lines, or else the space between lines."""
    before, after = _lines(old), _lines(new)
    found: list[Spot] = []
    for spot in _words_apart(before, after):
        if found and all(_beside(*boxes) for boxes in zip(found[-1], spot, strict=True)):
            found[-1] = Spot(_around(found[-1].old, spot.old), _around(found[-1].new, spot.new))
        else:
            found.append(spot)
    if not found:
        found = [_spot(*lines) for lines in _changed(before, after)]
    return tuple(found) or (_spot(before, after),)


def _words_apart(before: Sequence[Ink], after: Sequence[Ink]) -> Iterator[Spot]:
    for then, now in _changed(before, after):
        paired = list(zip(then, now, strict=False))
        for line, another in paired:
            for words, others in _changed(_words(line), _words(another)):
                if len(words) == len(others):
                    yield from (_spot([a], [b]) for a, b in zip(words, others, strict=True))
                else:
                    yield _spot(words, others)
        rest = then[len(paired) :], now[len(paired) :]
        if any(_words(line) for side in rest for line in side):
            yield _spot(*rest)


def _changed(
    before: Sequence[Ink], after: Sequence[Ink]
) -> Iterator[tuple[Sequence[Ink], Sequence[Ink]]]:
    """Pair what does not look the same, wherever it stands."""
    then, now = (
        [(ink.pixels.shape, ink.pixels.tobytes()) for ink in side] for side in (before, after)
    )
    for kind, i, j, k, m in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield before[i:j], after[k:m]


def _spot(before: Sequence[Ink], after: Sequence[Ink]) -> Spot:
    return Spot(*(_around(*(ink.box for ink in side)) for side in (before, after)))


def _around(*boxes: Box | None) -> Box | None:
    known = [box for box in boxes if box]
    if not known:
        return None
    lefts, tops, rights, bottoms = zip(*known, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _beside(box: Box | None, other: Box | None) -> bool:
    """Tell whether two boxes stand near each other on one line, or both are absent."""
    if not box or not other:
        return box is other
    level = box.top < other.bottom and other.top < box.bottom
    return level and box.left < other.right + APART and other.left < box.right + APART


def _lines(pixels: Pixels) -> list[Ink]:
    """Cut a picture at its empty rows; borders are lines of their own."""
    inked = _inked(pixels)
    found = []
    for top, bottom in _runs(np.flatnonzero(inked.any(axis=1)), 1):
        across = np.flatnonzero(inked[top:bottom].any(axis=0))
        box = Box(int(across[0]), top, int(across[-1]) + 1, bottom)
        found.append(Ink(box, pixels[top:bottom]))
    return found


def _words(line: Ink) -> list[Ink]:
    """Cut a line at its empty columns: white ones, and those like most, shaded or bordered."""
    if line.pixels.shape[0] < LOWEST:
        return []
    usual = line.pixels[:, _commonest(line.pixels.swapaxes(0, 1))]
    inked = (line.pixels != usual[:, np.newaxis]).any(axis=2) & _inked(line.pixels)
    # Where cells meet, borders have a speck that is no word.
    inked[(usual != usual[_commonest(usual)]).any(axis=1)] = False
    found = []
    for left, right in _runs(np.flatnonzero(inked.any(axis=0)), SPACE):
        rows = np.flatnonzero(inked[:, left:right].any(axis=1))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        box = Box(left, line.box.top + top, right, line.box.top + bottom)
        found.append(Ink(box, line.pixels[top:bottom, left:right]))
    return found


def _commonest(parts: Pixels) -> int:
    """Give the place of the first of the parts that look like most."""
    looks = [part.tobytes() for part in parts]
    return looks.index(Counter(looks).most_common(1)[0][0])


def _runs(at: NDArray[np.intp], apart: int) -> list[tuple[int, int]]:
    """Give first and behind last of each run of numbers that lie at most ``apart`` apart."""
    runs = np.split(at, np.flatnonzero(np.diff(at) > apart) + 1)
    return [(int(run[0]), int(run[-1]) + 1) for run in runs if run.size]
