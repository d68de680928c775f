"""A review of printed figures as it is read: texts only, nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporter.model.check import PrintedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSuspect:
    """A figure that must be wrong; ``low`` and ``high`` are empty where it is not bounded.

    Each of ``pins`` is a sum of other figures that it contradicts, ``pinned_by`` their
    indicators.
    """

    figure: PrintedFigure
    low: str
    high: str
    pins: tuple[str, ...]
    pinned_by: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSum:
    """A total that only rounding lets differ from the sum of its printed parts."""

    whole: PrintedFigure
    parts: str
    part_indicators: tuple[str, ...]
    printed_sum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedUnchecked:
    """A figure that nothing checks, or hardly."""

    figure: PrintedFigure
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReview:
    """The whole review; see Review for what its parts mean."""

    figures: int
    blamed: tuple[tuple[PrintedSuspect, ...], ...]
    more: bool
    rounded: tuple[PrintedSum, ...]
    unchecked: tuple[PrintedUnchecked, ...]
