"""Draft an erratum in Dutch: what stood in print, and what must stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.printed_change import PrintedComparison

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
