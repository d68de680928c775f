"""The pictures of a changed zone: old and new, with a numbered frame around what differs."""

from __future__ import annotations

import io
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Flags = NDArray[np.bool_]

APART = 12
"""Words nearer than this, in pixels, share one frame."""


class Box(NamedTuple):
    """A part of a picture, in pixels from its top left corner; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    def moved(self, right: int, down: int) -> Box:
        """Give the same box elsewhere."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def around(self, others: Iterable[Box]) -> Box:
        """Give the smallest box around this one and others."""
        lefts, tops, rights, bottoms = zip(self, *others, strict=True)
        return Box(min(lefts), min(tops), max(rights), max(bottoms))

    def beside(self, other: Box) -> bool:
        """Tell whether two boxes stand near each other on one line."""
        level = self.top < other.bottom and other.top < self.bottom
        return level and self.left < other.right + APART and other.left < self.right + APART


class Spot(NamedTuple):
    """What differs at one place; None on the side where nothing stands there."""

    old: Box | None
    new: Box | None

    def near(self, other: Spot) -> bool:
        """Tell whether two spots stand near each other on both sides."""
        sides = zip(self, other, strict=True)
        return all(
            one.beside(another) if one and another else one is another for one, another in sides
        )

    def with_(self, other: Spot) -> Spot:
        """Give one spot around both."""
        return Spot(_joined(self.old, other.old), _joined(self.new, other.new))


def _joined(one: Box | None, other: Box | None) -> Box | None:
    return one.around([other]) if one and other else one or other


WHITE = 255
SPACE = 3
"""So many empty columns of pixels stand between two words, and fewer between two letters."""

LOWEST = 5
"""A line of fewer rows is a border: no letter is so low."""


class Part(NamedTuple):
    """A line or a word with where it stands in its picture."""

    box: Box
    pixels: Pixels

    def __eq__(self, other: object) -> bool:
        """Two parts are equal when they look the same, wherever they stand."""
        return isinstance(other, Part) and self.print == other.print

    def __hash__(self) -> int:
        return hash(self.print)

    @property
    def print(self) -> tuple[tuple[int, ...], bytes]:
        """What is seen."""
        return self.pixels.shape, self.pixels.tobytes()


def spots(old: Pixels, new: Pixels) -> tuple[Spot, ...]:
    """Find what differs: words, or else lines, or else the space between lines."""
    before, after = _lines(old), _lines(new)
    found: list[Spot] = []
    for spot in _words_apart(before, after):
        if found and found[-1].near(spot):
            found[-1] = found[-1].with_(spot)
        else:
            found.append(spot)
    if not found:
        found = [_spot(one, other) for one, other in _changed(before, after)]
    return tuple(found) or (_spot(before, after),)


def _words_apart(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Spot]:
    for one, other in _changed(before, after):
        paired = list(zip(one, other, strict=False))
        for line, another in paired:
            for words, others in _changed(_words(line), _words(another)):
                if len(words) == len(others):
                    yield from (_spot([a], [b]) for a, b in zip(words, others, strict=True))
                else:
                    yield _spot(words, others)
        rest = [part for parts in (one, other) for part in parts[len(paired) :]]
        if any(_words(part) for part in rest):
            yield _spot(one[len(paired) :], other[len(paired) :])


def _spot(before: Sequence[Part], after: Sequence[Part]) -> Spot:
    return Spot(_around(before), _around(after))


def _changed(
    before: Sequence[Part], after: Sequence[Part]
) -> Iterator[tuple[Sequence[Part], Sequence[Part]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield before[i:j], after[k:m]


def _around(parts: Sequence[Part]) -> Box | None:
    boxes = [part.box for part in parts]
    return boxes[0].around(boxes) if boxes else None


def _lines(pixels: Pixels) -> list[Part]:
    """Cut a picture at its empty rows; borders are lines of their own."""
    inked = pixels != WHITE
    found = []
    for top, bottom in _runs(inked.any(axis=(1, 2)), 1):
        across = np.flatnonzero(inked[top:bottom].any(axis=(0, 2)))
        box = Box(int(across[0]), top, int(across[-1]) + 1, bottom)
        found.append(Part(box, pixels[top:bottom]))
    return found


def _words(line: Part) -> list[Part]:
    """Cut a line at its empty columns: white ones, and those like most, shaded or bordered."""
    if line.pixels.shape[0] < LOWEST:
        return []
    usual = line.pixels[:, _commonest(line.pixels.swapaxes(0, 1))]
    borders = (usual != usual[_commonest(usual)]).any(axis=1)
    inked = (line.pixels != usual[:, np.newaxis]).any(axis=2) & (line.pixels != WHITE).any(axis=2)
    # Where cells meet, borders have a speck that is no word.
    inked[borders] = False
    found = []
    for left, right in _runs(inked.any(axis=0), SPACE):
        rows = np.flatnonzero(inked[:, left:right].any(axis=1))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        box = Box(left, line.box.top + top, right, line.box.top + bottom)
        found.append(Part(box, line.pixels[top:bottom, left:right]))
    return found


def _commonest(parts: Pixels) -> int:
    """Give the place of the first of the parts that look like most."""
    looks = [part.tobytes() for part in parts]
    return looks.index(Counter(looks).most_common(1)[0][0])


def _runs(flags: Flags, apart: int) -> list[tuple[int, int]]:
    """Give first and behind last of the runs of flags; set ones at most ``apart`` are one run."""
    at = np.flatnonzero(flags)
    if not at.size:
        return []
    breaks = np.flatnonzero(np.diff(at) > apart)
    starts, ends = at[np.r_[0, breaks + 1]], at[np.r_[breaks, at.size - 1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]


WHITE_FRAMING = 255
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
    width = max(one.shape[1] for one in (*old, *new))
    before, after = _cut(_stacked(old, width), _stacked(new, width))
    pairs = spots(before, after)
    return _png(before, [one for one, _ in pairs]), _png(after, [other for _, other in pairs])


def _stacked(parts: Sequence[Pixels], width: int) -> Pixels:
    """Put the parts below each other, as wide as the widest page."""
    if not parts:
        return np.full((0, width, 3), WHITE_FRAMING, np.uint8)
    gap = np.full((BETWEEN, width, 3), WHITE_FRAMING, np.uint8)
    padded = [
        np.pad(one, ((0, 0), (0, width - one.shape[1]), (0, 0)), constant_values=WHITE_FRAMING)
        for one in parts
    ]
    return np.concatenate([row for one in padded for row in (one, gap)][:-1])


def _cut(one: Pixels, other: Pixels) -> tuple[Pixels, Pixels]:
    """Cut the columns off in which neither side has ink."""
    inked = np.flatnonzero(
        (one != WHITE_FRAMING).any(axis=(0, 2)) | (other != WHITE_FRAMING).any(axis=(0, 2))
    )
    columns = slice(inked[0], inked[-1] + 1)
    return one[:, columns], other[:, columns]


def _png(pixels: Pixels, boxes: Sequence[Box | None]) -> bytes:
    if not pixels.size:
        return b""
    size = (pixels.shape[1] + 2 * EDGE, pixels.shape[0] + 2 * EDGE)
    picture = Image.new("RGB", size, "white")
    picture.paste(Image.fromarray(pixels), (EDGE, EDGE))
    for number, box in enumerate(boxes, start=1):
        if box:
            _frame(picture, str(number), box.moved(EDGE, EDGE))
    target = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(target, "PNG")
    return target.getvalue()


def _frame(picture: Image.Image, number: str, box: Box) -> None:
    """Draw a thick frame with its number at a corner, so that no colour need be seen."""
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(LABEL - 3)
    frame = Box(box.left - PAD, box.top - PAD, box.right + PAD, box.bottom + PAD)
    label = _free(picture, frame, round(font.getlength(number)) + 8)
    pen.rectangle(frame, outline=INK, width=THICK)
    pen.rectangle(label, fill=INK)
    middle = ((label.left + label.right) / 2, (label.top + label.bottom) / 2)
    pen.text(middle, number, "white", font, anchor="mm")


def _free(picture: Image.Image, frame: Box, width: int) -> Box:
    """Find room for a number: before the frame, behind it, or else on top of it."""
    above = Box(frame.left, frame.top - LABEL, frame.left + width, frame.top)
    before = Box(frame.left - width, frame.top, frame.left, frame.top + LABEL)
    behind = before.moved(frame.right - frame.left + width, 0)
    rooms = (room for room in (before, behind) if picture.crop(room).getcolors(1))
    return next(rooms, above)
