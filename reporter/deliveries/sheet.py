"""A text file, the rows of a CSV file, its header, and its rows by their columns; or all faults."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from reporter.border import read_text_file
from reporter.deliveries.columns import EMPTY, Column, Layout, Refusal
from reporter.errors import Fault, InputError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def shown(data: Path, *parts: str) -> str:
    """Name a file in a message: its path from the parent of the data folder."""
    # abspath, not resolve: the user sees the name of a link, not what it points at
    return "/".join((Path(os.path.abspath(data)).name, *parts))  # noqa: PTH100 - see above


BLANKS = " \u00a0"
"""What is stripped around a cell: spaces and no-break spaces. Tabs are refused with the cell."""

SEPARATOR_LINE = re.compile(r'"?sep=(.*?)"?\s*', re.IGNORECASE)


class Record(NamedTuple):
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
        header = next((line for line in lines if line.strip()), "")
        return _cut(lines, 1, ";" if ";" in header else ",", file)
    if declared[1] not in {",", ";"}:
        found = f"the separator {quoted(declared[1])}"
        raise InputError([Fault(file=file, row=1, found=found, expected="sep=; or sep=,")])
    return _cut(lines[1:], 2, declared[1], file)


def _cut(lines: Sequence[str], first: int, delimiter: str, file: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = first
    try:
        for cells in reader:
            stripped = tuple(cell.strip(BLANKS) for cell in cells)
            if any(stripped):
                yield Record(row, stripped)
            row = first + reader.line_num  # where the next record starts
    except csv.Error as error:
        expected = "quotation marks in pairs around a cell, and doubled inside it"
        found = "a cell that does not end where it should"
        raise InputError([Fault(file=file, row=row, found=found, expected=expected)]) from error


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Write rows, the header first, as ``records`` reads them; None is an empty cell."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


FORMULA_SIGNS = ("=", "+", "-", "@", "(", "\t", "\r")
"""A parenthesis makes no formula, but Excel reads (40.000) as less than nought."""


def harmless(text: str) -> str:
    """Keep a text from being read as a formula by a spreadsheet."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


IN_FOLDER = "Names of folders are not read: write the files with this column in them too."
"""Spark's partitionBy takes a column out of the files."""


def header_faults(
    header: Sequence[str], layout: Layout, file: str, row: int | None = None
) -> list[Fault]:
    """Compare the names above columns with those that a file may have; their order is free.

    Of a register an unknown name is shown only when it nearly is a column: a file without a
    header has a person where the name should be.
    """
    needed = [column.name for column in layout.columns if not column.optional]
    together = f"the columns {listed(needed)}"
    allowed = together if layout.of_persons else f"one of {listed(layout.names)}"
    found = []
    for number, name in enumerate(header, start=1):
        if name not in layout.names:
            near = suggestion(name.casefold(), layout.names)
            what = f"the column {quoted(name)}" if name else f"no name above column {number}"
            if layout.of_persons and not near:
                what = f"a column {number} with another name"
            found.append((what, allowed, near))
    for name, times in Counter(header).items():
        if times > 1 and (name in layout.names or (name and not layout.of_persons)):
            found.append((f"the column {quoted(name)} {times} times", "each column once", ""))
    for name in needed:
        if name not in header:
            advice = IN_FOLDER if f"/{name}=" in file else ""
            found.append((f"no column {quoted(name)}", together, advice))
    return [
        Fault(file=file, row=row, found=what, expected=expected, advice=advice)
        for what, expected, advice in found
    ]


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """The values of one row; asked by column, a value has the type of that column."""

    number: int
    values: Mapping[str, object]

    def __getitem__(self, column: Column[T]) -> T:
        return cast("T", self.values[column.name])


class CsvFile(NamedTuple):
    """A file as read, every row sound by itself."""

    file: str
    sha256: str
    rows: list[SheetRow]


def read_sheet(path: Path, file: str, layout: Layout) -> CsvFile:
    """Read a CSV file by its layout; ``file`` names it in messages.

    Raises InputError with every fault, in the order of the rows.
    """
    expected = f"a CSV file with the columns {listed(layout.names)}"
    text, sha256 = read_text_file(path, file, expected)
    lines = list(records(text, file))
    if not lines:
        raise InputError([Fault(file=file, found="an empty file", expected=expected)])
    header, *others = lines
    faults = header_faults(header.cells, layout, file, header.row)
    if not faults and not others and layout.rows_needed:
        found = "a header without rows"
        faults = [Fault(file=file, found=found, expected="at least one row")]
    rows: list[SheetRow] = []
    for record in [] if faults else others:
        row = _row(record, header.cells, layout, file)
        if isinstance(row, SheetRow):
            rows.append(row)
        else:
            faults += row
    faults += _repetitions(rows, layout.key, file)
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    return CsvFile(file, sha256, rows)


def _row(
    record: Record, header: Sequence[str], layout: Layout, file: str
) -> SheetRow | list[Fault]:
    number, cells = record
    if len(cells) != len(header):
        found, expected = f"{len(cells)} cells", f"{len(header)}, as in the header"
        many = "A cell that holds the separator, such as a decimal comma, needs quotation marks."
        advice = many if len(cells) > len(header) else ""
        return [Fault(file=file, row=number, found=found, expected=expected, advice=advice)]
    texts = dict(zip(header, cells, strict=True))
    values = {c.name: c.holds.parse(texts.get(c.name, "")) for c in layout.columns}
    wrong = [
        value.at(file, column, quoted(texts[column]) if texts[column] else EMPTY, number)
        for column, value in values.items()
        if isinstance(value, Refusal)
    ]
    return wrong or SheetRow(number=number, values=values)


def _repetitions(
    rows: Sequence[SheetRow], key: Sequence[Column[Any]], file: str
) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    names = listed(column.name for column in key)
    for row in rows:
        earlier = first.setdefault(tuple(row[column] for column in key), row.number)
        if earlier != row.number:
            found = f"the same {names} as in row {earlier}"
            yield Fault(file=file, row=row.number, found=found, expected="each of them once")
