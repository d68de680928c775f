"""Print a filled table: anchors, figures, marks, notes and legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.formatting.figures import ABSENT, figure
from reporter.formatting.notes import Remark, marks, number_notes
from reporter.formatting.sums import remark_sums
from reporter.model.indicator import Absence
from reporter.model.printed import NoteMark, PrintedCell, PrintedLine, PrintedTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.model.annex import FilledTable
    from reporter.model.deliveries import Deliveries
    from reporter.model.printed import Note
    from reporter.model.table import Line

Cells = dict[tuple[int, int], PrintedCell]


def print_table(filled: FilledTable, number: int, deliveries: Deliveries) -> PrintedTable:
    """Print one table as number ``number`` of its annex."""
    anchor = f"tabel-{number}"
    cells = _cells(filled, anchor, deliveries)
    columns = _lines(filled.table.columns, f"{anchor}-k")
    rows = _lines(filled.table.rows, f"{anchor}-r")
    remarks = [*_concepts(filled.table.rows, rows, deliveries), *remark_sums(filled, cells)]
    notes = number_notes(anchor, remarks, _reading_order(columns, rows, cells))
    return PrintedTable(
        number=number,
        label=f"Tabel {number}",
        anchor=anchor,
        name=filled.table.name,
        title=filled.table.title,
        corner=filled.table.corner,
        columns=tuple(_marked_line(line, notes) for line in columns),
        rows=tuple(_marked_line(line, notes) for line in rows),
        cells=tuple(
            tuple(_marked_cell(cells[i, j], notes) for j in range(len(columns)))
            for i in range(len(rows))
        ),
        notes=notes,
        legend=tuple(_legend(cells)),
    )


def _cells(filled: FilledTable, anchor: str, deliveries: Deliveries) -> Cells:
    return {
        (i, j): PrintedCell(
            anchor=f"{anchor}-r{i + 1}k{j + 1}",
            row=row.key,
            column=column.key,
            figure=figure(
                filled.amounts[i][j],
                deliveries,
                signed=row.signed or column.signed,
                target=row.target or column.target,
            ),
        )
        for i, row in enumerate(filled.table.rows)
        for j, column in enumerate(filled.table.columns)
    }


def _lines(lines: Sequence[Line], stem: str) -> list[PrintedLine]:
    return [
        PrintedLine(
            anchor=f"{stem}{number}",
            key=line.key,
            label=line.label,
            total=bool(line.parts),
            target=line.target,
        )
        for number, line in enumerate(lines, start=1)
    ]


def _concepts(
    lines: Sequence[Line], printed: Sequence[PrintedLine], deliveries: Deliveries
) -> Iterator[Remark]:
    """Remark on each row whose word the code list explains."""
    listed = (*deliveries.groups, *deliveries.forms.values())
    explained = {concept.code: concept.note for concept in listed if concept.note}
    for line, place in zip(lines, printed, strict=True):
        if line.concept in explained:
            text = explained[line.concept]
            yield Remark(anchor=place.anchor, kind="begrip", text=text, back=line.label)


def _reading_order(
    columns: Sequence[PrintedLine], rows: Sequence[PrintedLine], cells: Cells
) -> list[str]:
    order = [column.anchor for column in columns]
    for i, row in enumerate(rows):
        order += [row.anchor, *(cells[i, j].anchor for j in range(len(columns)))]
    return order


def _marked_line(line: PrintedLine, notes: Sequence[Note]) -> PrintedLine:
    return replace(line, marks=_marks(notes, line.anchor))


def _marked_cell(cell: PrintedCell, notes: Sequence[Note]) -> PrintedCell:
    return replace(cell, marks=_marks(notes, cell.anchor))


def _marks(notes: Sequence[Note], anchor: str) -> tuple[NoteMark, ...]:
    return tuple(NoteMark(anchor=note.anchor, mark=note.mark) for note in marks(notes, anchor))


def _legend(cells: Mapping[tuple[int, int], PrintedCell]) -> Iterator[str]:
    """Explain each sign that stands for an empty place, where it is used."""
    absent = [cell.figure for cell in cells.values() if cell.figure.absence]
    years = {str(one.indicator.year) for one in absent if one.absence is Absence.NOT_DELIVERED}
    if years:
        yield (
            f"{ABSENT[Absence.NOT_DELIVERED]} betekent: niet beschikbaar. Voor "
            f"{_listed(sorted(years))} zijn deze gegevens niet geleverd. "
            "Het betekent niet dat het aantal nul is."
        )
    if any(one.absence is Absence.NOT_APPLICABLE for one in absent):
        yield (
            f"{ABSENT[Absence.NOT_APPLICABLE]} betekent: niet van toepassing. Voor de nulmeting "
            "is geen doelstelling afgesproken."
        )


def _listed(words: Sequence[str]) -> str:
    """Write ``2018``, ``2018 en 2019`` or ``2017, 2018 en 2019``."""
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))
