"""What must hold of checks of printed figures, whatever the amounts are."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reporter.annex.numbers import number, round_half_away
from tests.check.printed_tables import figure, key, reviewed

CELLS = [("markt", "formeel"), ("markt", "inleen"), ("overheid", "formeel"), ("overheid", "inleen")]
AMOUNT = st.integers(-4000, 4000).map(lambda quarters: Fraction(quarters, 4))


def printed_table(amounts: list[Fraction]) -> dict[str, str]:
    """Print a table of increases as the letters do: each figure rounded on its own."""
    exact = {
        f"{sector}/{form}": sum(
            (
                amount
                for (of_sector, of_form), amount in zip(CELLS, amounts, strict=True)
                if sector in (of_sector, "totaal") and form in (of_form, "totaal")
            ),
            Fraction(0),
        )
        for sector in ("markt", "overheid", "totaal")
        for form in ("formeel", "inleen", "totaal")
    }
    return {
        f"toename/banen/2019/{cell}/totaal": number(round_half_away(amount))
        for cell, amount in exact.items()
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(AMOUNT, min_size=4, max_size=4))
def test_what_was_rounded_honestly_is_never_called_wrong(amounts: list[Fraction]) -> None:
    assert reviewed(printed_table(amounts)).blamed == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(AMOUNT, min_size=4, max_size=4), st.integers(0, 8), st.sampled_from([-900, 5, 40]))
def test_one_planted_error_is_found_where_it_is(
    amounts: list[Fraction], place: int, error: int
) -> None:
    figures = printed_table(amounts)
    key = list(figures)[place]
    right = figure(key, figures[key])
    figures[key] = number(right.value + error)
    review = reviewed(figures)
    assert [[one.figure.indicator.key for one in each] for each in review.blamed] == [[key]]
    ((suspect,),) = review.blamed
    assume(suspect.low is not None and suspect.high is not None)
    assert suspect.low is not None
    assert suspect.high is not None
    assert suspect.low <= right.value <= suspect.high


JOBS = st.integers(0, 400_000).map(lambda quarters: Fraction(quarters, 4))
SHARE = st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 1000))


def printed_hired(amounts: list[Fraction], then: Fraction, now: Fraction) -> dict[str, str]:
    """Print hired labour of two years as the letters do; ``then`` and ``now`` are the keys."""
    shares = {"totaal": (Fraction(1), Fraction(1)), "markt": (then, now)}
    shares["overheid"] = (1 - then, 1 - now)
    agency, secondment, before = amounts
    figures: dict[str, str] = {}
    for sector, (old, new) in shares.items():
        exact = {
            f"stand/banen/2012/{sector}/inleen/totaal": before * old,
            f"stand/banen/2030/{sector}/uitzend/totaal": agency * new,
            f"stand/banen/2030/{sector}/inleen/totaal": (agency + secondment) * new,
            f"toename/banen/2030/{sector}/inleen/totaal": (agency + secondment) * new
            - before * old,
        }
        figures |= {one: number(round_half_away(amount)) for one, amount in exact.items()}
    for sector, year, share in (
        ("markt", 2012, then),
        ("markt", 2030, now),
        ("overheid", 2030, 1 - now),
    ):
        figures[key(sector, year)] = number(share * 100, decimals=1)
    return figures


@settings(max_examples=25, deadline=None)
@given(st.lists(JOBS, min_size=3, max_size=3), SHARE, SHARE)
def test_what_was_divided_by_its_printed_keys_is_never_called_wrong(
    amounts: list[Fraction], then: Fraction, now: Fraction
) -> None:
    assume(amounts[0] + amounts[1] >= 1)
    assume(amounts[2] >= 1)
    assert reviewed(printed_hired(amounts, then, now)).blamed == ()


@settings(max_examples=25, deadline=None)
@given(SHARE, st.sampled_from([-30, -1, 1, 9]))
def test_a_key_that_is_a_tenth_off_is_found_and_put_right(now: Fraction, tenths: int) -> None:
    wrong = now + Fraction(tenths, 1000)
    assume(0 <= wrong <= 1)
    amounts = [Fraction(80_001, 4), Fraction(30_000), Fraction(40_000, 3)]
    figures = printed_hired(amounts, Fraction("0.76"), now)
    figures[key("markt")] = number(wrong * 100, decimals=1)
    review = reviewed(figures)
    assert [[one.figure.indicator.key for one in each] for each in review.blamed] == [
        [key("markt")]
    ]
    ((suspect,),) = review.blamed
    assert (suspect.low, suspect.high) == (now * 100, now * 100)
