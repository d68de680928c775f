"""Stocks: what there was in December, from rows that are divided in one year and not in another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.annex.indicator import Absence, Form, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from tests.population import (
    DELIVERIES,
    GOVERNMENT,
    MARKET,
    PW,
    WAJONG,
    delivered,
    hours,
    key,
    persons,
    without,
)

if TYPE_CHECKING:
    from reporter.annex.delivered import Deliveries
    from reporter.annex.indicator import Sector


def jobs(
    year: int,
    form: Form | None = None,
    sector: Sector | None = None,
    group: str | None = None,
    deliveries: Deliveries = DELIVERIES,
) -> Fraction | Absence:
    stock = Indicator(
        measure=Measure.STOCK, unit=Unit.JOBS, year=year, form=form, sector=sector, group=group
    )
    return Measurement(deliveries).amount(stock)


def people(
    year: int,
    form: Form | None = None,
    group: str | None = None,
    deliveries: Deliveries = DELIVERIES,
) -> Fraction | Absence:
    stock = Indicator(measure=Measure.STOCK, unit=Unit.PERSONS, year=year, form=form, group=group)
    return Measurement(deliveries).amount(stock)


@pytest.mark.parametrize(
    ("year", "form", "market", "government", "both"),
    [
        (2012, Form.FORMAL, "1", "1/2", "3/2"),
        (2012, Form.HIRED, "3/2", "1/2", "2"),
        (2012, None, "5/2", "1", "7/2"),
        (2018, Form.FORMAL, "2", "1", "3"),
        (2018, Form.HIRED, "3", "1", "4"),
        (2018, None, "5", "2", "7"),
        (2019, Form.FORMAL, "5/2", "3/2", "4"),
        (2019, Form.HIRED, "3", "2", "5"),
        (2019, None, "11/2", "7/2", "9"),
    ],
)
def test_the_jobs_of_the_five_people_are_counted_per_sector(
    year: int, form: Form | None, market: str, government: str, both: str
) -> None:
    assert jobs(year, form, MARKET) == Fraction(market)
    assert jobs(year, form, GOVERNMENT) == Fraction(government)
    assert jobs(year, form) == Fraction(both)


def test_agency_work_and_secondment_together_are_hired_labour() -> None:
    assert jobs(2019, Form.AGENCY) == 3
    assert jobs(2019, Form.SECONDMENT) == 2
    assert jobs(2019, Form.HIRED) == 5


def test_agency_work_is_spread_with_the_key_of_all_hired_labour() -> None:
    assert jobs(2019, Form.AGENCY, MARKET) == 3 * Fraction("0.6")
    assert jobs(2019, Form.SECONDMENT, GOVERNMENT) == 2 * Fraction("0.4")


@pytest.mark.parametrize("form", [Form.AGENCY, Form.SECONDMENT])
def test_hired_labour_delivered_as_one_is_not_taken_apart(form: Form) -> None:
    assert jobs(2018, form) is Absence.NOT_DELIVERED


@pytest.mark.parametrize(
    ("group", "sector", "expected"),
    [
        (WAJONG, None, "2"),
        (WAJONG, MARKET, "3/2"),
        (WAJONG, GOVERNMENT, "1/2"),
        (PW, None, "2"),
        (PW, MARKET, "1"),
        (PW, GOVERNMENT, "1"),
    ],
)
def test_formal_jobs_are_counted_per_target_group(
    group: str, sector: Sector | None, expected: str
) -> None:
    assert jobs(2019, Form.FORMAL, sector, group) == Fraction(expected)


def test_a_group_in_a_year_that_is_not_divided_was_not_delivered() -> None:
    assert jobs(2018, Form.FORMAL, group=WAJONG) is Absence.NOT_DELIVERED


@pytest.mark.parametrize("form", [Form.HIRED, Form.AGENCY, Form.SECONDMENT, None])
def test_hired_labour_is_never_divided_by_group(form: Form | None) -> None:
    assert jobs(2019, form, group=WAJONG) is Absence.NOT_DELIVERED


def test_a_year_without_any_hours_is_absent_and_not_nought() -> None:
    for form in (*Form, None):
        assert jobs(2020, form, MARKET) is Absence.NOT_DELIVERED


@pytest.mark.parametrize("missing", [Form.FORMAL, Form.HIRED])
def test_a_total_without_one_of_its_forms_is_absent(missing: Form) -> None:
    rows = [
        row
        for row in DELIVERIES.amounts
        if row.kind == "uren" and row.year == 2018 and row.form is missing
    ]

    assert jobs(2018, deliveries=without(*rows)) is Absence.NOT_DELIVERED


def test_nought_hours_are_a_stock_of_nought() -> None:
    assert jobs(2012, Form.FORMAL, group=PW) == 0


def test_the_key_is_used_in_full_precision() -> None:
    amounts = {
        hours(2019, Form.HIRED): Fraction("110.92") * 1000,
        key(2019, MARKET): Fraction("0.699"),
        key(2019, GOVERNMENT): Fraction("0.301"),
    }

    assert jobs(2019, Form.HIRED, MARKET, deliveries=delivered(amounts)) == 699
    assert jobs(2019, Form.HIRED, GOVERNMENT, deliveries=delivered(amounts)) == 301


@pytest.mark.parametrize(
    ("form", "group", "then", "now"),
    [
        (Form.FORMAL, PW, 0, 2),
        (Form.FORMAL, WAJONG, 2, 2),
        (Form.FORMAL, None, 2, 4),
        (Form.AGENCY, None, 1, 2),
        (Form.SECONDMENT, None, 1, 1),
        (Form.HIRED, None, 2, 3),
    ],
)
def test_a_person_counts_once_in_each_row(
    form: Form, group: str | None, then: int, now: int
) -> None:
    assert people(2012, form, group) == then
    assert people(2019, form, group) == now


def test_all_persons_are_the_delivered_unique_count_and_no_sum() -> None:
    # Bram and Eva stand in two rows of 2019: four formal and three hired are five people.
    assert people(2012) == 3
    assert people(2019) == 5


def test_without_a_unique_count_nobody_knows_how_many_people_there_are() -> None:
    assert people(2019, deliveries=without(persons(2019))) is Absence.NOT_DELIVERED


def test_persons_are_not_known_per_sector_nor_in_a_year_without_rows() -> None:
    in_market = Indicator(measure=Measure.STOCK, unit=Unit.PERSONS, year=2019, sector=MARKET)

    assert Measurement(DELIVERIES).amount(in_market) is Absence.NOT_DELIVERED
    assert people(2018) is Absence.NOT_DELIVERED
    assert people(2019, Form.AGENCY, WAJONG) is Absence.NOT_DELIVERED
