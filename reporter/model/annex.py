"""The annex before it is printed: exact amounts in tables, and which of them are totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from reporter.model.deliveries import Deliveries
    from reporter.model.edition import Edition
    from reporter.model.expression import Expression
    from reporter.model.indicator import Absence, Indicator
    from reporter.model.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An indicator with its exact amount, or with the reason why there is none.

    ``expression`` is None for a share (a ratio) and where there is no amount.
    """

    indicator: Indicator
    exact: Fraction | None = None
    expression: Expression | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A cell that is the total of other cells; every place is (row, column) from 0.

    ``overlap`` tells that a person may stand in several parts and once in the total, so the
    total is not the sum of its parts by meaning. ``down`` is False along a row.
    """

    place: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    down: bool
    overlap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTable:
    """A declared table with its amounts, row by row, and its totals."""

    table: Table
    amounts: tuple[tuple[Amount, ...], ...]
    sums: tuple[Sum, ...]

    def at(self, place: tuple[int, int]) -> Amount:
        """Give the amount at (row, column)."""
        return self.amounts[place[0]][place[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A table that an edition asks for and the deliveries cannot fill, and why."""

    name: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Everything an edition says, exact and unprinted; ``prose`` names the figures of its text."""

    edition: Edition
    measurement: str
    tables: tuple[FilledTable, ...]
    left_out: tuple[LeftOut, ...]
    prose: Mapping[str, Amount]
    deliveries: Deliveries
