"""What differs between two annexes, in the form somebody asked for: load, compare, say."""

from __future__ import annotations

import math
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reporter.deliveries.sheet import csv_text, harmless
from reporter.diff.accept import Side, accepted_side, sides
from reporter.diff.changes import Change, ChangeClass, Comparison, Origin, PageChange, TextChange
from reporter.diff.compare import compare
from reporter.errors import ReporterError, suggestion
from reporter.page.archive import PROSE, Archive, write_json
from reporter.page.html import fill

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reporter.project import Project, Templates

    View = dict[str, object]
    """What the template shows of one thing, by the names it uses; texts only."""

TEXT = "text"
"""The class under which changed words stand beside changed figures."""
CLASSES = (*ChangeClass, TEXT)


class Report(NamedTuple):
    """What was found in the form asked for, and whether both sides are the same."""

    content: bytes
    same: bool


def report(old: str, new: str, project: Project, form: str = "text", only: str = "") -> Report:
    """Compare two sides and say what differs: as text, html, json, csv, ods or erratum.

    ``only`` names classes with commas between. Raises ReporterError.
    """
    classes = _classes(only)
    before, after = sides(old, new, project)
    whole = compare(before.archive, after.archive)
    found = _kept(whole, classes)
    if form == "html":
        names, pages = (before.name, after.name), _pages(whole, before, after)
        html = render_report(found, names, pages, project.templates)
        return Report(html.encode(errors="replace"), same=found.is_empty and not pages)
    if form == "erratum":
        accepted = accepted_side(after.archive.edition, project).archive
        said = _joined(_erratum(_agreed(found, accepted), before.archive.title))
        return Report(said, same=found.is_empty)
    return Report(_content(found, form), same=found.is_empty)


def _classes(only: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in only.split(",") if name.strip())
    for name in names:
        if name not in CLASSES:
            message = (
                f'--only: found "{name}", expected classes of {", ".join(CLASSES)}. '
                f"{suggestion(name, CLASSES)}"
            )
            raise ReporterError(message.rstrip())
    return names


def _kept(whole: Comparison, classes: Collection[str]) -> Comparison:
    """Keep the classes somebody asked for; all of them if none was named."""
    if not classes:
        return whole
    return replace(
        whole,
        figures=tuple(change for change in whole.figures if change.kind in classes),
        texts=whole.texts if TEXT in classes else (),
    )


def _pages(found: Comparison, old: Side, new: Side) -> tuple[PageChange, ...] | None:
    """Compare the pages where both sides have been printed; None where one has not."""
    if old.pdf is None or new.pdf is None:
        return None
    from reporter.diff.pages import page_changes  # noqa: PLC0415 - loads what reads and draws PDFs

    names = (str(old.pdf), str(new.pdf))
    return page_changes(old.pdf.read_bytes(), new.pdf.read_bytes(), found, names)


def _content(found: Comparison, form: str) -> bytes:
    if form == "text":
        return _joined(lines(found))
    if form == "json":
        return _json(found)
    table = _rows(found)
    if form == "ods":
        from reporter.page.spreadsheet import render_rows  # noqa: PLC0415 - 0,1 s to load

        return render_rows("Verschillen", table)
    return csv_text([harmless(cell) for cell in row] for row in table).encode("utf-8-sig")


def _joined(said: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in said).encode()


def lines(found: Comparison) -> Iterator[str]:
    """Say what changed, what parliament reads first at the top."""
    for headline in found.headlines:
        yield f"! {headline.turn}: {headline.indicator.key} ({headline.old} -> {headline.new})"
    for change in found.figures:
        yield _figure_line(change)
    for text in found.texts:
        yield f"{text.kind} of {text.place or 'annex'} [{text.origin}]: {_changed_words(text)}"
    yield (
        f"{len(found.figures)} figures changed, {found.unchanged} did not; "
        f"{len(found.texts)} texts changed"
    )


def _figure_line(change: Change) -> str:
    line = f"{change.kind}: {'; '.join(change.labels)}: {change.old or '(none)'} -> "
    line += change.new or "(none)"
    if change.move:
        line += f" ({change.move})"
    return f"{line}; {', '.join(change.causes)}" if change.causes else line


def _changed_words(text: TextChange) -> str:
    """Show only the words that changed, as a word diff does; whole if one side is empty."""
    signs = {"old": ("[-", "-]"), "new": ("{+", "+}")}
    runs = [(*signs[word.kind], word.text) for word in text.words if word.kind in signs]
    return " ".join(f"{before}{words}{behind}" for before, behind, words in runs)


def _json(found: Comparison) -> bytes:
    """Write a list of changes, figures first; a headline stands with its figure."""
    turns = {headline.indicator: headline.turn for headline in found.headlines}
    figures: list[dict[str, object]] = [
        {
            "class": change.kind,
            "indicator": change.indicator.key,
            "old": change.old or None,
            "new": change.new or None,
            "difference": change.move or None,
            "places": change.labels,
            "causes": change.causes,
            "headline": turns.get(change.indicator),
        }
        for change in found.figures
    ]
    texts: list[dict[str, object]] = [
        {
            "class": TEXT,
            "indicator": None,
            "old": text.old or None,
            "new": text.new or None,
            "kind": text.kind,
            "place": text.place,
            "origin": text.origin,
        }
        for text in found.texts
    ]
    return write_json([*figures, *texts])


COLUMNS = ("class", "indicator", "place", "old", "new", "difference", "cause", "comment")


def _rows(found: Comparison) -> Iterator[list[str]]:
    """Give a heading and one row for each change, for tables a colleague can comment on."""
    yield [*COLUMNS]
    for change in found.figures:
        places, causes = "; ".join(change.labels), "; ".join(change.causes)
        printed = (change.old or "", change.new or "", change.move)
        yield [change.kind, change.indicator.key, places, *printed, causes, ""]
    for text in found.texts:
        place = f"{text.kind} of {text.place}" if text.place else text.kind
        yield [TEXT, "", place, text.old or "", text.new or "", "", text.origin, ""]


def _agreed(found: Comparison, accepted: Archive) -> Iterator[Change]:
    """Keep the changes whose new figure is what was accepted."""
    for change in found.figures:
        agreed, now = (annex.figures.get(change.indicator) for annex in (accepted, found.new))
        if agreed and now and agreed[0].rounded == now[0].rounded:
            yield change


CORRECTED = frozenset({ChangeClass.REVISED, ChangeClass.ROUNDING, ChangeClass.FORMAT})
"""Classes of which the printed text of one figure changes."""


def _erratum(changes: Iterable[Change], title: str) -> Iterator[str]:
    """Draft an erratum in Dutch, one sentence for each place where a printed figure was wrong."""
    wrong = [
        (place, change.old, change.new)
        for change in changes
        if change.kind in CORRECTED and change.old != change.new
        for place in change.labels
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
    view: View = {
        "old": names[0],
        "new": names[1],
        "found": found,
        "empty": found.is_empty and not pages,
        "counts": list(_counts(found, pages)),
        "unexplained": str(unexplained) if unexplained else "",
        "unknown": Origin.UNEXPLAINED,
        "groups": list(_groups(found)),
        "zones": None if pages is None else [_zone(page) for page in pages],
    }
    return fill("verschillen.html.j2", templates, "", **view)


def _counts(found: Comparison, pages: Sequence[PageChange] | None) -> Iterator[tuple[str, str]]:
    kinds = Counter(change.kind for change in found.figures)
    for kind in ChangeClass:
        if kinds[kind]:
            yield kind.dutch, str(kinds[kind])
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
