"""The vocabulary of letters: one TOML file in data/ that a domain expert extends."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, Form, Measure, Sector, Unit
from reporter.deliveries.sheet import read_text_file, shown
from reporter.errors import Fault, InputError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in a row and what they tell; a word that ends in ``*`` may go on.

    ``…`` between two words stands for up to ten others.
    """

    words: tuple[str, ...]
    facet: Facet
    values: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """How far the exact amount may lie from a figure after a word such as ``bijna``.

    Both are in units of the last digit before the noughts: 1.000 in ``bijna 52.000``.
    """

    below: Fraction
    above: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All phrases, what vague words allow, and the numerals that are written out."""

    phrases: tuple[Phrase, ...]
    hedges: Mapping[tuple[str, ...], Hedge]
    numerals: Mapping[str, int]


FILE = "woordenschat.toml"
HEDGES, NUMERALS = "schatting", "telwoorden"
YES = ("ja",)
ORDINALS = tuple(str(number) for number in range(100))
MEANINGS: Mapping[Facet, tuple[str, ...]] = {
    Facet.SECTOR: (*Sector, ALL),
    Facet.FORM: (*Form, ALL),
    Facet.MEASURE: tuple(Measure),
    Facet.UNIT: (*Unit, "uren"),
    Facet.YEAR: ("nulmeting", "dit", "vorig", "later", "eerder", "toen"),
    Facet.DIRECTION: ("op", "neer", "verdubbeld", "meer", "minder", "toename"),
    Facet.VERDICT: ("ja", "nee"),
    Facet.RESTRICTION: ("ja", "nee", "verder"),
    Facet.BOUNDARY: ("sterk", "midden", "zwak", "zwakst"),
    Facet.MEASUREMENT: ORDINALS,
    Facet.RANK: ORDINALS,
}
"""What words may mean under each heading; groups are those of the code list."""


def read_vocabulary(data: Path) -> Vocabulary:
    """Read the vocabulary. Raises InputError with every fault of the file."""
    file = shown(data, FILE)
    text = read_text_file(data / FILE, file, "a TOML file with the words of letters").text
    try:
        headings = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        fault = Fault(file=file, found=f"broken TOML ({error})", expected="headings with words")
        raise InputError([fault]) from error
    faults = [*_faults(headings, file)]
    if faults:
        raise InputError(faults)
    return Vocabulary(
        phrases=tuple(_phrases(headings)),
        hedges={
            tuple(words.split()): Hedge(
                below=Fraction(allowed["onder"]), above=Fraction(allowed["boven"])
            )
            for words, allowed in headings.get(HEDGES, {}).items()
        },
        numerals=headings.get(NUMERALS, {}),
    )


def _phrases(headings: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Phrase]:
    """Give each phrase once under its heading, with all that it may mean."""
    for facet in Facet:
        meanings: dict[tuple[str, ...], set[str]] = {}
        for value, phrases in headings.get(facet, {}).items():
            for phrase in phrases:
                words = tuple(phrase.replace("(", " ").replace(")", " ").split())
                meanings.setdefault(words, set()).add(value)
        for words, values in meanings.items():
            yield Phrase(words=words, facet=facet, values=frozenset(values))


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
        elif heading == HEDGES:
            yield from _hedge_faults(content, file)
        elif heading == NUMERALS:
            yield from _numeral_faults(content, file)
        else:
            yield from _word_faults(Facet(heading), content, file)


def _word_faults(facet: Facet, content: Mapping[str, object], file: str) -> Iterator[Fault]:
    known = MEANINGS.get(facet, YES)
    for value, phrases in content.items():
        if facet is not Facet.GROUP and value not in known:
            yield Fault(
                file=file,
                column=facet,
                found=quoted(value),
                expected=f"one of {listed(known)}",
                advice=suggestion(value, known),
            )
        if not isinstance(phrases, list) or not all(_is_phrase(one) for one in phrases):
            yield Fault(
                file=file,
                column=f"{facet}.{value}",
                found=quoted(str(phrases)),
                expected='a list of words in small letters, such as ["extra banen"]',
            )


def _is_phrase(words: object) -> bool:
    return isinstance(words, str) and bool(words.strip(" *…")) and words == words.lower()


def _hedge_faults(content: Mapping[str, object], file: str) -> Iterator[Fault]:
    for words, allowed in content.items():
        if not isinstance(allowed, dict) or not _is_hedge(allowed):
            yield Fault(
                file=file,
                column=f"{HEDGES}.{words}",
                found=quoted(str(allowed)),
                expected='how far it may be off, such as { onder = "1", boven = "0" }',
            )


def _is_hedge(allowed: Mapping[str, object]) -> bool:
    if set(allowed) != {"onder", "boven"}:
        return False
    try:
        return all(Fraction(str(one)) >= 0 for one in allowed.values())
    except (ValueError, ZeroDivisionError):
        return False


def _numeral_faults(content: Mapping[str, object], file: str) -> Iterator[Fault]:
    for word, number in content.items():
        if type(number) is not int or number < 1:
            yield Fault(
                file=file,
                column=f"{NUMERALS}.{word}",
                found=quoted(str(number)),
                expected="a whole number of 1 or more",
            )
