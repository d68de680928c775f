"""What holds for every delivery, whoever the people are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.annex.compose import fill
from reporter.annex.declaration import Scope
from reporter.annex.expression import Expression, Kind, total
from reporter.annex.indicator import Form, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from reporter.annex.prose import prose_figures
from tests.declared import DECLARATIONS
from tests.population import DELIVERIES, GOVERNMENT, GROUPS, MARKET, delivered
from tests.random_deliveries import random_deliveries

if TYPE_CHECKING:
    from reporter.annex.delivered import Deliveries
    from reporter.annex.expression import Quantity
    from reporter.annex.tables import Table

SCOPE = Scope(year=2019, groups=GROUPS, target_years=(2018, 2019, 2020, "structureel"))
TABLES = [declare(SCOPE) for declare in DECLARATIONS.values()]
IN_PROSE = list(prose_figures(SCOPE.year).values())
IN_TABLES = [
    table.indicator(row, column)
    for table in TABLES
    for row in table.rows
    for column in table.columns
]
EVERY = list(dict.fromkeys([*IN_TABLES, *IN_PROSE]))
RATIOS = (Measure.SHARE, Measure.KEY)


@given(random_deliveries(), st.data())
@settings(deadline=None, max_examples=15)
def test_the_order_of_the_delivered_rows_changes_no_amount(
    deliveries: Deliveries, data: st.DataObject
) -> None:
    shuffled = delivered(dict(data.draw(st.permutations(list(deliveries.amounts.items())))))

    for indicator in EVERY:
        found, expected = Measurement(shuffled), Measurement(deliveries)
        assert found.amount(indicator) == expected.amount(indicator)


@given(random_deliveries(), st.data())
@settings(deadline=None, max_examples=15)
def test_two_halves_of_a_delivery_add_up_to_the_whole(
    deliveries: Deliveries, data: st.DataObject
) -> None:
    half: dict[Quantity, Fraction] = {}
    other: dict[Quantity, Fraction] = {}
    for row, amount in deliveries.amounts.items():
        part = Fraction(data.draw(st.integers(0, 100)), 100)
        half[row] = amount if row.kind is Kind.KEY else amount * part
        other[row] = amount if row.kind is Kind.KEY else amount - half[row]

    for indicator in (one for one in EVERY if one.measure not in RATIOS):
        parts = [Measurement(delivered(one)).amount(indicator) for one in (half, other)]
        whole = Measurement(deliveries).amount(indicator)
        if isinstance(whole, Fraction):
            assert sum(part for part in parts if isinstance(part, Fraction)) == whole
        else:
            assert parts == [whole, whole]


@given(random_deliveries())
@settings(deadline=None, max_examples=15)
def test_every_total_is_the_sum_of_its_parts_in_number_as_well(deliveries: Deliveries) -> None:
    for table in TABLES:
        filled = fill(Measurement(deliveries), table)
        for one in filled.sums:
            parts = [filled.at(place).exact for place in one.parts]
            if not one.overlap and None not in parts:
                assert filled.at(one.place).exact == sum(part for part in parts if part is not None)


@pytest.mark.parametrize("table", TABLES, ids=list(DECLARATIONS))
def test_the_expression_of_every_total_equals_its_parts(table: Table) -> None:
    filled = fill(Measurement(DELIVERIES), table)

    for one in filled.sums:
        whole = filled.at(one.place).expression
        parts = [filled.at(place).expression for place in one.parts]
        if whole and None not in parts:
            assert whole.equals(total(part for part in parts if part)) is not one.overlap


@pytest.mark.parametrize("year", [2012, 2018, 2019])
@pytest.mark.parametrize("form", [None, *Form])
@pytest.mark.parametrize("what", [Measure.STOCK, Measure.INCREASE, Measure.CHANGE, Measure.GAP])
def test_market_and_government_are_the_whole_for_every_delivery(
    year: int, form: Form | None, what: Measure
) -> None:
    both = Indicator(measure=what, unit=Unit.JOBS, year=year, form=form)
    found = [
        Measurement(DELIVERIES).expression(replace(both, sector=sector))
        for sector in (MARKET, GOVERNMENT, None)
    ]
    expressions = [one for one in found if isinstance(one, Expression)]

    if expressions:
        assert total(expressions[:2]).equals(expressions[2])
    else:
        assert len(set(found)) == 1
