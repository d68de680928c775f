"""An archived annex, read back from its JSON; refused as a whole if any of it is unsound."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reporter.errors import ArchiveError
from reporter.model.archive import (
    PROSE,
    SCHEMA_VERSION,
    Archive,
    ArchivedFigure,
    ArchivedTable,
    NoteSign,
    Occurrence,
    Place,
    RunCard,
    Term,
    TextBlock,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Parts = Mapping[str, Any]

EXACT = re.compile(r"-?\d+(?:/[1-9]\d*)?")


def parse_archive(text: str, name: str) -> Archive:
    """Read the text of an ``annex.json``; ``name`` tells the user which file it was.

    Raises ArchiveError for broken JSON, another schema, a figure that stands twice in one
    table, or one indicator with two values.
    """
    try:
        parts = json.loads(text)
    except ValueError as error:
        message = f"{name}: found broken JSON ({error}), expected an annex.json as build writes it"
        raise ArchiveError(message) from error
    check_schema(parts, name)
    try:
        return _archive(parts, name)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = (
            f"{name}: found no sound archive (at {error!r}), expected an annex.json as build "
            "writes it; build the edition again"
        )
        raise ArchiveError(message) from error


def check_schema(parts: object, name: str) -> None:
    """Refuse what is no archive, and an archive of a newer program."""
    schema = parts.get("schema") if isinstance(parts, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        message = f"{name}: found JSON that is no archive of an annex, expected a schema number"
        raise ArchiveError(message)
    if schema > SCHEMA_VERSION:
        message = (
            f"{name}: found schema {schema}, expected at most {SCHEMA_VERSION}; it was written "
            "by a newer reporter, use that one"
        )
        raise ArchiveError(message)


def _archive(parts: Parts, name: str) -> Archive:
    figures: dict[str, ArchivedFigure] = {}
    signatures: dict[str, str] = {}
    there: dict[str, list[Occurrence]] = {}
    seen: set[tuple[str, str]] = set()
    amounts = {key: exact(one["amount"]) for key, one in parts["quantities"].items()}
    for cell, occurrence in _occurrences(parts):
        figure = _figure(cell, amounts)
        known = figures.setdefault(figure.key, figure)
        twice = (occurrence.place.table, figure.key)
        if twice in seen and occurrence.place.table != PROSE:
            message = f"{name}: table {twice[0]} holds {figure.key} twice; expected it once"
            raise ArchiveError(message)
        if known is not figure and known[:-1] != figure[:-1]:
            message = f"{name}: found two values for {figure.key}, expected one"
            raise ArchiveError(message)
        seen.add(twice)
        there.setdefault(figure.key, []).append(occurrence)
        signatures[figure.key] = f"{signatures.get(figure.key, '')}{figure[4:7]}{occurrence}"
    return Archive(
        edition=str(parts["edition"]),
        year=int(parts["year"]),
        title=str(parts["title"]),
        date=parts.get("date"),
        tables={table["name"]: _table(table) for table in parts["tables"]},
        figures=figures,
        occurrences={key: tuple(found) for key, found in there.items()},
        signatures=signatures,
        text=tuple(TextBlock(**block) for block in parts["text"]),
        card=RunCard(**parts["card"]),
        left_out={one["name"]: one["reason"] for one in parts["left_out"]},
    )


def _occurrences(parts: Parts) -> Iterator[tuple[Parts, Occurrence]]:
    for table in parts["tables"]:
        for cell in table["cells"]:
            notes = tuple(NoteSign(note["kind"], note["detail"]) for note in cell["notes"])
            place = Place(table["name"], cell["row"], cell["column"])
            yield cell, Occurrence(place, cell["printed"], notes)
    for name, cell in parts["prose"].items():
        yield cell, Occurrence(Place(PROSE, name, ""), cell["printed"], ())


def _figure(cell: Parts, amounts: Mapping[str, str]) -> ArchivedFigure:
    key = cell["indicator"]
    measure, unit, year, rest = key.split("/", 3)
    terms = cell["expression"]
    return ArchivedFigure(
        key=key,
        measure=measure,
        year=year,
        kin=f"{measure}/{unit}/{rest}",
        exact=None if cell["exact"] is None else exact(cell["exact"]),
        rounded=None if cell["rounded"] is None else exact(cell["rounded"]),
        absence=cell["absence"],
        terms=[Term(*term) for term in terms] if terms else (),
        inputs=cell.get("inputs") or amounts,
    )


def exact(text: str) -> str:
    """Give back an exact number as text. Raises ValueError if it is none."""
    if not EXACT.fullmatch(text):
        message = f"{text!r} is no exact number"
        raise ValueError(message)
    return text


def _table(table: Parts) -> ArchivedTable:
    return ArchivedTable(
        name=table["name"],
        number=int(table["number"]),
        title=table["title"],
        rows={line["key"]: line["label"] for line in table["rows"]},
        columns={line["key"]: line["label"] for line in table["columns"]},
        notes=tuple(note["text"] for note in table["notes"]),
        legend=tuple(table["legend"]),
    )
