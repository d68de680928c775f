"""Paid hours that add up to what was delivered, to the hundredth. All in hundredths of an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.synthesis.periods import Period

    Numbers = NDArray[np.int64]

FULL_TIME = 184_00
"""The most that one employment pays in a month: 23 working days of 8 hours."""
USUAL = 130_00
"""What one employment pays at most on average; more hours mean more employments."""
LEAST = 10
"""The smallest part of the average that one employment pays, as one in so many."""
SWING = (80, 120)
"""Between which percentages of December the other periods lie."""


def spread(total: int, count: int, chance: Generator) -> Numbers:
    """Give ``count`` numbers of hours, each above nought, whose sum is ``total``.

    Each second one loses what its partner gains, so the sum holds whatever chance draws.
    """
    mean, rest = divmod(total, count)
    hours = np.full(count, mean, dtype=np.int64)
    pairs = count // 2
    room = max(0, min(mean - max(1, mean // LEAST), FULL_TIME - mean - 1))
    swing = chance.integers(0, room, pairs, endpoint=True)
    hours[:pairs] += swing
    hours[pairs : 2 * pairs] -= swing
    hours[:rest] += 1
    return chance.permutation(hours)


def employments(total: int, persons: int) -> int:
    """Tell how many employments a row needs: some people have two, many hours take more."""
    return min(total, max(persons + persons // 16, -(-total // USUAL)))


def year_hours(
    december: Numbers, year: int, periods: Sequence[Period], chance: Generator
) -> Numbers:
    """Give the hours of each employment (columns) in each period (rows).

    What of them lies in December, each period for the share of its days rounded half up,
    adds up to ``december``: the period with most days there takes what the others leave.
    """
    shape = (len(periods), len(december))
    hours = december * chance.integers(*SWING, shape, endpoint=True) // 100
    days = [period.december(year) for period in periods]
    main = days.index(max(days))
    beside = [number for number, held in enumerate(days) if held and number != main]
    left = december.copy()
    for number in beside:
        period = periods[number]
        hours[number] = hours[number] * period.days // 31
        left -= counted(hours[number], days[number], period.days)
    hours[main] = hours_for(left, days[main], periods[main].days)
    return hours


def counted(hours: Numbers, days: int, length: int) -> Numbers:
    """Count hours for ``days`` of a period of ``length`` days, rounded half up, as ``count`` does."""
    return (2 * hours * days + length) // (2 * length)


def hours_for(target: Numbers, days: int, length: int) -> Numbers:
    """Give the fewest hours that count for ``target``: the inverse of ``counted``."""
    return np.maximum(0, -((length - 2 * target * length) // (2 * days)))
