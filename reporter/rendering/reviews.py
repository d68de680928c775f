"""Tell a review of printed figures: as lines for a terminal, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.check import PrintedFigure
    from reporter.model.printed_check import PrintedReview, PrintedSuspect


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
    for number, suspects in enumerate(review.blamed):
        if undecided:
            yield "either these are wrong:" if not number else "or these:"
        for one in suspects:
            yield from _suspect(one, "  " if undecided else "")
    if review.more:
        yield "or others, as few; check these against the source first"


def _suspect(one: PrintedSuspect, indent: str) -> Iterator[str]:
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
