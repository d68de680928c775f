"""What changed between two archived annexes, by meaning, and how it is said.

Exact until it is said: the words that a reader sees are Dutch, those of the terminal English.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Self

from reporter.annex.numbers import number
from reporter.annex.printed import meaning

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.annex.indicator import Indicator
    from reporter.page.archive import Archive, Place


class Said(StrEnum):
    """A word of the terminal, with what a reader of Dutch sees and a sign for who skims."""

    dutch: str
    sign: str

    def __new__(cls, english: str, dutch: str = "", sign: str = "") -> Self:
        """Let the English word be the value."""
        member = str.__new__(cls, english)
        member._value_ = english
        member.dutch, member.sign = dutch, sign
        return member


class ChangeClass(Said):
    """What happened to a figure, the weightiest first; each changed figure gets one."""

    REVISED = "revised", "herzien", "≠"
    NEW = "new", "nieuw", "+"
    DROPPED = "dropped", "vervallen", "–"
    ROUNDING = "rounding", "alleen afronding", "≈"
    """The exact amount moved less than a half, which is what rounding hides."""
    FORMAT = "format", "alleen schrijfwijze", "¶"
    NOTE = "note", "alleen noot", "*"
    ORDER = "order", "alleen volgorde", "↕"


class Cause(Said):
    """Why an amount moved."""

    HOURS = "other delivered hours", "andere geleverde uren"
    PERSONS = "other delivered persons", "andere geleverde personen"
    KEY = "other key", "andere verdeelsleutel"
    TARGET = "other target", "andere doelstelling"
    RULE = "other rule", "andere rekenregel"
    UNKNOWN = "unknown", "oorzaak onbekend"


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
        return tuple(f"{effect.cause.dutch}: {effect.text}" for effect in self.effects)


class Turn(Said):
    """What parliament reads first."""

    NEWLY_MET = "target newly met", "Doelstelling nu wel gehaald"
    NEWLY_MISSED = "target newly missed", "Doelstelling nu niet meer gehaald"
    GREW_NOW_FALLS = "grew, now falls", "Eerst een groei, nu een daling"
    FELL_NOW_GROWS = "fell, now grows", "Eerst een daling, nu een groei"


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
        what = meaning(self.indicator)
        return f"{self.turn.dutch}: {what} (was {self.old}, is {self.new})."


class Origin(Said):
    """What explains that a text or a zone of a page changed."""

    FIGURE = "figure", "volgt uit een ander cijfer"
    EDITION = "edition", "volgt uit een andere editie"
    DELIVERY = "delivery", "volgt uit een andere levering"
    TABLE = "table", "volgt uit een andere beschrijving van de tabel"
    TEMPLATE = "template", "volgt uit een ander sjabloon"
    PROGRAM = "program", "volgt uit een andere versie van het programma"
    FONT = "font", "volgt uit een ander lettertype"
    UNEXPLAINED = "unexplained", "niet verklaard"


class TextKind(Said):
    """What a text is."""

    TITLE = "title", "titel"
    LABEL = "label", "kop"
    NOTE = "note", "noot"
    LEGEND = "legend", "legenda"
    TEXT = "text", "tekst"


class WordRun(NamedTuple):
    """A run of words in a changed text: ``same``, ``old`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One changed text.

    ``place`` names its table and line, or its section; ``where`` says so to a reader.
    """

    kind: TextKind
    place: str
    where: str
    old: str | None
    new: str | None
    origin: Origin

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
