"""Review printed figures: what cannot be right, what only rounding saves, what nothing checks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reporter.annex.expression import Expression, Kind, Quantity
from reporter.annex.indicator import Indicator, Measure
from reporter.check.fewest import fewest_wrong, whole_steps
from reporter.check.identities import Identity, Interval, coded, identities
from reporter.check.limits import (
    HAIR,
    NOUGHT,
    RULE,
    Limits,
    Reading,
    System,
    minimise,
    silent_solver,
)
from reporter.check.review import Bounded, Review, RoundedSum

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reporter.check.figures_in_print import PrintedFigure
    from reporter.check.limits import Numbers, Vector

    Known = Sequence[PrintedFigure]

KEY_DECIMALS = 1
"""Of a key that is printed as it was used: exactly so many [letter]. With fewer it was rounded."""
COUNTED = (Kind.PERSONS, Kind.TARGET)
"""Delivered in whole numbers, so that nothing of a sum of them is rounded."""


@silent_solver()
def review(
    figures: Sequence[tuple[PrintedFigure, tuple[Expression, Expression | None] | None]],
    rows: tuple[Quantity, ...],
) -> Review:
    """Review figures that are printed together; ``rows`` are what they may follow from.

    Each comes with its expression, and what that is over if it is a ratio; None where our
    counting has no meaning for it. Raises CheckingError if they contradict each other in too
    many ways.
    """
    known = [figure for figure, meaning in figures if meaning]
    strange = [Bounded(figure=figure) for figure, meaning in figures if not meaning]
    readings = [_reading(figure, *meaning) for figure, meaning in figures if meaning]
    limits = Limits.of(System(rows), readings)
    sums = list(_sums_among(readings))
    copies = [len(figure.places) for figure in known]
    sets, more = fewest_wrong(limits, copies, _contradictions(readings, sums))
    suspects = frozenset[int]().union(*sets)
    return Review(
        figures=sum(len(figure.places) for figure, _ in figures),
        blamed=tuple(tuple(_suspects(known, limits, one)) for one in sets),
        more=more,
        rounded=tuple(_rounded_sums(known, suspects, sums)),
        unchecked=(*_unchecked(known, limits, suspects), *strange),
    )


def _reading(figure: PrintedFigure, expression: Expression, over: Expression | None) -> Reading:
    value, decimals, steps = figure.value, figure.decimals, 0
    if over is not None:  # printed in percent
        value, decimals = value / 100, decimals + 2
    if figure.indicator.measure is Measure.KEY and figure.decimals == KEY_DECIMALS:
        steps = 10**decimals
    counts = over is None and decimals == 0 and _is_count(expression)
    interval = Interval.exactly(value) if steps or counts else Interval.printed(value, decimals)
    return Reading(expression=expression, interval=interval, over=over, steps=steps)


def _is_count(expression: Expression) -> bool:
    return all(
        factor.quantity.kind in COUNTED and number.denominator == 1
        for factor, number in expression.terms
    )


def _sums_among(readings: Sequence[Reading]) -> Iterator[Identity]:
    """Find the figures that are sums of others, leaving out shares and keys."""
    plain = [number for number, reading in enumerate(readings) if reading.over is None]
    for identity in identities(coded(readings[number].expression for number in plain)):
        yield Identity(plain[identity.whole], tuple(plain[part] for part in identity.parts))


ALL = Interval.exactly(Fraction(1))
"""Both sectors together, as a ratio."""


def _contradictions(
    readings: Sequence[Reading], sums: Sequence[Identity]
) -> Iterator[frozenset[int]]:
    """Give the figures of each sum that rounding cannot explain, and of each double print."""
    intervals = [reading.interval for reading in readings]
    for identity in sums:
        if not identity.may_hold(intervals):
            yield frozenset((identity.whole, *identity.parts))
    yield from _keys_apart(readings)
    alike: dict[tuple[Expression, Expression | None], list[int]] = {}
    for number, reading in enumerate(readings):
        alike.setdefault((reading.expression, reading.over), []).append(number)
    for same in alike.values():
        for first, second in combinations(same, 2):
            if not intervals[first].meets(intervals[second]):
                yield frozenset((first, second))


def _keys_apart(readings: Sequence[Reading]) -> Iterator[frozenset[int]]:
    """Compare ratios of one whole that together are that whole; a solver misses a mere border."""
    ratios = [(number, one) for number, one in enumerate(readings) if one.over is not None]
    for (first, one), (second, other) in combinations(ratios, 2):
        whole, both = one.over, one.expression + other.expression
        if whole is None or whole != other.over or not both.equals(whole):
            continue
        if not (one.interval + other.interval).meets(ALL):
            yield frozenset((first, second))


def _suspects(known: Known, limits: Limits, wrong: Collection[int]) -> Iterator[Bounded]:
    lines = limits.without(wrong)
    for number in sorted(wrong):
        pins = tuple(
            tuple((times, known[part]) for part, times in pin.items())
            for pin in _pins(limits, number, lines)
        )
        yield replace(_bounded(known, limits, number, lines), pins=pins)


def _bounded(known: Known, limits: Limits, number: int, lines: Numbers) -> Bounded:
    """Give both ends as the figure is printed; a border that belongs to it goes outward.

    What is exact is not rounded, so it lies within both ends.
    """
    figure, digits = known[number], 10 ** known[number].decimals
    scale = digits * (100 if limits.readings[number].over is not None else 1)
    ends = [None if end is None else end * scale for end in limits.span(number, lines)]
    if limits.readings[number].steps and ends[0] is not None and ends[1] is not None:
        units: list[int | None] = [*whole_steps(ends[0], ends[1])]
    else:
        units = [None if end is None else _rounded(end) for end in ends]
    low, high = (None if unit is None else Fraction(unit, digits) for unit in units)
    return Bounded(figure=figure, low=low, high=high)


def _rounded(units: float) -> int:
    size = int(abs(units) + NOUGHT + 0.5)  # a hair beyond the half is the solver's noise
    return size if units >= 0 else -size


MOST_PINS = 3
COUNTS = 1e-7
"""Smaller multiples are noise of the solver."""
RATIO = 1000.0
"""What a share or key counts for: sums tell more precisely what a figure should be."""
LAST = 10 * RATIO
LATER = 1e-3
SIMPLE = 1000
"""Multiples in an identity are simple fractions: a key is so many thousandths."""


def _pins(limits: Limits, figure: int, lines: Numbers) -> Iterator[Mapping[int, Fraction]]:
    """Give up to three sets of other figures, without one in common, whose sum is the figure.

    If a key pins it too, and none of these sets has it, there is one more.
    ``lines`` are those of the other figures; each set tells how often a figure counts.
    """
    left, keys = lines, {key for key, said in enumerate(limits.readings) if said.steps}
    for _ in range(MOST_PINS):
        pin = _pin(limits, figure, left, RATIO)
        if not pin:
            break
        yield pin
        if keys.intersection(pin):
            keys = set()
        left = left[~np.isin(limits.owners[left], list(pin))]
    if keys:
        pin = _pin(limits, figure, lines, COUNTS)
        if keys.intersection(pin):
            yield pin


def _pin(limits: Limits, figure: int, lines: Numbers, ratio: float) -> Mapping[int, Fraction]:
    """Add the fewest multiples of lines to one of the figure's own so that nought exceeds one.

    The unknowns cancel, so it holds whatever they are.
    """
    costs = _costs(limits, limits.owners[lines], ratio)
    for own in np.flatnonzero(limits.owners == figure)[:2]:
        others, wrong = limits.lines[lines], limits.lines[own]
        bounds = np.array([wrong[-1] + HAIR / 2])
        outcome = minimise(costs, -others[:, -1:].T, bounds, others[:, :-1].T, -wrong[:-1])
        if outcome.success:
            return _multiples(limits, figure, lines, (own, outcome.x))
    return {}


def _costs(limits: Limits, owners: Numbers, ratio: float) -> Vector:
    """Count figures, shares and keys for ``ratio``; a rule only where nothing else will do.

    Of equal sums, that of the figures printed first: it is not left to the solver's taste.
    """
    is_ratio = limits.overs[:, -1] == 0
    sums = 1 + LATER * owners / len(limits)
    costs: Vector = np.where(owners == RULE, LAST, np.where(is_ratio[owners], ratio, sums))
    return costs


def _multiples(
    limits: Limits, figure: int, lines: Numbers, found: tuple[int, Vector]
) -> Mapping[int, Fraction]:
    """Turn multiples of lines into multiples of figures: a line of the upper border counts less."""
    own, numbers = found
    count = len(limits)
    side = 1 if own >= count else -1
    sums: dict[int, Fraction] = {}
    for line, number in zip(lines, numbers, strict=True):
        owner = int(limits.owners[line])
        if number > COUNTS and owner not in (RULE, figure):
            sign = side if line < count else -side
            times = Fraction(float(number)).limit_denominator(SIMPLE) * sign
            sums[owner] = sums.get(owner, Fraction(0)) + times
    return sums


def _rounded_sums(
    known: Known, suspects: Collection[int], sums: Sequence[Identity]
) -> Iterator[RoundedSum]:
    """Compare each printed total with its printed parts, for one printing of every figure."""
    first: dict[Indicator, int] = {}
    for number, figure in enumerate(known):
        if number not in suspects:
            first.setdefault(figure.indicator, number)
    told = frozenset(first.values())
    for identity in sums:
        if told.issuperset((identity.whole, *identity.parts)):
            parts = tuple(known[part] for part in identity.parts)
            rounded = RoundedSum(whole=known[identity.whole], parts=parts)
            if rounded.printed_sum != rounded.whole.value:
                yield rounded


LOOSE = 100
"""Units of its last digit; a figure that the others leave more room than this is unchecked."""
DEPENDS = 1e-9
"""Where rounding noise of the computer ends, for numbers between nought and one."""


def _unchecked(known: Known, limits: Limits, suspects: Collection[int]) -> Iterator[Bounded]:
    """Give the sound figures that do not follow from the others, nor nearly."""
    sound = [number for number in range(len(known)) if number not in suspects]
    plain = [number for number in sound if limits.readings[number].over is None]
    checked = {plain[row] for row in _dependent(limits.sums[plain])}
    for number in sound:
        if number in checked:
            continue
        left = _bounded(known, limits, number, limits.without({number, *suspects}))
        room = Fraction(LOOSE, 10 ** known[number].decimals)
        if left.low is None or left.high is None or left.high - left.low > room:
            yield left


def _dependent(sums: Vector) -> Iterator[int]:
    """Give the rows that are sums of other rows: leaving one out then leaves the same space."""
    if not len(sums):
        return
    left, sizes, _ = np.linalg.svd(sums, full_matrices=False)
    rank = int((sizes > DEPENDS * max(sums.shape) * sizes[0]).sum())
    for number, row in enumerate(left[:, :rank]):
        if float(row @ row) < 1 - DEPENDS:
            yield number
