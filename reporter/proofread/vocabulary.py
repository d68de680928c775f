"""The vocabulary of letters: one TOML file in data/ that a domain expert extends."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from msgspec import Meta, Struct

from reporter.annex.indicator import ALL, Form, Measure, Sector, Unit
from reporter.border import fits, read_toml
from reporter.deliveries.sheet import shown
from reporter.errors import Fault, InputError, listed, quoted, suggestion
from reporter.project import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


class Facet(StrEnum):
    """What a word tells: the headings of the vocabulary."""

    SECTOR = "sector"
    FORM = "vorm"
    GROUP = "doelgroep"
    MEASURE = "maat"
    UNIT = "eenheid"
    YEAR = "jaar"
    TOTAL = "totaal"
    REFERENCE = "vergelijking"
    DIRECTION = "richting"
    VERDICT = "oordeel"
    NEGATION = "ontkenning"
    CONDITION = "voorwaarde"
    BACK = "verwijzing"
    SAME = "zelfde"
    EXCEPT = "uitgezonderd"
    OPPOSED = "tegenstelling"
    ELSEWHERE = "elders"
    RESTRICTION = "beperking"
    BOUNDARY = "scheiding"
    FOLLOWER = "na_getal"
    ADJECTIVE = "bijvoeglijk"
    MEASUREMENT = "meting"
    RANK = "rangtelwoord"
    DEFINITION = "definitie"
    SUM = "opgeteld"


Values = tuple[Any, ...]
"""What words mean under one heading, the most likely first.

For a dimension of an indicator those are its members, None for the whole; a year is a number, or
a word that points at one (``toen``).
"""
HOURS = "uren"
"""A unit that no figure has; the hours of one job have it."""


class Token(NamedTuple):
    """Words of a text; those that are looked up are in small letters without accents."""

    text: str
    start: int
    end: int


class Mention(NamedTuple):
    """Words that tell something: under which heading, what they mean, where they stand."""

    facet: Facet
    values: frozenset[Any]
    start: int
    end: int


def in_order(values: Iterable[Any]) -> list[Any]:
    """Sort meanings by their codes, so that every run has the same order."""
    return sorted(values, key=lambda value: ALL if value is None else str(value))


class Phrase(NamedTuple):
    """Words in a row and what they tell; a word that ends in ``*`` may go on.

    ``…`` between two words stands for up to ten others.
    """

    words: tuple[str, ...]
    facet: Facet
    values: frozenset[Any]


Hedge = tuple[Fraction, Fraction]
"""How far the exact amount may lie below and above a figure after a word such as ``bijna``.

Both are in units of the last digit before the noughts: 1.000 in ``bijna 52.000``.
"""


WORD = re.compile(r"[^\W\d_]+(?:[-'’./][^\W\d_]+)*")
GAP = "…"
LONGEST_GAP = 11


def tokens(text: str) -> tuple[Token, ...]:
    """Take a text apart into words; numbers and signs are no words."""
    return tuple(Token(_plain(word[0]), *word.span()) for word in WORD.finditer(text))


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Vocabulary:
    """All phrases, what vague words allow, and the numerals that are written out."""

    def __init__(
        self,
        phrases: Iterable[Phrase],
        hedges: Mapping[tuple[str, ...], Hedge],
        numerals: Mapping[str, int],
    ) -> None:
        self.phrases = tuple(phrases)
        self.hedges = hedges
        self.numerals = numerals
        self._begun: dict[str, list[tuple[Phrase, tuple[str, ...], tuple[str, ...]]]] = {}
        for phrase in self.phrases:
            gap = (*phrase.words, GAP).index(GAP)
            split = (phrase, phrase.words[:gap], phrase.words[gap + 1 :])
            self._begun.setdefault(phrase.words[0].removesuffix("*"), []).append(split)

    def names(self, facet: Facet, value: object) -> list[str]:
        """Give the phrases under a heading that mean this."""
        phrases = (phrase for phrase in self.phrases if phrase.facet is facet)
        return [" ".join(phrase.words) for phrase in phrases if value in phrase.values]

    def mentions(self, words: Sequence[Token]) -> list[Mention]:
        """Find all phrases; within one heading the longer hides the shorter inside it."""
        found = [mention for start in range(len(words)) for mention in self._at(words, start)]
        found.sort(key=lambda mention: (mention.start, -mention.end))
        kept: list[Mention] = []
        reach: dict[Facet, int] = {}
        for mention in found:
            if mention.end > reach.get(mention.facet, -1):
                kept.append(mention)
                reach[mention.facet] = mention.end
        return kept

    def _at(self, words: Sequence[Token], start: int) -> Iterator[Mention]:
        first = words[start].text
        beginnings = (first[:size] for size in range(len(first), 0, -1))
        for begun in beginnings:
            for phrase, head, tail in self._begun.get(begun, ()):
                behind = start + len(head)
                if not _reads(words[start:behind], head):
                    continue
                if tail:
                    ends = range(behind, min(behind + LONGEST_GAP, len(words)))
                    parts = (words[end : end + len(tail)] for end in ends)
                    ended = next((part for part in parts if _reads(part, tail)), None)
                    if ended is None:
                        continue
                    yield Mention(*phrase[1:], ended[0].start, ended[-1].end)
                yield Mention(*phrase[1:], words[start].start, words[behind - 1].end)


def _reads(words: Sequence[Token], pattern: tuple[str, ...]) -> bool:
    return len(words) == len(pattern) and all(
        word.text == like or (like[-1] == "*" and word.text.startswith(like[:-1]))
        for word, like in zip(words, pattern, strict=True)
    )


HEDGES, NUMERALS = "schatting", "telwoorden"


def _words(*words: str) -> dict[str, Any]:
    return {word: word for word in words}


YES = _words("ja")
ORDINALS = {str(number): number for number in range(100)}
MEANINGS: Mapping[str, Mapping[str, Any]] = {
    Facet.SECTOR: {**_words(*Sector), ALL: None},
    Facet.FORM: {**_words(*Form), ALL: None},
    Facet.MEASURE: _words(*Measure),
    Facet.UNIT: _words(*Unit, HOURS),
    Facet.YEAR: _words("nulmeting", "dit", "vorig", "later", "eerder", "toen"),
    Facet.DIRECTION: _words("op", "neer", "verdubbeld", "meer", "minder", "toename"),
    Facet.VERDICT: _words("ja", "nee"),
    Facet.RESTRICTION: _words("ja", "nee", "verder"),
    Facet.BOUNDARY: _words("sterk", "midden", "zwak", "zwakst"),
    Facet.MEASUREMENT: ORDINALS,
    Facet.RANK: ORDINALS,
}
"""What words may mean under each heading, by their code; groups are those of the code list."""


Phrases = list[Annotated[str, Meta(pattern=r"^(?=.*[^ *…])[^A-ZÀ-Þ]*$")]]
Share = Annotated[str, Meta(pattern=r"^\d+(\.\d+|/[1-9]\d*)?$")]


def read_vocabulary(data: Path) -> Vocabulary:
    """Read the vocabulary. Raises InputError with every fault of the file."""
    file = shown(data, VOCABULARY)
    headings = read_toml(data / VOCABULARY, file, "headings with the words of letters")
    if faults := [*_faults(headings, file)]:
        raise InputError(faults)
    hedges = {
        tuple(words.split()): (Fraction(allowed["onder"]), Fraction(allowed["boven"]))
        for words, allowed in headings.get(HEDGES, {}).items()
    }
    return Vocabulary(_phrases(headings), hedges, headings.get(NUMERALS, {}))


def _phrases(headings: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Phrase]:
    for facet in Facet:
        members = MEANINGS.get(facet, {})
        meanings: dict[tuple[str, ...], set[Any]] = {}
        for value, phrases in headings.get(facet, {}).items():
            for phrase in phrases:
                words = tuple(phrase.replace("(", " ").replace(")", " ").split())
                meanings.setdefault(words, set()).add(members.get(value, value))
        for words, values in meanings.items():
            yield Phrase(words, facet, frozenset(values))


def _faults(headings: Mapping[str, object], file: str) -> Iterator[Fault]:
    known = (*Facet, HEDGES, NUMERALS)
    for heading, content in headings.items():
        if heading not in known:
            yield Fault(
                file=file,
                found=f"the heading {quoted(heading)}",
                expected=f"one of {listed(known)}",
                advice=suggestion(heading, known),
            )
        elif not isinstance(content, dict):
            yield Fault(file=file, found=f"{heading} without [ ]", expected="a heading with words")
        else:
            yield from _entry_faults(heading, content, file)


def _entry_faults(heading: str, content: Mapping[str, object], file: str) -> Iterator[Fault]:
    kind, expected = CONTENTS.get(heading, (Phrases, A_LIST))
    free = heading in (HEDGES, NUMERALS, Facet.GROUP)
    known = MEANINGS.get(heading, YES)
    for name, entry in content.items():
        if not free and name not in known:
            yield Fault(
                file=file,
                column=heading,
                found=quoted(name),
                expected=f"one of {listed(known)}",
                advice=suggestion(name, known),
            )
        if not fits(entry, kind):
            column = f"{heading}.{name}"
            yield Fault(file=file, column=column, found=quoted(str(entry)), expected=expected)


class _Hedged(Struct, forbid_unknown_fields=True):
    onder: Share
    boven: Share


A_LIST = 'a list of words in small letters, such as ["extra banen"]'
CONTENTS: Mapping[str, tuple[Any, str]] = {
    HEDGES: (_Hedged, 'how far it may be off, such as { onder = "1", boven = "0" }'),
    NUMERALS: (Annotated[int, Meta(ge=1)], "a whole number of 1 or more"),
}
"""What stands under the headings that hold no phrases: its type, and how a message calls it."""
