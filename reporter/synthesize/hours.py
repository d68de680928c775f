"""Paid hours that add up to what was delivered, to the hundredth. All in hundredths of an hour."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from reporter.synthesize.columns import Numbers

DECEMBER = 12
FOUR_WEEKS = dt.timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A pay period by its first and last day; ``name`` names the file of its records."""

    name: str
    begin: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.end - self.begin).days + 1

    def month(self, year: int) -> int:
        """Give the month of ``year`` in which it begins; 1 if it began the year before."""
        return self.begin.month if self.begin.year == year else 1

    def december(self, year: int) -> int:
        """Count its days in December of ``year``."""
        first = max(self.begin, dt.date(year, DECEMBER, 1))
        last = min(self.end, dt.date(year, DECEMBER, 31))
        return max(0, (last - first).days + 1)


def months(year: int) -> tuple[Period, ...]:
    """Give the twelve months of a year."""
    return tuple(
        Period(
            name=f"maand-{year}-{month:02}",
            begin=dt.date(year, month, 1),
            end=dt.date(year, month, calendar.monthrange(year, month)[1]),
        )
        for month in range(1, DECEMBER + 1)
    )


def four_weeks(year: int) -> tuple[Period, ...]:
    """Give the periods of four weeks, counted from the first ISO week, that begin by 31 December.

    The first may begin in the year before and the last may end in the year after, so up to
    three of them hold days of December.
    """
    begins = [dt.date.fromisocalendar(year, 1, 1) + number * FOUR_WEEKS for number in range(14)]
    return tuple(
        Period(
            name=f"vierweken-{year}-{number:02}",
            begin=begin,
            end=begin + FOUR_WEEKS - dt.timedelta(days=1),
        )
        for number, begin in enumerate(begins, start=1)
        if begin <= dt.date(year, DECEMBER, 31)
    )


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
    """Count hours for ``days`` of a period of ``length`` days, half up, as a count does."""
    return (2 * hours * days + length) // (2 * length)


def hours_for(target: Numbers, days: int, length: int) -> Numbers:
    """Give the fewest hours that count for ``target``: the inverse of ``counted``."""
    return np.maximum(0, -((length - 2 * target * length) // (2 * days)))
