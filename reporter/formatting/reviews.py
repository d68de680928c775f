"""Print a review of figures: what should stand there, and from which others it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.formatting.numbers import MINUS, number
from reporter.model.printed_check import (
    PrintedReview,
    PrintedSum,
    PrintedSuspect,
    PrintedUnchecked,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.model.check import Part, PrintedFigure, Review, RoundedSum, Suspect

FINEST = 4
"""Decimals of a multiple that has no end."""


def print_review(review: Review) -> PrintedReview:
    """Print every number of a review as the figure it is about is printed."""
    return PrintedReview(
        figures=review.figures,
        blamed=tuple(tuple(_suspect(one) for one in each) for each in review.blamed),
        more=review.more,
        rounded=tuple(_sum(one) for one in review.rounded),
        unchecked=tuple(
            PrintedUnchecked(
                figure=one.figure, low=_as(one.figure, one.low), high=_as(one.figure, one.high)
            )
            for one in review.unchecked
        ),
    )


def _suspect(suspect: Suspect) -> PrintedSuspect:
    figure = suspect.figure
    return PrintedSuspect(
        figure=figure,
        low=_as(figure, suspect.low),
        high=_as(figure, suspect.high),
        pins=tuple(_pin(pin) for pin in suspect.pins),
        pinned_by=tuple(tuple(part.figure.indicator for part in pin) for pin in suspect.pins),
    )


def _as(figure: PrintedFigure, amount: Fraction | None) -> str:
    """Write an amount with the decimals of a figure; a figure that is not bounded is empty."""
    return "" if amount is None else number(amount, decimals=figure.decimals)


def _pin(pin: tuple[Part, ...]) -> str:
    """Write the sum of the terms, and the ratios it was made with."""
    added_first = sorted((part for part in pin if part.term), key=lambda part: part.times < 0)
    terms = "".join(_terms(added_first)).removeprefix("+ ")
    others = " and ".join(
        f"{_bare(part.figure)} ({part.figure.indicator})" for part in pin if not part.term
    )
    return f"{terms} with {others}" if terms and others else terms or others


def _terms(pin: list[Part]) -> list[str]:
    """Write ``+ 50.429 (indicator) + 11.186 (indicator)``; a subtracted minus in parentheses."""
    return [
        f"{' ' if i else ''}{MINUS if part.times < 0 else '+'} {_times(part)}{_bare(part.figure)} "
        f"({part.figure.indicator})"
        for i, part in enumerate(pin)
    ]


def _times(part: Part) -> str:
    size = abs(part.times)
    decimals = next((one for one in range(FINEST) if (size * 10**one).denominator == 1), FINEST)
    return "" if size == 1 else f"{number(size, decimals=decimals)} × "


def _bare(figure: PrintedFigure) -> str:
    text = number(figure.value, decimals=figure.decimals)
    return f"({text})" if figure.value < 0 else text


def _sum(one: RoundedSum) -> PrintedSum:
    return PrintedSum(
        whole=one.whole,
        parts=" + ".join(_bare(part) for part in one.parts),
        part_indicators=tuple(part.indicator for part in one.parts),
        printed_sum=_as(one.whole, one.printed_sum),
    )
