"""Places in a picture, and places that differ between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

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
