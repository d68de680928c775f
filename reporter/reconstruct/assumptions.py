"""Persons from printed increases: the levels are assumed, the differences are print's own."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import BASELINE_YEAR, Form, Indicator, Measure, Sector, Unit

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

    ``increase`` is the printed increase of formal jobs per year and sector: what a group
    gained or lost is spread over the sectors in that proportion.
    """
    baseline = [row for row in rows if row.year == BASELINE_YEAR]
    yield from _no_stock_of_new_groups(baseline)
    yield from _equal_shares(baseline)
    yield from _proportional(rows, increase)


def _no_stock_of_new_groups(baseline: Sequence[Quantity]) -> Iterator[Expression]:
    """Leave the baseline of a new group at nought, so its increase is its number."""
    for row in baseline:
        if row.group in NEW_GROUPS:
            yield _of((row, 1))


def _equal_shares(baseline: Sequence[Quantity]) -> Iterator[Expression]:
    """Give groups in one sector, and agency and secondment, equal shares of the baseline."""
    old = [row for row in baseline if row.group not in NEW_GROUPS]
    for sector in (*Sector, None):
        for one, other in pairwise(row for row in old if row.sector is sector):
            yield _of((one, 1), (other, -1))


def _proportional(
    rows: Sequence[Quantity], increase: Mapping[tuple[Year, Sector], Fraction]
) -> Iterator[Expression]:
    """Spread the increase of each old group over the sectors as the whole increase is."""
    market = [row for row in rows if row.sector is Sector.MARKET and _old_and_divided(row)]
    find = {(row.year, row.sector, row.group): row for row in rows if row.form is Form.FORMAL}
    for row in market:
        if row.year == BASELINE_YEAR:
            continue
        before = find[BASELINE_YEAR, Sector.MARKET, row.group]
        government = find[row.year, Sector.GOVERNMENT, row.group]
        government_before = find[BASELINE_YEAR, Sector.GOVERNMENT, row.group]
        of_market = increase[row.year, Sector.MARKET]
        of_government = increase[row.year, Sector.GOVERNMENT]
        scale = 1 / (of_market + of_government)
        yield _of(
            (row, of_government * scale),
            (before, -of_government * scale),
            (government, -of_market * scale),
            (government_before, of_market * scale),
        )


def _old_and_divided(row: Quantity) -> bool:
    return row.form is Form.FORMAL and row.group is not None and row.group not in NEW_GROUPS


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
    stocks = {one.indicator.year: one.value for one in figures if _is_unique_stock(one.indicator)}
    growth = [one for one in figures if _is_row_growth(one.indicator)]
    if BASELINE_YEAR not in stocks or not growth:
        return {}, frozenset()
    start = _spread(stocks[BASELINE_YEAR], baseline_jobs)
    rows = {_row(BASELINE_YEAR, form, group): number for (form, group), number in start.items()}
    for one in growth:
        what = one.indicator
        rows[_row(int(what.year), what.form, what.group)] = (
            start.get((what.form, what.group), Fraction(0)) + one.value
        )
    unique = {_row(int(year), None, None): number for year, number in stocks.items()}
    return rows | unique, frozenset(rows)


def _is_unique_stock(what: Indicator) -> bool:
    return (what.measure, what.unit, what.form) == (Measure.STOCK, Unit.PERSONS, None)


def _is_row_growth(what: Indicator) -> bool:
    """A row is a group of formal work, or one of the two kinds of hired labour."""
    row = what.group is not None or what.form in (Form.AGENCY, Form.SECONDMENT)
    return (what.measure, what.unit) == (Measure.INCREASE, Unit.PERSONS) and row


def _row(year: int, form: Form | None, group: str | None) -> Quantity:
    return Quantity(kind=Kind.PERSONS, year=year, form=form, group=group)


def _spread(
    whole: Fraction, jobs: Mapping[Quantity, Fraction]
) -> dict[tuple[Form | None, str | None], Fraction]:
    """Spread whole persons in proportion to jobs; the largest remainders get the rest."""
    weight: dict[tuple[Form | None, str | None], Fraction] = {}
    for row, number in jobs.items():
        place = (row.form, row.group)
        weight[place] = weight.get(place, Fraction(0)) + number
    exact = {place: whole * one / sum(weight.values()) for place, one in weight.items()}
    spread = {place: Fraction(one // 1) for place, one in exact.items()}
    rest = int(whole - sum(spread.values()))
    order = sorted(exact, key=lambda place: exact[place] - spread[place], reverse=True)
    for place in [place for place in order if place[1] not in NEW_GROUPS][:rest]:
        spread[place] += 1
    return spread
