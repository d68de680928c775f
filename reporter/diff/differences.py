"""What differs between two annexes, in the form somebody asked for: load, compare, say."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reporter.diff.accept import Side, accepted_side, sides
from reporter.diff.changes import ChangeClass
from reporter.diff.compare import compare
from reporter.diff.pages import page_changes
from reporter.diff.report_page import render_report
from reporter.errors import ReporterError, suggestion
from reporter.page.files import harmless

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reporter.diff.changes import Change, Comparison, PageChange, TextChange
    from reporter.project import Project

TEXT = "text"
"""The class under which changed words are told beside changed figures."""
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
        pages = _pages(whole, before, after)
        names = (before.name, after.name)
        html = render_report(found, names, pages, project.templates)
        return Report(html.encode(), same=found.is_empty and not pages)
    if form == "erratum":
        accepted = accepted_side(after.archive.edition, project).archive
        agreed = [
            change
            for change in found.figures
            if change.indicator in accepted.figures
            and accepted.figures[change.indicator][0].rounded
            == after.archive.figures[change.indicator][0].rounded
        ]
        content = _joined(erratum(agreed, before.archive.title))
    else:
        content = _content(found, form)
    return Report(content, same=found.is_empty)


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
    names = (str(old.pdf), str(new.pdf))
    return page_changes(old.pdf.read_bytes(), new.pdf.read_bytes(), found, names)


def _content(found: Comparison, form: str) -> bytes:
    if form == "json":
        return render_changes_json(found).encode()
    if form == "csv":
        return render_changes_csv(found).encode("utf-8-sig")
    if form == "ods":
        from reporter.page.spreadsheet import render_rows  # noqa: PLC0415 - 0,1 s to load

        return render_rows("Verschillen", rows(found))
    return _joined(lines(found))


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


def render_changes_json(found: Comparison) -> str:
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
    return json.dumps([*figures, *texts], ensure_ascii=False, indent=1) + "\n"


def render_changes_csv(found: Comparison) -> str:
    """Write the rows; no text can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows(found))
    return target.getvalue()


COLUMNS = ("class", "indicator", "place", "old", "new", "difference", "cause", "comment")


def rows(found: Comparison) -> Iterator[list[str]]:
    """Give a heading and one row for each change, for tables a colleague can comment on."""
    yield [*COLUMNS]
    for change in found.figures:
        places, causes = "; ".join(change.labels), "; ".join(change.causes)
        printed = (change.old or "", change.new or "", change.move)
        yield [change.kind, change.indicator.key, places, *printed, causes, ""]
    for text in found.texts:
        place = f"{text.kind} of {text.place}" if text.place else text.kind
        yield [TEXT, "", place, text.old or "", text.new or "", "", text.origin, ""]


CORRECTED = frozenset({ChangeClass.REVISED, ChangeClass.ROUNDING, ChangeClass.FORMAT})
"""Classes of which the printed text of one figure changes."""


def erratum(changes: Iterable[Change], title: str) -> Iterator[str]:
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
