"""What was accepted of an edition, and the two sides of a comparison, which it can be one of."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reporter.border import held, read_text_file
from reporter.build import archived
from reporter.deliveries.editions import edition_names
from reporter.deliveries.publishing import in_turn, publish_file
from reporter.diff.compare import compare
from reporter.errors import ArchiveError, ProjectError
from reporter.page.archive import (
    SCHEMA_VERSION,
    UNSOUND,
    archive_from,
    archive_parts,
    as_archive_error,
    placed,
    read_archive,
    write_json,
)
from reporter.page.files import FILES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from reporter.diff.changes import Comparison
    from reporter.page.archive import Archive, Place
    from reporter.project import Project

ACCEPTED = "accepted"
ARCHIVE, PDF = FILES["json"], FILES["pdf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: what the user called it, its archive, its PDF if it has one."""

    name: str
    archive: Archive
    pdf: Path | None = None


def sides(old: str, new: str, project: Project) -> tuple[Side, Side]:
    """Find both sides: an edition, an annex.json, a folder with one, or ``accepted``.

    ``accepted`` is what was accepted of the edition on the other side. Raises
    ArchiveError or UnknownEditionError.
    """
    if old == new == ACCEPTED:
        message = "both sides are accepted; name an edition, an annex.json or a folder as one"
        raise ArchiveError(message)
    if old == ACCEPTED:
        after = side(new, project)
        return accepted_side(after.archive.edition, project), after
    before = side(old, project)
    if new == ACCEPTED:
        return before, accepted_side(before.archive.edition, project)
    return before, side(new, project)


def accepted_side(edition: str, project: Project) -> Side:
    """Give what was accepted of an edition. Raises ArchiveError if nothing was."""
    archive = read_accepted(project.accepted_file(edition), edition).archive
    return Side(name=f"{edition} ({ACCEPTED})", archive=archive)


def side(name: str, project: Project) -> Side:
    """Find one side that is not ``accepted``. Raises ArchiveError if there is none."""
    path = Path(name)
    file = path / ARCHIVE if path.is_dir() else path
    try:
        editions = edition_names(project.data)
    except ProjectError:  # two files can be compared anywhere
        if not file.is_file():
            raise
        editions = ()
    if name in editions:
        return Side(name=name, archive=archived(name, project))
    if not file.is_file():
        message = (
            f"{name}: found no such edition, file, or folder with an {ARCHIVE}; expected one of "
            f"these or {ACCEPTED!r}. Editions: {', '.join(editions)}. "
            "A folder gets its archive from: reporter build EDITION --output FOLDER"
        )
        raise ArchiveError(message)
    pdf = file.with_name(PDF)
    archive = read_archive(read_text(file), name)
    return Side(name=name, archive=archive, pdf=pdf if pdf.is_file() else None)


@as_archive_error()
def read_text(path: Path) -> str:
    """Read a JSON file as text. Raises ArchiveError if it cannot be read."""
    return read_text_file(path, str(path), UNSOUND)[0]


class _Approval(Struct, forbid_unknown_fields=True):
    date: str
    reason: str
    fingerprint: str
    whole: bool
    changes: list[dict[str, str | list[str]]]


class _File(Struct, forbid_unknown_fields=True):
    schema: int
    edition: str
    approvals: list[_Approval]
    annex: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What was approved, with the approvals so far, oldest first, as their file has them."""

    archive: Archive
    approvals: tuple[Mapping[str, Any], ...]


def read_accepted(path: Path, edition: str) -> Accepted:
    """Read what was approved of an edition.

    Raises ArchiveError if nothing was, or the file is unsound.
    """
    if not path.is_file():
        message = (
            f"edition {edition}: found nothing accepted, expected {path.parent.name}/{path.name}. "
            f'Accept what is built now with: reporter accept {edition} --reason "…"'
        )
        raise ArchiveError(message)
    return parse_accepted(read_text(path), f"{path.parent.name}/{path.name}")


@as_archive_error()
def parse_accepted(text: str, name: str) -> Accepted:
    """Read the text of an accepted file. Raises ArchiveError."""
    parts = archive_parts(text, name)
    advice = "an accepted annex; restore it from version control, or remove it and accept it again"
    held(parts, _File, name, advice)
    return Accepted(archive=archive_from(parts["annex"], name), approvals=(*parts["approvals"],))


def write_accepted(accepted: Accepted) -> bytes:
    """Write an accepted annex with its approvals; ``parse_accepted`` gives the same back."""
    return write_json(
        {
            "schema": SCHEMA_VERSION,
            "edition": accepted.archive.edition,
            "approvals": accepted.approvals,
            "annex": accepted.archive.parts,
        }
    )


def unaccepted(built: Archive, project: Project) -> Comparison:
    """Compare an annex with what was accepted of it. Raises ArchiveError if nothing was."""
    return compare(accepted_side(built.edition, project).archive, built)


def accept(
    edition: str, reason: str, date: dt.date, project: Project, figures: Collection[str] = ()
) -> Comparison:
    """Keep what an edition is now as accepted, whole or these figures of it alone.

    ``figures`` are keys of indicators, as the file has them. Gives what changed by it; nothing
    is written when nothing changed. Raises ArchiveError for a figure that cannot be accepted
    alone.
    """
    path, built = project.accepted_file(edition), archived(edition, project)
    with in_turn(path.parent):  # of two approvals at once the second adds to the first
        return _accept(built, path, figures, {"date": date.isoformat(), "reason": reason})


def _accept(
    built: Archive, path: Path, figures: Collection[str], approval: Mapping[str, Any]
) -> Comparison:
    if path.is_file():
        before = read_accepted(path, built.edition)
    elif figures:
        message = f"edition {built.edition}: accept it whole once before single figures"
        raise ArchiveError(message)
    else:
        before = Accepted(archive=built, approvals=())
    annex = _with_figures(before.archive, built, figures) if figures else built
    found = compare(before.archive, annex)
    if not (path.is_file() and found.is_empty):
        changes = [
            {
                "class": change.kind,
                "indicator": change.indicator.key,
                "old": change.old or "",
                "new": change.new or "",
                "places": change.labels,
            }
            for change in found.figures
        ]
        about = {"fingerprint": annex.fingerprint, "whole": not figures, "changes": changes}
        approvals = (*before.approvals, {**approval, **about})
        publish_file(path, write_accepted(Accepted(archive=annex, approvals=approvals)))
    return found


def _with_figures(accepted: Archive, built: Archive, keys: Collection[str]) -> Archive:
    """Take single figures over from what was built; all else stays as it was accepted.

    Each brings the amounts it was computed from along, as the rest keeps others.
    """
    known = {indicator.key: indicator for indicator in built.figures}
    data = {(cell["indicator"], place): cell for place, cell in placed(built.parts)}
    taken: dict[tuple[str, Place], Mapping[str, Any]] = {}
    for key in keys:
        if key not in known:
            message = (
                f"{key}: found no such figure in what is built now, expected an indicator "
                "as reporter diff --format json names it"
            )
            raise ArchiveError(message)
        here, there = accepted.figures.get(known[key], ()), built.figures[known[key]]
        if {figure.place for figure in here} != {figure.place for figure in there}:
            message = (
                f"{key}: found at other places in what was accepted than in what is built, "
                "expected a figure that both hold; accept the whole edition instead"
            )
            raise ArchiveError(message)
        for figure in there:
            inputs = {name: built.amounts[name] for name in sorted(figure.quantities)}
            taken[key, figure.place] = {**data[key, figure.place], "inputs": inputs}
    parts = deepcopy(accepted.parts)
    for place, cell in placed(parts):
        cell.update(taken.get((cell["indicator"], place), {}))
    return archive_from(parts, ACCEPTED)
