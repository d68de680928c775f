"""What a sentence inherits from those before it and from the heading above it.

A ``Span`` is the place in a sentence that is to be bound, with all that its words can look back to.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reporter.proofread.passages import REACH, Clause, Passage, restricted, starting
from reporter.proofread.vocabulary import Facet, Mention, Values, Vocabulary, in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reporter.proofread.catalogue import Figures
    from reporter.proofread.numerals import Numeral

LEVELS = ("naar", "tot", "op")
"""After these words stands where something came to, not how much it changed."""
SKIPPED = ("de", "het", "een", "ruim", "bijna", "circa", "ongeveer", "nog", "maar")
WHOLES = ("de", "die", "alle", "deze", "het")


def values_of(mentions: Iterable[Mention]) -> Values:
    """Give what mentions mean, each once, in order."""
    return unique([value for mention in mentions for value in in_order(mention.values)])


def unique(values: Iterable[object]) -> Values:
    """Keep the first of each."""
    return tuple(dict.fromkeys(values))


INHERITED = (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR)
KEPT = 4
BARE = 3
"""Words of a heading that names nothing else."""


@dataclass(slots=True)
class Context:
    """What a sentence is read with, and what was said before it; the nearest sentence counts.

    ``notes`` are the marks of the notes that the letter has.
    """

    figures: Figures
    vocabulary: Vocabulary
    notes: Collection[str]
    heading: dict[Facet, Values] = field(default_factory=dict)
    paragraph: dict[Facet, Values] = field(default_factory=dict)
    """Of the paragraph before this one, under the same heading."""
    sentence: dict[Facet, Values] = field(default_factory=dict)
    right_below: frozenset[Facet] = frozenset()
    """What a bare heading such as ``Sector markt`` names, in the first paragraph below it."""
    _bare: frozenset[Facet] = frozenset()
    last: Passage | None = None
    """The sentence before, in the same paragraph."""
    units: Values = ()
    """What the sentences before count."""
    numbers: list[Numeral] = field(default_factory=list)
    """Of this paragraph, for a percentage that is said of them."""

    def open_section(self, passages: Iterable[Passage]) -> None:
        """Start below a new heading."""
        self.heading, self.paragraph, self.sentence = {}, {}, {}
        self.right_below, self._bare = frozenset(), frozenset()
        for passage in passages:
            self.heading.update(_said(passage))
            if len(passage.words) <= BARE:
                self._bare = frozenset(_said(passage))

    def open_paragraph(self) -> None:
        """Start a new paragraph."""
        self.right_below, self._bare = self._bare, frozenset()
        self.paragraph = {**self.paragraph, **self.sentence}
        self.sentence, self.numbers = {}, []
        self.last, self.units = None, ()

    def hear(self, passage: Passage) -> None:
        """Remember what a sentence said."""
        said = _said(passage)
        if said.get(Facet.SECTOR) == (None,) and Facet.SECTOR in self.heading:
            del said[Facet.SECTOR]  # the total of the sector that the heading names
        self.sentence.update(said)
        self.last = passage
        self.units = values_of(passage.said(Facet.UNIT)) or self.units
        self.numbers = [*self.numbers, *passage.numerals][-KEPT:]

    def carried(self, passage: Passage) -> Passage:
        """Add that a sentence is of other work where it speaks on of one that was."""
        last = self.last
        elsewhere = last and (last.said(Facet.ELSEWHERE) or restricted(last.mentions))
        if not elsewhere or not passage.said(Facet.SAME) or passage.said(Facet.SECTOR):
            return passage
        other = Mention(Facet.ELSEWHERE, frozenset({"ja"}), passage.start, passage.start)
        return passage._replace(mentions=[other, *passage.mentions])

    def before(self, facet: Facet) -> Values:
        """Give what was said last, in this paragraph or in the heading; empty if nothing."""
        return unique((*self.sentence.get(facet, ()), *self.heading.get(facet, ())))


def _said(passage: Passage) -> dict[Facet, Values]:
    said = {facet: values_of(passage.said(facet)) for facet in INHERITED}
    if not said[Facet.SECTOR] and passage.said(Facet.TOTAL):
        said[Facet.SECTOR] = (None,)
    return {facet: values for facet, values in said.items() if values}


class Span(NamedTuple):
    """What is to be bound: words or a number at one place of a sentence."""

    passage: Passage
    context: Context
    clause: Clause
    start: int
    end: int

    @classmethod
    def at(cls, passage: Passage, context: Context, place: tuple[int, int]) -> Span:
        """Give a place that is no number, with the clause that it stands in."""
        return cls(passage, context, passage.clause_at(place[0]), *place)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.passage.text[self.start : self.end]

    @property
    def level(self) -> bool:
        """Whether ``naar`` or ``tot`` stands right before it, or it is the start of a move."""
        return self.behind(*LEVELS) or self.start_of_move

    def behind(self, *words: str) -> bool:
        """Tell whether one of these words stands before it; articles and hedges do not count."""
        return any(word in words for word in self._before(SKIPPED)[:1])

    @property
    def start_of_move(self) -> bool:
        """Whether this is where something came from: ``van 7.940 naar 9.786``."""
        after = starting(self.passage.numerals, self.end)
        if not after or self._before()[:1] != ["van"]:
            return False
        between = self.passage.text[self.end : after[0].start].split()
        return bool({"naar", "tot"} & set(between))

    @property
    def whole(self) -> bool:
        """Whether it is what something is a part of: ``12.000 van de 22.000``."""
        before = self._before()
        return len(before) > 1 and before[0] in WHOLES and before[1] in ("van", "op")

    @property
    def part_of_next(self) -> bool:
        """Whether ``van de`` and another number follow right after it."""
        after = [word.text for word in starting(self.passage.words, self.end)[:2]]
        gaps = [number.start - self.end for number in self.passage.numerals]
        follows = any(0 < gap <= len(" van deze ") for gap in gaps)
        return follows and after[:1] == ["van"] and set(after[1:]) <= set(WHOLES)

    @property
    def opposed(self) -> bool:
        """Whether ``tegenover`` sets it apart from what was named before, but not in time."""
        years = self.passage.references
        if self.said(Facet.YEAR) or any(self.clause.holds(year) for year in years):
            return False
        return any(
            word.start < self.start
            and not any(0 <= year.start - word.end <= REACH for year in years)
            for word in self.passage.said(Facet.OPPOSED)
        )

    @property
    def restricted(self) -> bool:
        """Whether it is narrowed to what no figure of ours is of: ``in de bouw``.

        What a clause before says of it counts on, as long as its own clause names no sector.
        """
        told = self.said(Facet.RESTRICTION)
        if not self.said(Facet.SECTOR):
            told += self.earlier(Facet.RESTRICTION)
        return restricted(told)

    def said(self, facet: Facet) -> list[Mention]:
        """Give what its own clause says, the nearest first."""
        return sorted(
            self.passage.said(facet, self.clause),
            key=lambda mention: max(self.start - mention.end, mention.start - self.end),
        )

    def earlier(self, facet: Facet) -> list[Mention]:
        """Give what the clauses before its own say, the nearest first."""
        said = self.passage.said(facet)
        return [mention for mention in reversed(said) if mention.start < self.clause.start]

    def later(self, facet: Facet) -> list[Mention]:
        """Give what the clauses after its own say."""
        said = starting(self.passage.said(facet), self.clause.start)
        return [mention for mention in said if not self.clause.holds(mention)]

    def nearest(self, facet: Facet) -> Values:
        """Give what the nearest of the clauses before its own says of a facet; empty if none."""
        mentions = self.earlier(facet)
        if not mentions:
            return ()
        clause = self.passage.clause_at(mentions[0].start)
        return values_of(word for word in mentions if clause.start <= word.start < clause.end)

    def _before(self, skipped: Sequence[str] = ()) -> list[str]:
        """Give the two words before it, the nearest first."""
        place = bisect_left(self.passage.words, self.start, key=attrgetter("start"))
        words = [word.text for word in self.passage.words[max(0, place - 5) : place]]
        return [word for word in reversed(words) if word not in skipped][:2]
