"""Figures as anybody may print them, and what a review says of them, for every test of checks."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Indicator
from reporter.check.figures_in_print import PrintedFigure, parse_indicator
from reporter.check.printed import review_figures
from reporter.deliveries.reading import read_words_and_targets
from reporter.project import HERE

if TYPE_CHECKING:
    from reporter.check.review import Bounded, Review

FRAME = read_words_and_targets(HERE.data)
GROUPS = [group.code for group in FRAME.groups]
TABLE = {
    "markt/formeel": "10",
    "markt/inleen": "4",
    "markt/totaal": "14",
    "overheid/formeel": "6",
    "overheid/inleen": "2",
    "overheid/totaal": "8",
    "totaal/formeel": "16",
    "totaal/inleen": "6",
    "totaal/totaal": "22",
}


def figure(key: str, text: str, places: tuple[str, ...] = ("row 2",)) -> PrintedFigure:
    indicator = parse_indicator(key, GROUPS)
    assert isinstance(indicator, Indicator), indicator
    printed = PrintedFigure(indicator=indicator, text=text, places=places)
    digits = text.strip("()+").replace(".", "").replace(",", ".").replace("–", "-")
    assert printed.value == Fraction(digits)
    assert printed.decimals == len(text.partition(",")[2])
    return printed


def reviewed(figures: dict[str, str]) -> Review:
    return review_figures([figure(key, text) for key, text in figures.items()], FRAME)


def table(**changed: str) -> dict[str, str]:
    """Increases of 2019 in a table of two sectors and two forms; every sum is exact."""
    cells = {**TABLE, **{name.replace("_", "/"): text for name, text in changed.items()}}
    return {f"toename/banen/2019/{cell}/totaal": text for cell, text in cells.items()}


def blamed(review: Review) -> list[list[str]]:
    return [[one.figure.text for one in each] for each in review.blamed]


def ends(one: Bounded) -> tuple[str, str]:
    return str(one.low), str(one.high)


def key(sector: str, year: int = 2030) -> str:
    return f"verdeelsleutel/procent/{year}/{sector}/totaal/totaal"


def hired(**texts: str) -> dict[str, str]:
    return {f"stand/banen/2030/{one}/inleen/totaal": text for one, text in texts.items()}
