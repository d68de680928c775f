"""A table of an annex: rows and columns that together fix what each of its cells means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

from reporter.annex.indicator import ALL

if TYPE_CHECKING:
    from reporter.annex.indicator import (
        Codes,
        Form,
        Indicator,
        Measure,
        Sector,
        Unit,
        Year,
    )


class Fixed(TypedDict, total=False):
    """The part of an indicator that a row or a column fixes."""

    measure: Measure
    unit: Unit
    year: Year
    sector: Sector | None
    form: Form | None
    group: str | None
    codes: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """A way back from a note to the place that carries its mark.

    ``text`` names the place; ``detail`` is what the note adds about this place alone.
    """

    anchor: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note below a table: its mark, its text and the places where the mark stands."""

    anchor: str
    mark: str
    kind: str
    text: str
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a row or a column, and what it fixes of its figures.

    ``parts`` are the keys of the rows or columns that it is the total of; ``signed`` prints a
    plus before growth; ``target`` puts the figure in parentheses; ``concept`` is the code of
    the word whose note belongs here. In print it has an ``anchor``, its id in the HTML, and
    the ``marks`` of the notes at it.
    """

    key: str
    label: str
    fixes: Fixed
    parts: tuple[str, ...] = ()
    signed: bool = False
    target: bool = False
    concept: str = ""
    anchor: str = ""
    marks: tuple[Note, ...] = ()

    @property
    def total(self) -> bool:
        """Whether it is the total of others."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: rows and columns that together fix an indicator for every cell."""

    name: str
    title: str
    base: Indicator
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    corner: str = "Vorm"
    overlapping: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Cells (row key, column key) whose total counts a person once who stands in two parts."""

    def indicator(self, row: Heading, column: Heading) -> Indicator:
        """Tell what one cell means: what the table, the column and the row fix, in that order."""
        fixed: Fixed = {**column.fixes, **row.fixes}
        named = (*self.base.codes, *column.fixes.get("codes", ()), *row.fixes.get("codes", ()))
        codes = dict(named)  # what the row says goes before the column, and that before the table
        fixed["codes"] = tuple(sorted(pair for pair in codes.items() if pair[1] != ALL))
        return replace(self.base, **fixed)
