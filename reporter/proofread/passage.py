"""A sentence with everything that is said in it: numbers, years and words of the vocabulary."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from reporter.annex.indicator import BASELINE_YEAR
from reporter.proofread.vocabulary import Facet
from reporter.proofread.wording import Mention, Numeral, Word, words_of, written_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.proofread.vocabulary import Vocabulary
    from reporter.proofread.wording import Digits, Lexicon

PREPOSITIONS = ("in", "bij", "binnen", "onder", "met", "voor", "door")
ARTICLES = ("de", "het", "een", "die", "deze", "dit", "dat", "onze", "hun", "elke", "elk")
RESTRICTED, ONWARD = "ja", "verder"
LONGEST = 8
"""Words from a preposition to its noun."""


def restrictions(words: Sequence[Word], told: Sequence[Mention]) -> Iterator[Mention]:
    """Find nouns after a preposition that no heading knows; a domain expert lists exceptions.

    What the vocabulary itself calls a restriction, such as a province, is told already.
    """
    known = _Known(told)
    for place, word in enumerate(words):
        if word.text in PREPOSITIONS and known.stands_alone(word):
            noun = _noun(words[place : place + LONGEST], known)
            if noun:
                yield Mention(
                    facet=Facet.RESTRICTION,
                    values=frozenset({RESTRICTED}),
                    start=noun.start,
                    end=noun.end,
                )


class _Known:
    """The words that a heading knows, by place."""

    def __init__(self, told: Sequence[Mention]) -> None:
        self._at: dict[int, list[Mention]] = {}
        for one in told:
            self._at.setdefault(one.start, []).append(one)
        self._starts = [one.start for one in told]
        self._reach = list(accumulate((one.end for one in told), max))

    def stands_alone(self, word: Word) -> bool:
        """Tell whether no phrase goes on behind a preposition, such as ``in totaal``."""
        here = self._at.get(word.start, ())
        return all(one.end == word.end for one in here)

    def onward(self, word: Word) -> bool:
        """Tell whether the word behind it counts."""
        here = self._at.get(word.start, ())
        return word.text in ARTICLES or any(
            one.facet is Facet.RESTRICTION and ONWARD in one.values for one in here
        )

    def has(self, word: Word) -> bool:
        """Tell whether a word is a phrase or in one."""
        before = bisect_right(self._starts, word.start)
        return before > 0 and self._reach[before - 1] > word.start


def restricted(told: Iterable[Mention]) -> bool:
    """Tell whether one of these words is a restriction."""
    return any(one.facet is Facet.RESTRICTION and RESTRICTED in one.values for one in told)


def _noun(words: Sequence[Word], known: _Known) -> Word | None:
    """Give the first word behind a preposition that means something, where nothing knows it.

    A number or a sign in between ends the search.
    """
    for before, word in pairwise(words):
        if word.start - before.end > 1:
            return None
        if not known.onward(word):
            return None if known.has(word) else word
    return None


END = re.compile(r"[.!?]\d{0,2}[\"'”’»)]?\s+(?=[«\"'“‘(]?[A-ZÀ-Ý0-9])")
SHORT = re.compile(
    r"(?:^|[\s(.])(?:nrs?|Stb|Stcrt|art|blz|pp?|c\.s|o\.a|m\.b\.t|i\.v\.m|t\.o\.v|bijv|resp|incl"
    r"|excl|ca|dr|mr|drs|prof|[A-Z])$"
)
REACH = 12
LONGEST_SENTENCES = 1500
"""Characters of a sentence."""
STRENGTH = {";": 6, ":": 6, ",": 4}
WORDS = {"sterk": 5, "midden": 3, "zwak": 2, "zwakst": 1}
SIGN = re.compile(r"[;:,](?!\d)")
BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The stretch of a sentence that belongs to one number, without what is in ``holes``."""

    start: int
    end: int
    holes: tuple[tuple[int, int], ...] = ()

    def holds(self, mention: Mention) -> bool:
        """Tell whether words stand in this part."""
        return (
            self.start <= mention.start
            and mention.end <= self.end
            and not any(low <= mention.start < high for low, high in self.holes)
        )


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence starts and ends."""
    start = 0
    for found in END.finditer(text):
        before = text[max(start, found.start() - REACH) : found.start()]
        if found[0][0] == "." and SHORT.search(before):
            continue
        yield from _bounded(text, start, found.end())
        start = found.end()
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what goes on without an end, so that time stays linear in the text."""
    while end - start > LONGEST_SENTENCES:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCES) + 1 or start + LONGEST_SENTENCES
        yield start, max(cut, start + 1)
        start = max(cut, start + 1)
    if start < end:
        yield start, end


def parts(
    text: str,
    span: tuple[int, int],
    numbers: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
) -> list[Part]:
    """Cut a sentence between its numbers, each time at the strongest boundary.

    A number between brackets has what is in the brackets for its own.
    """
    brackets = [one.span() for one in BRACKETS.finditer(text, *span)]
    inside = {
        number: bracket
        for number in numbers
        for bracket in brackets
        if bracket[0] < number[0] and number[1] <= bracket[1]
    }
    holes = tuple(sorted(set(inside.values())))
    outer = _cut(text, span, [one for one in numbers if one not in inside], holes, mentions)
    inner: dict[tuple[int, int], Part] = {}
    for hole in holes:
        within = [one for one in numbers if inside.get(one) == hole]
        inner.update(zip(within, _cut(text, hole, within, (), mentions), strict=True))
    rest = iter(outer)
    return [inner[one] if one in inner else next(rest) for one in numbers]


def _cut(
    text: str,
    span: tuple[int, int],
    numbers: Sequence[tuple[int, int]],
    holes: tuple[tuple[int, int], ...],
    mentions: Sequence[Mention],
) -> list[Part]:
    cuts = [span[0]]
    boundaries = _boundaries(text, span, holes, mentions)
    for before, after in pairwise(numbers):
        between = [one for one in boundaries if before[1] <= one[0] < after[0]]
        best = max(between, key=lambda one: (one[1], -one[0]), default=(before[1], 0))
        cuts.append(best[0])
    cuts.append(span[1])
    return [Part(start=low, end=high, holes=holes) for low, high in pairwise(cuts)][
        : max(len(numbers), 1)
    ]


def _boundaries(
    text: str,
    span: tuple[int, int],
    holes: tuple[tuple[int, int], ...],
    mentions: Sequence[Mention],
) -> list[tuple[int, int]]:
    found = [(one.start(), STRENGTH[one[0]]) for one in SIGN.finditer(text, *span)]
    found += [
        (one.start, max(WORDS[value] for value in one.values))
        for one in mentions
        if one.facet is Facet.BOUNDARY
    ]
    return [one for one in found if not any(low <= one[0] < high for low, high in holes)]


Placed = TypeVar("Placed", Word, Mention, Numeral)
COUNTED = ("aantal", "aantallen")
THEN = "toen"
"""The meaning of a word that points back at a year."""
REACH_PASSAGE = 30
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
            after = year.start >= one.start and year.start - one.end <= REACH_PASSAGE
            near = after and year.facet is Facet.YEAR and THEN not in year.values
            if near and not any(one.end <= number.start < year.start for number in numbers):
                found.append(year)
    return tuple(found)


def baseline(mention: Mention) -> bool:
    """Tell whether a mention means the baseline, by name or by its year."""
    return bool(mention.values & {"nulmeting", str(BASELINE_YEAR)})
