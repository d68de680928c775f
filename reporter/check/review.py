"""Review printed figures: what cannot be right, what only rounding saves, what nothing checks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reporter.annex.expression import Expression, Kind
from reporter.check.fewest import fewest_wrong, whole_steps
from reporter.check.finding import Part, PrintedFigure, Review, RoundedSum, Suspect, Unchecked
from reporter.check.identities import Identity, Interval, coded, identities
from reporter.check.limits import (
    HAIR,
    NOUGHT,
    RULE,
    Limits,
    Programme,
    Reading,
    System,
    minimise,
    silent_solver,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reporter.annex.expression import Quantity
    from reporter.check.limits import Numbers, Vector

ALL = Interval.exactly(Fraction(1))
"""Both sectors together, as a ratio."""


def sums_among(readings: Sequence[Reading]) -> Iterator[Identity]:
    """Find the figures that are sums of others, leaving out shares and keys."""
    plain = [number for number, one in enumerate(readings) if one.over is None]
    for one in identities(coded(readings[number].expression for number in plain)):
        yield Identity(plain[one.whole], tuple(plain[part] for part in one.parts))


def contradictions(
    readings: Sequence[Reading], sums: Sequence[Identity]
) -> Iterator[frozenset[int]]:
    """Give the figures of each sum that rounding cannot explain, and of each double print.

    Two keys that are not a hundred percent together are such a sum.
    """
    for one in sums:
        reach = readings[one.parts[0]].interval
        for part in one.parts[1:]:
            reach += readings[part].interval
        if not reach.meets(readings[one.whole].interval):
            yield frozenset((one.whole, *one.parts))
    yield from _keys_apart(readings)
    alike: dict[tuple[Expression, Expression | None], list[int]] = {}
    for number, reading in enumerate(readings):
        alike.setdefault((reading.expression, reading.over), []).append(number)
    for same in alike.values():
        for pair in combinations(same, 2):
            first, second = (readings[number].interval for number in pair)
            if not first.meets(second):
                yield frozenset(pair)


def _keys_apart(readings: Sequence[Reading]) -> Iterator[frozenset[int]]:
    """Compare ratios of one whole that together are that whole; a solver misses a mere border."""
    ratios = [(number, one) for number, one in enumerate(readings) if one.over is not None]
    for (first, one), (second, other) in combinations(ratios, 2):
        whole = one.over
        if whole is None or other.over != whole:
            continue
        both = one.interval + other.interval
        if not both.meets(ALL) and (one.expression + other.expression).equals(whole):
            yield frozenset((first, second))


MOST_PINS = 3
COUNTS = 1e-7
"""Smaller multiples are noise of the solver."""
RATIO = 1000.0
"""What a share or key counts for: sums tell more precisely what a figure should be."""
LAST = 10 * RATIO
LATER = 1e-3
SIMPLE = 1000
"""Multiples in an identity are simple fractions: a key is so many thousandths."""


def pins(limits: Limits, figure: int, lines: Numbers) -> Iterator[Mapping[int, Fraction]]:
    """Give up to three sets of other figures, without one in common, whose sum is the figure.

    If a key pins it too, and none of these sets has it, there is one more.
    ``lines`` are those of the other figures; each set tells how often a figure counts.
    """
    left, keys = lines, {one for one, said in enumerate(limits.readings) if said.steps}
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
        outcome = minimise(
            Programme(
                costs=costs,
                least=-others[:, -1:].T,
                bounds=np.array([wrong[-1] + HAIR / 2]),
                equal=others[:, :-1].T,
                values=-wrong[:-1],
            )
        )
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
