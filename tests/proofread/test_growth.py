"""Twice the letter, twice the work: counted in calls, since a clock says little here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reporter.proofread.letter.letter import Letter, Paragraph
from reporter.proofread.numerals import digits
from reporter.proofread.proofread import proofread
from tests.benchmarks.proofreading import letter_of
from tests.proofread.reading import known

if TYPE_CHECKING:
    from types import FrameType


def calls(letter: Letter) -> int:
    """Count how many functions proofreading a letter calls."""
    figures, vocabulary = known()
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        proofread(letter, "2019", figures, vocabulary)
    finally:
        sys.setprofile(before)
    return count


def test_twice_the_paragraphs_is_twice_the_work() -> None:
    once, twice = letter_of(4), letter_of(8)
    calls(once)  # what is looked up once is remembered
    assert calls(twice) <= 2.2 * calls(once)


@pytest.mark.parametrize("text", ["4.211 banen bij de overheid, ", "en (markt) ", "nr. 3 "])
def test_one_endless_sentence_is_no_more_than_its_length(text: str) -> None:
    once, twice = (
        Letter(name="x", blocks=(Paragraph(text=text * times, where="line 1"),))
        for times in (400, 800)
    )
    calls(once)
    assert calls(twice) <= 2.2 * calls(once)


def test_a_run_of_digits_is_looked_at_once() -> None:
    """Looked at anew from each of its digits this would take a quarter of an hour."""
    found = digits(f"In 2019 waren er {'9' * 200_000} banen.")
    assert [year.values for year in found.years] == [{2019}]
