"""What changed between two archived annexes, by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.page.archive import Archive, Place


class ChangeClass(StrEnum):
    """What happened to a figure, the weightiest first; each changed figure gets one."""

    REVISED = "revised"
    NEW = "new"
    DROPPED = "dropped"
    ROUNDING = "rounding"
    """The exact amount moved less than a half, which is what rounding hides."""
    FORMAT = "format"
    NOTE = "note"
    ORDER = "order"


class Cause(StrEnum):
    """Why an amount moved."""

    HOURS = "other delivered hours"
    PERSONS = "other delivered persons"
    KEY = "other key"
    TARGET = "other target"
    RULE = "other rule"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one cause did: by how much, and through which delivered quantities."""

    cause: Cause
    amount: Fraction
    quantities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One changed figure. ``old`` is None for a new one, ``new`` for one that was dropped.

    ``difference`` is new minus old as printed, None where either is no number.
    ``places`` are where it stands, in the new annex or else in the old one.
    """

    kind: ChangeClass
    indicator: str
    old: str | None
    new: str | None
    places: tuple[Place, ...]
    difference: Fraction | None = None
    effects: tuple[Effect, ...] = ()


class Turn(StrEnum):
    """What parliament reads first."""

    NEWLY_MET = "target newly met"
    NEWLY_MISSED = "target newly missed"
    GREW_NOW_FALLS = "grew, now falls"
    FELL_NOW_GROWS = "fell, now grows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A target or a direction that turned; ``old`` and ``new`` are printed figures."""

    turn: Turn
    indicator: str
    old: str
    new: str


class Origin(StrEnum):
    """What explains that a text changed."""

    FIGURE = "figure"
    EDITION = "edition"
    DELIVERY = "delivery"
    TEMPLATE = "template"
    PROGRAM = "program"
    FONT = "font"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One changed text: a title, a label, a note, a legend or a paragraph."""

    kind: str
    place: str
    old: str | None
    new: str | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that changed between two annexes; empty where nothing did.

    ``figures`` is ordered by class, then by place; ``unchanged`` counts the figures that
    both hold and that are the same in every respect.
    """

    old: Archive
    new: Archive
    headlines: tuple[Headline, ...]
    figures: tuple[Change, ...]
    texts: tuple[TextChange, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        return not (self.figures or self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """One zone of the pages that prints other pixels: a table, a section, the running heads.

    ``zone`` is what print calls it. Pages count from 1; where one side lacks the zone, its
    page is None and its picture empty. Pictures are PNG, with the same number at both frames
    of one difference.
    """

    zone: str
    old_page: int | None
    new_page: int | None
    origin: Origin
    old_picture: bytes
    new_picture: bytes
