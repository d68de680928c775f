"""Checks of printed keys: exact where they have a decimal, and used on every row alike."""

from __future__ import annotations

import pytest

from tests.check.printed_tables import blamed, ends, hired, key, reviewed, table


def test_a_key_is_checked_by_the_hired_jobs_it_divides() -> None:
    """Of 999,5 to 1.000,5 jobs 698,5 to 699,5 are 69,82 to 69,98 percent: only 69,9 is a key."""
    hired = {"markt": "699", "overheid": "301", "totaal": "1.000"}
    jobs = {f"stand/banen/2030/{one}/inleen/totaal": text for one, text in hired.items()}
    assert not reviewed({**jobs, key("markt"): "69,9"}).blamed
    review = reviewed({**jobs, key("markt"): "70,2"})
    assert blamed(review) == [["70,2"]]
    ((suspect,),) = review.blamed
    assert ends(suspect) == ("699/10", "699/10")
    assert not any(suspect.terms(pin) for pin in suspect.pins)


@pytest.mark.parametrize(
    ("market", "government", "right"),
    [
        ("69,9", "30,1", True),
        ("69,9", "30,2", False),  # rounded they could be 69,85 and 30,15
        ("69,9", "31,1", False),
        ("68,5", "32", True),  # 31,5 is rounded to 32
        ("68,4", "32", True),
        ("68,6", "32", False),
        ("67,5", "32", False),  # 32,5 is rounded to 33
        ("67,6", "32", True),
        ("68", "32", True),
        ("68", "33", True),  # 67,5 and 32,5
        ("68", "34", False),
        ("0,0", "100,0", True),
    ],
)
def test_keys_with_a_decimal_are_exact_and_add_to_a_hundred(
    market: str, government: str, *, right: bool
) -> None:
    review = reviewed({key("markt"): market, key("overheid"): government})
    assert sorted(blamed(review)) == ([] if right else sorted([[market], [government]]))


def test_a_key_on_the_border_of_the_other_is_told_the_next_one() -> None:
    """32 is 31,5 to less than 32,5, which leaves 67,6 to 68,5 for the market."""
    review = reviewed({key("markt"): "67,5", key("overheid"): "32"})
    ranges = {one.figure.text: ends(one) for (one,) in review.blamed}
    assert ranges == {"67,5": ("338/5", "137/2"), "32": ("33", "33")}


def test_of_two_keys_that_cannot_both_be_right_each_has_what_the_other_leaves() -> None:
    review = reviewed({key("markt"): "69,9", key("overheid"): "30,2"})
    ranges = {one.figure.text: ends(one) for (one,) in review.blamed}
    assert ranges == {"69,9": ("349/5", "349/5"), "30,2": ("301/10", "301/10")}


@pytest.mark.parametrize(
    ("market", "right"), [("69.899", False), ("69.900", True), ("69.901", False)]
)
def test_hired_jobs_of_a_sector_are_exactly_the_share_that_the_key_says(
    market: str, *, right: bool
) -> None:
    """69,9 percent of 99.999,5 to 100.000,5 is 69.899,65 to 69.900,35; 69,90 ± 0,05 is not."""
    review = reviewed({**hired(markt=market, totaal="100.000"), key("markt"): "69,9"})
    assert (not review.blamed) is right


def test_a_key_without_decimals_leaves_half_a_percent() -> None:
    """Of 1.000 jobs 315 to 324 may be 32 percent."""
    possible = {
        jobs: not reviewed({**hired(overheid=jobs, totaal="1.000"), key("overheid"): "32"}).blamed
        for jobs in ("314", "315", "325", "326")
    }
    assert possible == {"314": False, "315": True, "325": True, "326": False}


def test_a_key_is_not_blamed_where_the_others_leave_no_other_key() -> None:
    """33.227 of 47.392 would be 70,11 percent, which is no key of one decimal."""
    review = reviewed({**hired(markt="33.227", totaal="47.392"), key("markt"): "69,9"})
    assert sorted(blamed(review)) == [["33.227"], ["47.392"]]
    assert [len(one.pins) for (one,) in review.blamed] == [1, 1]


def test_a_key_is_blamed_where_the_others_leave_one() -> None:
    """33.174 of 47.392 is 70,0 percent; so any of the three may be the misprint."""
    review = reviewed({**hired(markt="33.174", totaal="47.392"), key("markt"): "69,9"})
    assert sorted(blamed(review)) == [["33.174"], ["47.392"], ["69,9"]]
    ranges = {one.figure.text: ends(one) for (one,) in review.blamed}
    assert ranges["69,9"] == ("70", "70")
    assert ranges["33.174"] == ("33127", "33127")


def test_a_wrong_figure_is_pinned_by_the_key_too() -> None:
    """47.392 less 14.265, or 69,9 percent of 47.392."""
    figures = hired(markt="33.227", overheid="14.265", totaal="47.392")
    review = reviewed({**figures, key("markt"): "69,9"})
    assert blamed(review) == [["33.227"]]
    ((suspect,),) = review.blamed
    pins = [
        {part[1].text: str(part[0]) if part in suspect.terms(pin) else "key" for part in pin}
        for pin in suspect.pins
    ]
    assert pins == [
        {"47.392": "1", "14.265": "-1"},
        {"47.392": "699/1000", "69,9": "key"},
    ]


def test_a_figure_that_no_key_pins_has_no_pin_with_a_key() -> None:
    review = reviewed({**table(markt_formeel="17"), key("markt"): "69,9"})
    ((suspect,),) = review.blamed
    assert all(suspect.terms(pin) == pin for pin in suspect.pins)


def test_a_key_divides_agency_work_and_all_hired_work_alike() -> None:
    """All hired work fits 69,9; agency work alone fits 71,0. No key does for both."""
    agency = {"markt": "7.100", "overheid": "2.900", "totaal": "10.000"}
    figures = {
        **hired(markt="33.127", totaal="47.392"),
        **{f"stand/banen/2030/{one}/uitzend/totaal": text for one, text in agency.items()},
    }
    assert (
        reviewed(figures).blamed == ()
    )  # no key in print: any two ratios are taken to be possible
    review = reviewed({**figures, key("markt"): "69,9"})
    assert ["69,9"] not in blamed(review)
    assert sorted(["7.100", "2.900"]) in [sorted(each) for each in blamed(review)]


def test_a_key_that_fits_the_whole_is_not_blamed_for_a_part_that_no_key_fits() -> None:
    """All hired work leaves 69,2 to 70,8 percent, agency work 71,4 (7½ of 10½) and more."""
    agency = {"markt": "8", "totaal": "10"}
    figures = {
        **hired(markt="70", totaal="100"),
        **{f"stand/banen/2030/{one}/uitzend/totaal": text for one, text in agency.items()},
        key("markt"): "69,9",
    }
    assert sorted(blamed(reviewed(figures))) == [["10"], ["8"]]


def test_a_sector_has_no_more_hired_jobs_than_there_are() -> None:
    possible = {
        text: not reviewed(hired(markt=text, totaal="100")).blamed for text in ("100", "101", "102")
    }
    assert possible == {"100": True, "101": False, "102": False}


def test_an_increase_is_made_with_the_keys_of_both_years() -> None:
    """69,9 percent of 10.000 less 76,0 percent of 5.000 is 3.190."""
    figures = {
        "stand/banen/2030/totaal/inleen/totaal": "10.000",
        "stand/banen/2012/totaal/inleen/totaal": "5.000",
        key("markt"): "69,9",
        key("markt", 2012): "76,0",
    }
    increase = "toename/banen/2030/markt/inleen/totaal"
    possible = {
        text: not reviewed({**figures, increase: text}).blamed
        for text in ("3.188", "3.189", "3.191", "3.192")
    }
    assert possible == {"3.188": False, "3.189": True, "3.191": True, "3.192": False}
