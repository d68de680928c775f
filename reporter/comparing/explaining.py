"""What explains a changed text: a figure, a delivery, a template, the program, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from reporter.model.change import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.model.archive import Archive
    from reporter.model.change import Change

NUMBER = re.compile(r"[+–-]?\d+(?:\.\d{3})*(?:,\d+)?")
YEAR_OF_A_KEY = re.compile(r"(?<=/)\d{4}(?=/)")
WORD_LIST = "begrippen.csv"


class Words(NamedTuple):
    """A text in its place; ``frame`` is what is left when its figures are taken out."""

    kind: str
    place: str
    table: str
    text: str
    frame: str

    @classmethod
    def of_table(cls, kind: str, place: str, table: str, text: str) -> Self:
        """Take every number out of a text of a table, where no figure is marked."""
        return cls(kind, place, table, text, NUMBER.sub("{}", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What differs between two annexes apart from the text itself."""

    tables: frozenset[str]
    edition: bool
    word_list: bool
    templates: bool
    program: bool

    @classmethod
    def of(cls, old: Archive, new: Archive, figures: Sequence[Change]) -> Self:
        """Look at the changed figures and at both run cards."""
        one, other = old.card, new.card
        return cls(
            tables=frozenset(place.table for change in figures for place in change.places),
            edition=old.edition_file != new.edition_file,
            word_list=one.deliveries.get(WORD_LIST) != other.deliveries.get(WORD_LIST),
            templates=one.templates != other.templates,
            program=one.code != other.code,
        )

    def origin(self, one: Words | None, other: Words | None) -> Origin:
        """Name what explains that ``one`` became ``other``; the closest reason first."""
        words = other or one
        if words is None:
            return Origin.UNEXPLAINED
        reasons = (
            (self._is_the_figures(one, other, words), Origin.FIGURE),
            (self._is_the_year(one, other), Origin.EDITION),
            (self.word_list and words.kind in {"label", "note"}, Origin.DELIVERY),
            (self.templates and words.kind == "text", Origin.TEMPLATE),
            (self.program, Origin.PROGRAM),
            (words.table in self.tables, Origin.FIGURE),
            (self.edition, Origin.EDITION),
        )
        return next((origin for holds, origin in reasons if holds), Origin.UNEXPLAINED)

    def _is_the_figures(self, one: Words | None, other: Words | None, words: Words) -> bool:
        """Tell whether the texts differ in figures alone, or came and went with them."""
        if words.table not in self.tables:
            return False
        if one is None or other is None:
            return words.kind != "text"
        return words.kind != "label" and one.frame == other.frame

    def _is_the_year(self, one: Words | None, other: Words | None) -> bool:
        """Tell whether two editions say the same, each of its own year."""
        if not self.edition or one is None or other is None:
            return False
        frames = (NUMBER.sub("{}", YEAR_OF_A_KEY.sub("", words.frame)) for words in (one, other))
        return len(set(frames)) == 1
