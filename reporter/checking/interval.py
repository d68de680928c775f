"""A printed figure as an interval: every amount that is printed so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

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
