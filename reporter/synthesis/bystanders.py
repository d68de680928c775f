"""People outside the target group, whose records are nearly all of the payroll register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reporter.synthesis.filings import DAY, filing_times
from reporter.synthesis.hours import FULL_TIME

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.synthesis.periods import Period

    Numbers = NDArray[np.int64]

PART = 1 << 18
"""How many records of a period are made at once: what bounds the memory."""
PER_EMPLOYER = 28
"""Employments of one employer on average; big ones have many more."""
CORRECTED, DUPLICATED = 100, 1000
"""One record in so many was corrected, or is delivered double."""
KIND_SHARES = (90, 8, 1, 1, 0)
"""Of a hundred employments, how many are of each kind, in the order of KINDS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bystanders:
    """One part of them: what is the same in every period, a place in each array for a record.

    ``employer`` counts from the first of the ``employers`` of this part; ``corrections`` and
    ``doubles`` are the places of records that were filed later, or delivered twice.
    """

    person: Numbers
    employer: Numbers
    number: Numbers
    kind: Numbers
    employers: int
    corrections: slice
    doubles: slice

    def period(self, period: Period, chance: Generator) -> tuple[Numbers, Numbers]:
        """Give hours in hundredths, and when each record was filed: an employer files at once."""
        hours = chance.integers(0, FULL_TIME, len(self.person))
        filed = filing_times(period, self.employers, chance)[self.employer]
        filed[self.corrections] += 45 * DAY
        hours[self.doubles] = hours[: self.doubles.stop - self.doubles.start]
        return hours, filed


def bystanders(count: int, first: int, chance: Generator) -> Bystanders:
    """Give a part of ``count`` records a period; people are numbered from ``first``."""
    corrected, doubled = count // CORRECTED, count // DUPLICATED
    jobs, employers = count - corrected - doubled, max(1, count // PER_EMPLOYER)
    person = first + np.arange(jobs) * 19 // 20  # one in twenty has two jobs
    employer = np.sort((employers * chance.random(jobs) ** 2).astype(np.int64))
    kind = np.searchsorted(np.cumsum(KIND_SHARES), chance.integers(0, 100, jobs), side="right")
    number = 1 + (np.diff(person, prepend=first - 1) == 0)
    spaced = np.arange(corrected) * (jobs // max(1, corrected))
    origin = np.concatenate((np.arange(jobs), spaced, np.arange(doubled)))
    return Bystanders(
        person=person[origin],
        employer=employer[origin],
        number=number[origin],
        kind=kind[origin],
        employers=employers,
        corrections=slice(jobs, jobs + corrected),
        doubles=slice(jobs + corrected, count),
    )
