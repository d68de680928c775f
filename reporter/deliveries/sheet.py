"""One delivered file with its columns understood, or every reason why it is not."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from reporter.deliveries.columns import Column, Refusal
from reporter.errors import Fault, InputError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ADVICE = 'Save the file as UTF-8 (in Excel: Save As, "CSV UTF-8").'

# How files begin that Excel or Notepad save under the name of a text file.
OTHER_FORMATS = (
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """The text without byte order mark, and the SHA-256 of the bytes with it."""

    text: str
    sha256: str


def shown(data: Path, *parts: str) -> str:
    """Name a file in a message: its path from the parent of the data folder."""
    # abspath, not resolve: the user sees the name of a link, not what it points at
    return "/".join((Path(os.path.abspath(data)).name, *parts))  # noqa: PTH100 - see above


def read_text_file(path: Path, file: str, expected: str) -> TextFile:
    """Read a file that must be UTF-8; ``file`` names it and ``expected`` says what it is.

    Raises InputError with one fault.
    """
    content = _bytes(path, file, expected)
    return TextFile(text=_text(content, file), sha256=hashlib.sha256(content).hexdigest())


def _bytes(path: Path, file: str, expected: str) -> bytes:
    if not path.exists():
        raise InputError([Fault(file=file, found="no such file", expected=expected)])
    if not path.is_file():  # reading a pipe would wait for ever
        found = "a folder" if path.is_dir() else "something that is not an ordinary file"
        raise InputError([Fault(file=file, found=found, expected=expected)])
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise InputError([Fault(file=file, found=found, expected=expected)]) from error


def _text(content: bytes, file: str) -> str:
    for start, name in OTHER_FORMATS:
        if content.startswith(start):
            raise InputError([Fault(file=file, found=name, expected="UTF-8 text", advice=ADVICE)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([_wrong_byte(content, _place(content, error), file)]) from error
    if "\0" in text:
        raise InputError([_wrong_byte(content, content.index(0), file)])
    return text


def _place(content: bytes, error: UnicodeDecodeError) -> int:
    """Give the place of the wrong byte in the file; the decoder does not count the mark."""
    return error.start + len(content) - len(error.object)


def _wrong_byte(content: bytes, place: int, file: str) -> Fault:
    before = content[:place]
    return Fault(
        file=file,
        row=len(re.findall(rb"\r\n|\r|\n", before)) + 1,
        found=f"the byte 0x{content[place]:02X} (byte {place + 1} of the file)",
        expected="UTF-8 text",
        advice=ADVICE,
    )


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


def header_faults(header: Record, columns: Sequence[Column[Any]], file: str) -> list[Fault]:
    """Compare a header with the columns that a file may have; their order is free."""
    found = [*_strange(header, columns), *_repeated(header), *_missing(header, columns)]
    return [
        Fault(file=file, row=header.row, found=what, expected=expected, advice=advice)
        for what, expected, advice in found
    ]


def _strange(header: Record, columns: Sequence[Column[Any]]) -> Iterator[tuple[str, str, str]]:
    known = [column.name for column in columns]
    for number, name in enumerate(header.cells, start=1):
        if not name:
            yield f"no name above column {number}", f"one of {listed(known)}", ""
        elif name not in known:
            near = suggestion(name.casefold(), known)
            yield f"the column {quoted(name)}", f"one of {listed(known)}", near


def _repeated(header: Record) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys(header.cells):
        times = header.cells.count(name)
        if name and times > 1:
            yield f"the column {quoted(name)} {times} times", "each column once", ""


def _missing(header: Record, columns: Sequence[Column[Any]]) -> Iterator[tuple[str, str, str]]:
    needed = [column.name for column in columns if not column.optional]
    for name in needed:
        if name not in header.cells:
            yield f"no column {quoted(name)}", f"the columns {listed(needed)}", ""


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a file holds; the columns of ``key`` together tell its rows apart."""

    name: str
    title: str
    description: str
    columns: tuple[Column[Any], ...]
    key: tuple[Column[Any], ...]
    rows_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The values of one row; asked by column, a value has the type of that column."""

    number: int
    values: Mapping[str, object]

    def __getitem__(self, column: Column[T]) -> T:
        return cast("T", self.values[column.name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as read: either rows, or faults."""

    file: str
    sha256: str = ""
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_sheet(path: Path, file: str, declaration: Declaration) -> Sheet:
    """Read a CSV file by its declaration; ``file`` names it in messages."""
    expected = f"a CSV file with the columns {listed(c.name for c in declaration.columns)}"
    try:
        source = read_text_file(path, file, expected)
        lines = list(records(source.text, file))
    except InputError as error:
        return Sheet(file=file, faults=error.faults)
    if not lines:
        return _refused(file, Fault(file=file, found="an empty file", expected=expected))
    faults = header_faults(lines[0], declaration.columns, file)
    if faults:
        return _refused(file, *faults)
    if len(lines) == 1 and declaration.rows_needed:
        found = "a header without rows"
        return _refused(file, Fault(file=file, found=found, expected="at least one row"))
    rows, faults = _rows(lines, declaration, file)
    if faults:
        return _refused(file, *faults)
    return Sheet(file=file, sha256=source.sha256, rows=rows)


def _refused(file: str, *faults: Fault) -> Sheet:
    return Sheet(file=file, faults=tuple(sorted(faults, key=lambda fault: fault.row or 0)))


def _rows(
    lines: Sequence[Record], declaration: Declaration, file: str
) -> tuple[tuple[Row, ...], list[Fault]]:
    header, rows, faults = lines[0], [], []
    for record in lines[1:]:
        if len(record.cells) != len(header.cells):
            faults.append(_wrong_length(record, len(header.cells), file))
            continue
        texts = dict(zip(header.cells, record.cells, strict=True))
        values = {c.name: c.holds.parse(texts.get(c.name, "")) for c in declaration.columns}
        wrong = list(_cell_faults(record.row, texts, values, file))
        faults += wrong
        if not wrong:
            rows.append(Row(number=record.row, values=values))
    return tuple(rows), [*faults, *_repetitions(rows, declaration.key, file)]


def _wrong_length(record: Record, expected: int, file: str) -> Fault:
    advice = "A cell that holds the separator, such as a decimal comma, needs quotation marks."
    return Fault(
        file=file,
        row=record.row,
        found=f"{len(record.cells)} cells",
        expected=f"{expected}, as in the header",
        advice=advice if len(record.cells) > expected else "",
    )


def _cell_faults(
    row: int, texts: Mapping[str, str], values: Mapping[str, object], file: str
) -> Iterator[Fault]:
    for name, value in values.items():
        if isinstance(value, Refusal):
            yield Fault(
                file=file,
                row=row,
                column=name,
                found=quoted(texts[name]) if texts[name] else "an empty cell",
                expected=value.expected,
                advice=value.advice,
            )


def _repetitions(rows: Sequence[Row], key: Sequence[Column[Any]], file: str) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    names = listed(column.name for column in key)
    for row in rows:
        earlier = first.setdefault(tuple(row[column] for column in key), row.number)
        if earlier != row.number:
            found = f"the same {names} as in row {earlier}"
            yield Fault(file=file, row=row.number, found=found, expected="each of them once")
