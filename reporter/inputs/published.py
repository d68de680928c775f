"""Figures that somebody printed, transcribed exactly, in data/gepubliceerd."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from reporter.errors import InputError
from reporter.inputs import texts
from reporter.inputs.columns import Column, ColumnType, Refusal
from reporter.inputs.sheet import Declaration, Row, read_sheet
from reporter.model.published import PublishedFigure

DASHES = "–−-"
NUMBER = rf"[+{DASHES}]?(?:0|[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{0,4}})(?:,[0-9]{{1,2}})?"
FIGURE = re.compile(rf"(?P<open>\()?(?P<number>{NUMBER})(?(open)\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure in print, and its value; None for a dash."""

    text: str
    value: Fraction | None


def _printed(text: str) -> Printed | Refusal:
    """Read a figure as Dutch print has it: ``46.218``, ``(+6.000)`` or a dash."""
    if text and len(text) == 1 and text in DASHES:
        return Printed(text=text, value=None)
    match = FIGURE.fullmatch(text)
    if match is None:
        expected = "a printed figure such as 46.218, –984, (+6.000), 76,0 or –"
        return Refusal(expected=expected)
    number = match["number"]
    digits = number.lstrip(f"+{DASHES}").replace(".", "").replace(",", ".")
    return Printed(text=text, value=Fraction(digits) * (-1 if number[0] in DASHES else 1))


TABLE = Column(name="tabel", holds=texts.name(), description="Tabel in de brief.")
ROW = Column(name="rij", holds=texts.name(), description="Kop van de rij.")
COLUMN = Column(
    name="kolom", holds=texts.note(), description="Kop van de kolom; leeg in lopende tekst."
)
PRINTED = Column(
    name="gedrukt",
    holds=ColumnType(parse=_printed, constraints={"required": True}),
    description="Het cijfer precies zoals het is gedrukt.",
)
GEPUBLICEERD = Declaration(
    name="gepubliceerd",
    title="Gepubliceerde cijfers",
    description="Cijfers precies zoals ze in een brief staan.",
    columns=(TABLE, ROW, COLUMN, PRINTED),
    key=(TABLE, ROW, COLUMN),
)


def read_published(path: Path) -> tuple[PublishedFigure, ...]:
    """Read the figures of one letter; ``path`` is a file in ``data/gepubliceerd``.

    Raises InputError with every fault of the file.
    """
    # abspath, not resolve: the user sees the name of a link, not what it points at
    file = "/".join(Path(os.path.abspath(path)).parts[-3:])  # noqa: PTH100 - see above
    sheet = read_sheet(path, file, GEPUBLICEERD)
    if sheet.faults:
        raise InputError(sheet.faults)
    return tuple(_figure(row) for row in sheet.rows)


def _figure(row: Row) -> PublishedFigure:
    return PublishedFigure(
        table=row[TABLE],
        row=row[ROW],
        column=row[COLUMN],
        text=row[PRINTED].text,
        value=row[PRINTED].value,
        line=row.number,
    )
