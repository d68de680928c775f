"""What print leaves open and is assumed: hours by group, and the levels of persons."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import (
    BASELINE_YEAR,
    HIRED_FORMS,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.annex.indicator import Year
    from reporter.check.figures_in_print import LetterFigure

NEW_GROUPS = ("participatiewet",)
"""Groups of a law that is younger than the baseline: they had no stock in it."""


def assumptions(
    rows: Sequence[Quantity], increase: Mapping[tuple[Year, Sector], Fraction]
) -> Iterator[Expression]:
    """Give expressions that are nought by assumption.

    A new group has no stock in the baseline, so its increase is its number; the old ones have
    equal shares of it. ``increase`` is the printed increase of formal jobs per year and sector:
    what an old group gained or lost is spread over the sectors in that proportion.
    """
    baseline = [row for row in rows if row.year == BASELINE_YEAR]
    old = [row for row in baseline if row.group not in NEW_GROUPS]
    yield from (_of((row, 1)) for row in baseline if row not in old)
    for sector in (*Sector, None):  # in one sector each group, or agency work and secondment
        for one, other in pairwise(row for row in old if row.sector is sector):
            yield _of((one, 1), (other, -1))
    for row in rows:
        divided = row.form is Form.FORMAL and row.group is not None and row.group not in NEW_GROUPS
        if divided and row.sector is Sector.MARKET and row.year != BASELINE_YEAR:
            of_market, of_government = (increase[row.year, sector] for sector in Sector)
            scale = 1 / (of_market + of_government)
            government = replace(row, sector=Sector.GOVERNMENT)
            yield _of(
                (row, of_government * scale),
                (replace(row, year=BASELINE_YEAR), -of_government * scale),
                (government, -of_market * scale),
                (replace(government, year=BASELINE_YEAR), of_market * scale),
            )


def _of(*terms: tuple[Quantity, Fraction | int]) -> Expression:
    return Expression.of((Factor(row), Fraction(number)) for row, number in terms)


def persons(
    figures: Sequence[LetterFigure], baseline_jobs: Mapping[Quantity, Fraction]
) -> tuple[dict[Quantity, Fraction], frozenset[Quantity]]:
    """Give the persons of every row, and which rows are assumed.

    The unique persons of the baseline are spread over its rows in proportion to
    ``baseline_jobs``, as if nobody had two kinds of work then; a later year is that plus the
    printed increase. The unique totals stand in print.
    """
    printed = [(figure.indicator, figure.value) for figure in figures]
    stocks = {what.year: value for what, value in printed if _is_unique_stock(what)}
    growth = [(what, value) for what, value in printed if _is_row_growth(what)]
    if BASELINE_YEAR not in stocks or not growth:
        return {}, frozenset()
    start = _spread(stocks[BASELINE_YEAR], baseline_jobs)
    rows = dict(start)
    for what, value in growth:
        row = Quantity(kind=Kind.PERSONS, year=what.year, form=what.form, group=what.group)
        rows[row] = start.get(replace(row, year=BASELINE_YEAR), Fraction(0)) + value
    unique = {Quantity(kind=Kind.PERSONS, year=year): number for year, number in stocks.items()}
    return rows | unique, frozenset(rows)


def _is_unique_stock(what: Indicator) -> bool:
    return (what.measure, what.unit, what.form) == (Measure.STOCK, Unit.PERSONS, None)


def _is_row_growth(what: Indicator) -> bool:
    """A row is a group of formal work, or one of the two kinds of hired labour."""
    row = what.group is not None or what.form in HIRED_FORMS
    return (what.measure, what.unit) == (Measure.INCREASE, Unit.PERSONS) and row


def _spread(whole: Fraction, jobs: Mapping[Quantity, Fraction]) -> dict[Quantity, Fraction]:
    """Spread whole persons in proportion to jobs; the largest remainders get the rest."""
    weight: dict[Quantity, Fraction] = {}
    for row, number in jobs.items():
        place = replace(row, kind=Kind.PERSONS, sector=None)
        weight[place] = weight.get(place, Fraction(0)) + number
    exact = {place: whole * one / sum(weight.values()) for place, one in weight.items()}
    spread = {place: Fraction(one // 1) for place, one in exact.items()}
    rest = int(whole - sum(spread.values()))
    order = sorted(exact, key=lambda place: exact[place] - spread[place], reverse=True)
    for place in [place for place in order if place.group not in NEW_GROUPS][:rest]:
        spread[place] += 1
    return spread
