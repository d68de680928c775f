"""A sentence with everything that is said in it: numbers, years and words of the vocabulary."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from reporter.model.indicator import BASELINE_YEAR
from reporter.model.vocabulary import Facet
from reporter.proofreading.notation import Numeral, written_out
from reporter.proofreading.sentences import Part, parts, sentences
from reporter.proofreading.wording import Mention, Word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.vocabulary import Vocabulary
    from reporter.proofreading.notation import Digits
    from reporter.proofreading.wording import Lexicon

Placed = TypeVar("Placed", Word, Mention, Numeral)
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
    mentions = sorted((*lexicon.mentions(words), *years), key=lambda one: one.start)
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
            near = after and year.facet is Facet.YEAR
            if near and not any(one.end <= number.start < year.start for number in numbers):
                found.append(year)
    return tuple(found)


def baseline(mention: Mention) -> bool:
    """Tell whether a mention means the baseline, by name or by its year."""
    return bool(mention.values & {"nulmeting", str(BASELINE_YEAR)})
