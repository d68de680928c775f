"""How many paid hours make one job."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class JobNorm:
    """Paid hours of one job: a week, the month of December, a year."""

    week: Fraction
    december: Fraction
    year: Fraction


JOB_NORM = JobNorm(week=Fraction("25.5"), december=Fraction("110.92"), year=Fraction(1331))
"""Wet banenafspraak; letter of 2 July 2020, notes 1 and 3. The count divides December hours
by exactly 110,92: with 1.331 / 12 the printed figures do not come out."""
