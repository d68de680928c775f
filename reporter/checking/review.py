"""Review printed figures: what cannot be right, what only rounding saves, what nothing checks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from reporter.checking.contradictions import contradictions, sums_among
from reporter.checking.fewest import fewest_wrong
from reporter.checking.interval import Interval
from reporter.checking.limits import NOUGHT, Limits, Reading
from reporter.checking.linear import System
from reporter.checking.other_keys import whole_steps
from reporter.checking.pins import pins
from reporter.checking.solver import silent_solver
from reporter.model.check import Part, PrintedFigure, Review, RoundedSum, Suspect, Unchecked
from reporter.model.expression import Expression, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reporter.checking.identities import Identity
    from reporter.checking.linear import Vector
    from reporter.model.expression import Quantity

LOOSE = 100
"""Units of its last digit; a figure that the others leave more room than this is unchecked."""
DEPENDS = 1e-9
"""Where rounding noise of the computer ends, for numbers between nought and one."""
COUNTED = (Kind.PERSONS, Kind.TARGET)
"""Delivered in whole numbers, so that nothing of a sum of them is rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A printed figure with its meaning: an expression, over another if it is a ratio.

    ``expression`` is None where our counting has no meaning for the indicator; ``exact`` is a
    ratio with which was counted as it is printed.
    """

    figure: PrintedFigure
    expression: Expression | None
    over: Expression | None = None
    exact: bool = False


def review(claims: Sequence[Claimed], rows: tuple[Quantity, ...]) -> Review:
    """Review figures that are printed together; ``rows`` are what they may follow from.

    Raises CheckingError if they contradict each other in too many ways.
    """
    with silent_solver():
        return _review(claims, rows)


def _review(claims: Sequence[Claimed], rows: tuple[Quantity, ...]) -> Review:
    known = [one for one in claims if one.expression is not None]
    strange = [one for one in claims if one.expression is None]
    readings = [_reading(one) for one in known]
    limits = Limits.of(System(rows), readings)
    sums = list(sums_among(readings))
    copies = [len(one.figure.places) for one in known]
    fewest = fewest_wrong(limits, copies, contradictions(readings, sums))
    suspects = frozenset().union(*fewest.sets)
    return Review(
        figures=sum(len(one.figure.places) for one in claims),
        blamed=tuple(tuple(_suspects(known, limits, one)) for one in fewest.sets),
        more=fewest.more,
        rounded=tuple(_sums(known, suspects, sums)),
        unchecked=(
            *_unchecked(known, limits, suspects),
            *(Unchecked(figure=one.figure, low=None, high=None) for one in strange),
        ),
    )


def _reading(one: Claimed) -> Reading:
    expression = one.expression or Expression()
    if one.exact:
        interval = Interval.exactly(one.figure.value / 100)
    elif one.over is not None:  # printed in percent
        interval = Interval.printed(one.figure.value / 100, one.figure.decimals + 2)
    elif _is_count(expression) and one.figure.decimals == 0:
        interval = Interval.exactly(one.figure.value)
    else:
        interval = Interval.printed(one.figure.value, one.figure.decimals)
    steps = _scale(one) if one.exact else 0
    return Reading(expression=expression, interval=interval, over=one.over, steps=steps)


def _is_count(expression: Expression) -> bool:
    return all(
        factor.quantity.kind in COUNTED and number.denominator == 1
        for factor, number in expression.terms
    )


def _suspects(
    known: Sequence[Claimed], limits: Limits, wrong: Collection[int]
) -> Iterator[Suspect]:
    lines = limits.without(wrong)
    for number in sorted(wrong):
        low, high = _printable(known[number], limits.span(number, lines))
        yield Suspect(
            figure=known[number].figure,
            low=low,
            high=high,
            pins=tuple(
                tuple(_part(known, number, part, times) for part, times in pin.items())
                for pin in pins(limits, number, lines)
            ),
        )


def _part(known: Sequence[Claimed], wrong: int, part: int, times: Fraction) -> Part:
    """Give a term of the sum that a figure is; beside or below a ratio nothing is a term."""
    ratio = known[wrong].over is not None or known[part].over is not None
    return Part(times=times, figure=known[part].figure, term=not ratio)


def _printable(
    one: Claimed, ends: tuple[float | None, float | None]
) -> tuple[Fraction | None, Fraction | None]:
    """Round both ends as the figure is printed; a border that belongs to it goes outward.

    What is exact is not rounded, so it lies within both ends.
    """
    digits = 10**one.figure.decimals
    least, most = ends
    if one.exact and least is not None and most is not None:
        first, last = whole_steps(least * _scale(one), most * _scale(one))
        return Fraction(first, digits), Fraction(last, digits)
    low, high = (None if end is None else _rounded(end * _scale(one)) for end in ends)
    return (
        None if low is None else Fraction(low, digits),
        None if high is None else Fraction(high, digits),
    )


def _scale(one: Claimed) -> int:
    """Tell how many units of its last digit one is; a ratio is printed in percent."""
    units: int = 10 ** (one.figure.decimals + (2 if one.over is not None else 0))
    return units


def _rounded(units: float) -> int:
    size = int(abs(units) + NOUGHT + 0.5)  # a hair beyond the half is the solver's noise
    return size if units >= 0 else -size


def _sums(
    known: Sequence[Claimed], suspects: Collection[int], sums: Sequence[Identity]
) -> Iterator[RoundedSum]:
    """Compare each printed total with its printed parts, for one printing of every figure."""
    first: dict[str, int] = {}
    for number, one in enumerate(known):
        if number not in suspects:
            first.setdefault(one.figure.indicator, number)
    told = frozenset(first.values())
    for identity in sums:
        if told.issuperset((identity.whole, *identity.parts)):
            parts = tuple(known[part].figure for part in identity.parts)
            whole = known[identity.whole].figure
            printed_sum = sum((part.value for part in parts), Fraction(0))
            if printed_sum != whole.value:
                yield RoundedSum(whole=whole, parts=parts, printed_sum=printed_sum)


def _unchecked(
    known: Sequence[Claimed], limits: Limits, suspects: Collection[int]
) -> Iterator[Unchecked]:
    """Give the sound figures that do not follow from the others, nor nearly."""
    sound = [number for number in range(len(known)) if number not in suspects]
    plain = [number for number in sound if known[number].over is None]
    checked = {plain[one] for one in _dependent(limits.sums[plain])}
    for number in sound:
        if number in checked:
            continue
        lines = limits.without({number, *suspects})
        low, high = _printable(known[number], limits.span(number, lines))
        room = LOOSE * Fraction(1, 10 ** known[number].figure.decimals)
        if low is None or high is None or high - low > room:
            yield Unchecked(figure=known[number].figure, low=low, high=high)


def _dependent(sums: Vector) -> Iterator[int]:
    """Give the rows that are sums of other rows: leaving one out then leaves the same space."""
    if not len(sums):
        return
    left, sizes, _ = np.linalg.svd(sums, full_matrices=False)
    rank = int((sizes > DEPENDS * max(sums.shape) * sizes[0]).sum())
    for number, row in enumerate(left[:, :rank]):
        if float(row @ row) < 1 - DEPENDS:
            yield number
