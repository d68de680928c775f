"""What a check finds: in an annex of our own, or in figures that somebody printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from reporter.annex.compose import Annex
    from reporter.annex.printed import PrintedAnnex
    from reporter.check.finished_page import FinishedPage
    from reporter.page.archive import TextBlock


class Severity(StrEnum):
    """How bad something is, worst first: the one scale of checks, letters and previews."""

    WRONG = "wrong"
    """A mistake: the exit code is 1."""
    WARNING = "warning"
    """What a reader should look at."""
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check of an edition found; ``check`` names what was checked."""

    severity: Severity
    check: str
    where: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """An annex at every step of its making, so that each step can be held against the others.

    ``page`` is read back from what was made of the others.
    """

    annex: Annex
    printed: PrintedAnnex
    text: tuple[TextBlock, ...]
    page: FinishedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCheck:
    """All that a check of one edition found; ``counted`` tells how much of what was looked at."""

    edition: str
    findings: tuple[Finding, ...]
    counted: Mapping[str, int]

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The findings that are mistakes."""
        return tuple(one for one in self.findings if one.severity is Severity.WRONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """A figure of anybody's table: its indicator as a key, its text, and where it stands.

    ``value`` is what the text says and ``decimals`` how precisely. A figure that is printed
    alike in several places is one figure with several ``places``.
    """

    indicator: str
    text: str
    value: Fraction
    decimals: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A figure as often as it counts in an identity.

    It is no ``term`` if it is a ratio, by which terms are multiplied, or one of what a ratio is
    made of.
    """

    times: Fraction
    figure: PrintedFigure
    term: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A figure that cannot be right beside the others.

    ``low`` and ``high`` are the least and the most that could be printed in its place, None
    where the others leave it free. Each of ``pins`` is a set of other figures that it
    contradicts: the figure is their sum.
    """

    figure: PrintedFigure
    low: Fraction | None
    high: Fraction | None
    pins: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundedSum:
    """A printed total that differs from the sum of its printed parts, as rounding allows."""

    whole: PrintedFigure
    parts: tuple[PrintedFigure, ...]
    printed_sum: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A figure that the others say next to nothing about; ``low`` and ``high`` as in Suspect."""

    figure: PrintedFigure
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What may be said of printed figures.

    ``blamed`` holds the smallest sets of figures that must be wrong: empty if all can be
    right, more than one if print leaves it open which; ``more`` tells that not all are listed.
    """

    figures: int
    blamed: tuple[tuple[Suspect, ...], ...]
    more: bool
    rounded: tuple[RoundedSum, ...]
    unchecked: tuple[Unchecked, ...]
