"""From two sides to what differs, and from a build to what is accepted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reporter.build import archived
from reporter.deliveries.editions import edition_names
from reporter.deliveries.publishing import publish_file
from reporter.diff.compare import compare
from reporter.diff.words import print_comparison
from reporter.errors import ArchiveError
from reporter.page.archive import SCHEMA_VERSION
from reporter.page.archive_file import check_schema, parse_archive
from reporter.page.files import FILES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reporter.diff.changes import Comparison
    from reporter.diff.words import PrintedChange, PrintedComparison
    from reporter.page.archive import Archive
    from reporter.project import Project

    Parts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What was approved, with the approvals so far, oldest first.

    ``annex`` is the archive as JSON data: what a single approval is written into.
    """

    archive: Archive
    annex: Mapping[str, Any]
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
    return parse_accepted(read_archive_text(path), f"{path.parent.name}/{path.name}")


def parse_accepted(text: str, name: str) -> Accepted:
    """Read the text of an accepted file. Raises ArchiveError."""
    try:
        parts = json.loads(text)
        check_schema(parts, name)
        annex, approvals = parts["annex"], tuple(dict(one) for one in parts["approvals"])
    except (ValueError, KeyError, TypeError) as error:
        message = (
            f"{name}: found no sound file of an accepted annex (at {error!r}); restore it from "
            "version control, or accept the edition again after removing it"
        )
        raise ArchiveError(message) from error
    archive = parse_archive(json.dumps(annex), name)
    return Accepted(archive=archive, annex=annex, approvals=approvals)


def read_archive_text(path: Path) -> str:
    """Read a JSON file as text. Raises ArchiveError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8 text"
        message = f"{path}: cannot be read ({reason}), expected an annex.json as build writes it"
        raise ArchiveError(message) from error


OF_A_FIGURE = ("printed", "rounded", "exact", "absence", "expression", "notes")
"""What a single approval takes over of a figure, in every place where it stands."""


def render_accepted(annex: Parts, approvals: Sequence[Parts]) -> str:
    """Write an accepted annex with its approvals, oldest first."""
    parts = {
        "schema": SCHEMA_VERSION,
        "edition": annex["edition"],
        "approvals": list(approvals),
        "annex": annex,
    }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def approval(
    date: str, reason: str, annex: Parts, changes: Sequence[PrintedChange], *, whole: bool
) -> Parts:
    """Record one approval: of the whole annex, or of the changes named alone."""
    return {
        "date": date,
        "reason": reason,
        "fingerprint": annex["fingerprint"],
        "whole": whole,
        "changes": [
            {
                "class": one.kind,
                "indicator": one.indicator,
                "old": one.old,
                "new": one.new,
                "places": list(one.places),
            }
            for one in changes
        ],
    }


def with_figures(accepted: Parts, built: Parts, indicators: Collection[str]) -> Parts:
    """Take single figures over from what was built; all else stays as it was accepted.

    Raises ArchiveError for a figure that does not stand at the same places in both.
    """
    taken = json.loads(json.dumps(accepted))
    for indicator in indicators:
        here, there = dict(_cells(taken, indicator)), dict(_cells(built, indicator))
        if not there:
            message = (
                f"{indicator}: found no such figure in what is built now, expected an indicator "
                "as reporter diff --format json names it"
            )
            raise ArchiveError(message)
        if here.keys() != there.keys():
            message = (
                f"{indicator}: found at other places in what was accepted than in what is built, "
                "expected a figure that both hold; accept the whole edition instead"
            )
            raise ArchiveError(message)
        for place, cell in here.items():
            cell |= {name: there[place][name] for name in OF_A_FIGURE if name in there[place]}
            cell["inputs"] = _inputs(there[place], built)
    return dict(taken)


def _cells(annex: Parts, indicator: str) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
    for table in annex["tables"]:
        for cell in table["cells"]:
            if cell["indicator"] == indicator:
                yield (table["name"], cell["row"], cell["column"]), cell
    for name, cell in annex["prose"].items():
        if cell["indicator"] == indicator:
            yield ("", name, ""), cell


def _inputs(cell: Parts, annex: Parts) -> dict[str, str]:
    """Give the delivered amounts of one figure: its own, as the annex has others now."""
    names = {name for term in cell["expression"] or () for name in term[1:] if name}
    return {name: annex["quantities"][name]["amount"] for name in sorted(names)}


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
