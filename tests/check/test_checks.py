"""Checks of printed figures: tables small enough to be solved by hand, and those of the letters."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reporter.check.figures_in_print import parse_indicator
from reporter.check.printed import check_printed, review_figures
from reporter.deliveries.columns import Refusal
from reporter.project import HERE
from tests.check.printed_tables import FRAME, GROUPS, blamed, ends, figure, reviewed, table

if TYPE_CHECKING:
    from pathlib import Path


def test_a_table_that_adds_up_can_be_right() -> None:
    review = reviewed(table())
    assert (review.figures, review.blamed, review.rounded, review.unchecked) == (9, (), (), ())


def test_one_more_than_the_sum_is_right_only_thanks_to_rounding() -> None:
    review = reviewed(table(totaal_totaal="23"))
    assert review.blamed == ()
    told = [
        (one.whole.text, [part.text for part in one.parts], str(one.printed_sum))
        for one in review.rounded
    ]
    assert told == [("23", ["14", "8"], "22"), ("23", ["16", "6"], "22")]


def test_a_figure_in_a_row_and_a_column_is_found_with_the_range_it_should_lie_in() -> None:
    """The others leave 4 + 8 - 2 twice over: 10 is below the border of 9, 17 above that of 11."""
    review = reviewed(table(markt_formeel="17"))
    assert blamed(review) == [["17"]]
    ((suspect,),) = review.blamed
    assert ends(suspect) == ("9", "11")
    sums = [[times * figure.value for times, figure in pin] for pin in suspect.pins]
    assert [sorted(terms) for terms in sums] == [[-4, 14], [-6, 16], [-8, -6, 2, 22]]


def test_two_figures_of_one_sum_may_each_be_to_blame_and_neither_is_chosen() -> None:
    sums = {"formeel": "10", "inleen": "4", "totaal": "20"}
    review = reviewed(
        {f"toename/banen/2019/markt/{form}/totaal": text for form, text in sums.items()}
    )
    assert sorted(blamed(review)) == [["10"], ["20"], ["4"]]
    ranges = {one.figure.text: ends(one) for (one,) in review.blamed}
    assert ranges == {"10": ("15", "17"), "4": ("9", "11"), "20": ("13", "15")}


def test_two_wrong_figures_that_have_nothing_in_common_are_both_found() -> None:
    review = reviewed(table(markt_formeel="30", overheid_inleen="9"))
    assert blamed(review) == [["30", "9"]]


def test_a_figure_printed_in_many_places_outweighs_a_contradiction_in_one() -> None:
    """Both cannot be right, and nothing else is printed: the fewest wrong cells are one."""
    key = "toename/banen/2019/totaal/totaal/totaal"
    figures = [figure(key, "22", ("table 1", "table 4")), figure(key, "37", ("table 7",))]
    assert blamed(review_figures(figures, FRAME)) == [["37"]]


def test_the_border_decides_where_three_parts_are_rounded() -> None:
    """Three parts printed as 1 come to 1½ at least and to less than 4½."""
    forms = ("formeel", "uitzend", "wsw_detachering")
    parts = {f"stand/banen/2019/totaal/{form}/totaal": "1" for form in forms}
    total = "stand/banen/2019/totaal/totaal/totaal"
    possible = {text: not reviewed({**parts, total: text}).blamed for text in "12345"}
    assert possible == {"1": False, "2": True, "3": True, "4": True, "5": False}


def test_the_border_lies_at_the_other_side_below_nought() -> None:
    forms = ("formeel", "uitzend", "wsw_detachering")
    parts = {f"toename/banen/2019/totaal/{form}/totaal": "–1" for form in forms}
    total = "toename/banen/2019/totaal/totaal/totaal"
    possible = {
        text: not reviewed({**parts, total: text}).blamed for text in ("–1", "–2", "–4", "–5")
    }
    assert possible == {"–1": False, "–2": True, "–4": True, "–5": False}


def test_persons_and_targets_are_counts_so_rounding_excuses_nothing() -> None:
    targets = {"markt": "(40.000)", "overheid": "(15.000)", "totaal": "(55.001)"}
    review = reviewed(
        {
            f"doelstelling/banen/2019/{sector}/totaal/totaal": text
            for sector, text in targets.items()
        }
    )
    assert len(review.blamed) == 3
    groups = dict.fromkeys(GROUPS, "10")
    persons = {f"toename/personen/2019/totaal/formeel/{group}": n for group, n in groups.items()}
    whole = "toename/personen/2019/totaal/formeel/totaal"
    assert not reviewed({**persons, whole: "40"}).blamed
    assert reviewed({**persons, whole: "41"}).blamed


@pytest.mark.parametrize(("share", "right"), [("82", True), ("83", False), ("81,8", True)])
def test_a_share_follows_from_the_two_figures_it_divides(share: str, *, right: bool) -> None:
    """50.429 of 61.615 is 81,85 percent: 82, or with one decimal 81,8 (81,846)."""
    review = reviewed(
        {
            "toename/banen/2019/totaal/formeel/totaal": "50.429",
            "toename/banen/2019/totaal/inleen/totaal": "11.186",
            "toename/banen/2019/totaal/totaal/totaal": "61.615",
            "aandeel/procent/2019/totaal/formeel/totaal": share,
        }
    )
    assert blamed(review) == ([] if right else [[share]])


def test_a_share_of_a_decrease_is_one_of_what_fell() -> None:
    figures = {
        "toename/banen/2019/totaal/formeel/totaal": "–50",
        "toename/banen/2019/totaal/totaal/totaal": "–100",
        "aandeel/procent/2019/totaal/formeel/totaal": "50",
    }
    assert not reviewed(figures).blamed


def test_a_figure_that_follows_from_no_others_is_one_that_nothing_checks() -> None:
    alone = "stand/personen/2031/totaal/totaal/totaal"
    review = reviewed({**table(), alone: "119.764"})
    assert [(one.figure.indicator.key, *ends(one)) for one in review.unchecked] == [
        (alone, "0", "None")
    ]


def test_changes_alone_are_checked_though_nothing_else_of_either_year_is_printed() -> None:
    changes = {"markt": "7", "overheid": "–2", "totaal": "9"}
    figures = {f"verandering/banen/2030/{one}/totaal/totaal": n for one, n in changes.items()}
    assert len(reviewed(figures).blamed) == 3


def test_groups_we_do_not_know_are_parts_of_a_total_with_a_rest() -> None:
    groups = {"oud": "10", "nieuw": "20", "totaal": "25"}
    assert not reviewed(
        {f"toename/banen/2019/totaal/formeel/{one}": text for one, text in groups.items()}
    ).blamed
    stocks = {f"stand/banen/2019/totaal/formeel/{one}": text for one, text in groups.items()}
    assert reviewed(stocks).blamed  # a stock has no part that is more than the whole


def test_what_our_counting_has_no_meaning_for_is_told_as_unchecked() -> None:
    one = "stand/personen/2019/markt/totaal/totaal"
    assert [left.figure.indicator.key for left in reviewed({one: "1.000"}).unchecked] == [one]


def test_of_the_letter_of_2019_only_the_jobs_total_of_table_7_is_wrong() -> None:
    review = check_printed(HERE.published_file("2019"), HERE, "2019")
    ((suspect,),) = review.blamed
    assert (suspect.figure.text, suspect.figure.places) == ("37.736", ("doelgroepen/totaal/banen",))
    assert ends(suspect) == ("61615", "61615")
    assert [[figure.text for _, figure in pin] for pin in suspect.pins][:2] == [
        ["61.615"],
        ["50.429", "11.186"],
    ]


@pytest.mark.parametrize("letter", ["2022", "2019-ingroeipad"])
def test_of_the_other_letters_nothing_is_wrong(letter: str) -> None:
    assert check_printed(HERE.published_file(letter), HERE, letter).blamed == ()


def test_the_exact_sum_of_2022_that_carried_the_note_is_not_called_rounded() -> None:
    """The letter hung its note on 79.262 = 70.388 + 8.874; those that differ carried none."""
    review = check_printed(HERE.published_file("2022"), HERE, "2022")
    rounded = {one.whole.text for one in review.rounded}
    assert "79.262" not in rounded
    assert {"71.113", "1.855"} <= rounded


def test_all_figures_of_2019_are_checked_well_within_ten_seconds() -> None:
    """The bound of one second is held by the benchmark; machines that test are busy."""
    before = time.process_time()
    check_printed(HERE.published_file("2019"), HERE, "2019")
    assert time.process_time() - before < 10


def test_a_review_does_not_hang_on_the_order_of_the_figures() -> None:
    figures = [figure(key, text) for key, text in table(markt_formeel="17").items()]
    one, other = review_figures(figures, FRAME), review_figures(figures[::-1], FRAME)
    assert blamed(one) == blamed(other)
    assert replace(one, blamed=(), rounded=()) == replace(other, blamed=(), rounded=())


def test_a_file_of_an_edition_is_read_as_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "eigen.csv"
    file.write_text("tabel,rij,kolom,gedrukt\nnulmeting,totaal,totaal,75.179\n", "utf-8")
    assert check_printed(file, HERE, "2019").figures == 1


@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("tonaame/banen/2019/markt/formeel/totaal", "toename/banen/2019/markt/formeel/totaal"),
        ("xyz/banen/2019/markt/formeel/totaal", ""),
    ],
)
def test_an_indicator_is_advised_only_where_one_is_near(key: str, advice: str) -> None:
    found = parse_indicator(key, GROUPS)
    assert isinstance(found, Refusal)
    assert found.advice == (f'Did you mean "{advice}"?' if advice else "")
