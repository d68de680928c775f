"""The one rounding: half away from zero, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.annex.numbers import round_half_away

HALF = Fraction(1, 2)
DECIMALS = st.integers(0, 6)
HALVES = st.integers(-(10**9), 10**9).map(lambda number: number + HALF)
AMOUNTS = st.fractions() | HALVES


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("2.5", 3),
        ("-2.5", -3),
        ("0.5", 1),
        ("-0.5", -1),
        ("3.5", 4),
        ("0.49", 0),
        ("-0.49", 0),
        ("0", 0),
        ("7", 7),
        ("-1329.5", -1330),
    ],
)
def test_halves_are_rounded_away_from_zero(amount: str, rounded: int) -> None:
    assert round_half_away(Fraction(amount)) == rounded


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("81.8448", "81.8"), ("0.05", "0.1"), ("-0.05", "-0.1"), ("0.25", "0.3"), ("2.675", "2.7")],
)
def test_decimals_are_kept_when_asked(amount: str, rounded: str) -> None:
    assert round_half_away(Fraction(amount), 1) == Fraction(rounded)


def test_two_decimals_round_what_a_float_gets_wrong() -> None:
    assert round_half_away(Fraction("2.675"), 2) == Fraction("2.68")
    assert round_half_away(Fraction("1.005"), 2) == Fraction("1.01")


def test_a_hair_beside_a_half_is_seen_in_numbers_of_forty_digits() -> None:
    whole, hair = 10**40, Fraction(1, 10**60)

    assert round_half_away(whole + HALF) == whole + 1
    assert round_half_away(whole + HALF - hair) == whole
    assert round_half_away(-whole - HALF) == -whole - 1
    assert round_half_away(-whole - HALF + hair) == -whole


@given(AMOUNTS)
@settings(deadline=None)
def test_a_rounded_amount_is_whole_and_at_most_a_half_away(amount: Fraction) -> None:
    rounded = round_half_away(amount)

    assert rounded.denominator == 1
    assert abs(amount - rounded) <= HALF


@given(AMOUNTS, DECIMALS)
@settings(deadline=None)
def test_a_loss_is_rounded_as_the_gain_of_the_same_size(amount: Fraction, decimals: int) -> None:
    assert round_half_away(-amount, decimals) == -round_half_away(amount, decimals)


@given(HALVES)
@settings(deadline=None)
def test_a_half_never_comes_nearer_to_zero(amount: Fraction) -> None:
    assert abs(round_half_away(amount)) == abs(amount) + HALF


@given(AMOUNTS, DECIMALS)
@settings(deadline=None)
def test_decimals_only_move_the_point(amount: Fraction, decimals: int) -> None:
    scale = 10**decimals

    assert round_half_away(amount, decimals) * scale == round_half_away(amount * scale)


@given(AMOUNTS, AMOUNTS)
@settings(deadline=None)
def test_of_two_amounts_the_larger_is_not_printed_smaller(some: Fraction, other: Fraction) -> None:
    smaller, larger = sorted((some, other))

    assert round_half_away(smaller) <= round_half_away(larger)
