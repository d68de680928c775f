"""Persons from printed increases: the levels are assumed, the differences are print's own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.checking.assumptions import NEW_GROUPS
from reporter.model.expression import Kind, Quantity
from reporter.model.indicator import BASELINE_YEAR, Form, Indicator, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporter.model.claim import Claim


def persons(
    claims: Sequence[Claim], baseline_jobs: Mapping[Quantity, Fraction]
) -> tuple[dict[Quantity, Fraction], frozenset[Quantity]]:
    """Give the persons of every row, and which rows are assumed.

    The unique persons of the baseline are spread over its rows in proportion to
    ``baseline_jobs``, as if nobody had two kinds of work then; a later year is that plus the
    printed increase. The unique totals stand in print.
    """
    stocks = {one.indicator.year: one.value for one in claims if _is_unique_stock(one.indicator)}
    growth = [one for one in claims if _is_row_growth(one.indicator)]
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
