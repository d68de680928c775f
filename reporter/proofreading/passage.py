"""A sentence with everything that is said in it: numbers, years and words of the vocabulary."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from reporter.model.indicator import BASELINE_YEAR
from reporter.model.vocabulary import Facet
from reporter.proofreading.notation import Numeral, written_out
from reporter.proofreading.restrictions import restrictions
from reporter.proofreading.sentences import Part, parts, sentences
from reporter.proofreading.wording import Mention, Word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.vocabulary import Vocabulary
    from reporter.proofreading.notation import Digits
    from reporter.proofreading.wording import Lexicon

Placed = TypeVar("Placed", Word, Mention, Numeral)
COUNTED = ("aantal", "aantallen")
THEN = "toen"
"""The meaning of a word that points back at a year."""
REACH = 30
"""How many characters after ``ten opzichte van`` a year still belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence; ``references`` are the years that something is compared with."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    references: tuple[Mention, ...]
    numerals: tuple[Numeral, ...]
    parts: tuple[Part, ...]

    def said(self, facet: Facet, part: Part | None = None) -> list[Mention]:
        """Give what is said under a heading, in the sentence or in one part of it."""
        return [
            one for one in self.mentions if one.facet is facet and (not part or part.holds(one))
        ]

    @property
    def pairs_off(self) -> bool:
        """Tell whether numbers stand in the order of what was named before."""
        return any(one.text == "respectievelijk" for one in self.words)

    @property
    def bare_pair(self) -> bool:
        """Tell whether it is two numbers joined by ``en`` that it names no sector or year for."""
        if len(self.numerals) != len("ab"):
            return False
        first, second = self.numerals
        joined = self.text[first.end : second.start].strip() == "en"
        named = (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR, Facet.TOTAL)
        return joined and not self.references and not any(self.said(one) for one in named)

    def part_of(self, place: int) -> Part:
        """Give the part of the sentence that a word stands in."""
        for part in self.parts:
            if part.start <= place < part.end:
                return part
        return Part(start=self.start, end=self.end)


def passages(
    text: str, digits: Digits, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Passage]:
    """Read a paragraph sentence by sentence."""
    words = words_of(text)
    numerals = sorted((*digits.numerals, *_in_words(words, vocabulary)), key=lambda one: one.start)
    years = (_year(one) for one in digits.years)
    told = lexicon.mentions(words)
    mentions = sorted(
        (*_ours(told), *_other_counts(words, told), *restrictions(words, told), *years),
        key=lambda one: one.start,
    )
    for span in sentences(text):
        said = _within(mentions, span)
        numbers = tuple(_within(numerals, span))
        references = _references(said, numbers)
        kept = tuple(one for one in said if one not in references)
        cut = parts(text, span, [(one.start, one.end) for one in numbers], kept)
        yield Passage(
            text=text,
            start=span[0],
            end=span[1],
            words=tuple(_within(words, span)),
            mentions=kept,
            references=references,
            numerals=numbers,
            parts=tuple(cut),
        )


def _ours(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Leave out words of other work inside a form: ``detachering vanuit de sociale …``."""
    forms = [one for one in mentions if one.facet is Facet.FORM]
    reach = 0
    for one in mentions:
        while reach < len(forms) and forms[reach].end < one.start:
            reach += 1
        within = reach < len(forms) and forms[reach].start < one.start
        if one.facet is not Facet.ELSEWHERE or not within or one.end > forms[reach].end:
            yield one


def _other_counts(words: Sequence[Word], told: Sequence[Mention]) -> Iterator[Mention]:
    """Find what else is counted: ``het aantal klachten``, a plural that no heading knows."""
    known = {one.start for one in told}
    for before, noun in pairwise(words):
        plural = noun.text.endswith(("en", "s")) and noun.start not in known
        if before.text in COUNTED and plural:
            yield Mention(
                facet=Facet.ELSEWHERE, values=frozenset({"ja"}), start=noun.start, end=noun.end
            )


def _within(items: Sequence[Placed], span: tuple[int, int]) -> Sequence[Placed]:
    """Take what starts in a sentence from what is sorted by place."""
    low, high = (bisect_left(items, place, key=attrgetter("start")) for place in span)
    return items[low:high]


def _year(one: Numeral) -> Mention:
    return Mention(
        facet=Facet.YEAR, values=frozenset({str(one.value)}), start=one.start, end=one.end
    )


def _in_words(words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[Numeral]:
    for word in words:
        if "duizend" in word.text and word.text != "duizend":
            value = written_out(word.text, vocabulary.numerals)
            if value:
                yield Numeral(text=word.text, start=word.start, end=word.end, value=Fraction(value))


def _references(said: Sequence[Mention], numbers: Sequence[Numeral]) -> tuple[Mention, ...]:
    """Find the years after ``ten opzichte van`` and the like, with no number in between."""
    found: list[Mention] = []
    for one in said:
        if one.facet is not Facet.REFERENCE:
            continue
        for year in said:
            after = year.start >= one.start and year.start - one.end <= REACH
            near = after and year.facet is Facet.YEAR and THEN not in year.values
            if near and not any(one.end <= number.start < year.start for number in numbers):
                found.append(year)
    return tuple(found)


def baseline(mention: Mention) -> bool:
    """Tell whether a mention means the baseline, by name or by its year."""
    return bool(mention.values & {"nulmeting", str(BASELINE_YEAR)})
