"""Which other figures a wrong one contradicts: the fewest that together bound it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from reporter.checking.limits import HAIR, RULE
from reporter.checking.solver import Programme, minimise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.checking.limits import Limits
    from reporter.checking.linear import Vector
    from reporter.checking.solver import Numbers

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
