"""Which figures are sums of others: found from what they mean, never listed."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings

from reporter.annex.expression import Expression, Factor, Kind, Quantity, total
from reporter.annex.indicator import HIRED_FORMS, Form, Indicator, Measure, Sector, Unit
from reporter.annex.measure import Measurement
from reporter.check.identities import Identity, coded, identities
from tests.population import DELIVERIES, PW, WAJONG
from tests.random_deliveries import random_deliveries

if TYPE_CHECKING:
    from reporter.annex.delivered import Deliveries

MEASUREMENT = Measurement(DELIVERIES)


def jobs(
    measure: Measure = Measure.INCREASE,
    *,
    year: int = 2019,
    sector: Sector | None = None,
    form: Form | None = None,
    group: str | None = None,
) -> Indicator:
    return Indicator(
        measure=measure, unit=Unit.JOBS, year=year, sector=sector, form=form, group=group
    )


def found(*indicators: Indicator) -> list[Identity]:
    expressions = [MEASUREMENT.expression(one) for one in indicators]
    return identities(coded(one for one in expressions if isinstance(one, Expression)))


def test_both_sectors_are_the_whole_though_a_key_divides_them() -> None:
    sectors = [jobs(sector=one, form=Form.HIRED) for one in Sector]
    assert found(jobs(form=Form.HIRED), *sectors) == [Identity(0, (1, 2))]


def test_a_stock_is_the_baseline_and_the_increase_since() -> None:
    assert found(jobs(Measure.STOCK, year=2012), jobs(), jobs(Measure.STOCK)) == [
        Identity(2, (0, 1))
    ]


def test_an_increase_is_that_of_the_year_before_and_the_change_since() -> None:
    assert found(jobs(year=2018), jobs(Measure.CHANGE), jobs()) == [Identity(2, (0, 1))]


def test_a_gap_is_what_is_missing_between_target_and_increase() -> None:
    measures = (Measure.TARGET, Measure.GAP, Measure.INCREASE)
    assert found(*(jobs(one, sector=Sector.MARKET) for one in measures)) == [Identity(2, (0, 1))]


def test_a_total_of_three_forms_is_found_whole() -> None:
    forms = (Form.FORMAL, *HIRED_FORMS)
    (one,) = found(*(jobs(form=form) for form in forms), jobs())
    assert (one.whole, sorted(one.parts)) == (3, [0, 1, 2])


def test_a_subtotal_takes_the_place_of_its_parts() -> None:
    """With hired labour in print the three forms add up in two steps, not in one more."""
    forms = (Form.FORMAL, *HIRED_FORMS, Form.HIRED)
    assert found(*(jobs(form=form) for form in forms), jobs()) == [
        Identity(4, (0, 3)),
        Identity(3, (1, 2)),
    ]


def test_figures_of_other_years_or_groups_add_to_nothing() -> None:
    one_group = jobs(form=Form.FORMAL, group=PW)
    assert found(jobs(), one_group, jobs(year=2018), jobs(form=Form.FORMAL, group=WAJONG)) == []


@settings(max_examples=20, deadline=None)
@given(random_deliveries())
def test_every_identity_holds_for_every_delivery(deliveries: Deliveries) -> None:
    wanted = [
        jobs(measure, sector=sector, form=form)
        for measure in (Measure.STOCK, Measure.INCREASE)
        for sector in (*Sector, None)
        for form in (*Form, None)
    ]
    measurement = Measurement(deliveries)
    expressions = [
        one for one in map(measurement.expression, wanted) if isinstance(one, Expression)
    ]
    values = [one.value(deliveries.amounts) for one in expressions]
    told = identities(coded(expressions))
    assert len(told) >= len(Sector) * len(Form)
    for one in told:
        assert values[one.whole] == sum((values[part] for part in one.parts), Fraction(0))


def test_of_a_total_of_six_all_ways_to_make_three_pairs_are_found() -> None:
    """There are 5 x 3 of them."""
    rows = [Quantity(kind=Kind.PERSONS, year=2019, group=group) for group in "abcdef"]
    six = [Expression(((Factor(row), Fraction(1)),)) for row in rows]
    pairs = [one + other for one, other in combinations(six, 2)]
    assert len(identities(coded([*pairs, total(six)]))) == 15
