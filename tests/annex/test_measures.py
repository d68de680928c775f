"""Increase, change, target, gap, key and share, of five people and by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.annex.compose import measure
from reporter.annex.indicator import STRUCTURAL, Absence, Form, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from tests.population import (
    AMOUNTS,
    DELIVERIES,
    GOVERNMENT,
    HOURS_OF_A_JOB,
    MARKET,
    PW,
    WAJONG,
    delivered,
    hours,
    target,
    without,
)

if TYPE_CHECKING:
    from reporter.annex.indicator import Sector, Year


def jobs(
    what: Measure, year: Year, sector: Sector | None = None, form: Form | None = None
) -> Fraction | Absence:
    one = Indicator(measure=what, unit=Unit.JOBS, year=year, sector=sector, form=form)
    return Measurement(DELIVERIES).amount(one)


def percent(
    what: Measure, year: int, sector: Sector | None = None, form: Form | None = None
) -> Fraction | Absence:
    one = Indicator(measure=what, unit=Unit.PERCENT, year=year, sector=sector, form=form)
    return Measurement(DELIVERIES).amount(one)


@pytest.mark.parametrize(
    ("what", "year", "form", "expected"),
    [
        (Measure.INCREASE, 2018, Form.FORMAL, "1 + 1/2 = 3/2"),
        (Measure.INCREASE, 2018, Form.HIRED, "3/2 + 1/2 = 2"),
        (Measure.INCREASE, 2019, Form.FORMAL, "3/2 + 1 = 5/2"),
        (Measure.INCREASE, 2019, Form.HIRED, "3/2 + 3/2 = 3"),
        (Measure.INCREASE, 2019, None, "3 + 5/2 = 11/2"),
        (Measure.CHANGE, 2019, Form.FORMAL, "1/2 + 1/2 = 1"),
        (Measure.CHANGE, 2019, Form.HIRED, "0 + 1 = 1"),
        (Measure.CHANGE, 2019, None, "1/2 + 3/2 = 2"),
        (Measure.TARGET, 2018, None, "1 + 1 = 2"),
        (Measure.TARGET, 2019, None, "2 + 3 = 5"),
        (Measure.TARGET, 2020, None, "4 + 5 = 9"),
        (Measure.TARGET, STRUCTURAL, None, "10 + 6 = 16"),
        (Measure.GAP, 2018, None, "3/2 + 0 = 3/2"),
        (Measure.GAP, 2019, None, "1 + -1/2 = 1/2"),
    ],
)
def test_market_and_government_and_both_are_as_by_hand(
    what: Measure, year: Year, form: Form | None, expected: str
) -> None:
    market, government, both = expected.replace("+", "=").split("=")

    assert jobs(what, year, MARKET, form) == Fraction(market)
    assert jobs(what, year, GOVERNMENT, form) == Fraction(government)
    assert jobs(what, year, None, form) == Fraction(both)


@pytest.mark.parametrize("what", [Measure.INCREASE, Measure.CHANGE, Measure.GAP])
@pytest.mark.parametrize("sector", [MARKET, GOVERNMENT, None])
def test_2020_is_missing_and_so_is_all_that_needs_it(what: Measure, sector: Sector | None) -> None:
    assert jobs(what, 2020, sector) is Absence.NOT_DELIVERED


def test_the_year_after_a_missing_year_has_no_change() -> None:
    assert jobs(Measure.CHANGE, 2018) is Absence.NOT_DELIVERED
    assert jobs(Measure.INCREASE, 2018) == Fraction("3.5")


def test_the_baseline_has_no_increase_and_no_target() -> None:
    assert jobs(Measure.INCREASE, 2012) == 0
    assert jobs(Measure.TARGET, 2012, MARKET) is Absence.NOT_APPLICABLE
    assert jobs(Measure.GAP, 2012, MARKET) is Absence.NOT_APPLICABLE


def test_no_target_was_set_for_a_form_of_employment_or_a_group() -> None:
    per_group = Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=2019, group=WAJONG)

    assert jobs(Measure.TARGET, 2019, MARKET, Form.FORMAL) is Absence.NOT_APPLICABLE
    assert jobs(Measure.GAP, 2019, MARKET, Form.FORMAL) is Absence.NOT_APPLICABLE
    assert Measurement(DELIVERIES).amount(per_group) is Absence.NOT_APPLICABLE


def test_the_target_of_both_sectors_needs_both() -> None:
    deliveries = without(target(2019, GOVERNMENT))
    both = Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=2019)
    market = Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=2019, sector=MARKET)

    assert Measurement(deliveries).amount(both) is Absence.NOT_DELIVERED
    assert Measurement(deliveries).amount(market) == 2


@pytest.mark.parametrize(
    ("form", "group", "increase"),
    [
        (Form.FORMAL, PW, 2),
        (Form.FORMAL, WAJONG, 0),
        (Form.FORMAL, None, 2),
        (Form.AGENCY, None, 1),
        (Form.SECONDMENT, None, 0),
        (None, None, 2),
    ],
)
def test_persons_increase_per_row_and_as_unique_persons(
    form: Form | None, group: str | None, increase: int
) -> None:
    one = Indicator(measure=Measure.INCREASE, unit=Unit.PERSONS, year=2019, form=form, group=group)

    assert Measurement(DELIVERIES).amount(one) == increase


def test_a_key_is_a_percentage_of_its_year() -> None:
    assert percent(Measure.KEY, 2012, MARKET) == 75
    assert percent(Measure.KEY, 2019, MARKET) == 60
    assert percent(Measure.KEY, 2019, GOVERNMENT) == 40
    assert percent(Measure.KEY, 2020, MARKET) is Absence.NOT_DELIVERED


def test_a_share_is_part_of_the_whole_increase() -> None:
    # Formal jobs grew by 2½, hired jobs by 3, together 5½; in the government 1 and 1½.
    assert percent(Measure.SHARE, 2019, form=Form.FORMAL) == Fraction(5, 11) * 100
    assert percent(Measure.SHARE, 2019, form=Form.HIRED) == Fraction(6, 11) * 100
    assert percent(Measure.SHARE, 2019, GOVERNMENT, Form.FORMAL) == 40


def test_a_share_of_nothing_is_no_share() -> None:
    assert percent(Measure.SHARE, 2012, form=Form.FORMAL) is Absence.NOT_APPLICABLE
    assert percent(Measure.SHARE, 2020, form=Form.FORMAL) is Absence.NOT_DELIVERED


@pytest.mark.parametrize(
    ("formal_jobs", "hired_jobs", "expected"),
    [
        # The baseline has 1½ formal jobs and 2 hired ones.
        ("3/2", "4", Fraction(0)),
        ("1/2", "4", Fraction(-100)),
        ("3", "1/2", Absence.NOT_APPLICABLE),
    ],
)
def test_a_share_may_be_nought_or_a_loss_but_what_cancels_out_has_no_shares(
    formal_jobs: str, hired_jobs: str, expected: Fraction | Absence
) -> None:
    changed = {
        hours(2018, Form.FORMAL, MARKET): Fraction(formal_jobs) * HOURS_OF_A_JOB,
        hours(2018, Form.FORMAL, GOVERNMENT): Fraction(0),
        hours(2018, Form.HIRED): Fraction(hired_jobs) * HOURS_OF_A_JOB,
    }
    share = Indicator(measure=Measure.SHARE, unit=Unit.PERCENT, year=2018, form=Form.FORMAL)

    assert Measurement(delivered({**AMOUNTS, **changed})).amount(share) == expected


def test_a_share_has_no_expression() -> None:
    share = Indicator(measure=Measure.SHARE, unit=Unit.PERCENT, year=2019, form=Form.FORMAL)

    with pytest.raises(ValueError, match="a ratio, not a sum"):
        Measurement(DELIVERIES).expression(share)
    assert measure(Measurement(DELIVERIES), share).expression is None


def test_an_amount_carries_its_expression_or_its_absence() -> None:
    there = Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=2019)
    missing = Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=2020)
    measurement = Measurement(DELIVERIES)

    assert measure(measurement, there).exact == Fraction("5.5")
    assert measure(measurement, there).expression == measurement.expression(there)
    assert measure(measurement, there).absence is None
    assert measure(measurement, missing).absence is Absence.NOT_DELIVERED
    assert measure(measurement, missing).exact is None
