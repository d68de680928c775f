"""From two sides to what differs, and from a build to what is accepted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.comparing import compare
from reporter.errors import ArchiveError
from reporter.formatting import print_comparison
from reporter.inputs import edition_names
from reporter.inputs.accepted import parse_accepted, read_accepted, read_archive_text
from reporter.inputs.archive import parse_archive
from reporter.pipeline import archived
from reporter.publishing import publish_file
from reporter.rendering.accepted import approval, render_accepted, with_figures
from reporter.rendering.files import FILES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from reporter.model.archive import Archive
    from reporter.model.change import Comparison
    from reporter.model.printed_change import PrintedComparison
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
        other = side(new, project)
        return accepted_side(other.archive.edition, project), other
    other = side(old, project)
    if new == ACCEPTED:
        return other, accepted_side(other.archive.edition, project)
    return other, side(new, project)


def accepted_side(edition: str, project: Project) -> Side:
    """Give what was accepted of an edition. Raises ArchiveError if nothing was."""
    archive = read_accepted(project.accepted / f"{edition}.json", edition).archive
    return Side(name=f"{edition} ({ACCEPTED})", archive=archive)


def side(name: str, project: Project) -> Side:
    """Find one side that is not ``accepted``. Raises ArchiveError if there is none."""
    if name in edition_names(project.data):
        return Side(name=name, archive=parse_archive(archived(name, project), name))
    path = Path(name)
    file = path / ARCHIVE if path.is_dir() else path
    if not file.is_file():
        message = (
            f"{name}: found no such edition, file, or folder with an {ARCHIVE}; expected one of "
            f"these or {ACCEPTED!r}. Editions: {', '.join(edition_names(project.data))}. "
            "A folder gets its archive from: reporter build EDITION --output FOLDER"
        )
        raise ArchiveError(message)
    text = read_archive_text(file)
    pdf = file.with_name(PDF)
    return Side(name=name, archive=_any_archive(text, name), pdf=pdf if pdf.is_file() else None)


def _any_archive(text: str, name: str) -> Archive:
    """Read an archive, also where it stands in a file of an accepted annex."""
    if '"approvals"' in text[:200]:
        return parse_accepted(text, name).archive
    return parse_archive(text, name)


def differences(old: Side, new: Side) -> Comparison:
    """Compare two sides."""
    return compare(old.archive, new.archive)


def unaccepted(edition: str, project: Project) -> PrintedComparison:
    """Compare what an edition is now with what was accepted of it."""
    old, new = sides(ACCEPTED, edition, project)
    return print_comparison(differences(old, new), old.name, new.name)


def accept(
    edition: str,
    reason: str,
    date: dt.date,
    project: Project,
    indicators: Collection[str] = (),
) -> PrintedComparison:
    """Keep what an edition is now as accepted, whole or these figures of it alone.

    Gives what changed by it; nothing is written when nothing changed. Raises ArchiveError
    for a figure that cannot be accepted alone.
    """
    path = project.accepted / f"{edition}.json"
    built_text = archived(edition, project)
    built, annex = parse_archive(built_text, edition), json.loads(built_text)
    if not path.is_file():
        if indicators:
            message = f"edition {edition}: accept it whole once before single figures"
            raise ArchiveError(message)
        told = print_comparison(compare(built, built), edition, edition)
        first = approval(date.isoformat(), reason, annex, (), whole=True)
        publish_file(path, render_accepted(annex, [first]).encode())
        return told
    before = read_accepted(path, edition)
    if indicators:
        annex = with_figures(before.annex, annex, indicators)
        built = parse_archive(json.dumps(annex), edition)
    told = print_comparison(compare(before.archive, built), ACCEPTED, edition)
    if not told.is_empty:
        record = approval(date.isoformat(), reason, annex, told.changes, whole=not indicators)
        publish_file(path, render_accepted(annex, [*before.approvals, record]).encode())
    return told
