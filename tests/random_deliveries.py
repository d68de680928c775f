"""Deliveries with the rows of the five people and amounts that nobody chose."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reporter.annex.expression import Kind
from tests.population import AMOUNTS, GOVERNMENT, HOURS_OF_A_JOB, MARKET, delivered, key

if TYPE_CHECKING:
    from reporter.annex.delivered import Deliveries

HALF_JOBS = st.integers(0, 10_000).map(lambda number: number * HOURS_OF_A_JOB / 2)
"""Amounts on the border where a figure is rounded, which hours at random seldom reach."""

HOURS = st.integers(0, 10**9).map(lambda cents: Fraction(cents, 100)) | HALF_JOBS
COUNTS = st.integers(0, 10**6).map(Fraction)
PER_MILLE = st.integers(0, 1000).map(lambda number: Fraction(number, 1000))
YEARS_WITH_KEYS = (2012, 2018, 2019)


@st.composite
def random_deliveries(draw: st.DrawFn) -> Deliveries:
    amounts = {
        row: draw(HOURS if row.kind is Kind.HOURS else COUNTS)
        for row in AMOUNTS
        if row.kind is not Kind.KEY
    }
    for year in YEARS_WITH_KEYS:
        amounts[key(year, MARKET)] = draw(PER_MILLE)
        amounts[key(year, GOVERNMENT)] = 1 - amounts[key(year, MARKET)]
    return delivered(amounts)
