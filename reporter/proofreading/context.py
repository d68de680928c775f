"""What a sentence inherits from those before it and from the heading above it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reporter.model.vocabulary import Facet
from reporter.proofreading.asked import values_of
from reporter.proofreading.catalogue import ALL
from reporter.proofreading.restrictions import restricted
from reporter.proofreading.wording import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.proofreading.notation import Numeral
    from reporter.proofreading.passage import Passage

INHERITED = (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR)
Values = tuple[str, ...]
KEPT = 4
BARE = 3
"""Words of a heading that names nothing else."""


@dataclass(slots=True)
class Context:
    """What was said before, by heading of the vocabulary; the nearest sentence counts."""

    heading: dict[Facet, Values] = field(default_factory=dict)
    paragraph: dict[Facet, Values] = field(default_factory=dict)
    """Of the paragraph before this one, under the same heading."""
    sentence: dict[Facet, Values] = field(default_factory=dict)
    right_below: frozenset[Facet] = frozenset()
    """What a bare heading such as ``Sector markt`` names, in the first paragraph below it."""
    _bare: frozenset[Facet] = frozenset()
    measures: Values = ()
    """What the sentence before says about its quantities."""
    units: Values = ()
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

    def before(self, facet: Facet) -> Values:
        """Give what was said last, in this paragraph or in the heading; empty if nothing."""
        said = (*self.sentence.get(facet, ()), *self.heading.get(facet, ()))
        return tuple(dict.fromkeys(said))

    def farther(self, facet: Facet) -> Values:
        """Give what was said in the paragraph before."""
        return self.paragraph.get(facet, ())


def _said(passage: Passage) -> dict[Facet, Values]:
    said: dict[Facet, Values] = {}
    for facet in INHERITED:
        values = [value for one in passage.said(facet) for value in sorted(one.values)]
        if facet in (Facet.SECTOR, Facet.FORM) and not values and passage.said(Facet.TOTAL):
            values = [ALL] if facet is Facet.SECTOR else []
        if values:
            said[facet] = tuple(dict.fromkeys(values))
    return said
