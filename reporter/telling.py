"""Tell a comparison in the form somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporter.differences import Side, accepted_side, differences, sides
from reporter.errors import ReporterError, suggestion
from reporter.formatting import print_comparison
from reporter.model.change import ChangeClass
from reporter.rendering.changes import lines, render_changes_csv, render_changes_json, rows
from reporter.rendering.erratum import erratum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.model.change import Comparison
    from reporter.model.printed_change import PrintedComparison
    from reporter.project import Project

CLASSES = (*ChangeClass, "text")


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
    one, other = sides(old, new, project)
    found = differences(one, other, _classes(telling.only))
    told = print_comparison(found, one.name, other.name)
    if telling.erratum:
        content = _joined(erratum(_agreed(found, other, project, told), one.archive.title))
    else:
        content = _content(found, told, (one, other), project, telling.form)
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


def _content(
    found: Comparison,
    told: PrintedComparison,
    both: tuple[Side, Side],
    project: Project,
    form: str,
) -> bytes:
    if form == "json":
        return render_changes_json(told).encode()
    if form == "csv":
        return render_changes_csv(told).encode("utf-8-sig")
    if form == "ods":
        from reporter.rendering.spreadsheet import render_rows  # noqa: PLC0415 - 0,1 s to load

        return render_rows("Verschillen", rows(told))
    if form == "html":
        return _report(found, told, both, project)
    return _joined(lines(told))


def _report(
    found: Comparison, told: PrintedComparison, both: tuple[Side, Side], project: Project
) -> bytes:
    from reporter.formatting.pages import print_pages  # noqa: PLC0415 - only for the report
    from reporter.rendering.report import render_report  # noqa: PLC0415 - the same

    pages = print_pages(_pages(found, both))
    return render_report(told, pages, project.templates).encode()


def _joined(told: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in told).encode()
