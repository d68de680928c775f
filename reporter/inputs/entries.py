"""Rows as amounts by meaning: each becomes a quantity, its amount and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import Fault
from reporter.inputs import declarations as d
from reporter.model.deliveries import Source
from reporter.model.expression import Kind, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from reporter.inputs.sheet import Row, Sheet
    from reporter.model.indicator import Form, Sector, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One delivered amount."""

    quantity: Quantity
    amount: Fraction
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRows:
    """The rows of one year in one file, at least one."""

    file: str
    year: Year
    entries: tuple[Entry, ...]

    def of(self, form: Form | None, sector: Sector | None = None) -> tuple[Entry, ...]:
        """Give the rows of one form of employment in one sector."""
        wanted = (form, sector)
        return tuple(e for e in self.entries if (e.quantity.form, e.quantity.sector) == wanted)

    def fault(self, found: str, expected: str) -> Fault:
        """Say what is wrong with the year as a whole, at its first row."""
        row = self.entries[0].source.row
        return Fault(file=self.file, row=row, found=found, expected=expected)


def entries(kind: Kind, sheet: Sheet) -> tuple[Entry, ...]:
    """Give the amounts of a file in the order of its rows."""
    return tuple(_entry(kind, row) for row in sheet.rows)


def by_year(kind: Kind, sheet: Sheet) -> tuple[YearRows, ...]:
    """Gather the rows of each year, in the order in which years first appear."""
    years: dict[Year, list[Entry]] = {}
    for entry in entries(kind, sheet):
        years.setdefault(entry.quantity.year, []).append(entry)
    return tuple(
        YearRows(file=sheet.file, year=year, entries=tuple(found)) for year, found in years.items()
    )


def _entry(kind: Kind, row: Row) -> Entry:
    quantity, amount = _MEANING[kind](row)
    assumed = row[d.ORIGIN] is d.Origin.ASSUMED
    source = Source(file=f"{kind}.csv", row=row.number, assumed=assumed)
    return Entry(quantity=quantity, amount=amount, source=source)


def _hours(row: Row) -> tuple[Quantity, Fraction]:
    quantity = Quantity(
        kind=Kind.HOURS,
        year=row[d.YEAR],
        sector=row[d.SECTOR_IF_FORMAL],
        form=row[d.FORM],
        group=row[d.GROUP],
    )
    return quantity, row[d.HOURS]


def _persons(row: Row) -> tuple[Quantity, Fraction]:
    form, group = row[d.FORM_OR_TOTAL], row[d.GROUP]
    return Quantity(kind=Kind.PERSONS, year=row[d.YEAR], form=form, group=group), row[d.PERSONS]


def _key(row: Row) -> tuple[Quantity, Fraction]:
    return Quantity(kind=Kind.KEY, year=row[d.YEAR], sector=row[d.SECTOR]), row[d.PERCENTAGE]


def _target(row: Row) -> tuple[Quantity, Fraction]:
    return Quantity(kind=Kind.TARGET, year=row[d.TARGET_YEAR], sector=row[d.SECTOR]), row[d.JOBS]


_MEANING: Mapping[Kind, Callable[[Row], tuple[Quantity, Fraction]]] = {
    Kind.HOURS: _hours,
    Kind.PERSONS: _persons,
    Kind.KEY: _key,
    Kind.TARGET: _target,
}
