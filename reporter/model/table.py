"""A table is a declaration: what each row and each column fixes of an indicator."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from reporter.model.indicator import Form, Indicator, Measure, Sector, Unit, Year


class Fixed(TypedDict, total=False):
    """The part of an indicator that a row or a column fixes."""

    measure: Measure
    unit: Unit
    year: Year
    sector: Sector | None
    form: Form | None
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row or a column.

    ``parts`` are the keys of the lines that this one is the total of; ``signed`` prints a
    plus before growth; ``target`` puts the figure in parentheses; ``concept`` is the code of
    the word whose note belongs to this line.
    """

    key: str
    label: str
    fixes: Fixed
    parts: tuple[str, ...] = ()
    signed: bool = False
    target: bool = False
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: rows and columns that together fix an indicator for every cell."""

    name: str
    title: str
    base: Indicator
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    corner: str = "Vorm"
    overlapping: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Cells (row key, column key) whose total counts a person once who stands in two parts."""

    def indicator(self, row: Line, column: Line) -> Indicator:
        """Give the meaning of one cell: what the table, the column and the row fix."""
        return replace(replace(self.base, **column.fixes), **row.fixes)
