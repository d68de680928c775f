"""Compose the annex of an edition: its declared tables, filled, and the figures of its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain, product
from typing import TYPE_CHECKING

from reporter.annex.declaration import Scope, table_of
from reporter.annex.expression import Expression, Kind, Quantity, total
from reporter.annex.indicator import Absence, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from reporter.annex.prose import prose_figures
from reporter.errors import CountingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from reporter.annex.declaration import Edition
    from reporter.annex.delivered import Deliveries
    from reporter.annex.tables import Table


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
    """A declared table with its amounts, row by row, and its totals in reading order."""

    table: Table
    amounts: tuple[tuple[Amount, ...], ...]
    sums: tuple[Sum, ...]

    def at(self, place: tuple[int, int]) -> Amount:
        """Look up the amount at (row, column)."""
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


def compose(edition: Edition, deliveries: Deliveries) -> Annex:
    """Fill the tables of an edition; leave out those that the deliveries cannot fill.

    Raises CountingError for a table of a code that nobody delivered, or if none is left that speaks
    of the edition's own year.
    """
    scope = scope_of(edition, deliveries)
    measurement, prose = Measurement(deliveries), prose_figures(edition.year)
    filled = [fill(measurement, table) for table in tables_of(edition, scope)]
    judged = [(filling, lacking(filling, edition.year)) for filling in filled]
    left_out = tuple(
        LeftOut(name=filling.table.name, title=filling.table.title, reason=reason)
        for filling, reason in judged
        if reason
    )
    of_the_year = [pair for pair in judged if _speaks_of(pair[0], edition.year)]
    if all(reason for _, reason in of_the_year or judged):
        message = (
            f"edition {edition.name}: no table of {edition.year} can be made; {left_out[0].reason}"
        )
        raise CountingError(message)
    return Annex(
        edition=edition,
        measurement=scope.measurement,
        tables=tuple(filling for filling, reason in judged if not reason),
        left_out=left_out,
        prose={name: measure(measurement, what) for name, what in prose.items()},
        deliveries=deliveries,
    )


FINGERPRINT = 12
"""Characters of the hash that stand in the colophon of an annex."""


def fingerprint(annex: Annex) -> str:
    """Hash what an annex used of the deliveries: amounts, words of its tables, and their notes.

    Rows of another year, or of a group that it does not name, leave it as it was.
    """
    delivered = annex.deliveries
    listed = {word.code: word.note for word in (*delivered.groups, *delivered.forms.values())}
    lines = {
        f"{row.key}: {delivered.amounts[row]} {delivered.sources[row].assumed}"
        for row in _used(annex)
    }
    for filled in annex.tables:
        lines.add(filled.table.title)
        for line in (*filled.table.rows, *filled.table.columns):
            lines.add(f"{line.label}: {listed.get(line.concept, '')}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:FINGERPRINT]


def _used(annex: Annex) -> Iterator[Quantity]:
    cells = (amount for filled in annex.tables for row in filled.amounts for amount in row)
    for amount in chain(cells, annex.prose.values()):
        for factor, _ in amount.expression.terms if amount.expression else ():
            yield factor.quantity
            if factor.key:
                yield factor.key


def scope_of(edition: Edition, deliveries: Deliveries) -> Scope:
    """Tell the declarations what year it is and what was delivered."""
    years = (row.year for row in deliveries.amounts if row.kind is Kind.TARGET)
    return Scope(
        year=edition.year,
        groups=deliveries.groups,
        target_years=tuple(dict.fromkeys(years)),
        dimensions=deliveries.dimensions,
    )


def tables_of(edition: Edition, scope: Scope) -> tuple[Table, ...]:
    """Lay the tables of an edition out. Raises CountingError for one of a code nobody delivered."""
    try:
        return tuple(table_of(declared, scope) for declared in edition.tables)
    except CountingError as error:
        message = f"data/editions/{edition.name}.toml, setting tabellen: {error}"
        raise CountingError(message) from None


def fill(measurement: Measurement, table: Table) -> FilledTable:
    """Put an amount in every cell.

    Raises CountingError if a total does not mean the sum of its parts.
    """
    amounts = tuple(
        tuple(measure(measurement, table.indicator(row, column)) for column in table.columns)
        for row in table.rows
    )
    filled = FilledTable(table=table, amounts=amounts, sums=tuple(_sums(table)))
    for whole in filled.sums:
        _prove(filled, whole)
    return filled


def measure(measurement: Measurement, indicator: Indicator) -> Amount:
    """Work out one amount with its expression, or its absence."""
    exact = measurement.amount(indicator)
    if isinstance(exact, Absence):
        return Amount(indicator=indicator, absence=exact)
    if indicator.measure is Measure.SHARE:
        return Amount(indicator=indicator, exact=exact)
    expression = measurement.expression(indicator)
    if isinstance(expression, Absence):
        return Amount(indicator=indicator, absence=expression)
    return Amount(indicator=indicator, exact=exact, expression=expression)


def _sums(table: Table) -> Iterator[Sum]:
    for i, j in product(range(len(table.rows)), range(len(table.columns))):
        row, column = table.rows[i], table.columns[j]
        above = tuple((k, j) for k, line in enumerate(table.rows) if line.key in row.parts)
        beside = tuple((i, k) for k, line in enumerate(table.columns) if line.key in column.parts)
        overlap = (row.key, column.key) in table.overlapping
        for parts, down in ((above, True), (beside, False)):
            if parts:
                yield Sum(place=(i, j), parts=parts, down=down, overlap=overlap)


def _prove(filled: FilledTable, whole: Sum) -> None:
    """Compare expressions, not numbers: equal for every possible delivery."""
    amount = filled.at(whole.place)
    parts = [filled.at(place).expression for place in whole.parts]
    found = [part for part in parts if part is not None]
    if whole.overlap or amount.expression is None or len(found) != len(parts):
        return
    if not amount.expression.equals(total(found)):
        message = (
            f"table {filled.table.name}: {amount.indicator.key} "
            "is declared a total but is not the sum of its parts; correct the declaration"
        )
        raise CountingError(message)


def lacking(filled: FilledTable, year: int) -> str:
    """Say which figures of ``year`` itself a table cannot do without and lacks; empty if none.

    A missing target leaves a gap in a table of results, but no table of targets at all.
    """
    if not filled.table.columns:
        return f"{Kind.TARGET}.csv has no rows for {year} or later"
    about_targets = filled.table.base.measure is Measure.TARGET
    for amount in (amount for row in filled.amounts for amount in row):
        what = amount.indicator
        if (
            amount.absence is Absence.NOT_DELIVERED
            and what.year == year
            and (what.measure is Measure.TARGET) == about_targets
        ):
            needed = Kind.PERSONS if what.unit is Unit.PERSONS else Kind.HOURS
            delivery = Kind.TARGET if about_targets else needed
            return f"{delivery}.csv has no rows for {year} that give {what.key}"
    return ""


def _speaks_of(filled: FilledTable, year: int) -> bool:
    return any(amount.indicator.year == year for row in filled.amounts for amount in row)
