"""Deliveries beside those of the measurement before: what goes beyond a bound asks for a look."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind
from reporter.annex.indicator import HIRED_FORMS, STRUCTURAL, Form
from reporter.project import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.annex.expression import Quantity
    from reporter.annex.indicator import Year
    from reporter.check.finding import Discrepancy, Steps

    Bounds = Mapping[str, Mapping[str, int]]
    Series = Mapping[Year, Fraction]
    """Amounts by year, in order."""
    Beyond = tuple[Year, str, str]
    """The year, what was found, what was expected."""


def check_bounds(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Compare the hours and keys up to the year, and all targets, with those before."""
    deliveries, year = steps.annex.deliveries, steps.annex.edition.year
    if not deliveries.bounds:
        return 0, []
    series = _series(deliveries.amounts, year)
    found = [
        (f"{kind}.csv, {' '.join((*names, str(when)))}", what, f"{expected} ({BOUNDS})")
        for (kind, *names), amounts in series.items()
        for when, what, expected in CHECK[Kind(kind)](amounts, deliveries.bounds)
    ]
    return sum(map(len, series.values())), found


def _series(amounts: Mapping[Quantity, Fraction], last: int) -> dict[tuple[str, ...], Series]:
    """Add up groups, and the two kinds of hired labour, by kind, form and sector."""
    found: dict[tuple[str, ...], dict[Year, Fraction]] = {}
    for row, amount in sorted(amounts.items(), key=lambda pair: str(pair[0].year)):
        if row.kind is Kind.TARGET or (row.kind in CHECK and int(row.year) <= last):
            form = Form.HIRED if row.form in HIRED_FORMS else row.form
            years = found.setdefault((row.kind, *filter(None, (form, row.sector))), {})
            years[row.year] = years.get(row.year, Fraction(0)) + amount
    return {**found}


def _hours(series: Series, bounds: Bounds) -> Iterator[Beyond]:
    for (then, before), (year, now) in pairwise(series.items()):
        large = max(before, now) >= bounds["grote_uren"]["vanaf"]
        growth, years = bounds["grote_uren" if large else "uren"], int(year) - int(then)
        if before and max(before, now) >= growth["vanaf"]:
            least = float(before) * (1 - growth["daling"] / 100) ** years
            most = float(before) * (1 + growth["stijging"] / 100) ** years
            if not least <= now <= most:
                found = f"hours {float(now):.2f}, after {float(before):.2f} in {then}"
                yield year, found, f"between {least:.0f} and {most:.0f}"


def _keys(series: Series, bounds: Bounds) -> Iterator[Beyond]:
    points = bounds["verdeelsleutels"]["punten"]
    for (then, before), (year, now) in pairwise(series.items()):
        if abs(now - before) * 100 > points:
            found = f"percent {float(now * 100):.1f}, after {float(before * 100):.1f} in {then}"
            yield year, found, f"at most {points} points from it"


def _targets(series: Series, bounds: Bounds) -> Iterator[Beyond]:
    of_all, rise = bounds["doelstellingen"]["veelvoud"], bounds["doelstellingen"]["stijging"]
    for year, jobs in series.items():
        if jobs % of_all:
            yield year, f"jobs {jobs}", f"a multiple of {of_all}"
    for (then, before), (year, jobs) in pairwise(series.items()):
        most = before + rise * (0 if year == STRUCTURAL else int(year) - int(then))
        if jobs > most or (year == STRUCTURAL and jobs < before):
            yield year, f"jobs {jobs}, after {before} in {then}", f"between {before} and {most}"


CHECK = {Kind.HOURS: _hours, Kind.KEY: _keys, Kind.TARGET: _targets}
