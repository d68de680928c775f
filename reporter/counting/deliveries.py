"""A tally as deliveries: the hours and persons that an annex is computed from."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.counting.tally import LINES
from reporter.model.expression import Kind, Quantity
from reporter.model.indicator import Form, Sector

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reporter.counting.tally import Tally

HIRED = (Form.AGENCY, Form.SECONDMENT)
HUNDREDTHS = 100


def deliveries(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    """Give every row of the year in the order of the files, noughts too.

    Hired hours are divided by neither sector nor group: the payroll does not know where hired
    work is done, and who is seconded may be of several groups [letter of 2 July 2020].
    """
    return {**_hours(tally, year, groups), **_persons(tally, year, groups)}


def _hours(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    formal = {
        Quantity(kind=Kind.HOURS, year=year, form=Form.FORMAL, sector=sector, group=group): sum(
            hours
            for cell, hours in tally.hundredths.items()
            if (cell.form, cell.sector, cell.group) == (Form.FORMAL, sector, group)
        )
        for sector in Sector
        for group in groups
    }
    hired = {
        Quantity(kind=Kind.HOURS, year=year, form=form): sum(
            hours for cell, hours in tally.hundredths.items() if cell.form is form
        )
        for form in HIRED
    }
    return {row: Fraction(hours, HUNDREDTHS) for row, hours in (formal | hired).items()}


def _persons(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    """Count persons: once in each row, and once in all rows together [letter of 2 July 2020]."""
    rows = {
        Quantity(kind=Kind.PERSONS, year=year, form=Form.FORMAL, group=group): persons_in(
            tally, Form.FORMAL, groups=(group,)
        )
        for group in groups
    }
    for form in HIRED:
        rows[Quantity(kind=Kind.PERSONS, year=year, form=form)] = persons_in(tally, form)
    rows[Quantity(kind=Kind.PERSONS, year=year)] = sum(tally.persons.values())
    return {row: Fraction(persons) for row, persons in rows.items()}


def persons_in(
    tally: Tally,
    form: Form,
    sector: Sector | None = None,
    groups: Collection[str] | None = None,
) -> int:
    """Count the unique persons with this form of work, perhaps in one sector or of some groups."""
    wanted = {
        place for place, line in enumerate(LINES) if line in {(form, sector), (form, None)}
    } or {place for place, (one, _) in enumerate(LINES) if one is form}
    return sum(
        persons
        for (group, lines), persons in tally.persons.items()
        if lines & wanted and (groups is None or group in groups)
    )
