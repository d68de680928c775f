"""Expressions: sums of delivered quantities, compared without looking at a number."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.annex.expression import Expression, Factor, Quantity, total
from reporter.annex.indicator import Form
from tests.population import AMOUNTS, GOVERNMENT, MARKET, hours, key

FORMAL = Factor(hours(2019, Form.FORMAL, MARKET))
HIRED = hours(2019, Form.AGENCY)
ALL_HIRED = Factor(HIRED)
IN_MARKET = Factor(HIRED, key(2019, MARKET))
IN_GOVERNMENT = Factor(HIRED, key(2019, GOVERNMENT))


def of(*terms: tuple[Factor, int]) -> Expression:
    return Expression.of((factor, Fraction(number)) for factor, number in terms)


NUMBERS = st.fractions(min_value=-5, max_value=5, max_denominator=6)
FACTORS = st.builds(
    lambda year, form, sector: Factor(hours(year, form), key(year, sector) if sector else None),
    st.sampled_from([2012, 2019]),
    st.sampled_from([Form.AGENCY, Form.SECONDMENT]),
    st.sampled_from([None, MARKET, GOVERNMENT]),
)
EXPRESSIONS = st.lists(st.tuples(FACTORS, NUMBERS), max_size=8).map(Expression.of)
ROWS = [hours(year, form) for year in (2012, 2019) for form in (Form.AGENCY, Form.SECONDMENT)]


@st.composite
def amounts(draw: st.DrawFn) -> dict[Quantity, Fraction]:
    """Any hours, and keys that add to one in each year."""
    found = {row: Fraction(draw(st.integers(0, 10**6)), 100) for row in ROWS}
    for year in (2012, 2019):
        found[key(year, MARKET)] = Fraction(draw(st.integers(0, 1000)), 1000)
        found[key(year, GOVERNMENT)] = 1 - found[key(year, MARKET)]
    return found


def test_like_terms_are_added() -> None:
    assert of((FORMAL, 1), (ALL_HIRED, 2), (FORMAL, 3)) == of((FORMAL, 4), (ALL_HIRED, 2))


def test_terms_that_vanish_are_dropped() -> None:
    assert of((FORMAL, 1), (FORMAL, -1)).terms == ()
    assert of((FORMAL, 0)).terms == ()


def test_terms_stand_in_the_order_of_their_first_mention() -> None:
    expression = of((ALL_HIRED, 1), (FORMAL, 1), (ALL_HIRED, 1))

    assert [factor for factor, _ in expression.terms] == [ALL_HIRED, FORMAL]


def test_a_term_with_a_key_is_no_like_term_of_one_without() -> None:
    assert len(of((ALL_HIRED, 1), (IN_MARKET, 1)).terms) == 2


def test_expressions_are_added_subtracted_and_multiplied() -> None:
    some, other = of((FORMAL, 2), (ALL_HIRED, 3)), of((ALL_HIRED, 1))

    assert some + other == of((FORMAL, 2), (ALL_HIRED, 4))
    assert some - other == of((FORMAL, 2), (ALL_HIRED, 2))
    assert some.times(Fraction(1, 2)).terms == ((FORMAL, Fraction(1)), (ALL_HIRED, Fraction(3, 2)))
    assert total([some, other, other]) == of((FORMAL, 2), (ALL_HIRED, 5))
    assert total([]) == Expression()


def test_the_value_multiplies_hours_with_their_key() -> None:
    # The agency hours of 2019 are 3 jobs, of which 60 percent are in the market.
    expression = of((ALL_HIRED, 1)).times(1 / Fraction("110.92"))

    assert expression.value(AMOUNTS) == 3
    assert of((IN_MARKET, 1)).value(AMOUNTS) == 3 * Fraction("110.92") * Fraction("0.6")
    assert Expression().value({}) == 0


def test_a_quantity_that_was_not_delivered_is_never_nought() -> None:
    with pytest.raises(KeyError):
        of((IN_MARKET, 1)).value({HIRED: Fraction(1)})


def test_both_keys_of_a_year_together_leave_the_hours_as_they_are() -> None:
    assert of((IN_MARKET, 1), (IN_GOVERNMENT, 1)).equals(of((ALL_HIRED, 1)))
    assert of((ALL_HIRED, 1), (IN_MARKET, -1)).equals(of((IN_GOVERNMENT, 1)))


def test_the_keys_of_two_years_do_not_add_to_one() -> None:
    earlier = Factor(HIRED, key(2012, MARKET))

    assert not of((earlier, 1), (IN_GOVERNMENT, 1)).equals(of((ALL_HIRED, 1)))


def test_expressions_equal_in_number_only_are_not_equal() -> None:
    agency, secondment = hours(2012, Form.AGENCY), hours(2012, Form.SECONDMENT)

    assert AMOUNTS[agency] == AMOUNTS[secondment]
    assert not of((Factor(agency), 1)).equals(of((Factor(secondment), 1)))


@given(EXPRESSIONS, amounts())
@settings(deadline=None)
def test_the_order_of_the_terms_changes_nothing(
    expression: Expression, found: dict[Quantity, Fraction]
) -> None:
    backwards = Expression(expression.terms[::-1])

    assert backwards.equals(expression)
    assert backwards.value(found) == expression.value(found)


@given(EXPRESSIONS, EXPRESSIONS, amounts())
@settings(deadline=None)
def test_the_value_of_a_difference_is_the_difference_of_the_values(
    some: Expression, other: Expression, found: dict[Quantity, Fraction]
) -> None:
    assert (some - other).value(found) == some.value(found) - other.value(found)


@given(EXPRESSIONS, amounts())
@settings(deadline=None)
def test_the_other_key_written_out_is_equal_for_every_delivery(
    expression: Expression, found: dict[Quantity, Fraction]
) -> None:
    written_out = total(map(_with_the_other_key, expression.terms))

    assert written_out.equals(expression)
    assert written_out.value(found) == expression.value(found)


@given(EXPRESSIONS, FACTORS, NUMBERS.filter(bool))
@settings(deadline=None)
def test_one_term_more_is_never_equal(
    expression: Expression, factor: Factor, number: Fraction
) -> None:
    assert not (expression + Expression.of([(factor, number)])).equals(expression)


def _with_the_other_key(term: tuple[Factor, Fraction]) -> Expression:
    factor, number = term
    if factor.key is None:
        return Expression.of([term])
    other = GOVERNMENT if factor.key.sector is MARKET else MARKET
    remainder = Factor(factor.quantity, key(factor.key.year, other))
    return Expression.of([(Factor(factor.quantity), number), (remainder, -number)])
