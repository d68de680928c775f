"""CSV as a Dutch Excel or a programme writes it, cut into cells with their row numbers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import Fault, InputError
from reporter.inputs.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BLANKS = " \u00a0"
"""What is stripped around a cell: spaces and no-break spaces. Tabs are refused with the cell."""

SEPARATOR_LINE = re.compile(r'"?sep=(.*?)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The stripped cells of one row; ``row`` is the line of the file on which it starts."""

    row: int
    cells: tuple[str, ...]


def records(text: str, file: str) -> Iterator[Record]:
    r"""Cut a CSV text into rows, the header first; rows without any text are skipped.

    Lines end in LF, CRLF or CR. The cells are divided by what a first line ``sep=;`` says, or
    else by a semicolon when the header holds one, or else by a comma. Quotation marks are
    strict: in pairs around a whole cell, doubled inside. Raises InputError where they are not.
    """
    lines = list(io.StringIO(text, newline=""))
    declared = SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if declared is None:
        return _cut(lines, 1, _delimiter(lines), file)
    if declared[1] not in {",", ";"}:
        found = f"the separator {quoted(declared[1])}"
        raise InputError([Fault(file=file, row=1, found=found, expected="sep=; or sep=,")])
    return _cut(lines[1:], 2, declared[1], file)


def _delimiter(lines: Sequence[str]) -> str:
    header = next((line for line in lines if line.strip()), "")
    return ";" if ";" in header else ","


def _cut(lines: Sequence[str], first: int, delimiter: str, file: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = first
    try:
        for cells in reader:
            stripped = tuple(cell.strip(BLANKS) for cell in cells)
            if any(stripped):
                yield Record(row=row, cells=stripped)
            row = first + reader.line_num  # where the next record starts
    except csv.Error as error:
        expected = "quotation marks in pairs around a cell, and doubled inside it"
        found = "a cell that does not end where it should"
        raise InputError([Fault(file=file, row=row, found=found, expected=expected)]) from error
