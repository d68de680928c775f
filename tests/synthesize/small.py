"""Deliveries of a handful of people, whose hours and persons can be added by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.delivered import Concept, Deliveries
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import HIRED_FORMS, Form, Sector
from reporter.synthesize.people import Grounds, wanted
from reporter.synthesize.registers import Synthesis, registers
from tests.synthesize.tally import GROUP_OF, PRIORITY, Tally, tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.synthesize.people import Wanted
    from reporter.synthesize.registers import Registers

YEAR = 2019
GROUPS = tuple(GROUP_OF)
ROWS: Mapping[str, tuple[str, str]] = {
    "participatiewet": ("120.00", "0.01"),
    "wajong": ("250.55", "80.45"),
    "wsw": ("0", "0"),
    "wiw_id": ("0", "36.10"),
}
"""Hours in the market and the government."""
PERSONS = {"participatiewet": 2, "wajong": 3, "wsw": 0, "wiw_id": 1, "uitzend": 2, "detachering": 1}
"""Nine in the rows; with eight people in all, one has two kinds of work."""


def amounts(
    rows: Mapping[str, tuple[str, str]] = ROWS,
    persons: Mapping[str, int] = PERSONS,
    hired: tuple[str, str] = ("200.33", "99.99"),
    unique: int = 8,
) -> dict[Quantity, Fraction]:
    """Give the delivered rows of one year."""
    found = {
        Quantity(kind=Kind.HOURS, year=YEAR, sector=sector, form=Form.FORMAL, group=group): hours
        for group, both in rows.items()
        for sector, hours in zip(Sector, both, strict=True)
    }
    for form, hours in zip(HIRED_FORMS, hired, strict=True):
        found[Quantity(kind=Kind.HOURS, year=YEAR, form=form)] = hours
    people = [Quantity(kind=Kind.PERSONS, year=YEAR, form=Form.FORMAL, group=one) for one in rows]
    people += [Quantity(kind=Kind.PERSONS, year=YEAR, form=form) for form in (*HIRED_FORMS, None)]
    counts = (*persons.values(), unique)
    exact = {one: Fraction(hours) for one, hours in found.items()}
    return exact | {one: Fraction(count) for one, count in zip(people, counts, strict=True)}


def deliveries(rows: Mapping[Quantity, Fraction]) -> Deliveries:
    """Give deliveries of these rows."""
    return Deliveries(
        amounts=rows,
        sources={},
        groups=tuple(Concept(code=group, name=group) for group in GROUPS),
        forms={},
        files={},
    )


def target(rows: Mapping[Quantity, Fraction] | None = None, year: int = YEAR) -> Wanted:
    """Give what a count must find."""
    return wanted(deliveries(amounts() if rows is None else rows), year)


def grounds(of: Wanted) -> Grounds:
    """Give the grounds by the rules that the tally knows."""
    return Grounds(of_group=GROUP_OF, priority=PRIORITY, present=of.present)


def made(of: Wanted, scale: float = 0, seed: int = 1) -> Registers:
    """Give registers from which a count must find this."""
    return registers(of, grounds(of), Synthesis(year=of.year, scale=scale, seed=seed))


def counted(folder: Path, of: Wanted, scale: float = 0, seed: int = 1) -> Tally:
    """Write registers to a folder that is not there yet, and count them with pencil and paper."""
    folder.mkdir()
    made(of, scale, seed).write(folder, lambda _: None)
    return tally(folder, of.year)


def hours_of(of: Wanted) -> dict[tuple[str, str, str], Decimal]:
    """Give the hours that a tally must find; a row without hours is not there."""
    return {
        (str(row.form), str(sector or ""), row.group or ""): Decimal(hours) / 100
        for row in (*of.formal, *of.hired)
        for sector, hours in row.hours.items()
        if hours
    }


def persons_of(of: Wanted) -> dict[tuple[str, str], int]:
    """Give the persons that a tally must find."""
    return {
        (str(row.form), row.group or ""): row.persons
        for row in (*of.formal, *of.hired)
        if row.persons
    }
