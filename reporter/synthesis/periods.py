"""The pay periods of a year: months, and four weeks that begin on a Monday."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

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
    begin = dt.date.fromisocalendar(year, 1, 1)
    found: list[Period] = []
    while begin <= dt.date(year, DECEMBER, 31):
        name = f"vierweken-{year}-{len(found) + 1:02}"
        end = begin + FOUR_WEEKS - dt.timedelta(days=1)
        found.append(Period(name=name, begin=begin, end=end))
        begin += FOUR_WEEKS
    return tuple(found)
