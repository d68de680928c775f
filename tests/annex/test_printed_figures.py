"""Single figures: sign, parentheses, absence, size, and the one line that explains them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.annex.compose import Amount, measure
from reporter.annex.expression import Expression, Factor
from reporter.annex.indicator import STRUCTURAL, Absence, Form, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from reporter.annex.printed import figure
from tests.population import (
    DELIVERIES,
    GOVERNMENT,
    MARKET,
    PW,
    hours,
    target,
    with_amounts,
)

if TYPE_CHECKING:
    from reporter.annex.printed import Figure

INCREASE = Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=2019)
TARGET = replace(INCREASE, measure=Measure.TARGET)
KEY = Indicator(measure=Measure.KEY, unit=Unit.PERCENT, year=2019)


def of_exactly(exact: str, *, signed: bool = False, target: bool = False) -> Figure:
    amount = Amount(indicator=INCREASE, exact=Fraction(exact), expression=Expression())
    return figure(amount, DELIVERIES, signed=signed, target=target)


def measured(indicator: Indicator) -> Figure:
    return figure(measure(Measurement(DELIVERIES), indicator), DELIVERIES)


@pytest.mark.parametrize(
    ("exact", "plain", "signed", "target", "signed_target"),
    [
        ("6000", "6.000", "+6.000", "(6.000)", "(+6.000)"),
        ("40000", "40.000", "+40.000", "(40.000)", "(+40.000)"),
        ("-984.2", "–984", "–984", "(–984)", "(–984)"),
        ("-0.4", "0", "0", "(0)", "(0)"),
    ],
)
def test_the_place_of_a_figure_signs_and_brackets_it(
    exact: str, plain: str, signed: str, target: str, signed_target: str
) -> None:
    assert of_exactly(exact).text == plain
    assert of_exactly(exact, signed=True).text == signed
    assert of_exactly(exact, target=True).text == target
    assert of_exactly(exact, signed=True, target=True).text == signed_target


def test_the_size_of_a_figure_has_no_sign_and_no_parentheses() -> None:
    assert of_exactly("-984.2", signed=True, target=True).size == "984"
    assert of_exactly("9763.5", signed=True, target=True).size == "9.764"


def test_a_figure_keeps_what_it_means_exactly() -> None:
    one = measured(replace(INCREASE, sector=MARKET, form=Form.FORMAL))

    assert (one.exact, one.rounded) == (Fraction(3, 2), Fraction(2))
    assert one.absence is None
    assert one.expression == Measurement(DELIVERIES).expression(one.indicator)


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        (replace(INCREASE, year=2020), "n.b."),
        (replace(TARGET, year=2012), "–"),
    ],
)
@pytest.mark.parametrize("place", ["signed", "target"])
def test_an_empty_place_is_a_mark_without_sign_or_parentheses(
    indicator: Indicator, text: str, place: str
) -> None:
    amount = measure(Measurement(DELIVERIES), indicator)

    one = figure(amount, DELIVERIES, signed=place == "signed", target=place == "target")

    assert one.text == text
    assert one.absence is amount.absence
    assert (one.exact, one.rounded, one.expression) == (None, None, None)
    assert one.size == one.explanation == ""


def test_an_amount_without_a_reason_counts_as_not_delivered() -> None:
    one = figure(Amount(indicator=INCREASE), DELIVERIES)

    assert (one.text, one.absence) == ("n.b.", Absence.NOT_DELIVERED)


def test_a_key_has_one_decimal_and_a_share_none() -> None:
    share = Indicator(measure=Measure.SHARE, unit=Unit.PERCENT, year=2019, form=Form.FORMAL)

    assert measured(replace(KEY, sector=MARKET)).text == "60,0"
    assert measured(share).text == "45"


@pytest.mark.parametrize(
    ("indicator", "line"),
    [
        (
            replace(INCREASE, sector=MARKET, form=Form.FORMAL),
            # Anna 1½ and Daan 1 against Anna 1: 2½ x 110,92 = 277,30.
            "277,30 uren (2019) ÷ 110,92 – 110,92 uren (2012) ÷ 110,92 = 1,5000, afgerond 2.",
        ),
        (
            replace(INCREASE, sector=MARKET, form=Form.HIRED),
            # Five jobs against two: 5 x 110,92 = 554,60, of which 60 and 75 percent.
            (
                "554,60 uren (2019) × 60,0 procent markt ÷ 110,92"
                " – 221,84 uren (2012) × 75,0 procent markt ÷ 110,92 = 1,5000, afgerond 2."
            ),
        ),
        (
            replace(INCREASE, measure=Measure.STOCK, sector=GOVERNMENT),
            (
                "166,38 uren (2019) ÷ 110,92 + 554,60 uren (2019) × 40,0 procent overheid ÷ 110,92"
                " = 3,5000, afgerond 4."
            ),
        ),
        (
            replace(INCREASE, measure=Measure.GAP, sector=GOVERNMENT, year=2018),
            (
                "110,92 uren (2018) ÷ 110,92 + 443,68 uren (2018) × 25,0 procent overheid ÷ 110,92"
                " – 55,46 uren (2012) ÷ 110,92"
                " – 221,84 uren (2012) × 25,0 procent overheid ÷ 110,92"
                " – doelstelling van 1 banen (2018) = 0."
            ),
        ),
        (replace(INCREASE, measure=Measure.STOCK), "998,28 uren (2019) ÷ 110,92 = 9."),
        (replace(TARGET, sector=MARKET), "doelstelling van 2 banen (2019) = 2."),
        (TARGET, "doelstelling van 5 banen (2019) = 5."),
        (replace(TARGET, year=STRUCTURAL), "doelstelling van 16 banen (structureel) = 16."),
        (replace(KEY, sector=MARKET), "Geleverd voor 2019: 60,0 procent."),
        (
            Indicator(measure=Measure.SHARE, unit=Unit.PERCENT, year=2019, form=Form.FORMAL),
            "45,4545 procent, afgerond 45 procent.",
        ),
        (
            replace(INCREASE, unit=Unit.PERSONS, form=Form.FORMAL, group=PW),
            "2 personen (2019) – 0 personen (2012) = 2.",
        ),
        (
            replace(INCREASE, unit=Unit.PERSONS, form=Form.FORMAL),
            "4 personen (2019) – 2 personen (2012) = 2.",
        ),
    ],
    ids=lambda one: one.key if isinstance(one, Indicator) else "",
)
def test_the_explanation_goes_down_to_what_was_delivered(indicator: Indicator, line: str) -> None:
    assert measured(indicator).explanation == line


def test_what_is_not_there_needs_no_explanation() -> None:
    assert figure(Amount(indicator=INCREASE), DELIVERIES).explanation == ""


def test_an_explanation_may_start_with_what_is_taken_away() -> None:
    one = Factor(hours(2019, Form.AGENCY))
    expression = Expression.of([(one, -1 / Fraction("110.92"))])
    amount = Amount(indicator=INCREASE, exact=Fraction(-3), expression=expression)

    line = figure(amount, DELIVERIES, signed=True).explanation

    assert line == "– 332,76 uren (2019) ÷ 110,92 = –3."


def test_the_explanation_of_a_signed_target_has_no_sign_and_no_parentheses() -> None:
    deliveries = with_amounts({target(2019, MARKET): 6000})
    amount = measure(Measurement(deliveries), replace(TARGET, sector=MARKET))

    one = figure(amount, deliveries, signed=True, target=True)

    assert one.text == "(+6.000)"
    assert one.explanation == "doelstelling van 6.000 banen (2019) = 6.000."
