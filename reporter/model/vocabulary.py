"""The words by which a letter says what a figure means, as a domain expert lists them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


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
