"""An archived annex, read back from its JSON; refused as a whole if any of it is unsound."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reporter.errors import ArchiveError
from reporter.page.archive import (
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
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.annex.expression import Expression
    from reporter.annex.printed import Figure, PrintedAnnex, PrintedCell, PrintedLine, PrintedTable

    Parts = Mapping[str, Any]

FORMULA_SIGNS = ("=", "+", "-", "@", "(", "\t", "\r")
"""A parenthesis makes no formula, but Excel reads (40.000) as less than nought."""


def render_json(annex: PrintedAnnex, text: Sequence[TextBlock], card: RunCard) -> str:
    """Write the archive: all that is needed to compare and explain an annex later."""
    return archive_text(archive_parts(annex, text, card))


def archive_text(parts: Mapping[str, object]) -> str:
    """Write the parts of an archive as ``annex.json`` has them."""
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def archive_parts(
    annex: PrintedAnnex, text: Sequence[TextBlock], card: RunCard
) -> dict[str, object]:
    """Give the archive before it is written; ``card`` says with what the annex was made."""
    used = {
        quantity
        for figure in _figures(annex)
        if figure.expression
        for factor, _ in figure.expression.terms
        for quantity in (factor.quantity, factor.key)
        if quantity is not None
    }
    return {
        "schema": SCHEMA_VERSION,
        "edition": annex.edition.name,
        "year": annex.edition.year,
        "title": annex.title,
        "date": annex.edition.date.isoformat() if annex.edition.date else None,
        "fingerprint": annex.deliveries.fingerprint,
        "card": asdict(card),
        "quantities": {
            quantity.key: {
                "amount": str(amount),
                "assumed": annex.deliveries.sources[quantity].assumed,
            }
            for quantity, amount in annex.deliveries.amounts.items()
            if quantity in used
        },
        "tables": [_table(table) for table in annex.tables],
        "prose": {name: _figure(figure) for name, figure in annex.prose.items()},
        "text": [asdict(block) for block in text],
        "left_out": [
            {"name": one.name, "title": one.title, "reason": one.reason} for one in annex.left_out
        ],
    }


def render_csv(annex: PrintedAnnex) -> str:
    """Write one line per cell, for whoever wants to compute with the figures.

    Numbers have an ASCII minus and no thousands sign; a text that a spreadsheet would take
    for a formula gets an apostrophe in front.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(
        ["tabel", "rij", "kolom", "indicator", "waarde", "exact", "gedrukt", "ontbreekt", "noten"]
    )
    for table in annex.tables:
        for row, cells in zip(table.rows, table.cells, strict=True):
            for column, cell in zip(table.columns, cells, strict=True):
                writer.writerow(_csv_line(table, row, column, cell))
    return target.getvalue()


def _csv_line(
    table: PrintedTable, row: PrintedLine, column: PrintedLine, cell: PrintedCell
) -> list[str]:
    figure = cell.figure
    return [
        table.label,
        harmless(row.label),
        harmless(column.label),
        figure.indicator.key,
        "" if figure.rounded is None else str(figure.rounded),
        "" if figure.exact is None else str(figure.exact),
        harmless(figure.text),
        figure.absence or "",
        " ".join(mark.mark for mark in cell.marks),
    ]


def harmless(text: str) -> str:
    """Keep a text from being read as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _figures(annex: PrintedAnnex) -> Iterator[Figure]:
    for table in annex.tables:
        for cells in table.cells:
            yield from (cell.figure for cell in cells)
    yield from annex.prose.values()


def _table(table: PrintedTable) -> dict[str, object]:
    return {
        "number": table.number,
        "name": table.name,
        "title": table.title,
        "columns": [_line(line) for line in table.columns],
        "rows": [_line(line) for line in table.rows],
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                **_figure(cell.figure),
                "notes": _signs(table, cell),
            }
            for cells in table.cells
            for cell in cells
        ],
        "notes": [
            {"mark": note.mark, "kind": note.kind, "text": note.text} for note in table.notes
        ],
        "legend": list(table.legend),
    }


def _line(line: PrintedLine) -> dict[str, object]:
    return {"key": line.key, "label": line.label, "notes": _marks(line)}


def _signs(table: PrintedTable, cell: PrintedCell) -> list[dict[str, str]]:
    """Write the notes of a cell with what each says of this cell alone."""
    return [
        {"mark": note.mark, "kind": note.kind, "detail": link.detail}
        for note in table.notes
        for link in note.backlinks
        if link.anchor == cell.anchor
    ]


def _marks(place: PrintedCell | PrintedLine) -> list[str]:
    return [mark.mark for mark in place.marks]


def _figure(figure: Figure) -> dict[str, object]:
    what = figure.indicator
    return {
        "indicator": what.key,
        "measure": what.measure,
        "unit": what.unit,
        "year": what.year,
        "sector": what.sector,
        "form": what.form,
        "group": what.group,
        "printed": figure.text,
        "rounded": None if figure.rounded is None else str(figure.rounded),
        "exact": None if figure.exact is None else str(figure.exact),
        "absence": figure.absence,
        "expression": _expression(figure.expression),
    }


def _expression(expression: Expression | None) -> list[list[str | None]] | None:
    """Write each term as coefficient, quantity and key."""
    if expression is None:
        return None
    return [
        [str(coefficient), factor.quantity.key, factor.key.key if factor.key else None]
        for factor, coefficient in expression.terms
    ]


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
        figure = _figure_archive(cell, amounts)
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
        tables={table["name"]: _table_archive(table) for table in parts["tables"]},
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


def _figure_archive(cell: Parts, amounts: Mapping[str, str]) -> ArchivedFigure:
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


def _table_archive(table: Parts) -> ArchivedTable:
    return ArchivedTable(
        name=table["name"],
        number=int(table["number"]),
        title=table["title"],
        rows={line["key"]: line["label"] for line in table["rows"]},
        columns={line["key"]: line["label"] for line in table["columns"]},
        notes=tuple(note["text"] for note in table["notes"]),
        legend=tuple(table["legend"]),
    )
