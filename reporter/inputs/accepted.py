"""The approved annex of an edition, read back from ``output/accepted/<edition>.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporter.errors import ArchiveError
from reporter.inputs.archive import check_schema, parse_archive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.model.archive import Archive


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
