"""What a printed figure leaves open: halves are rounded away from zero."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.annex.numbers import round_half_away
from reporter.check.identities import Interval


def holds(value: str, amount: str, decimals: int = 0) -> bool:
    printed = Interval.printed(Fraction(value), decimals)
    return printed.meets(Interval.exactly(Fraction(amount)))


@pytest.mark.parametrize(
    ("value", "amount", "decimals", "told"),
    [
        ("3", "2.5", 0, True),
        ("2", "2.5", 0, False),
        ("-3", "-2.5", 0, True),
        ("-2", "-2.5", 0, False),
        ("0", "0.5", 0, False),
        ("0", "-0.5", 0, False),
        ("0", "0.49", 0, True),
        ("69.9", "69.85", 1, True),
        ("69.9", "69.95", 1, False),
    ],
)
def test_a_border_belongs_to_the_figure_away_from_zero(
    value: str, amount: str, decimals: int, *, told: bool
) -> None:
    assert holds(value, amount, decimals) is told


@settings(deadline=None)
@given(st.fractions(), st.integers(0, 2))
def test_an_amount_lies_in_the_interval_of_its_own_print_and_in_no_other(
    amount: Fraction, decimals: int
) -> None:
    rounded = round_half_away(amount, decimals)
    step = Fraction(1, 10**decimals)
    exact = Interval.exactly(amount)
    assert Interval.printed(rounded, decimals).meets(exact)
    assert not Interval.printed(rounded + step, decimals).meets(exact)
    assert not Interval.printed(rounded - step, decimals).meets(exact)


def test_a_sum_that_only_touches_an_open_border_is_not_met() -> None:
    """Three parts of less than 1½ stay under 4½, from where 5 would be printed."""
    one = Interval.printed(Fraction(1))
    three = one + one + one
    assert not three.meets(Interval.printed(Fraction(5)))
    assert three.meets(Interval.printed(Fraction(4)))
    assert three.meets(Interval.printed(Fraction(2)))
    assert not three.meets(Interval.printed(Fraction(1)))
