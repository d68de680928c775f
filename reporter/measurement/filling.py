"""Fill a declared table, and prove that its totals are the sums of their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import CountingError
from reporter.model.annex import Amount, FilledTable, Sum
from reporter.model.expression import Kind, total
from reporter.model.indicator import Absence, Indicator, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.measurement.measurement import Measurement
    from reporter.model.table import Line, Table


def measure(measurement: Measurement, indicator: Indicator) -> Amount:
    """Give one amount with its expression, or with its absence."""
    exact = measurement.amount(indicator)
    if isinstance(exact, Absence):
        return Amount(indicator=indicator, absence=exact)
    if indicator.measure is Measure.SHARE:
        return Amount(indicator=indicator, exact=exact)
    expression = measurement.expression(indicator)
    if isinstance(expression, Absence):
        return Amount(indicator=indicator, absence=expression)
    return Amount(indicator=indicator, exact=exact, expression=expression)


def fill(measurement: Measurement, table: Table) -> FilledTable:
    """Put an amount in every cell.

    Raises CountingError if a total does not mean the sum of its parts.
    """
    amounts = tuple(
        tuple(measure(measurement, table.indicator(row, column)) for column in table.columns)
        for row in table.rows
    )
    filled = FilledTable(table=table, amounts=amounts, sums=tuple(_sums(table)))
    for one in filled.sums:
        _prove(filled, one)
    return filled


def lacking(filled: FilledTable, year: int) -> str:
    """Say which figures of ``year`` itself a table cannot do without and lacks; empty if none.

    A missing target leaves a gap in a table of results, but no table of targets at all.
    """
    about_targets = filled.table.base.measure is Measure.TARGET
    if not filled.table.columns:
        return f"{Kind.TARGET}.csv has no rows for {year} or later"
    absent = [
        amount.indicator
        for row in filled.amounts
        for amount in row
        if amount.absence is Absence.NOT_DELIVERED
        and amount.indicator.year == year
        and (amount.indicator.measure is Measure.TARGET) == about_targets
    ]
    if not absent:
        return ""
    first = absent[0]
    if about_targets:
        delivery = Kind.TARGET
    else:
        delivery = Kind.PERSONS if first.unit is Unit.PERSONS else Kind.HOURS
    return f"{delivery}.csv has no rows for {year} that give {first.key}"


def _sums(table: Table) -> Iterator[Sum]:
    for i, j in _places(table):
        overlap = (table.rows[i].key, table.columns[j].key) in table.overlapping
        along = _positions(table.rows, table.rows[i].parts)
        if along:
            yield Sum(place=(i, j), parts=tuple((k, j) for k in along), down=True, overlap=overlap)
        across = _positions(table.columns, table.columns[j].parts)
        if across:
            yield Sum(
                place=(i, j), parts=tuple((i, k) for k in across), down=False, overlap=overlap
            )


def _places(table: Table) -> Iterator[tuple[int, int]]:
    for i in range(len(table.rows)):
        for j in range(len(table.columns)):
            yield i, j


def _positions(lines: Sequence[Line], keys: tuple[str, ...]) -> list[int]:
    return [number for number, line in enumerate(lines) if line.key in keys]


def _prove(filled: FilledTable, one: Sum) -> None:
    """Compare expressions, not numbers: equal for every possible delivery."""
    whole = filled.at(one.place).expression
    parts = [filled.at(place).expression for place in one.parts]
    found = [part for part in parts if part is not None]
    if one.overlap or whole is None or len(found) != len(parts):
        return
    if not whole.equals(total(found)):
        message = (
            f"table {filled.table.name}: {filled.at(one.place).indicator.key} "
            "is declared a total but is not the sum of its parts; correct the declaration"
        )
        raise CountingError(message)
