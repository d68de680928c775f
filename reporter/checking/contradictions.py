"""Contradictions that can be seen without a solver: sums whose intervals do not meet."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from reporter.checking.identities import Identity, coded, identities
from reporter.checking.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.checking.limits import Reading
    from reporter.model.expression import Expression

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
