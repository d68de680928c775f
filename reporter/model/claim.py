"""A published figure with its meaning: what print claims about an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.model.indicator import Indicator
    from reporter.model.published import PublishedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of a letter; ``place`` tells where it stands in print."""

    indicator: Indicator
    value: Fraction
    letter: str
    place: PublishedFigure
