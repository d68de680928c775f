"""Print a whole annex: tables numbered in order, their notes and legends, the figures of its text.

Notes remark on printed totals exactly where print does not add up, and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reporter.annex.indicator import JOB_NORM, Absence
from reporter.annex.numbers import date, number
from reporter.annex.printed import ABSENT, PrintedAnnex, PrintedCell, PrintedTable, figure
from reporter.annex.tables import Backlink, Note
from reporter.errors import RoundingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.annex.compose import Annex, FilledTable
    from reporter.annex.delivered import Deliveries
    from reporter.annex.tables import Heading

Cells = tuple[tuple[PrintedCell, ...], ...]
Remark = tuple[str, str, Backlink]
"""What is to be noted at one place: the kind and text of the note, and the way back from it."""


def print_annex(annex: Annex, version: str) -> PrintedAnnex:
    """Print every figure of an annex; ``version`` is the program's, for the colophon."""
    edition = annex.edition
    return PrintedAnnex(
        edition=edition,
        title=edition.title,
        year=str(edition.year),
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
        norm={
            "week": number(JOB_NORM.week, decimals=1),
            "december": number(JOB_NORM.december, decimals=2),
            "year": number(JOB_NORM.year),
        },
        colophon={
            "edition": edition.name,
            "date": date(edition.date) if edition.date else "",
            "fingerprint": annex.deliveries.fingerprint,
            "version": version,
        },
        deliveries=annex.deliveries,
    )


def print_table(filled: FilledTable, number: int, deliveries: Deliveries) -> PrintedTable:
    """Print one table as number ``number`` of its annex."""
    table, anchor = filled.table, f"tabel-{number}"
    columns, rows = _lines(table.columns, f"{anchor}-k"), _lines(table.rows, f"{anchor}-r")
    cells = _cells(filled, anchor, deliveries)
    remarks = [*_concepts(rows, deliveries), *_sums(filled, cells)]
    in_rows = (
        [row.anchor, *(cell.anchor for cell in of_row)]
        for row, of_row in zip(rows, cells, strict=True)
    )
    order = [*(column.anchor for column in columns), *chain.from_iterable(in_rows)]
    notes = number_notes(anchor, remarks, order)
    return PrintedTable(
        number=number,
        label=f"Tabel {number}",
        anchor=anchor,
        name=table.name,
        title=table.title,
        corner=table.corner,
        columns=tuple(replace(line, marks=marks(notes, line.anchor)) for line in columns),
        rows=tuple(replace(line, marks=marks(notes, line.anchor)) for line in rows),
        cells=tuple(
            tuple(replace(cell, marks=marks(notes, cell.anchor)) for cell in of_row)
            for of_row in cells
        ),
        notes=notes,
        legend=tuple(_legend(cells)),
    )


def _lines(lines: Sequence[Heading], stem: str) -> list[Heading]:
    return [replace(line, anchor=f"{stem}{number}") for number, line in enumerate(lines, start=1)]


def _cells(filled: FilledTable, anchor: str, deliveries: Deliveries) -> Cells:
    return tuple(
        tuple(
            PrintedCell(
                anchor=f"{anchor}-r{i}k{j}",
                row=row.key,
                column=column.key,
                figure=figure(
                    amount,
                    deliveries,
                    signed=row.signed or column.signed,
                    target=row.target or column.target,
                ),
            )
            for j, (column, amount) in enumerate(zip(filled.table.columns, amounts, strict=True), 1)
        )
        for i, (row, amounts) in enumerate(zip(filled.table.rows, filled.amounts, strict=True), 1)
    )


def _concepts(rows: Sequence[Heading], deliveries: Deliveries) -> Iterator[Remark]:
    """Remark on each row whose word the code list explains."""
    listed = (*deliveries.groups, *deliveries.forms.values())
    explained = {concept.code: concept.note for concept in listed if concept.note}
    for row in rows:
        if row.concept in explained:
            yield "begrip", explained[row.concept], Backlink(anchor=row.anchor, text=row.label)


def _sums(filled: FilledTable, cells: Cells) -> Iterator[Remark]:
    """Remark on each printed total that differs from its printed parts.

    Raises RoundingError if the difference is more than rounding can explain: each of n
    parts and the total is off by at most a half, so together at most (n + 1) / 2.
    """
    for total in filled.sums:
        cell = cells[total.place[0]][total.place[1]]
        whole = cell.figure.rounded
        parts = [cells[i][j].figure.rounded for i, j in total.parts]
        known = [part for part in parts if part is not None]
        printed_sum = sum(known, Fraction(0))
        if whole is None or len(known) != len(parts) or printed_sum == whole:
            continue
        most = Fraction(len(parts) + 1, 2)
        place = Backlink(anchor=cell.anchor, text=cell.figure.text)
        if total.overlap:
            yield "uniek", _overlap(printed_sum, whole), place
        elif abs(printed_sum - whole) > most:
            message = (
                f"table {filled.table.name}, {cell.figure.indicator.key}: found a printed total "
                f"of {whole} beside parts that add to {printed_sum}, expected a difference of at "
                f"most {most}; rounding cannot explain this, so a figure is wrong"
            )
            raise RoundingError(message)
        else:
            detail = f"som in de {'kolom' if total.down else 'rij'}: {number(printed_sum)}"
            yield "afronding", ROUNDING, replace(place, detail=detail)


ROUNDING = (
    "Elk getal is los afgerond op een heel getal. Daardoor is dit totaal niet precies gelijk "
    "aan de som van de afgeronde delen:"
)


def _overlap(printed_sum: Fraction, whole: Fraction) -> str:
    """Say both numbers and the reason; the difference is a growth, as all figures here are."""
    return (
        f"In dit totaal telt iedereen één keer mee. Het aantal unieke personen is "
        f"{_moved(whole)}; de delen tellen op tot {number(printed_sum)}. "
        "Sommige mensen hebben namelijk zowel een formeel "
        "dienstverband als werk via een inleenverband of detachering. Die mensen staan in twee "
        f"rijen. Hun aantal is sinds de nulmeting {_moved(printed_sum - whole)}."
    )


def _moved(growth: Fraction) -> str:
    return f"met {number(abs(growth))} {'afgenomen' if growth < 0 else 'toegenomen'}"


def number_notes(
    table: str, remarks: Iterable[Remark], reading_order: Sequence[str]
) -> tuple[Note, ...]:
    """Make one note of each text and letter them a, b, c in the order of their first marks.

    ``reading_order`` lists the anchors of the table from its first head to its last cell.
    """
    order = {anchor: position for position, anchor in enumerate(reading_order)}
    notes: dict[str, Note] = {}
    for kind, text, place in sorted(remarks, key=lambda remark: order[remark[-1].anchor]):
        mark = _letters(len(notes))
        new = Note(anchor=f"{table}-noot-{mark}", mark=mark, kind=kind, text=text, backlinks=())
        note = notes.get(text, new)
        notes[text] = replace(note, backlinks=(*note.backlinks, place))
    return tuple(notes.values())


def _letters(number: int) -> str:
    """Letter notes a to z, then aa, ab and on."""
    rest, letter = divmod(number, len(ascii_lowercase))
    return (_letters(rest - 1) if rest else "") + ascii_lowercase[letter]


def marks(notes: Iterable[Note], anchor: str) -> tuple[Note, ...]:
    """Choose the notes whose mark stands at ``anchor``."""
    return tuple(note for note in notes if any(link.anchor == anchor for link in note.backlinks))


def _legend(cells: Cells) -> Iterator[str]:
    """Explain each sign that stands for an empty place, where it is used."""
    absent = [cell.figure for cell in chain.from_iterable(cells) if cell.figure.absence]
    lacking = [figure for figure in absent if figure.absence is Absence.NOT_DELIVERED]
    years = {str(figure.indicator.year) for figure in lacking}
    if years:
        yield (
            f"{ABSENT[Absence.NOT_DELIVERED]} betekent: niet beschikbaar. Voor "
            f"{_listed(sorted(years))} zijn deze gegevens niet geleverd. "
            "Het betekent niet dat het aantal nul is."
        )
    if len(lacking) < len(absent):
        yield (
            f"{ABSENT[Absence.NOT_APPLICABLE]} betekent: niet van toepassing. Voor de nulmeting "
            "is geen doelstelling afgesproken."
        )


def _listed(words: Sequence[str]) -> str:
    """Write ``2018``, ``2018 en 2019`` or ``2017, 2018 en 2019``."""
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))
