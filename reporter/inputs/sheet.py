"""One delivered file with its columns understood, or every reason why it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from reporter.errors import Fault, InputError
from reporter.inputs.columns import Column, Refusal
from reporter.inputs.csv_rows import Record, records
from reporter.inputs.header import header_faults
from reporter.inputs.quoting import listed, quoted
from reporter.inputs.text_file import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

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
