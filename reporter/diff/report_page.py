"""The differences between two annexes as one HTML file, to be read on screen and on paper."""

from __future__ import annotations

import math
from base64 import b64encode
from collections import Counter
from typing import TYPE_CHECKING

from reporter.diff.changes import CLASSES, Origin
from reporter.page.archive import PROSE
from reporter.page.html import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.diff.changes import Change, Comparison, PageChange
    from reporter.project import Templates

    View = dict[str, object]
    """What the template shows of one thing, by the names it uses; texts only."""


def render_report(
    found: Comparison,
    names: tuple[str, str],
    pages: Sequence[PageChange] | None,
    templates: Templates,
) -> str:
    """Write the report; ``names`` are what the user called both sides.

    ``pages`` is None where there were no two PDFs to compare. Raises PrintingError if a template
    is wrong.
    """
    origins = [text.origin for text in found.texts] + [page.origin for page in pages or ()]
    unexplained = origins.count(Origin.UNEXPLAINED)
    return fill(
        "verschillen.html.j2",
        templates,
        old=names[0],
        new=names[1],
        found=found,
        empty=found.is_empty and not pages,
        counts=list(_counts(found, pages)),
        unexplained=str(unexplained) if unexplained else "",
        unknown=Origin.UNEXPLAINED,
        groups=list(_groups(found)),
        zones=None if pages is None else [_zone(page) for page in pages],
    )


def _counts(found: Comparison, pages: Sequence[PageChange] | None) -> Iterator[tuple[str, str]]:
    kinds = Counter(change.kind for change in found.figures)
    for kind, (_, word) in CLASSES.items():
        if kinds[kind]:
            yield word, str(kinds[kind])
    yield "niet veranderd", str(found.unchanged)
    yield "teksten veranderd", str(len(found.texts))
    if pages is not None:
        yield "delen van pagina's veranderd", str(len(pages))


def _groups(found: Comparison) -> Iterator[View]:
    """Gather the figures by table, in the order of the annex; running text comes last."""
    captions = {PROSE: (math.inf, "Lopende tekst", "")} | {
        name: (table.number, table.label, table.title)
        for name, table in {**found.old.tables, **found.new.tables}.items()
    }
    names = {change.places[0].table for change in found.figures}
    for name in sorted(names, key=lambda name: captions[name]):
        _, label, title = captions[name]
        there = [change for change in found.figures if change.places[0].table == name]
        yield {
            "anchor": f"cijfers-{name}",
            "label": label,
            "title": title,
            "rows": [_row(change, label) for change in there],
        }


def _row(change: Change, label: str) -> View:
    """Name a figure within its table; ``also`` are the other places where it stands."""
    what, *also = (place.replace("_", " ") for place in change.labels)
    what = what.removeprefix(f"{label}, ").removeprefix(f"{PROSE}, ")
    return {"what": what, "also": also, "change": change}


def _zone(page: PageChange) -> View:
    sides = (("Oud", page.old_page, page.old_picture), ("Nieuw", page.new_page, page.new_picture))
    pictures = [_picture(side, number, page.zone, png) for side, number, png in sides]
    return {"name": page.zone, "origin": page.origin, "pictures": pictures}


def _picture(side: str, number: int | None, zone: str, png: bytes) -> View:
    """Show one side of a zone; the size of a PNG stands at the start of it, in pixels."""
    if not png:
        return {"caption": f"{side}: staat er niet", "source": ""}
    width, height = (int.from_bytes(png[place : place + 4], "big") for place in (16, 20))
    return {
        "caption": f"{side}: pagina {number}",
        "alt": f"{zone}, {side.lower()}, pagina {number}; wat verschilt staat in een kader",
        "source": f"data:image/png;base64,{b64encode(png).decode()}",
        "width": str(width),
        "height": str(height),
    }
