"""A sentence with everything that is said in it: numbers, years and words of the vocabulary."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from reporter.annex.indicator import BASELINE_YEAR, Measure
from reporter.proofread.numerals import Digits, Numeral, written_out
from reporter.proofread.vocabulary import Facet, Mention, Token, Vocabulary, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


Stretch = tuple[int, int]
"""Where characters of a text start and end."""
Placed = TypeVar("Placed", Token, Mention, Numeral)
COUNTED = ("aantal", "aantallen")
THEN = "toen"
"""The meaning of a word that points back at a year."""
REACH = 30
"""How many characters after ``ten opzichte van`` a year still belongs to it."""


class Clause(NamedTuple):
    """The stretch of a sentence that belongs to one number, without what is in ``holes``."""

    start: int
    end: int
    holes: tuple[Stretch, ...] = ()

    def holds(self, mention: Mention) -> bool:
        """Tell whether words stand in this clause."""
        within = self.start <= mention.start and mention.end <= self.end
        return within and not _inside(mention.start, self.holes)


class Passage(NamedTuple):
    """One sentence, as read with a vocabulary; each numeral has its clause.

    ``references`` are the years that something is compared with; they are no mentions.
    """

    text: str
    start: int
    end: int
    words: Sequence[Token]
    mentions: Sequence[Mention]
    references: Sequence[Mention]
    numerals: Sequence[Numeral]
    clauses: Sequence[Clause]

    def said(self, facet: Facet, clause: Clause | None = None) -> list[Mention]:
        """Give what is said under a heading, in the sentence or in one clause of it."""
        return [
            mention
            for mention in self.mentions
            if mention.facet is facet and (clause is None or clause.holds(mention))
        ]

    def values(self, facet: Facet) -> set[Any]:
        """Give all meanings under a heading."""
        return {value for mention in self.said(facet) for value in mention.values}

    def clause_at(self, place: int) -> Clause:
        """Give the clause that a word stands in; the whole sentence where it has none."""
        for clause in self.clauses:
            if clause.start <= place < clause.end:
                return clause
        return Clause(self.start, self.end)

    def has(self, *words: str) -> bool:
        """Tell whether one of these words stands in the sentence."""
        return any(word.text in words for word in self.words)

    @property
    def names_target(self) -> bool:
        """Whether it names a target, in words that may not mean a change as well."""
        told = (mention.values for mention in self.said(Facet.MEASURE))
        return any(Measure.TARGET in values and Measure.CHANGE not in values for values in told)

    @property
    def bare_pair(self) -> bool:
        """Whether it is two numbers joined by ``en`` that it names no sector or year for."""
        if len(self.numerals) != len("ab"):
            return False
        first, second = self.numerals
        joined = self.text[first.end : second.start].strip() == "en"
        named = (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR, Facet.TOTAL)
        return joined and not self.references and not any(self.said(facet) for facet in named)


def passages(text: str, digits: Digits, vocabulary: Vocabulary) -> Iterator[Passage]:
    """Read a paragraph sentence by sentence."""
    words = tokens(text)
    numerals = sorted((*digits.numerals, *_in_words(words, vocabulary)), key=_START)
    told = vocabulary.mentions(words)
    found = (*_ours(told), *_other_counts(words, told), *_restrictions(words, told))
    mentions = sorted((*found, *digits.years), key=_START)
    for span in _sentences(text):
        said, numbers = starting(mentions, *span), starting(numerals, *span)
        references = _references(said, numbers)
        kept = [mention for mention in said if mention not in references]
        clauses = _clauses(text, span, [(number.start, number.end) for number in numbers], kept)
        yield Passage(text, *span, starting(words, *span), kept, references, numbers, clauses)


_START = attrgetter("start")


def starting(items: Sequence[Placed], start: int, end: int | None = None) -> Sequence[Placed]:
    """Take what starts from one place on, up to another, from what is sorted by place."""
    low = bisect_left(items, start, key=_START)
    return items[low : None if end is None else bisect_left(items, end, key=_START)]


def baseline(mention: Mention) -> bool:
    """Tell whether a mention means the baseline, by name or by its year."""
    return bool(mention.values & {"nulmeting", BASELINE_YEAR})


def restricted(told: Iterable[Mention]) -> bool:
    """Tell whether one of these words narrows to what no figure of ours is of: ``in de bouw``."""
    return any(
        mention.facet is Facet.RESTRICTION and RESTRICTED in mention.values for mention in told
    )


def _in_words(words: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Numeral]:
    for word in words:
        if "duizend" in word.text and word.text != "duizend":
            value = written_out(word.text, vocabulary.numerals)
            if value:
                yield Numeral(text=word.text, start=word.start, end=word.end, value=Fraction(value))


def _ours(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Leave out words of other work inside a form: ``detachering vanuit de sociale …``."""
    forms = [mention for mention in mentions if mention.facet is Facet.FORM]
    for mention in mentions:
        place = bisect_left(forms, mention.start, key=attrgetter("end"))
        around = [form for form in forms[place : place + 1] if form.start < mention.start]
        if mention.facet is not Facet.ELSEWHERE or not around or mention.end > around[0].end:
            yield mention


def _other_counts(words: Sequence[Token], told: Sequence[Mention]) -> Iterator[Mention]:
    """Find what else is counted: ``het aantal klachten``, a plural that no heading knows."""
    known = {mention.start for mention in told}
    for before, noun in pairwise(words):
        plural = noun.text.endswith(("en", "s")) and noun.start not in known
        if before.text in COUNTED and plural:
            yield Mention(Facet.ELSEWHERE, frozenset({"ja"}), noun.start, noun.end)


PREPOSITIONS = ("in", "bij", "binnen", "onder", "met", "voor", "door")
ARTICLES = ("de", "het", "een", "die", "deze", "dit", "dat", "onze", "hun", "elke", "elk")
RESTRICTED, ONWARD = "ja", "verder"
LONGEST = 8
"""Words from a preposition to its noun."""


def _restrictions(words: Sequence[Token], told: Sequence[Mention]) -> Iterator[Mention]:
    """Find nouns after a preposition that no heading knows; a domain expert lists exceptions.

    What the vocabulary itself calls a restriction, such as a province, is told already.
    """
    at: dict[int, list[Mention]] = defaultdict(list)
    for mention in told:
        at[mention.start].append(mention)
    reach, left = 0, 0
    for before, word in pairwise((Token("", 0, 0), *words)):
        here = at.get(word.start, ())
        reach = max([reach, *(mention.end for mention in here)])
        adjacent = word.start - before.end <= 1  # no number or sign in between
        left = left - 1 if adjacent else 0
        onward = word.text in ARTICLES or any(ONWARD in mention.values for mention in here)
        if left > 0 and not onward:
            left = 0
            if reach <= word.start:
                yield Mention(Facet.RESTRICTION, frozenset({RESTRICTED}), word.start, word.end)
        # no phrase goes on behind the preposition, such as ``in totaal``
        if word.text in PREPOSITIONS and all(mention.end == word.end for mention in here):
            left = LONGEST


def _references(said: Sequence[Mention], numbers: Sequence[Numeral]) -> list[Mention]:
    """Find the years after ``ten opzichte van`` and the like, with no number in between."""
    years = [year for year in said if year.facet is Facet.YEAR and THEN not in year.values]
    return [
        year
        for reference in said
        if reference.facet is Facet.REFERENCE
        for year in years
        if reference.start <= year.start <= reference.end + REACH
        and not any(reference.end <= number.start < year.start for number in numbers)
    ]


END = re.compile(r"[.!?]\d{0,2}[\"'”’»)]?\s+(?=[«\"'“‘(]?[A-ZÀ-Ý0-9])")
SHORT = re.compile(
    r"(?:^|[\s(.])(?:nrs?|Stb|Stcrt|art|blz|pp?|c\.s|o\.a|m\.b\.t|i\.v\.m|t\.o\.v|bijv|resp|incl"
    r"|excl|ca|dr|mr|drs|prof|[A-Z])$"
)
LONGEST_SHORT = 12
LONGEST_SENTENCE = 1500
"""Characters; what goes on without an end is cut, so that time stays linear in the text."""


def _sentences(text: str) -> Iterator[Stretch]:
    ends = [0]
    for found in END.finditer(text):
        at = found.start()
        if found[0][0] != "." or not SHORT.search(text, max(0, at - LONGEST_SHORT), at):
            ends.append(found.end())
    for begin, end in pairwise((*ends, len(text))):
        start = begin
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        if start < end:
            yield start, end


STRENGTH = {";": 6, ":": 6, ",": 4, "sterk": 5, "midden": 3, "zwak": 2, "zwakst": 1}
SIGN = re.compile(r"[;:,](?!\d)")
BRACKETS = re.compile(r"\([^()]*\)")


def _clauses(
    text: str, span: Stretch, numbers: Sequence[Stretch], mentions: Sequence[Mention]
) -> list[Clause]:
    """Cut a sentence between its numbers, each time at the strongest boundary.

    A number between brackets has what is in the brackets for its own.
    """
    boundaries = {sign.start(): STRENGTH[sign[0]] for sign in SIGN.finditer(text, *span)}
    for mention in mentions:
        if mention.facet is Facet.BOUNDARY:
            boundaries[mention.start] = max(STRENGTH[value] for value in mention.values)
    brackets = [found.span() for found in BRACKETS.finditer(text, *span)]
    home = {
        number: next(
            (hole for hole in brackets if hole[0] < number[0] and number[1] <= hole[1]), span
        )
        for number in numbers
    }
    inner = tuple(sorted({*home.values()} - {span}))
    clauses: dict[Stretch, Clause] = {}
    for stretch in (span, *inner):
        holes = inner if stretch == span else ()
        places = [place for place in boundaries if not _inside(place, holes)]
        within = [number for number in numbers if home[number] == stretch]
        cuts = [stretch[0]]
        for before, after in pairwise(within):
            between = [place for place in places if before[1] <= place < after[0]]
            cuts.append(max(between, key=lambda at: (boundaries[at], -at), default=before[1]))
        for number, low, high in zip(within, cuts, [*cuts[1:], stretch[1]], strict=False):
            clauses[number] = Clause(low, high, holes)
    return [clauses[number] for number in numbers]


def _inside(place: int, stretches: Sequence[Stretch]) -> bool:
    return any(low <= place < high for low, high in stretches)
