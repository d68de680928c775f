"""The differences between two annexes as one HTML file, to be read on screen and on paper."""

from __future__ import annotations

import math
import re
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from reporter.diff.changes import ChangeClass, Origin
from reporter.page.archive import PROSE
from reporter.page.html import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.diff.words import (
        PrintedChange,
        PrintedComparison,
        PrintedPageChange,
        PrintedTextChange,
    )
    from reporter.project import Templates

SIGNS = {
    ChangeClass.REVISED: "≠",
    ChangeClass.NEW: "+",
    ChangeClass.DROPPED: "–",
    ChangeClass.ROUNDING: "≈",
    ChangeClass.FORMAT: "¶",
    ChangeClass.NOTE: "*",
    ChangeClass.ORDER: "↕",
}
"""A sign before the word of each class, for who skims the column."""
CAPTION = re.compile(r"(?P<label>Tabel (?P<number>\d+)) ?(?P<title>.*)", re.DOTALL)
RUNNING_TEXT = "Lopende tekst"


class Caption(NamedTuple):
    """What a table is called, in the order of the annex; running text comes after all tables."""

    number: float
    label: str
    title: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Take ``Tabel 1 Extra banen`` apart."""
        found = CAPTION.fullmatch(text)
        if not found:
            return cls(math.inf, RUNNING_TEXT if text == PROSE else text, "")
        return cls(int(found["number"]), found["label"], found["title"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A changed figure: ``what`` within its table, ``also`` the other places where it stands."""

    sign: str
    what: str
    also: tuple[str, ...]
    change: PrintedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The changed figures of one table."""

    anchor: str
    label: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A changed text with where it stands."""

    where: str
    change: PrintedTextChange
    unexplained: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One side of a changed zone; sizes are in pixels, as text, and empty without a source."""

    caption: str
    alt: str
    source: str
    width: str
    height: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A changed zone with its pictures, the old one first."""

    name: str
    reason: str
    unexplained: bool
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the template shows; ``zones`` is None where no pages were compared."""

    comparison: PrintedComparison
    empty: bool
    counts: tuple[tuple[str, str], ...]
    unexplained: str
    groups: tuple[Group, ...]
    texts: tuple[Text, ...]
    zones: tuple[Zone, ...] | None


def render_report(
    comparison: PrintedComparison, pages: Sequence[PrintedPageChange] | None, templates: Templates
) -> str:
    """Write the report; ``pages`` is None where there were no two PDFs to compare.

    Raises PrintingError if a template is wrong.
    """
    origins = [*(one.origin for one in comparison.texts), *(one.origin for one in pages or ())]
    unexplained = origins.count(Origin.UNEXPLAINED)
    report = Report(
        comparison=comparison,
        empty=comparison.is_empty and not pages,
        counts=_counts(comparison, pages),
        unexplained=str(unexplained) if unexplained else "",
        groups=tuple(_groups(comparison)),
        texts=tuple(texts_with_places(comparison)),
        zones=None if pages is None else tuple(_zone(page) for page in pages),
    )
    return fill("verschillen.html.j2", templates, report=report)


def _counts(
    comparison: PrintedComparison, pages: Sequence[PrintedPageChange] | None
) -> tuple[tuple[str, str], ...]:
    counts = [*comparison.counts, ("niet veranderd", comparison.unchanged)]
    counts.append(("teksten veranderd", str(len(comparison.texts))))
    if pages is not None:
        counts.append(("delen van pagina's veranderd", str(len(pages))))
    return tuple(counts)


def _groups(comparison: PrintedComparison) -> Iterator[Group]:
    """Gather the figures by table, in the order of the annex; running text comes last."""
    tables: dict[str, list[PrintedChange]] = {}
    for change in comparison.changes:
        tables.setdefault(change.table, []).append(change)
    captions = _captions(comparison)
    for name in sorted(tables, key=lambda name: captions[name]):
        caption = captions[name]
        yield Group(
            anchor=f"cijfers-{name}",
            label=caption.label,
            title=caption.title,
            rows=tuple(_row(change, caption.label) for change in tables[name]),
        )


def _captions(comparison: PrintedComparison) -> dict[str, Caption]:
    """Give what each table is called; without captions, as the places of its figures say it."""
    said = {one.table: one.places[0].partition(", ")[0] for one in comparison.changes}
    return {name: Caption.of(text) for name, text in {**said, **comparison.captions}.items()}


def _row(change: PrintedChange, label: str) -> Row:
    first, *others = change.places
    inside = (f"{label}, ", f"{PROSE}, ")
    what = next((first[len(one) :] for one in inside if first.startswith(one)), first)
    return Row(
        sign=SIGNS[ChangeClass(change.kind)],
        what=what.replace("_", " "),
        also=tuple(place.replace("_", " ") for place in others),
        change=change,
    )


def texts_with_places(comparison: PrintedComparison) -> Iterator[Text]:
    """Give the changed texts, each with its place as a reader would find it."""
    captions = _captions(comparison)
    for change in comparison.texts:
        table, comma, line = change.place.partition(", ")
        label = captions[table].label if table in captions else table
        where = f"{label}{comma}{line}"
        yield Text(where=where, change=change, unexplained=change.origin == Origin.UNEXPLAINED)


def _zone(page: PrintedPageChange) -> Zone:
    sides = (("Oud", page.old_page, page.old_picture), ("Nieuw", page.new_page, page.new_picture))
    return Zone(
        name=page.zone,
        reason=page.reason,
        unexplained=page.origin == Origin.UNEXPLAINED,
        pictures=tuple(_picture(side, number, page.zone, png) for side, number, png in sides),
    )


def _picture(side: str, number: str, zone: str, png: bytes) -> Picture:
    if not png:
        return Picture(caption=f"{side}: staat er niet", alt="", source="", width="", height="")
    width, height = (int.from_bytes(png[place : place + 4], "big") for place in (16, 20))
    return Picture(
        caption=f"{side}: pagina {number}",
        alt=f"{zone}, {side.lower()}, pagina {number}; wat verschilt staat in een kader",
        source=f"data:image/png;base64,{b64encode(png).decode()}",
        width=str(width),
        height=str(height),
    )
