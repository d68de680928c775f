"""What changed between two archived annexes, by meaning, and how it is said.

Exact until it is said: the words that a reader sees are Dutch, those of the terminal English.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.numbers import number
from reporter.annex.printed import meaning

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.annex.indicator import Indicator
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


CLASSES = {
    ChangeClass.REVISED: ("≠", "herzien"),
    ChangeClass.NEW: ("+", "nieuw"),
    ChangeClass.DROPPED: ("–", "vervallen"),
    ChangeClass.ROUNDING: ("≈", "alleen afronding"),
    ChangeClass.FORMAT: ("¶", "alleen schrijfwijze"),
    ChangeClass.NOTE: ("*", "alleen noot"),
    ChangeClass.ORDER: ("↕", "alleen volgorde"),
}
"""A sign for who skims the column, and the word."""


class Cause(StrEnum):
    """Why an amount moved."""

    HOURS = "other delivered hours"
    PERSONS = "other delivered persons"
    KEY = "other key"
    TARGET = "other target"
    RULE = "other rule"
    UNKNOWN = "unknown"


CAUSES = {
    Cause.HOURS: "andere geleverde uren",
    Cause.PERSONS: "andere geleverde personen",
    Cause.KEY: "andere verdeelsleutel",
    Cause.TARGET: "andere doelstelling",
    Cause.RULE: "andere rekenregel",
    Cause.UNKNOWN: "oorzaak onbekend",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one cause did: by how much, and through which delivered quantities."""

    cause: Cause
    amount: Fraction
    quantities: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The amount with its sign, in hundredths."""
        return number(self.amount, decimals=2, signed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One changed figure. ``old`` is None for a new one, ``new`` for one that was dropped.

    ``difference`` is new minus old as printed, None where either is no number.
    ``places`` are where it stands, in the new annex or else in the old one; ``labels`` name them
    as a reader would find them.
    """

    kind: ChangeClass
    indicator: Indicator
    old: str | None
    new: str | None
    places: tuple[Place, ...]
    labels: tuple[str, ...]
    difference: Fraction | None = None
    effects: tuple[Effect, ...] = ()

    @property
    def sign(self) -> str:
        """The sign of its class."""
        return CLASSES[self.kind][0]

    @property
    def word(self) -> str:
        """The class in Dutch."""
        return CLASSES[self.kind][1]

    @property
    def move(self) -> str:
        """The difference with its sign as it is printed, empty where there is none."""
        if self.difference is None:
            return ""
        return number(self.difference, decimals=0 if self.difference % 1 == 0 else 1, signed=True)

    @property
    def causes(self) -> tuple[str, ...]:
        """What each cause did, in English."""
        return tuple(f"{effect.cause} {effect.text}" for effect in self.effects)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What each cause did, in Dutch."""
        return tuple(f"{CAUSES[effect.cause]}: {effect.text}" for effect in self.effects)


class Turn(StrEnum):
    """What parliament reads first."""

    NEWLY_MET = "target newly met"
    NEWLY_MISSED = "target newly missed"
    GREW_NOW_FALLS = "grew, now falls"
    FELL_NOW_GROWS = "fell, now grows"


TURNS = {
    Turn.NEWLY_MET: "Doelstelling nu wel gehaald",
    Turn.NEWLY_MISSED: "Doelstelling nu niet meer gehaald",
    Turn.GREW_NOW_FALLS: "Eerst een groei, nu een daling",
    Turn.FELL_NOW_GROWS: "Eerst een daling, nu een groei",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A target or a direction that turned; ``old`` and ``new`` are printed figures."""

    turn: Turn
    indicator: Indicator
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """The turn as a Dutch sentence."""
        what = meaning(self.indicator.key)
        return f"{TURNS[self.turn]}: {what} (was {self.old}, is {self.new})."


class Origin(StrEnum):
    """What explains that a text or a zone of a page changed."""

    FIGURE = "figure"
    EDITION = "edition"
    DELIVERY = "delivery"
    TEMPLATE = "template"
    PROGRAM = "program"
    FONT = "font"
    UNEXPLAINED = "unexplained"

    @property
    def reason(self) -> str:
        """The same in Dutch."""
        return ORIGINS[self]


ORIGINS = {
    Origin.FIGURE: "volgt uit een ander cijfer",
    Origin.EDITION: "volgt uit een andere editie",
    Origin.DELIVERY: "volgt uit een andere levering",
    Origin.TEMPLATE: "volgt uit een ander sjabloon",
    Origin.PROGRAM: "volgt uit een andere versie van het programma",
    Origin.FONT: "volgt uit een ander lettertype",
    Origin.UNEXPLAINED: "niet verklaard",
}
TEXT_KINDS = {
    "title": "titel",
    "label": "kop",
    "note": "noot",
    "legend": "legenda",
    "text": "tekst",
    "page": "pagina",
}


class WordRun(NamedTuple):
    """A run of words in a changed text: ``same``, ``old`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One changed text: a title, a label, a note, a legend or a paragraph.

    ``place`` names its table and line, or its section; ``where`` says so to a reader.
    """

    kind: str
    place: str
    where: str
    old: str | None
    new: str | None
    origin: Origin

    @property
    def word(self) -> str:
        """The kind in Dutch."""
        return TEXT_KINDS[self.kind]

    @property
    def words(self) -> tuple[WordRun, ...]:
        """Both texts word by word; a number is one word, so a changed digit shows whole."""
        before, after = (self.old or "").split(), (self.new or "").split()
        runs = []
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for kind, i, j, k, m in matcher.get_opcodes():
            if kind == "equal":
                runs.append(("same", before[i:j]))
            else:
                runs += [("old", before[i:j]), ("new", after[k:m])]
        return tuple(WordRun(kind, " ".join(run)) for kind, run in runs if run)


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
