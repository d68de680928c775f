"""The changed words of two annexes, each with what explains it."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from reporter.comparing.explaining import Explanation, Words
from reporter.model.archive import PROSE
from reporter.model.change import TextChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.archive import Archive
    from reporter.model.change import Change


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
