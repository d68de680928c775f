"""What may be said of printed figures, and how it is told: in lines for a terminal, or as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.numbers import MINUS, number
from reporter.check.figures_in_print import PERCENT, PrintedFigure

if TYPE_CHECKING:
    from collections.abc import Iterator

    Pin = tuple[tuple[Fraction, PrintedFigure], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """A figure with what the others leave for it.

    ``low`` and ``high`` are the least and the most that could be printed in its place, None
    where the others leave it free. Each of ``pins`` is a set of other figures that a wrong
    figure contradicts: it should be their sum, each as often as stands before it.
    """

    figure: PrintedFigure
    low: Fraction | None = None
    high: Fraction | None = None
    pins: tuple[Pin, ...] = ()

    def terms(self, pin: Pin) -> Pin:
        """Give what of a pin is added: beside a ratio, or of what a ratio is made of, nothing."""
        if self.figure.indicator.measure in PERCENT:
            return ()
        return tuple(
            (times, figure) for times, figure in pin if figure.indicator.measure not in PERCENT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundedSum:
    """A printed total that differs from the sum of its printed parts, as rounding allows."""

    whole: PrintedFigure
    parts: tuple[PrintedFigure, ...]

    @property
    def printed_sum(self) -> Fraction:
        """What the printed parts add up to."""
        return sum((part.value for part in self.parts), Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What may be said of printed figures.

    ``blamed`` holds the smallest sets of figures that must be wrong: empty if all can be
    right, more than one if print leaves it open which; ``more`` tells that not all are listed.
    ``unchecked`` are those that the others say next to nothing about.
    """

    figures: int
    blamed: tuple[tuple[Bounded, ...], ...]
    more: bool
    rounded: tuple[RoundedSum, ...]
    unchecked: tuple[Bounded, ...]


def review_lines(review: Review) -> Iterator[str]:
    """Say first what must be wrong, then what only rounding saves and what nothing checks."""
    yield from _blame(review)
    for rounded in review.rounded:
        parts = " + ".join(_bare(part) for part in rounded.parts)
        yield (
            f"right only thanks to rounding: {rounded.whole.text} at {_where(rounded.whole)}, "
            f"where print adds to {parts} = {_as(rounded.whole, rounded.printed_sum)}"
        )
    for left in review.unchecked:
        bounded = left.low is not None or left.high is not None
        room = f" (the others allow {_should(left)})" if bounded else ""
        yield f"nothing checks: {left.figure.text} at {_where(left.figure)}{room}"
    least = len(review.blamed[0]) if review.blamed else 0
    verdict = f"at least {least} must be wrong" if least else "all of them can be right"
    yield (
        f"{review.figures} printed figures: {verdict}; {len(review.rounded)} sums right only "
        f"thanks to rounding, {len(review.unchecked)} figures that nothing checks"
    )


def _blame(review: Review) -> Iterator[str]:
    undecided = len(review.blamed) > 1
    indent = "  " if undecided else ""
    for rank, suspects in enumerate(review.blamed):
        if undecided:
            yield "or these:" if rank else "either these are wrong:"
        for suspect in suspects:
            where = _where(suspect.figure)
            yield f"{indent}wrong: {suspect.figure.text} at {where}; expected {_should(suspect)}"
            for text in _sums(suspect):
                yield f"{indent}  it follows from {text}"
    if review.more:
        yield "or others, as few; check these against the source first"


def _as(figure: PrintedFigure, amount: Fraction) -> str:
    """Write an amount with the decimals of a figure."""
    return number(amount, decimals=figure.decimals)


def _bare(figure: PrintedFigure) -> str:
    text = _as(figure, figure.value)
    return f"({text})" if figure.value < 0 else text


def _where(figure: PrintedFigure) -> str:
    """Name the meaning, and where it stands if that is not the same."""
    return f"{figure.indicator.key} ({', '.join(figure.places)})"


def _should(bounded: Bounded) -> str:
    low, high = _ends(bounded)
    if low and high:
        return low if low == high else f"{low} to {high}"
    if not low and not high:
        return "another figure; the others do not tell which"
    return f"{low} or more" if low else f"{high} or less"


def _ends(bounded: Bounded) -> tuple[str | None, ...]:
    ends = (bounded.low, bounded.high)
    return tuple(None if end is None else _as(bounded.figure, end) for end in ends)


def _sums(suspect: Bounded) -> Iterator[str]:
    """Write ``50.429 (indicator) – 11.186 (indicator)``, and the ratios it was made with."""
    for pin in suspect.pins:
        multiples = suspect.terms(pin)
        terms = " ".join(
            f"{MINUS if times < 0 else '+'} {_times(times)}{_named(figure)}"
            for times, figure in sorted(multiples, key=lambda multiple: multiple[0] < 0)
        ).removeprefix("+ ")
        others = " and ".join(
            _named(figure) for times, figure in pin if (times, figure) not in multiples
        )
        yield f"{terms} with {others}" if terms and others else terms or others


FINEST = 4
"""Decimals of a multiple that has no end."""


def _times(times: Fraction) -> str:
    size = abs(times)
    decimals = next((one for one in range(FINEST) if (size * 10**one).denominator == 1), FINEST)
    return "" if size == 1 else f"{number(size, decimals=decimals)} × "


def _named(figure: PrintedFigure) -> str:
    return f"{_bare(figure)} ({figure.indicator.key})"


def render_review_json(review: Review) -> str:
    """Write the review; ``wrong`` is a list of equally small sets, empty if all can be right."""
    parts = {
        "figures": review.figures,
        "possible": not review.blamed,
        "wrong": [[_suspect_parts(suspect) for suspect in each] for each in review.blamed],
        "more": review.more,
        "rounding": [
            {
                **_figure_parts(rounded.whole),
                "parts": [part.indicator.key for part in rounded.parts],
                "sum": _as(rounded.whole, rounded.printed_sum),
            }
            for rounded in review.rounded
        ],
        "unchecked": [_bounded_parts(bounded) for bounded in review.unchecked],
    }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def _suspect_parts(suspect: Bounded) -> dict[str, object]:
    pins = [
        {"sum": text, "indicators": [figure.indicator.key for _, figure in pin]}
        for text, pin in zip(_sums(suspect), suspect.pins, strict=True)
    ]
    return {**_bounded_parts(suspect), "pins": pins}


def _bounded_parts(bounded: Bounded) -> dict[str, object]:
    low, high = _ends(bounded)
    return {**_figure_parts(bounded.figure), "low": low, "high": high}


def _figure_parts(figure: PrintedFigure) -> dict[str, object]:
    return {
        "indicator": figure.indicator.key,
        "printed": figure.text,
        "places": list(figure.places),
    }
