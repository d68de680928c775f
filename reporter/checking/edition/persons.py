"""Jobs and persons of the same row go together: the hours of a person in a week are plausible."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.check import Finding, Severity, Steps
from reporter.model.expression import Kind, Quantity
from reporter.model.indicator import BASELINE_YEAR, Unit
from reporter.model.job_norm import JOB_NORM

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST, MOST = Fraction(8), Fraction(40)
"""Hours a week that a whole row may come to on average: a day, and a full week. The letter of
2 July 2020 gives 28,9 for the baseline."""


def check_persons(steps: Steps) -> tuple[int, list[Finding]]:
    """Divide the hours of each row by its persons, where the annex speaks of persons."""
    if not _speaks_of_persons(steps):
        return 0, []
    rows = [
        row
        for row in steps.annex.deliveries.amounts
        if row.kind is Kind.PERSONS and row.year in (BASELINE_YEAR, steps.annex.edition.year)
    ]
    return len(rows), [one for row in rows for one in _implausible(steps, row)]


def _speaks_of_persons(steps: Steps) -> bool:
    return any(
        cell.figure.indicator.unit is Unit.PERSONS
        for table in steps.printed.tables
        for cells in table.cells
        for cell in cells
    )


def _implausible(steps: Steps, row: Quantity) -> Iterator[Finding]:
    amounts = steps.annex.deliveries.amounts
    found = [
        amount
        for other, amount in amounts.items()
        if other.kind is Kind.HOURS
        and other.year == row.year
        and row.form in (None, other.form)
        and row.group in (None, other.group)
    ]
    hours, persons = sum(found, Fraction(0)), amounts[row]
    if not found or hours == persons == 0:
        return
    week = hours / JOB_NORM.december * JOB_NORM.week / persons if persons else None
    if week is None or not FEWEST <= week <= MOST:
        each = "hours without persons" if week is None else f"{float(week):.1f} hours a week each"
        yield Finding(
            severity=Severity.WARNING,
            check="persons",
            where=row.key,
            found=f"{persons} persons with {float(hours):.2f} hours in December: {each}",
            expected=f"{FEWEST} to {MOST} hours a week each",
        )
