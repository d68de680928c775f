"""Which figures are sums of others, found from their expressions: there is no other list.

Two expressions are the same if they hold the same terms. Written with a term for each sector,
a total is a set of terms and its parts divide that set among them; that finds totals of any
number of parts. Where a term is subtracted (an increase is a stock less a stock) three
expressions are compared by sums of one large number for each term.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations
from operator import add
from random import Random
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import JOB_NORM, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The amounts from ``low`` to ``high``; a border may be left out of it."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def printed(cls, value: Fraction, decimals: int = 0) -> Interval:
        """Give what rounds to ``value``: halves away from zero, so one border at most counts."""
        half = HALF / 10**decimals
        return cls(low=value - half, high=value + half, low_open=value <= 0, high_open=value >= 0)

    @classmethod
    def exactly(cls, value: Fraction) -> Interval:
        """Give one amount alone, as of a count in whole numbers."""
        return cls(low=value, high=value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            low=self.low + other.low,
            high=self.high + other.high,
            low_open=self.low_open or other.low_open,
            high_open=self.high_open or other.high_open,
        )

    def meets(self, other: Interval) -> bool:
        """Tell whether an amount lies in both."""
        return _before(self, other) and _before(other, self)


def _before(one: Interval, other: Interval) -> bool:
    """Tell whether one starts before the other ends."""
    if one.low == other.high:
        return not (one.low_open or other.high_open)
    return one.low < other.high


def decimals_of(text: str) -> int:
    """Count the decimals of a printed figure, which tell its interval."""
    return len(text.strip("()").partition(",")[2])


MOST_SUMS = 20
"""Ways to divide one total among other figures; nobody declares more in one annex."""
MOST_STEPS = 2000


Coded = tuple[Fraction | int, int]
"""An expression as a mark that adds up as expressions do, and a number with a bit for each term.

Only expressions that were coded together may be compared.
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """The figure at ``whole`` is the sum of those at ``parts``, whatever was delivered."""

    whole: int
    parts: tuple[int, ...]

    def may_hold(self, intervals: Sequence[Interval]) -> bool:
        """Tell whether amounts in these intervals, one for each figure, can add up so."""
        reach = reduce(add, (intervals[part] for part in self.parts))
        return reach.meets(intervals[self.whole])


def identities(figures: Sequence[Coded]) -> list[Identity]:
    """Find the sums of two figures, and the totals of more that have no subtotal."""
    return [*_pairs([mark for mark, _ in figures]), *_totals([terms for _, terms in figures])]


def coded(expressions: Iterable[Expression]) -> list[Coded]:
    """Write expressions as numbers."""
    weights: dict[Factor, int] = {}
    bits: dict[tuple[Factor, Fraction | int], int] = {}
    draw = Random(0)  # noqa: S311 - two sums of different terms are never alike by chance
    found = []
    for expression in expressions:
        mark: Fraction | int = 0
        terms = 0
        for factor, number in _by_sector(expression):
            if factor not in weights:
                weights[factor] = draw.getrandbits(128)
            mark += number * weights[factor]
            terms |= 1 << bits.setdefault((factor, number), len(bits))
        found.append((mark, terms))
    return found


def _by_sector(expression: Expression) -> Iterator[tuple[Factor, Fraction | int]]:
    """Write every hired term as one for each sector, so that both together are the whole.

    Hours are counted in jobs: the coefficients are then whole, and quick to add.
    """
    added: dict[Factor, Fraction] = {}
    for factor, coefficient in expression.terms:
        row, factors = factor.quantity, [factor]
        if factor.key is None and row.kind is Kind.HOURS and row.sector is None:
            keys = (Quantity(kind=Kind.KEY, year=row.year, sector=sector) for sector in Sector)
            factors = [Factor(row, key) for key in keys]
        for one in factors:
            added[one] = added[one] + coefficient if one in added else coefficient
    for factor, number in added.items():
        jobs = number * JOB_NORM.december if factor.quantity.kind is Kind.HOURS else number
        if jobs:
            yield factor, jobs.numerator if jobs.denominator == 1 else jobs


def _pairs(marks: Sequence[Fraction | int]) -> Iterator[Identity]:
    """Add every two figures and look the sum up."""
    known: dict[Fraction | int, list[int]] = {}
    for position, mark in enumerate(marks):
        known.setdefault(mark, []).append(position)
    summands = [(position, mark) for position, mark in enumerate(marks) if mark]
    for (one, first), (other, second) in combinations(summands, 2):
        for whole in known.get(first + second, ()):
            yield Identity(whole, (one, other))


def _totals(sets: Sequence[int]) -> Iterator[Identity]:
    first: dict[int, int] = {}
    for position, members in enumerate(sets):
        first.setdefault(members, position)
    for whole, members in enumerate(sets):
        if members:
            within = [one for one in first if one & ~members == 0 and one not in (0, members)]
            for parts in _divisions(members, within):
                yield Identity(whole, tuple(first[part] for part in parts))


def _divisions(members: int, within: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Divide a set of terms into three or more of the sets within it, without subtotals."""
    subtotals, found, steps = frozenset(within), 0, 0
    open_ways: list[tuple[int, tuple[int, ...]]] = [(members, ())]
    while open_ways and found < MOST_SUMS and steps < MOST_STEPS:
        rest, taken = open_ways.pop()
        steps += 1
        if not rest:
            if len(taken) > 2:  # noqa: PLR2004 - two parts are a pair, which is found elsewhere
                found += 1
                yield taken
            continue
        lowest = rest & -rest
        open_ways += [
            (rest ^ one, (*taken, one))
            for one in within
            if one & lowest and one & ~rest == 0 and not _subtotal(one, taken, subtotals)
        ]


def _subtotal(one: int, taken: Sequence[int], subtotals: frozenset[int]) -> bool:
    """Tell whether a part and some of those before it are together a figure of their own."""
    unions = [one]
    for other in taken:
        unions += [union | other for union in unions]
    return any(union in subtotals for union in unions[1:])
