"""Parquet files as delivered: whole, and with the columns of the schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.counting.columns import absent_and_strange
from reporter.counting.files import MAGIC, TAIL
from reporter.counting.room import about_room
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from reporter.counting.schema import Layout

TYPES = {
    "string": (re.compile(r"VARCHAR"), "text"),
    "date": (re.compile(r"DATE"), "a date"),
    "number": (re.compile(r"DECIMAL\(\d+,[0-2]\)"), "a decimal with two decimals"),
    "integer": (re.compile(r"U?(TINY|SMALL|BIG)?INT(EGER)?"), "a whole number"),
    "datetime": (re.compile(r"TIMESTAMP.*"), "a timestamp"),
}
SCHEMA = "SELECT file_name, name, duckdb_type FROM parquet_schema(?) WHERE column_id > 0"
SAYS = """
    SELECT DISTINCT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'herkomst'"""

EVERY_CELL = "SELECT bit_xor(hash(record)) FROM (FROM read_parquet(?)) AS record"
"""Statistics answer a greatest value; for this one each cell must be read."""


def check_parquet(
    files: Sequence[Path], layout: Layout, duckdb: DuckDBPyConnection
) -> tuple[str, ...]:
    """Give where the files say they are from, if they say so.

    Raises InputError with every file that is damaged or has other columns.
    """
    faults = [fault for file in files if (fault := _broken(file))]
    if faults:
        raise InputError(faults)
    found: dict[str, dict[str, str]] = {str(file): {} for file in files}
    for file, name, kind in _asked(SCHEMA, files, duckdb):
        found[str(file)][str(name)] = str(kind)
    faults = [fault for file in found for fault in _faults(file, found[file], layout)]
    if faults:
        raise InputError(faults)
    return tuple(str(text) for (text,) in _asked(SAYS, files, duckdb))


def _asked(
    question: str, files: Sequence[Path], duckdb: DuckDBPyConnection
) -> list[tuple[object, ...]]:
    """Ask about all files at once; if that fails, find the one that it fails for."""
    from duckdb import Error  # noqa: PLC0415 - --help answers at once

    try:
        return duckdb.execute(question, [[str(file) for file in files]]).fetchall()
    except Error as error:
        if about_room(error):
            raise
        for file in files:
            try:
                duckdb.execute(question, [[str(file)]]).fetchall()
            except Error:
                raise InputError([_unreadable(file)]) from None
        raise InputError([_unreadable(files[0])]) from error


def unreadable_file(files: Sequence[Path], duckdb: DuckDBPyConnection) -> Fault | None:
    """Find the file whose pages cannot be read, where its ends are whole."""
    from duckdb import Error  # noqa: PLC0415 - --help answers at once

    for file in files:
        try:
            duckdb.execute(EVERY_CELL, [str(file)]).fetchall()
        except Error as error:
            if about_room(error):
                raise
            return _unreadable(file)
    return None


def _broken(file: Path) -> Fault | None:
    try:
        with file.open("rb") as content:
            start = content.read(len(MAGIC))
            size = content.seek(0, 2)
            content.seek(-min(size, TAIL), 2)
            end = content.read()
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        return Fault(file=str(file), found=found, expected="a Parquet file")
    if not size:
        return Fault(file=str(file), found="an empty file", expected="a Parquet file")
    footer = int.from_bytes(end[:4], "little") + TAIL
    if start != MAGIC:
        return Fault(file=str(file), found="another kind of file", expected="a Parquet file")
    return _unreadable(file) if end[-4:] != MAGIC or footer > size - TAIL else None


def _unreadable(file: Path) -> Fault:
    return Fault(
        file=str(file),
        found="a damaged or truncated file",
        expected="a whole Parquet file",
        advice="Ask for it again, or copy it again; nothing of it was counted.",
    )


def _faults(file: str, found: Mapping[str, str], layout: Layout) -> Iterator[Fault]:
    yield from absent_and_strange(file, list(found), layout)
    for column in layout.columns:
        pattern, expected = TYPES[column.holds]
        kind = found.get(column.name)
        if kind is not None and not pattern.fullmatch(kind):
            yield Fault(file=file, column=column.name, found=kind, expected=expected)
