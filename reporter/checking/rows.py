"""Which rows a reconstructed delivery has: no finer than the published figures ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.expression import Kind, Quantity
from reporter.model.indicator import BASELINE_YEAR, STRUCTURAL, Form, Measure, Sector, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.indicator import Indicator, Year

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


def every_row(
    indicators: Sequence[Indicator], groups: tuple[str | None, ...]
) -> tuple[Quantity, ...]:
    """List every row that figures of anybody's tables can speak of, equally fine in each year.

    ``groups`` together are all of the target group; ``(None,)`` where nobody divides by it.
    """
    divided = any(one.form in DIVIDED for one in indicators)
    hired = DIVIDED if divided else (Form.HIRED,)
    rows: dict[Quantity, None] = {}
    for year in sorted({year for one in indicators for year in _spoken_of(one)}, key=str):
        for kind in (Kind.TARGET, Kind.KEY):
            rows |= {Quantity(kind=kind, year=year, sector=one): None for one in Sector}
        if year != STRUCTURAL:
            rows |= dict.fromkeys(_formal(int(year), groups))
            rows |= {Quantity(kind=Kind.HOURS, year=year, form=form): None for form in hired}
            rows |= dict.fromkeys(_persons(int(year), groups, hired))
    return tuple(rows)


def _spoken_of(what: Indicator) -> Iterator[Year]:
    yield what.year
    if what.measure is Measure.CHANGE:
        yield int(what.year) - 1
    if what.measure in (Measure.INCREASE, Measure.GAP, Measure.SHARE):
        yield BASELINE_YEAR


def _persons(year: int, groups: Sequence[str | None], hired: Sequence[Form]) -> Iterator[Quantity]:
    """Count persons by group, by form of hired labour, and once over all forms."""
    for group in groups:
        yield Quantity(kind=Kind.PERSONS, year=year, form=Form.FORMAL, group=group)
    for form in (*hired, None):
        yield Quantity(kind=Kind.PERSONS, year=year, form=form)
