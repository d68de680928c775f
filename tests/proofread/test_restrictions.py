"""A number of what the vocabulary does not know is never wrong."""

from __future__ import annotations

import pytest

from tests.proofread.reading import wrong


@pytest.mark.parametrize(
    "where",
    [
        "in de bouw",
        "bij banken",
        "in de grafische sector",
        "met een studielening",
        "onder jonge vrouwen",
        "in de provincie Zeeland",
    ],
)
def test_a_restriction_that_no_heading_knows_takes_a_number_away_from_us(where: str) -> None:
    assert wrong(f"Er kwamen in 2019 {where} 61.651 extra banen bij.") == {}


@pytest.mark.parametrize(
    "where", ["bij alle werkgevers", "in de hele sector markt en overheid", "in Nederland", ""]
)
def test_words_that_restrict_nothing_leave_a_number_ours(where: str) -> None:
    assert wrong(f"Er kwamen tot en met 2019 {where} 61.651 extra banen bij.") == {
        "61.651": "61615"
    }


def test_a_restriction_holds_on_for_a_number_that_is_part_of_the_first() -> None:
    told = "In de bouw kwamen er sinds de nulmeting 61.651 banen bij, waarvan 50.492 formeel."
    assert wrong(told) == {}
    assert wrong(told.replace("In de bouw", "In totaal")) == {"61.651": "61615", "50.492": "50429"}


def test_a_restriction_of_one_sector_says_nothing_of_the_next() -> None:
    told = "In de bouw zijn 11.000 extra banen ontstaan; de overheid realiseerde 9.768 extra banen."
    assert wrong(told) == {"9.768": "9786"}


def test_a_verb_that_is_restricted_claims_nothing_of_our_figures() -> None:
    assert wrong("In de bouw is het aantal banen in 2019 afgenomen.") == {}
    assert wrong("In de markt is het aantal banen in 2019 afgenomen.") != {}
