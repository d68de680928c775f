"""Tell what a check of editions found: as lines for a terminal, or as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.annex.numbers import MINUS, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from reporter.check.finding import (
        EditionCheck,
        Finding,
        Part,
        PrintedFigure,
        Review,
        RoundedSum,
        Suspect,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSuspect:
    """A figure that must be wrong; ``low`` and ``high`` are empty where it is not bounded.

    Each of ``pins`` is a sum of other figures that it contradicts, ``pinned_by`` their
    indicators.
    """

    figure: PrintedFigure
    low: str
    high: str
    pins: tuple[str, ...]
    pinned_by: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSum:
    """A total that only rounding lets differ from the sum of its printed parts."""

    whole: PrintedFigure
    parts: str
    part_indicators: tuple[str, ...]
    printed_sum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedUnchecked:
    """A figure that nothing checks, or hardly."""

    figure: PrintedFigure
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReview:
    """The whole review; see Review for what its parts mean."""

    figures: int
    blamed: tuple[tuple[PrintedSuspect, ...], ...]
    more: bool
    rounded: tuple[PrintedSum, ...]
    unchecked: tuple[PrintedUnchecked, ...]


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


def review_lines(review: PrintedReview) -> Iterator[str]:
    """Say first what must be wrong, then what only rounding saves and what nothing checks."""
    yield from _blame(review)
    for one in review.rounded:
        yield (
            f"right only thanks to rounding: {one.whole.text} at {_where(one.whole)}, where "
            f"print adds to {one.parts} = {one.printed_sum}"
        )
    for left in review.unchecked:
        room = _room(left.low, left.high)
        yield f"nothing checks: {left.figure.text} at {_where(left.figure)}{room}"
    yield _count(review)


def _blame(review: PrintedReview) -> Iterator[str]:
    undecided = len(review.blamed) > 1
    for rank, suspects in enumerate(review.blamed):
        if undecided:
            yield "either these are wrong:" if not rank else "or these:"
        for one in suspects:
            yield from _suspect_reviews(one, "  " if undecided else "")
    if review.more:
        yield "or others, as few; check these against the source first"


def _suspect_reviews(one: PrintedSuspect, indent: str) -> Iterator[str]:
    expected = _should(one.low, one.high)
    yield f"{indent}wrong: {one.figure.text} at {_where(one.figure)}; expected {expected}"
    for pin in one.pins:
        yield f"{indent}  it follows from {pin}"


def _should(low: str, high: str) -> str:
    if low and high:
        return low if low == high else f"{low} to {high}"
    if not low and not high:
        return "another figure; the others do not tell which"
    return f"{low} or more" if low else f"{high} or less"


def _room(low: str, high: str) -> str:
    return f" (the others allow {_should(low, high)})" if low or high else ""


def _where(figure: PrintedFigure) -> str:
    """Name the meaning, and where it stands if that is not the same."""
    return f"{figure.indicator} ({', '.join(figure.places)})"


def _count(review: PrintedReview) -> str:
    least = len(review.blamed[0]) if review.blamed else 0
    verdict = f"at least {least} must be wrong" if least else "all of them can be right"
    return (
        f"{review.figures} printed figures: {verdict}; {len(review.rounded)} sums right only "
        f"thanks to rounding, {len(review.unchecked)} figures that nothing checks"
    )


def render_review_json(review: PrintedReview) -> str:
    """Write the review; ``wrong`` is a list of equally small sets, empty if all can be right."""
    parts = {
        "figures": review.figures,
        "possible": not review.blamed,
        "wrong": [[_suspect_parts(one) for one in each] for each in review.blamed],
        "more": review.more,
        "rounding": [
            {
                **_figure_parts(one.whole),
                "parts": list(one.part_indicators),
                "sum": one.printed_sum,
            }
            for one in review.rounded
        ],
        "unchecked": [
            {**_figure_parts(one.figure), "low": one.low or None, "high": one.high or None}
            for one in review.unchecked
        ],
    }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def _suspect_parts(one: PrintedSuspect) -> dict[str, object]:
    return {
        **_figure_parts(one.figure),
        "low": one.low or None,
        "high": one.high or None,
        "pins": [
            {"sum": text, "indicators": list(indicators)}
            for text, indicators in zip(one.pins, one.pinned_by, strict=True)
        ],
    }


def _figure_parts(figure: PrintedFigure) -> dict[str, object]:
    return {
        "indicator": figure.indicator,
        "printed": figure.text,
        "places": list(figure.places),
    }


def finding_lines(check: EditionCheck) -> Iterator[str]:
    """Say each finding in a line, mistakes first."""
    for one in sorted(check.findings, key=lambda finding: finding not in check.wrong):
        yield (
            f"{one.severity} in {check.edition}: {one.check}: {one.where}: found {one.found}, "
            f"expected {one.expected}"
        )


def check_lines(check: EditionCheck) -> Iterator[str]:
    """Say each finding, and then how much was looked at."""
    yield from finding_lines(check)
    counts = ", ".join(f"{number} {name}" for name, number in check.counted.items())
    wrong, warnings = len(check.wrong), len(check.findings) - len(check.wrong)
    verdict = f"{wrong} wrong" if wrong else "nothing wrong"
    yield f"{check.edition}: {verdict}, {warnings} warnings (looked at {counts})"


def render_findings_json(checks: Iterable[EditionCheck]) -> str:
    """Write a list of findings, an empty one if there are none."""
    found = [_parts(check.edition, one) for check in checks for one in check.findings]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _parts(edition: str, one: Finding) -> dict[str, str]:
    return {
        "edition": edition,
        "status": one.severity,
        "check": one.check,
        "where": one.where,
        "found": one.found,
        "expected": one.expected,
    }
