"""What a sentence inherits from those before it and from the heading above it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, BASELINE_YEAR
from reporter.proofread.passage import REACH_PASSAGE, restricted
from reporter.proofread.vocabulary import Facet
from reporter.proofread.wording import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.proofread.passage import Part, Passage
    from reporter.proofread.wording import Numeral

Values = tuple[str, ...]
LEVELS = ("naar", "tot", "op")
"""After these words stands where something came to, not how much it changed."""
SKIPPED = ("de", "het", "een", "ruim", "bijna", "circa", "ongeveer", "nog", "maar")
WHOLES = ("de", "die", "alle", "deze", "het")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be bound: words or a number at one place of a sentence."""

    passage: Passage
    part: Part
    start: int
    end: int

    @property
    def level(self) -> bool:
        """Tell whether ``naar`` or ``tot`` stands right before it."""
        before = set(self._before(SKIPPED)[:1])
        return bool(before & set(LEVELS)) or self.start_of_move

    @property
    def start_of_move(self) -> bool:
        """Tell whether this is where something came from: ``van 7.940 naar 9.786``."""
        after = next((one for one in self.passage.numerals if one.start >= self.end), None)
        if after is None or self._before(())[:1] != ("van",):
            return False
        between = self.passage.text[self.end : after.start].split()
        return bool({"naar", "tot"} & set(between))

    def beyond(self, edition: int) -> bool:
        """Tell whether its sentence compares with a year in a way that no figure of ours does."""
        years = {value for one in self.passage.references for value in one.values}
        return any(one.isdigit() and BASELINE_YEAR < int(one) < edition - 1 for one in years)

    @property
    def whole(self) -> bool:
        """Tell whether it is what something is a part of: ``12.000 van de 22.000``."""
        before = self._before(())
        return len(before) > 1 and before[0] in WHOLES and before[1] in ("van", "op")

    @property
    def opposed(self) -> bool:
        """Tell whether ``tegenover`` sets it apart from what was named before, but not in time."""
        years = self.passage.references
        if self.said(Facet.YEAR) or any(self.part.holds(one) for one in years):
            return False
        return any(
            one.start < self.start
            and not any(0 <= year.start - one.end <= REACH_PASSAGE for year in years)
            for one in self.passage.said(Facet.OPPOSED)
        )

    @property
    def by_how_much(self) -> bool:
        """Tell whether it may be by how much a target was passed: ``met 12.000 overtroffen``."""
        return self._before(SKIPPED)[:1] == ("met",) and bool(self.said(Facet.VERDICT))

    @property
    def restricted(self) -> bool:
        """Tell whether it is narrowed to what no figure of ours is of: ``in de bouw``.

        What a part before says of it counts on, as long as its own part names no sector.
        """
        told = self.said(Facet.RESTRICTION)
        if not self.said(Facet.SECTOR):
            told += self.earlier(Facet.RESTRICTION)
        return restricted(told)

    @property
    def first(self) -> bool:
        """Tell whether no number stands before it in its sentence."""
        return all(one.start >= self.start for one in self.passage.numerals)

    @property
    def part_of_next(self) -> bool:
        """Tell whether ``van de`` and another number follow right after it."""
        after = [one.text for one in self.passage.words if one.start >= self.end][:2]
        follows = any(
            0 < one.start - self.end <= len(" van deze ") for one in self.passage.numerals
        )
        return follows and after[:1] == ["van"] and set(after[1:]) <= set(WHOLES)

    def _before(self, skipped: Sequence[str]) -> Values:
        """Give the two words before it, the nearest first."""
        place = bisect_left(self.passage.words, self.start, key=attrgetter("start"))
        words = [one.text for one in self.passage.words[max(0, place - 5) : place]]
        return tuple(one for one in reversed(words) if one not in skipped)[:2]

    def said(self, facet: Facet) -> list[Mention]:
        """Give what its own part of the sentence says, the nearest first."""
        return sorted(self.passage.said(facet, self.part), key=self._distance)

    def earlier(self, facet: Facet) -> list[Mention]:
        """Give what the parts before its own say, the nearest first."""
        said = self.passage.said(facet)
        return [one for one in reversed(said) if one.start < self.part.start]

    def later(self, facet: Facet) -> list[Mention]:
        """Give what the parts after its own say."""
        own = self.said(facet)
        said = self.passage.said(facet)
        return [one for one in said if one.start >= self.part.start and one not in own]

    def _distance(self, mention: Mention) -> int:
        return max(self.start - mention.end, mention.start - self.end)


def asked_number(passage: Passage, number: Numeral) -> Asked:
    """Ask for a number of a sentence."""
    part = passage.parts[passage.numerals.index(number)]
    return Asked(passage=passage, part=part, start=number.start, end=number.end)


def nearest(asked: Asked, mentions: Sequence[Mention]) -> Values:
    """Give what the nearest part before the own one says."""
    if not mentions:
        return ()
    part = asked.passage.part_of(mentions[0].start)
    return values_of([one for one in mentions if part.start <= one.start < part.end])


def values_of(mentions: Sequence[Mention]) -> Values:
    """Give what mentions mean, each once, in order."""
    return unique([value for one in mentions for value in sorted(one.values)])


def unique(values: Sequence[str]) -> Values:
    """Keep the first of each."""
    return tuple(dict.fromkeys(values))


INHERITED = (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR)
ContextValues = tuple[str, ...]
KEPT = 4
BARE = 3
"""Words of a heading that names nothing else."""


@dataclass(slots=True)
class Context:
    """What was said before, by heading of the vocabulary; the nearest sentence counts."""

    heading: dict[Facet, ContextValues] = field(default_factory=dict)
    paragraph: dict[Facet, ContextValues] = field(default_factory=dict)
    """Of the paragraph before this one, under the same heading."""
    sentence: dict[Facet, ContextValues] = field(default_factory=dict)
    right_below: frozenset[Facet] = frozenset()
    """What a bare heading such as ``Sector markt`` names, in the first paragraph below it."""
    _bare: frozenset[Facet] = frozenset()
    measures: ContextValues = ()
    """What the sentence before says about its quantities."""
    units: ContextValues = ()
    """What the sentence before counts."""
    _elsewhere: bool = False
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
        self.measures, self.units, self._elsewhere = (), (), False

    def hear(self, passage: Passage) -> None:
        """Remember what a sentence said."""
        said = _said(passage)
        if said.get(Facet.SECTOR) == (ALL,) and Facet.SECTOR in self.heading:
            del said[Facet.SECTOR]  # the total of the sector that the heading names
        self.sentence.update(said)
        self.measures = values_of(passage.said(Facet.MEASURE))
        self.units = values_of(passage.said(Facet.UNIT)) or self.units
        self._elsewhere = bool(passage.said(Facet.ELSEWHERE)) or restricted(passage.mentions)
        self.numbers = [*self.numbers, *passage.numerals][-KEPT:]

    def carried(self, passage: Passage) -> Passage:
        """Add that a sentence is of other work where it speaks on of one that was."""
        if not self._elsewhere or not passage.said(Facet.SAME) or passage.said(Facet.SECTOR):
            return passage
        other = Mention(
            facet=Facet.ELSEWHERE,
            values=frozenset({"ja"}),
            start=passage.start,
            end=passage.start,
        )
        return replace(passage, mentions=(other, *passage.mentions))

    def before(self, facet: Facet) -> ContextValues:
        """Give what was said last, in this paragraph or in the heading; empty if nothing."""
        said = (*self.sentence.get(facet, ()), *self.heading.get(facet, ()))
        return tuple(dict.fromkeys(said))

    def farther(self, facet: Facet) -> ContextValues:
        """Give what was said in the paragraph before."""
        return self.paragraph.get(facet, ())


def _said(passage: Passage) -> dict[Facet, ContextValues]:
    said: dict[Facet, ContextValues] = {}
    for facet in INHERITED:
        values = [value for one in passage.said(facet) for value in sorted(one.values)]
        if facet in (Facet.SECTOR, Facet.FORM) and not values and passage.said(Facet.TOTAL):
            values = [ALL] if facet is Facet.SECTOR else []
        if values:
            said[facet] = tuple(dict.fromkeys(values))
    return said
