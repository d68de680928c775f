"""The changed words of two annexes, each with what explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, Self

from reporter.diff.changes import Origin, TextChange
from reporter.page.archive import PROSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.diff.changes import Change
    from reporter.page.archive import Archive

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


def text_changes(old: Archive, new: Archive, figures: Sequence[Change]) -> Iterator[TextChange]:
    """Give each changed title, label, note, legend and paragraph, with its explanation."""
    explanation = Explanation.of(old, new, figures)
    before, after = _by_place(old), _by_place(new)
    for place in dict.fromkeys((*after, *before)):
        for one, other in _pairs(before.get(place, []), after.get(place, [])):
            yield TextChange(
                kind=place[0],
                place=place[1],
                old=one.text if one else None,
                new=other.text if other else None,
                origin=explanation.origin(one, other),
            )


def _by_place(annex: Archive) -> dict[tuple[str, str], list[Words]]:
    """List all words of an annex by kind and place, in reading order."""
    found: dict[tuple[str, str], list[Words]] = {}
    for words in _all_words(annex):
        found.setdefault((words.kind, words.place), []).append(words)
    return found


def _all_words(annex: Archive) -> Iterator[Words]:
    for name, table in annex.tables.items():
        yield Words.of_table("title", name, name, table.title)
        for key, label in table.rows.items():
            yield Words.of_table("label", f"{name}, rij {key}", name, label)
        for key, label in table.columns.items():
            yield Words.of_table("label", f"{name}, kolom {key}", name, label)
        for note in table.notes:
            yield Words.of_table("note", name, name, note)
        for legend in table.legend:
            yield Words.of_table("legend", name, name, legend)
    for block in annex.text:
        yield Words("text", block.section, PROSE, block.text, block.wording)


def _pairs(
    before: Sequence[Words], after: Sequence[Words]
) -> Iterator[tuple[Words | None, Words | None]]:
    """Align two lists of texts: equal ones fall out, others pair up in their order."""
    old, new = [one.text for one in before], [one.text for one in after]
    if old == new:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(before[i:j], after[k:m])
