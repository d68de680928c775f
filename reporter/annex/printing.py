"""Print a whole annex: tables numbered in order, prose figures, colophon."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.annex.explanation import ABSENT, figure
from reporter.annex.indicator import JOB_NORM, Absence
from reporter.annex.notes import Remark, marks, number_notes, remark_sums
from reporter.annex.numbers import date, number
from reporter.annex.printed import (
    Colophon,
    NoteMark,
    PrintedAnnex,
    PrintedCell,
    PrintedLine,
    PrintedNorm,
    PrintedTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.annex.compose import Annex, FilledTable
    from reporter.annex.delivered import Deliveries
    from reporter.annex.printed import Note
    from reporter.annex.tables import Line

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


def print_annex(annex: Annex, version: str) -> PrintedAnnex:
    """Print every figure of an annex; ``version`` is the program's, for the colophon."""
    return PrintedAnnex(
        edition=annex.edition,
        title=annex.edition.title,
        year=str(annex.edition.year),
        measurement=annex.measurement,
        tables=tuple(
            print_table(filled, position, annex.deliveries)
            for position, filled in enumerate(annex.tables, start=1)
        ),
        left_out=annex.left_out,
        prose={
            name: figure(amount, annex.deliveries)
            for name, amount in annex.prose.items()
            if amount.exact is not None
        },
        norm=PrintedNorm(
            week=number(JOB_NORM.week, decimals=1),
            december=number(JOB_NORM.december, decimals=2),
            year=number(JOB_NORM.year),
        ),
        colophon=Colophon(
            edition=annex.edition.name,
            date=date(annex.edition.date) if annex.edition.date else "",
            fingerprint=annex.deliveries.fingerprint,
            version=version,
        ),
        deliveries=annex.deliveries,
    )
