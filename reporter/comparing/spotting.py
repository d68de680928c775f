"""Where two pictures of one zone differ: lines laid beside lines, then words beside words."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reporter.comparing.box import Box, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Flags = NDArray[np.bool_]

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
