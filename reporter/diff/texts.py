"""The changed words of two annexes, each with what explains it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from reporter.diff.changes import Origin, TextChange, TextKind
from reporter.page.archive import PROSE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reporter.diff.changes import Change
    from reporter.page.archive import Archive

NUMBER = re.compile(r"[+–-]?\d+(?:\.\d{3})*(?:,\d+)?")
YEAR_OF_A_KEY = re.compile(r"(?<=/)\d{4}(?=/)")
WORD_LIST = "begrippen.csv"


class Words(NamedTuple):
    """A text in its place; ``frame`` is what is left when its figures are taken out."""

    kind: TextKind
    place: str
    table: str
    text: str
    frame: str


def text_changes(old: Archive, new: Archive, figures: Sequence[Change]) -> Iterator[TextChange]:
    """Give each changed title, label, note, legend and paragraph, with its explanation."""
    changed = {place.table for change in figures for place in change.places}
    before, after = _by_place(old), _by_place(new)
    for kind, place in dict.fromkeys((*after, *before)):
        table, comma, line = place.partition(", ")
        known = new.tables.get(table) or old.tables.get(table)
        for then, now in _pairs(before.get((kind, place), []), after.get((kind, place), [])):
            yield TextChange(
                kind=kind,
                place=place,
                where=f"{known.label if known else table}{comma}{line}",
                old=then.text if then else None,
                new=now.text if now else None,
                origin=_origin(old, new, then, now, changed),
            )


def _by_place(annex: Archive) -> dict[tuple[TextKind, str], list[Words]]:
    """List all words of an annex by kind and place, in reading order."""
    found: dict[tuple[TextKind, str], list[Words]] = {}
    for words in _all_words(annex):
        found.setdefault((words.kind, words.place), []).append(words)
    return found


def _all_words(annex: Archive) -> Iterator[Words]:
    for name, table in annex.tables.items():
        texts = [(TextKind.TITLE, name, table.title)]
        for line, heads in (("rij", table.rows), ("kolom", table.columns)):
            places = {f"{name}, {line} {key}": head.label for key, head in heads.items()}
            texts += [(TextKind.LABEL, place, label) for place, label in places.items()]
        texts += [(TextKind.NOTE, name, note.text) for note in table.notes]
        texts += [(TextKind.LEGEND, name, legend) for legend in table.legend]
        for kind, place, text in texts:
            # No figure is marked in a table, so every number may be one.
            yield Words(kind, place, name, text, NUMBER.sub("{}", text))
    for block in annex.text:
        yield Words(TextKind.TEXT, block.section, PROSE, block.text, block.wording)


def _pairs(
    before: Sequence[Words], after: Sequence[Words]
) -> Iterator[tuple[Words | None, Words | None]]:
    """Align two lists of texts: equal ones fall out, others pair up in their order."""
    old, new = [words.text for words in before], [words.text for words in after]
    if old == new:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(before[i:j], after[k:m])


def _origin(
    old: Archive, new: Archive, then: Words | None, now: Words | None, changed: Collection[str]
) -> Origin:
    """Name what explains that a text became another; the closest reason first.

    ``changed`` names the tables with changed figures.
    """
    words = now or then
    if words is None:
        return Origin.UNEXPLAINED
    word_lists = {annex.card.deliveries.get(WORD_LIST) for annex in (old, new)}
    listed = words.kind in {TextKind.LABEL, TextKind.NOTE}
    edition = old.edition_file != new.edition_file
    reasons = (
        (words.table in changed and _follows(then, now), Origin.FIGURE),
        (edition and then and now and _yearless(then) == _yearless(now), Origin.EDITION),
        (listed and len(word_lists) > 1, Origin.DELIVERY),
        (words.kind is TextKind.TEXT and old.card.templates != new.card.templates, Origin.TEMPLATE),
        (old.card.code != new.card.code, Origin.PROGRAM),
        (words.table in changed, Origin.FIGURE),
        (edition, Origin.EDITION),
    )
    return next((origin for holds, origin in reasons if holds), Origin.UNEXPLAINED)


def _follows(then: Words | None, now: Words | None) -> bool:
    """Tell whether texts differ in figures alone, or came and went with them."""
    if then is None or now is None:
        return TextKind.TEXT not in {words.kind for words in (then, now) if words}
    return now.kind is not TextKind.LABEL and then.frame == now.frame


def _yearless(words: Words) -> str:
    """Leave every number out, so that two editions say the same, each of its own year."""
    return NUMBER.sub("{}", YEAR_OF_A_KEY.sub("", words.frame))
