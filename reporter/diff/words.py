"""Print the changed zones of pages: page numbers and reasons as texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reporter.annex.numbers import number
from reporter.annex.printed import meaning
from reporter.diff.changes import Cause, ChangeClass, Origin, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from reporter.diff.changes import Change, Comparison, Effect, Headline, PageChange, TextChange


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChange:
    """One changed figure. ``kind`` is the class in English, ``word`` what a reader sees.

    ``old``, ``new`` and ``difference`` are empty where there is nothing to show; ``table``
    is the name of the table it is told under, ``tekst`` for running text.
    """

    kind: str
    word: str
    indicator: str
    table: str
    places: tuple[str, ...]
    old: str
    new: str
    difference: str
    causes: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of words in a changed text: ``same``, ``old`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTextChange:
    """One changed text with the words that changed, and what explains it."""

    kind: str
    word: str
    place: str
    old: str
    new: str
    words: tuple[Word, ...]
    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedHeadline:
    """What is to be read first, as an English phrase and as a Dutch sentence."""

    turn: str
    indicator: str
    old: str
    new: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedComparison:
    """A whole comparison, ready to be told. ``counts`` pairs a Dutch word with a number.

    ``captions`` holds ``Tabel 1 …`` by name of table, as the new annex has it or else the old one.
    """

    old: str
    new: str
    headlines: tuple[PrintedHeadline, ...]
    changes: tuple[PrintedChange, ...]
    texts: tuple[PrintedTextChange, ...]
    counts: tuple[tuple[str, str], ...]
    unchanged: str
    captions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not (self.changes or self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPageChange:
    """One changed zone of the pages; a page is empty where one side lacks the zone.

    The pictures are PNG, empty where the page is.
    """

    zone: str
    old_page: str
    new_page: str
    origin: str
    reason: str
    old_picture: bytes
    new_picture: bytes


CLASSES = {
    ChangeClass.REVISED: "herzien",
    ChangeClass.NEW: "nieuw",
    ChangeClass.DROPPED: "vervallen",
    ChangeClass.ROUNDING: "alleen afronding",
    ChangeClass.FORMAT: "alleen schrijfwijze",
    ChangeClass.NOTE: "alleen noot",
    ChangeClass.ORDER: "alleen volgorde",
}
CAUSES = {
    Cause.HOURS: "andere geleverde uren",
    Cause.PERSONS: "andere geleverde personen",
    Cause.KEY: "andere verdeelsleutel",
    Cause.TARGET: "andere doelstelling",
    Cause.RULE: "andere rekenregel",
    Cause.UNKNOWN: "oorzaak onbekend",
}
ORIGINS = {
    Origin.FIGURE: "volgt uit een ander cijfer",
    Origin.EDITION: "volgt uit een andere editie",
    Origin.DELIVERY: "volgt uit een andere levering",
    Origin.TEMPLATE: "volgt uit een ander sjabloon",
    Origin.PROGRAM: "volgt uit een andere versie van het programma",
    Origin.FONT: "volgt uit een ander lettertype",
    Origin.UNEXPLAINED: "niet verklaard",
}
TURNS = {
    Turn.NEWLY_MET: "Doelstelling nu wel gehaald",
    Turn.NEWLY_MISSED: "Doelstelling nu niet meer gehaald",
    Turn.GREW_NOW_FALLS: "Eerst een groei, nu een daling",
    Turn.FELL_NOW_GROWS: "Eerst een daling, nu een groei",
}
TEXT_KINDS = {
    "title": "titel",
    "label": "kop",
    "note": "noot",
    "legend": "legenda",
    "text": "tekst",
    "page": "pagina",
}
EFFECT_DECIMALS = 2


def print_comparison(comparison: Comparison, old: str, new: str) -> PrintedComparison:
    """Print a comparison; ``old`` and ``new`` are what the user called both sides."""
    counts = Counter(change.kind for change in comparison.figures)
    return PrintedComparison(
        old=old,
        new=new,
        headlines=tuple(_headline(one) for one in comparison.headlines),
        changes=tuple(_change(one, comparison) for one in comparison.figures),
        texts=tuple(_text(one) for one in comparison.texts),
        counts=tuple((CLASSES[kind], str(counts[kind])) for kind in ChangeClass if counts[kind]),
        unchanged=str(comparison.unchanged),
        captions={
            name: f"Tabel {table.number} {table.title}"
            for name, table in {**comparison.old.tables, **comparison.new.tables}.items()
        },
    )


def _headline(headline: Headline) -> PrintedHeadline:
    what = meaning(headline.indicator)
    return PrintedHeadline(
        turn=headline.turn,
        indicator=headline.indicator,
        old=headline.old,
        new=headline.new,
        sentence=f"{TURNS[headline.turn]}: {what} (was {headline.old}, is {headline.new}).",
    )


def _change(change: Change, comparison: Comparison) -> PrintedChange:
    annex = comparison.new if change.new is not None else comparison.old
    difference = change.difference
    return PrintedChange(
        kind=change.kind,
        word=CLASSES[change.kind],
        indicator=change.indicator,
        table=change.places[0].table,
        places=tuple(annex.label(place) for place in change.places),
        old=change.old or "",
        new=change.new or "",
        difference=""
        if difference is None
        else _signed(difference, 0 if difference % 1 == 0 else 1),
        causes=tuple(f"{one.cause} {_amount(one)}" for one in change.effects),
        reasons=tuple(f"{CAUSES[one.cause]}: {_amount(one)}" for one in change.effects),
    )


def _amount(effect: Effect) -> str:
    return _signed(effect.amount, EFFECT_DECIMALS)


def _signed(amount: Fraction, decimals: int) -> str:
    return number(amount, decimals=decimals, signed=True)


def _text(change: TextChange) -> PrintedTextChange:
    return PrintedTextChange(
        kind=change.kind,
        word=TEXT_KINDS[change.kind],
        place=change.place,
        old=change.old or "",
        new=change.new or "",
        words=tuple(_changed_words(change.old or "", change.new or "")),
        origin=change.origin,
        reason=ORIGINS[change.origin],
    )


def _changed_words(old: str, new: str) -> Iterator[Word]:
    """Compare word by word; a number is one word, so a changed digit shows whole."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield Word(kind="same", text=" ".join(before[i:j]))
            continue
        if j > i:
            yield Word(kind="old", text=" ".join(before[i:j]))
        if m > k:
            yield Word(kind="new", text=" ".join(after[k:m]))


def print_pages(changes: Iterable[PageChange]) -> tuple[PrintedPageChange, ...]:
    """Print each changed zone; a page that is not there is an empty text."""
    return tuple(
        PrintedPageChange(
            zone=change.zone,
            old_page="" if change.old_page is None else str(change.old_page),
            new_page="" if change.new_page is None else str(change.new_page),
            origin=change.origin,
            reason=ORIGINS[change.origin],
            old_picture=change.old_picture,
            new_picture=change.new_picture,
        )
        for change in changes
    )
