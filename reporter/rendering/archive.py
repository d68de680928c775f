"""The annex as data: ``annex.json`` (schema in annex.schema.json) and ``annex.csv``."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from reporter.model.archive import SCHEMA_VERSION
from reporter.rendering.wording import text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.model.archive import RunCard
    from reporter.model.expression import Expression
    from reporter.model.printed import Figure, PrintedAnnex, PrintedCell, PrintedLine, PrintedTable

FORMULA_SIGNS = ("=", "+", "-", "@", "(", "\t", "\r")
"""A parenthesis makes no formula, but Excel reads (40.000) as less than nought."""


def render_json(annex: PrintedAnnex, html: str, card: RunCard) -> str:
    """Write the archive: all that is needed to compare and explain an annex later."""
    return archive_text(archive_parts(annex, html, card))


def archive_text(parts: Mapping[str, object]) -> str:
    """Write the parts of an archive as ``annex.json`` has them."""
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def archive_parts(annex: PrintedAnnex, html: str, card: RunCard) -> dict[str, object]:
    """Give the archive before it is written.

    ``html`` is the page it was printed from, for its running text; ``card`` says with what.
    """
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
        "text": [asdict(block) for block in text_blocks(html)],
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
