"""Draft an erratum in Dutch: what stood in print, and what must stand there."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from reporter.page.archive_file import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.diff.words import PrintedChange, PrintedComparison, PrintedTextChange

COLUMNS = ("class", "indicator", "place", "old", "new", "difference", "cause")
TEXT = "text"
"""The class under which changed words are told beside changed figures."""


def lines(comparison: PrintedComparison) -> Iterator[str]:
    """Say what changed, what parliament reads first at the top."""
    for headline in comparison.headlines:
        yield f"! {headline.turn}: {headline.indicator} ({headline.old} -> {headline.new})"
    for change in comparison.changes:
        yield _figure_line(change)
    for text in comparison.texts:
        yield f"{text.kind} of {text.place or 'annex'} [{text.origin}]: {_changed_words(text)}"
    yield (
        f"{len(comparison.changes)} figures changed, {comparison.unchanged} did not; "
        f"{len(comparison.texts)} texts changed"
    )


def _figure_line(change: PrintedChange) -> str:
    told = f"{change.kind}: {'; '.join(change.places)}: {change.old or '(none)'} -> "
    told += change.new or "(none)"
    if change.difference:
        told += f" ({change.difference})"
    return f"{told}; {', '.join(change.causes)}" if change.causes else told


def _changed_words(text: PrintedTextChange) -> str:
    """Show only the words that changed, as a word diff does; whole if one side is empty."""
    signs = {"old": ("[-", "-]"), "new": ("{+", "+}")}
    runs = [(*signs[word.kind], word.text) for word in text.words if word.kind in signs]
    return " ".join(f"{before}{words}{behind}" for before, behind, words in runs)


def render_changes_json(comparison: PrintedComparison) -> str:
    """Write a list of changes, figures first; a headline stands with its figure."""
    turns = {one.indicator: one.turn for one in comparison.headlines}
    figures: list[dict[str, object]] = [
        {
            "class": one.kind,
            "indicator": one.indicator,
            "old": one.old or None,
            "new": one.new or None,
            "difference": one.difference or None,
            "places": list(one.places),
            "causes": list(one.causes),
            "headline": turns.get(one.indicator),
        }
        for one in comparison.changes
    ]
    texts: list[dict[str, object]] = [
        {
            "class": TEXT,
            "indicator": None,
            "old": one.old or None,
            "new": one.new or None,
            "kind": one.kind,
            "place": one.place,
            "origin": one.origin,
        }
        for one in comparison.texts
    ]
    return json.dumps([*figures, *texts], ensure_ascii=False, indent=1) + "\n"


def rows(comparison: PrintedComparison) -> Iterator[list[str]]:
    """Give a heading and one row for each change, for tables a colleague can comment on."""
    yield [*COLUMNS, "comment"]
    for change in comparison.changes:
        yield [*_figure_row(change), ""]
    for text in comparison.texts:
        yield [*_text_row(text), ""]


def _figure_row(change: PrintedChange) -> list[str]:
    places, causes = "; ".join(change.places), "; ".join(change.causes)
    return [
        change.kind, change.indicator, places, change.old, change.new, change.difference, causes
    ]  # fmt: skip


def _text_row(text: PrintedTextChange) -> list[str]:
    place = f"{text.kind} of {text.place}" if text.place else text.kind
    return [TEXT, "", place, text.old, text.new, "", text.origin]


def render_changes_csv(comparison: PrintedComparison) -> str:
    """Write the rows; no text can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows(comparison))
    return target.getvalue()


CORRECTED = frozenset({"revised", "rounding", "format"})
"""Classes of which the printed text of one figure changes."""


def erratum(comparison: PrintedComparison, title: str) -> Iterator[str]:
    """Give the sentences, one for each place where a printed figure was wrong."""
    wrong = [
        (place, change.old, change.new)
        for change in comparison.changes
        if change.kind in CORRECTED and change.old != change.new
        for place in change.places
    ]
    if not wrong:
        yield "Er zijn geen geaccepteerde correcties."
        return
    yield f"Erratum bij “{title}”"
    for place, old, new in wrong:
        where = place.removeprefix("tekst, ")
        in_text = where != place
        lead = f"In de lopende tekst ({where})" if in_text else f"In {place[0].lower()}{place[1:]}"
        yield f"{lead} stond {old}. Dit moet zijn {new}."
