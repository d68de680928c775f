"""What explains that a zone of the pages changed: what changed in it, or what it was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.change import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.comparing.landmarks import Key
    from reporter.model.change import Comparison


def zone_origin(key: Key, comparison: Comparison, *, repaged: bool) -> Origin:
    """Name what explains a changed zone; ``repaged`` tells that the number of pages changed.

    The closest reason first: figures and texts there, then fonts, templates, the program.
    A zone that holds an unexplained text is unexplained itself.
    """
    there = [*_figures(key, comparison, repaged=repaged), *_texts(key, comparison, repaged=repaged)]
    if Origin.UNEXPLAINED in there:
        return Origin.UNEXPLAINED
    reasons = (*there, *_around(key, comparison), *_made_with(comparison))
    return next(iter(reasons), Origin.UNEXPLAINED)


def _figures(key: Key, comparison: Comparison, *, repaged: bool) -> Iterator[Origin]:
    """Look for changed figures in a table; more or fewer pages may follow from any figure."""
    for change in comparison.figures:
        here = any(key.kind == "table" and place.table == key.name for place in change.places)
        if here or (key.kind == "running" and repaged):
            yield Origin.FIGURE


def _texts(key: Key, comparison: Comparison, *, repaged: bool) -> Iterator[Origin]:
    """Look for changed texts there; the running heads repeat the title."""
    for change in comparison.texts:
        kind = "text" if change.kind == "text" else "table"
        name = change.place if kind == "text" else change.place.partition(", ")[0]
        head = key.kind == "running" and (repaged or (kind, name) == ("text", ""))
        if head or (kind, name) == tuple(key):
            yield change.origin


def _around(key: Key, comparison: Comparison) -> Iterator[Origin]:
    """Look at what stands in a zone and is neither figure nor text in the archive."""
    old, new = comparison.old, comparison.new
    known = {block.section for block in (*old.text, *new.text)}
    if key.kind == "table" and key.name in old.tables and key.name in new.tables:
        if old.tables[key.name].number != new.tables[key.name].number:
            yield Origin.EDITION
    elif key.kind == "text" and key.name not in known:
        # The colophon: it names the edition, the delivery and the program.
        if old.edition_file != new.edition_file:
            yield Origin.EDITION
        if (old.card.deliveries, old.left_out) != (new.card.deliveries, new.left_out):
            yield Origin.DELIVERY
        if old.card.program != new.card.program:
            yield Origin.PROGRAM


def _made_with(comparison: Comparison) -> Iterator[Origin]:
    old, new = comparison.old.card, comparison.new.card
    if old.fonts != new.fonts:
        yield Origin.FONT
    if old.templates != new.templates:
        yield Origin.TEMPLATE
    if (old.code, old.program, old.libraries) != (new.code, new.program, new.libraries):
        yield Origin.PROGRAM
