"""The code list: the target groups in the order of print, the names of the forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.annex.delivered import Concept, Source
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import ALL, Form
from reporter.deliveries.schema import (
    CODE,
    FORM,
    FORM_OR_TOTAL,
    GROUP,
    HOURS,
    JOBS,
    KIND,
    NAME,
    NOTE,
    ORIGIN,
    PERCENTAGE,
    PERSONS,
    SECTOR,
    SECTOR_IF_FORMAL,
    TARGET_YEAR,
    YEAR,
    ConceptKind,
    Origin,
)
from reporter.errors import Fault, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from reporter.annex.indicator import Sector, Year
    from reporter.deliveries.sheet import Row, Sheet


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
    assumed = row[ORIGIN] is Origin.ASSUMED
    source = Source(file=f"{kind}.csv", row=row.number, assumed=assumed)
    return Entry(quantity=quantity, amount=amount, source=source)


def _hours(row: Row) -> tuple[Quantity, Fraction]:
    quantity = Quantity(
        kind=Kind.HOURS,
        year=row[YEAR],
        sector=row[SECTOR_IF_FORMAL],
        form=row[FORM],
        group=row[GROUP],
    )
    return quantity, row[HOURS]


def _persons(row: Row) -> tuple[Quantity, Fraction]:
    form, group = row[FORM_OR_TOTAL], row[GROUP]
    return Quantity(kind=Kind.PERSONS, year=row[YEAR], form=form, group=group), row[PERSONS]


def _key(row: Row) -> tuple[Quantity, Fraction]:
    return Quantity(kind=Kind.KEY, year=row[YEAR], sector=row[SECTOR]), row[PERCENTAGE]


def _target(row: Row) -> tuple[Quantity, Fraction]:
    return Quantity(kind=Kind.TARGET, year=row[TARGET_YEAR], sector=row[SECTOR]), row[JOBS]


_MEANING: Mapping[Kind, Callable[[Row], tuple[Quantity, Fraction]]] = {
    Kind.HOURS: _hours,
    Kind.PERSONS: _persons,
    Kind.KEY: _key,
    Kind.TARGET: _target,
}


"""Stands for all groups together in the keys of quantities, so no group may be called this."""


def groups(sheet: Sheet) -> tuple[Concept, ...]:
    """Give the target groups."""
    return tuple(_concept(row) for row in sheet.rows if row[KIND] is ConceptKind.GROUP)


def forms(sheet: Sheet) -> dict[Form, Concept]:
    """Give the forms of employment."""
    rows = [row for row in sheet.rows if row[KIND] is ConceptKind.FORM]
    return {Form(row[CODE]): _concept(row) for row in rows}


def concept_faults(sheet: Sheet) -> Iterator[Fault]:
    """Refuse an unknown form, a form without a name, a reserved code, a list without groups."""
    for row in sheet.rows:
        yield from _code_faults(row, sheet.file)
    named = {row[CODE] for row in sheet.rows}
    missing = [form for form in Form if form not in named]
    if missing:
        found = f"no row for vorm {listed(missing)}"
        yield Fault(file=sheet.file, found=found, expected="a name for every form of employment")
    if not groups(sheet):
        yield Fault(file=sheet.file, found="no row for a doelgroep", expected="at least one")


def _code_faults(row: Row, file: str) -> Iterator[Fault]:
    code, is_form = row[CODE], row[KIND] is ConceptKind.FORM
    if is_form and code not in set(Form):
        expected, near = f"one of {listed(Form)}", suggestion(code, list(Form))
    elif not is_form and code in {*Form, ALL}:
        expected, near = "another code: this one has a meaning of its own", ""
    else:
        return
    yield Fault(
        file=file,
        row=row.number,
        column=CODE.name,
        found=quoted(code),
        expected=expected,
        advice=near,
    )


def _concept(row: Row) -> Concept:
    return Concept(code=row[CODE], name=row[NAME], note=row[NOTE])
