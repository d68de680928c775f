"""Compares two ways in pairs, so that a machine that is busy elsewhere slows both alike."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.processes import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two ways to spend time, and how many times the other's wall time ours may take."""

    name: str
    ours: Callable[[], Cost]
    other: Callable[[], Cost]
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the pairs of one comparison took."""

    comparison: Comparison
    pairs: tuple[tuple[Cost, Cost], ...]

    @property
    def wall(self) -> Ratios:
        """The time on the clock, ours divided by the other's."""
        return Ratios.of([ours.wall / other.wall for ours, other in self.pairs])

    @property
    def cpu(self) -> Ratios:
        """The time of the processors, ours divided by the other's."""
        return Ratios.of([ours.cpu / other.cpu for ours, other in self.pairs])

    @property
    def kept(self) -> bool:
        """Tell whether the median wall time stays within the bound."""
        return self.wall.middle <= self.comparison.bound

    @property
    def seconds(self) -> tuple[float, float]:
        """The median wall times, ours and the other's."""
        return median(one.wall for one, _ in self.pairs), median(one.wall for _, one in self.pairs)

    @property
    def peaks(self) -> tuple[float, float]:
        """The most memory that a run took, ours and the other's, in MiB."""
        return max(one.peak for one, _ in self.pairs), max(one.peak for _, one in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """The median of some ratios, with the least and the most."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, ratios: list[float]) -> Ratios:
        """Sum up one ratio per pair."""
        return cls(least=min(ratios), middle=median(ratios), most=max(ratios))

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.least:.2f}–{self.most:.2f})"


def compare(comparison: Comparison, pairs: int) -> Outcome:
    """Run both ways a number of times, each going first in turn."""
    taken: list[tuple[Cost, Cost]] = []
    for turn in range(pairs):
        if turn % 2:
            other = comparison.other()
            taken.append((comparison.ours(), other))
        else:
            ours = comparison.ours()
            taken.append((ours, comparison.other()))
    return Outcome(comparison=comparison, pairs=tuple(taken))
