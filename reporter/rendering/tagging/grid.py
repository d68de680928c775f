"""Which head cells speak for which cell, once all cells lie on a grid.

Follows the table model of HTML (https://html.spec.whatwg.org/multipage/tables.html), with one
rule for every head: it speaks for the cells it overlaps, whatever lies between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Scope(StrEnum):
    """The direction in which a head speaks, in the words of PDF."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as it is declared, its size in columns and rows.

    ``scope`` is None for a cell that heads nothing. ``reach`` is the number of rows a head
    at the side speaks for: its own height, or the rest of its row group.
    """

    scope: Scope | None = None
    width: int = 1
    height: int = 1
    reach: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell and the first row and column it takes."""

    cell: Cell
    row: int
    column: int


def place(rows: Sequence[Sequence[Cell]]) -> tuple[Placed, ...]:
    """Lay cells on a grid, in reading order, each on the first place no earlier one takes."""
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append(Placed(cell=cell, row=row, column=column))
            taken.update(
                (row + down, column + right)
                for down in range(cell.height)
                for right in range(cell.width)
            )
    return tuple(placed)


def heads_of(one: Placed, placed: Sequence[Placed]) -> tuple[int, ...]:
    """Give the places in ``placed`` of the heads of one cell: those at the side, then above."""
    numbered = [(number, head) for number, head in enumerate(placed) if head is not one]
    return (
        *(number for number, head in numbered if _beside(head, one)),
        *(number for number, head in numbered if _above(head, one)),
    )


def _beside(head: Placed, one: Placed) -> bool:
    return (
        head.cell.scope is Scope.ROW
        and head.column <= one.column
        and head.row < one.row + one.cell.height
        and one.row < head.row + head.cell.reach
    )


def _above(head: Placed, one: Placed) -> bool:
    return (
        head.cell.scope is Scope.COLUMN
        and head.row < one.row
        and head.column < one.column + one.cell.width
        and one.column < head.column + head.cell.width
    )
