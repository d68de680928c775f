"""Tell a comparison in the form somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporter.diff.accept import Side, accepted_side, differences, sides
from reporter.diff.changes import ChangeClass
from reporter.diff.lines import TEXT, erratum, lines, render_changes_csv, render_changes_json, rows
from reporter.diff.pages import page_changes
from reporter.diff.report import render_report
from reporter.diff.words import print_comparison, print_pages
from reporter.errors import ReporterError, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.diff.changes import Comparison
    from reporter.diff.words import PrintedComparison, PrintedPageChange
    from reporter.project import Project

CLASSES = (*ChangeClass, TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What to tell and how: classes with commas between, a form, an erratum instead."""

    only: str = ""
    form: str = "text"
    erratum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was found in the form asked for, and whether both sides are the same."""

    content: bytes
    same: bool


def tell(old: str, new: str, project: Project, telling: Telling) -> Told:
    """Compare two sides and tell what differs. Raises ReporterError."""
    classes = _classes(telling.only)
    both = sides(old, new, project)
    found = differences(*both)
    told = print_comparison(_kept(found, classes), both[0].name, both[1].name)
    if telling.erratum:
        agreed = _agreed(found, both[1], project, told)
        content = _joined(erratum(agreed, both[0].archive.title))
    elif telling.form == "html":
        pages = _pages(found, both)
        content = render_report(told, pages, project.templates).encode()
        return Told(content=content, same=told.is_empty and not pages)
    else:
        content = _content(told, telling.form)
    return Told(content=content, same=told.is_empty)


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


def _kept(whole: Comparison, classes: Sequence[str]) -> Comparison:
    """Keep the classes somebody asked for; all of them if none was named."""
    if not classes:
        return whole
    return replace(
        whole,
        figures=tuple(one for one in whole.figures if one.kind in classes),
        texts=whole.texts if TEXT in classes else (),
    )


def _agreed(
    found: Comparison, new: Side, project: Project, told: PrintedComparison
) -> PrintedComparison:
    """Keep the changes whose new figure is what was accepted."""
    accepted = accepted_side(new.archive.edition, project).archive.figures
    agreed = {
        change.indicator
        for change in found.figures
        if change.indicator in accepted
        and accepted[change.indicator].rounded == new.archive.figures[change.indicator].rounded
    }
    return replace(told, changes=tuple(one for one in told.changes if one.indicator in agreed))


def _pages(found: Comparison, both: tuple[Side, Side]) -> tuple[PrintedPageChange, ...] | None:
    """Compare the pages where both sides have been printed; None where one has not."""
    old, new = (one.pdf for one in both)
    if old is None or new is None:
        return None
    names = (str(old), str(new))
    return print_pages(page_changes(old.read_bytes(), new.read_bytes(), found, names))


def _content(told: PrintedComparison, form: str) -> bytes:
    if form == "json":
        return render_changes_json(told).encode()
    if form == "csv":
        return render_changes_csv(told).encode("utf-8-sig")
    if form == "ods":
        from reporter.page.spreadsheet import render_rows  # noqa: PLC0415 - 0,1 s to load

        return render_rows("Verschillen", rows(told))
    return _joined(lines(told))


def _joined(told: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in told).encode()
