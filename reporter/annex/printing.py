"""Print a whole annex: tables numbered in order, their notes and legends, the figures of its text.

Notes remark on printed totals exactly where print does not add up, and nowhere else.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reporter.annex.compose import fingerprint
from reporter.annex.indicator import BASELINE_YEAR, JOB_NORM, Absence
from reporter.annex.numbers import date, number
from reporter.annex.printed import ABSENT, Figure, PrintedAnnex, PrintedCell, PrintedTable, figure
from reporter.annex.tables import Backlink, Heading, Note
from reporter.errors import RoundingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.annex.compose import Annex, FilledTable, Sum
    from reporter.annex.delivered import Deliveries

    Cells = Sequence[Sequence[PrintedCell]]

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
            "fingerprint": fingerprint(annex),
            "version": version,
        },
        deliveries=annex.deliveries,
    )


def print_table(filled: FilledTable, number: int, deliveries: Deliveries) -> PrintedTable:
    """Print one table as number ``number`` of its annex."""
    table, anchor = filled.table, f"tabel-{number}"
    rows = _anchored(table.rows, f"{anchor}-r")
    cells = [
        [
            PrintedCell(
                anchor=f"{row.anchor}k{position}",
                row=row.key,
                column=column.key,
                figure=figure(
                    amount,
                    deliveries,
                    signed=row.signed or column.signed,
                    target=row.target or column.target,
                ),
            )
            for position, (column, amount) in enumerate(
                zip(table.columns, amounts, strict=True), start=1
            )
        ]
        for row, amounts in zip(rows, filled.amounts, strict=True)
    ]
    notes = number_notes(anchor, _remarks(filled, rows, cells, deliveries))
    return PrintedTable(
        number=number,
        label=f"Tabel {number}",
        anchor=anchor,
        name=table.name,
        title=table.title,
        corner=table.corner,
        columns=_anchored(table.columns, f"{anchor}-k"),
        rows=tuple(replace(row, marks=marks(notes, row.anchor)) for row in rows),
        cells=tuple(
            tuple(replace(cell, marks=marks(notes, cell.anchor)) for cell in line) for line in cells
        ),
        notes=notes,
        legend=tuple(_legend([cell.figure for cell in chain.from_iterable(cells)])),
    )


def _anchored(lines: Sequence[Heading], stem: str) -> tuple[Heading, ...]:
    return tuple(
        replace(line, anchor=f"{stem}{number}") for number, line in enumerate(lines, start=1)
    )


def _remarks(
    filled: FilledTable, rows: Sequence[Heading], cells: Cells, deliveries: Deliveries
) -> Iterator[Remark]:
    """Remark, in reading order, on rows the code list explains and on totals that do not add up."""
    listed = (*deliveries.groups, *deliveries.forms.values())
    explained = {concept.code: concept.note for concept in listed if concept.note}
    for position, row in enumerate(rows):
        if row.concept in explained:
            yield "begrip", explained[row.concept], Backlink(anchor=row.anchor, text=row.label)
        for total in filled.sums:
            if total.place[0] == position:
                yield from _remark_on(total, cells, filled.table.name)


def _remark_on(total: Sum, cells: Cells, table: str) -> Iterator[Remark]:
    """Remark on a printed total that differs from its printed parts.

    Raises RoundingError if the difference is more than rounding can explain: each of n
    parts and the total is off by at most a half, so together at most (n + 1) / 2.
    """
    cell = cells[total.place[0]][total.place[1]]
    whole = cell.figure.rounded
    parts = [cells[i][j].figure.rounded for i, j in total.parts]
    known = [part for part in parts if part is not None]
    printed_sum = sum(known, Fraction(0))
    if whole is None or len(known) != len(parts) or printed_sum == whole:
        return
    most = Fraction(len(parts) + 1, 2)
    place = Backlink(anchor=cell.anchor, text=cell.figure.text)
    if total.overlap:
        yield "uniek", _overlap(printed_sum, whole), place
    elif abs(printed_sum - whole) > most:
        message = (
            f"table {table}, {cell.figure.indicator.key}: found a printed total "
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


def number_notes(table: str, remarks: Iterable[Remark]) -> tuple[Note, ...]:
    """Make one note of each text and letter them a, b, c as they come, in reading order."""
    notes: dict[str, Note] = {}
    for kind, text, place in remarks:
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


def _legend(figures: Sequence[Figure]) -> Iterator[str]:
    """Explain each sign that stands for an empty place, where it is used."""
    signs = {figure.absence for figure in figures}
    if Absence.NOT_DELIVERED in signs:
        lacking = (figure for figure in figures if figure.absence is Absence.NOT_DELIVERED)
        years = {str(figure.indicator.year) for figure in lacking}
        yield (
            f"{ABSENT[Absence.NOT_DELIVERED]} betekent: niet beschikbaar. Voor "
            f"{_listed(sorted(years))} zijn deze gegevens niet geleverd. "
            "Het betekent niet dat het aantal nul is."
        )
    if Absence.NOT_APPLICABLE in signs:
        about = {figure.indicator for figure in figures if figure.absence is Absence.NOT_APPLICABLE}
        baseline = any(indicator.year == BASELINE_YEAR for indicator in about)
        without = "de nulmeting" if baseline else "een deel van alle banen"
        yield (
            f"{ABSENT[Absence.NOT_APPLICABLE]} betekent: niet van toepassing. Voor {without} "
            "is geen doelstelling afgesproken."
        )


def _listed(words: Sequence[str]) -> str:
    """Write ``2018``, ``2018 en 2019`` or ``2017, 2018 en 2019``."""
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))
