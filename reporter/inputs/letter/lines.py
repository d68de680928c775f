"""A line of a letter as it lies on the page: its text, its parts, and the room above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """What stands together on a line, with wide gaps around it; places in one unit of the page."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way the piece."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line in one writing; marks of notes may be in it (see ``characters``).

    ``apart``: there is room above it, or it is the first of its page. ``fresh``: the first of its
    page.
    """

    text: str
    pieces: tuple[Piece, ...]
    where: str
    apart: bool = False
    fresh: bool = False

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.pieces[-1].right

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.pieces[0].left
