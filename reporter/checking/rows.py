"""Which rows a reconstructed delivery has: no finer than the published figures ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.expression import Kind, Quantity
from reporter.model.indicator import BASELINE_YEAR, Form, Measure, Sector, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.indicator import Indicator

DIVIDED = (Form.AGENCY, Form.SECONDMENT)


def hour_rows(indicators: Sequence[Indicator], groups: tuple[str, ...]) -> tuple[Quantity, ...]:
    """List the rows of hours; the baseline is divided as finely as any year is."""
    about = [
        one for one in indicators if one.unit is Unit.JOBS and one.measure is not Measure.TARGET
    ]
    by_group = {one.year for one in about if one.group}
    by_form = {one.year for one in about if one.form in DIVIDED}
    rows: list[Quantity] = []
    for year in _years(about):
        baseline = year == BASELINE_YEAR
        fine = year in by_group or (baseline and by_group)
        split = year in by_form or (baseline and by_form)
        rows += _formal(year, groups if fine else (None,))
        rows += [
            Quantity(kind=Kind.HOURS, year=year, form=form)
            for form in (DIVIDED if split else (Form.HIRED,))
        ]
    return tuple(rows)


def _years(indicators: Sequence[Indicator]) -> list[int]:
    """List the years that the figures speak of; a change speaks of the year before too."""
    years = {BASELINE_YEAR}
    for one in indicators:
        years.add(int(one.year))
        if one.measure is Measure.CHANGE:
            years.add(int(one.year) - 1)
    return sorted(years)


def _formal(year: int, groups: Sequence[str | None]) -> Iterator[Quantity]:
    for sector in Sector:
        for group in groups:
            yield Quantity(kind=Kind.HOURS, year=year, sector=sector, form=Form.FORMAL, group=group)
