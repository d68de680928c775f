"""The registers taken in: found, whole, with the right columns, and all of them Parquet."""

from __future__ import annotations

import csv
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from reporter.count.engines import answers, literal
from reporter.count.parquet_files import TAIL, check_parquet, read_footers, unreadable_file
from reporter.deliveries.sheet import header_faults
from reporter.ending import undoing
from reporter.errors import EngineError, Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.count.parquet_files import Footers
    from reporter.count.rules import Schema
    from reporter.deliveries.columns import Column, Layout

MEMORY = "256MiB"
"""For footers, and for copying CSV."""
PARQUET, CSV = ".parquet", ".csv"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register as Parquet.

    ``delivered`` are the files as they came, ``files`` what is counted: copies of CSV files
    leave out what could not be read, which ``faults`` name. ``unread`` counts those.
    ``footers`` are of ``files``. ``says`` is what the files tell of their origin: synthetic
    ones say that they are.
    """

    layout: Layout
    delivered: tuple[Path, ...]
    files: tuple[Path, ...]
    footers: Footers
    unread: int = 0
    faults: tuple[Fault, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def readable(self) -> int:
        """Count the records of ``files``: those of which each cell could be read."""
        first = self.layout.names[0]
        return sum(bounds[first].records for bounds in self.footers.values())

    @property
    def read(self) -> int:
        """Count every record."""
        return self.readable + self.unread

    def origin(self, file: str) -> str:
        """Give the delivered file that a record came from."""
        counted = [str(copy) for copy in self.files]
        return str(self.delivered[counted.index(file)])


def take_in(
    paths: Mapping[str, Sequence[Path]], schema: Schema, private: Path
) -> dict[str, Register]:
    """Take in every register; CSV is copied to Parquet in ``private``.

    Raises InputError with every file of which nothing can be counted; single records that
    cannot be read are left to the caller. Raises EngineError without room to copy.
    """
    taken: dict[str, Register] = {}
    faults: list[Fault] = []
    with _connected(private) as connection:
        for name, layout in schema.items():
            try:
                files = _find(name, paths[name])
                if _is_parquet(files[0]):
                    taken[name] = Register(
                        layout=layout,
                        delivered=files,
                        files=files,
                        says=check_parquet(files, layout, connection),
                        footers=read_footers(files, layout, connection),
                    )
                else:
                    taken[name] = _copied(files, layout, private, connection)
            except InputError as error:
                faults += error.faults
    if faults:
        raise InputError(faults)
    return taken


def _copied(
    files: tuple[Path, ...], layout: Layout, private: Path, connection: duckdb.DuckDBPyConnection
) -> Register:
    copies = tuple(private / f"{layout.name}-{number}.parquet" for number in range(len(files)))
    unread = [
        copy_csv(file, layout, copy, connection) for file, copy in zip(files, copies, strict=True)
    ]
    return Register(
        layout=layout,
        delivered=files,
        files=copies,
        footers=read_footers(copies, layout, connection),
        unread=sum(number for number, _ in unread),
        faults=tuple(fault for _, faults in unread for fault in faults),
    )


def _find(name: str, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the Parquet or CSV files that these paths name, sorted; folders are searched.

    Files and folders whose name begins with a point or low line are passed over, as those
    who write partitions expect. Raises InputError where there is nothing, or both kinds.
    """
    found = tuple(sorted({file for path in paths for file in _under(name, path)}))
    if len({_is_parquet(file) for file in found}) > 1:
        expected = "either Parquet or CSV for one register"
        raise InputError([Fault(file=name, found="Parquet and CSV files", expected=expected)])
    return found


def _is_parquet(file: Path) -> bool:
    return file.suffix.lower() != CSV


def _under(name: str, path: Path) -> list[Path]:
    found = [path] if path.is_file() else [f for f in path.rglob("*") if _visible(f, path)]
    if not found:
        expected = f"the {name} as Parquet or CSV: a file, or a folder with such files"
        what = "a folder without .parquet or .csv files" if path.is_dir() else "no such file"
        raise InputError([Fault(file=str(path), found=what, expected=expected)])
    return found


def _visible(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in {PARQUET, CSV} and file.is_file()


LINE = "regel"
"""The extra column of a copy: which row of the CSV file a record was, the header being 1."""
LONGEST = 1 << 16
READ = {
    "string": (r".*", "{}", "VARCHAR", "text"),
    "date": (r"\d{4}-\d{2}-\d{2}", "{}", "DATE", "a date such as 2019-12-31"),
    "number": (
        r"-?\d{1,9}([.,]\d{1,2})?",
        "replace({}, ',', '.')",
        "DECIMAL(11,2)",
        "a number such as 120.50 or 120,50",
    ),
    "integer": (r"-?\d{1,18}", "{}", "BIGINT", "a whole number"),
    "datetime": (
        r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?",
        "{}",
        "TIMESTAMP",
        "a time such as 2020-01-15T12:00:00",
    ),
}
"""How a cell is written, made ready, and cast; and how a message calls it."""
REJECTED = """
    SELECT line, min(error_type::VARCHAR) FROM reject_errors GROUP BY line ORDER BY line"""
SHIFTED = """
    CREATE OR REPLACE TEMP TABLE delivered AS
    SELECT * REPLACE (regel + (
        SELECT count(*) FROM (
            SELECT line - row_number() OVER (ORDER BY line) AS before
            FROM (SELECT DISTINCT line FROM reject_errors))
        WHERE before < regel) AS regel)
    FROM delivered"""
"""Lines that were passed over count too where a record is told by its line."""
UNREAD = "SELECT regel, unread FROM delivered WHERE unread IS NOT NULL ORDER BY regel"
SOUND = "SELECT * EXCLUDE unread FROM delivered WHERE unread IS NULL"
BROKEN = {
    "MISSING COLUMNS": "too few cells",
    "TOO MANY COLUMNS": "too many cells",
    "UNQUOTED VALUE": "a cell whose quotation marks do not close",
    "INVALID ENCODING": "bytes that are no UTF-8 text",
}
BROKEN_LINE, WHOLE_LINE = "a line that cannot be read", "cells as in the header"


def copy_csv(
    file: Path, layout: Layout, copy: Path, database: duckdb.DuckDBPyConnection
) -> tuple[int, list[Fault]]:
    """Write the records of a CSV file that can be read to ``copy``; count and name the others.

    Semicolons or commas divide its cells. Raises InputError for a file with other columns.
    """
    source = _source(file, layout)
    values = ", ".join(f"{_typed(column)} AS {column.name}" for column in layout.columns)
    unread = ", ".join(
        f"CASE WHEN trim({c.name}) <> '' AND {_typed(c)} IS NULL THEN '{c.name}' END"
        for c in layout.columns
    )
    answers(database, "DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        answers(
            database,
            f"CREATE OR REPLACE TEMP TABLE delivered AS SELECT {values}, "  # noqa: S608 - the names are the schema's, the path is quoted
            "row_number() OVER () + 1 AS regel, "
            f"nullif(concat_ws(',', {unread}), '') AS unread FROM {source}",
        )
        rejected = answers(database, REJECTED)
    except duckdb.Error:
        found, expected = "a file that cannot be read as CSV", "a CSV file in UTF-8"
        raise InputError([Fault(file=str(file), found=found, expected=expected)]) from None
    if rejected:
        answers(database, SHIFTED)
    wrong = answers(database, UNREAD)
    answers(database, f"COPY ({SOUND}) TO {literal(copy)} (FORMAT parquet)")
    answers(database, "DROP TABLE delivered")
    # each cell that is not what its column holds is named, never what stands in it
    held = {column.name: READ[column.holds.name][3] for column in layout.columns}
    cells = [(line, name) for line, names in wrong for name in names.split(",")]
    unreadable = [
        *((line, None, BROKEN.get(kind, BROKEN_LINE), WHOLE_LINE) for line, kind in rejected),
        *((line, name, "something else", held[name]) for line, name in cells),
    ]
    return len(wrong) + len(rejected), [
        Fault(file=str(file), row=line, column=name, found=what, expected=wanted)
        for line, name, what, wanted in unreadable
    ]


def _source(file: Path, layout: Layout) -> str:
    with file.open("rb") as content:
        line = content.readline(LONGEST).decode("utf-8-sig", "replace").rstrip("\r\n")
    delimiter = ";" if ";" in line else ","
    if "\r" in line:
        found, expected = "a lone carriage return", "lines that end in LF or CR LF"
        raise InputError([Fault(file=str(file), row=1, found=found, expected=expected)])
    names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    faults = header_faults(names, layout, str(file))
    if faults:
        raise InputError(faults)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv({literal(file)}, header=true, auto_detect=false, delim='{delimiter}', "
        f"quote='\"', escape='\"', store_rejects=true, rejects_limit=0, columns={{{columns}}})"
    )


def _typed(column: Column[str]) -> str:
    pattern, ready, kind, _ = READ[column.holds.name]
    cell = f"trim({column.name})"
    cast = f"TRY_CAST({ready.format(cell)} AS {kind})"
    return f"CASE WHEN regexp_full_match({cell}, '{pattern}') AND {cell} <> '' THEN {cast} END"


def fingerprint(file: Path, *, whole: bool) -> dict[str, str]:
    """Give the name of a file, a SHA-256, and of what that is: the file, or size and footer.

    The footer of a Parquet file has the counts, offsets and bounds of every column; ``whole``
    reads such a file to the last byte too.
    """
    with file.open("rb") as content:
        part = _is_parquet(file) and not whole
        if part:
            size = content.seek(0, 2)
            content.seek(-TAIL, 2)
            footer = int.from_bytes(content.read(4), "little") + TAIL
            content.seek(-min(footer, size), 2)
        digest = hashlib.sha256(str(size).encode() if part else b"")
        while block := content.read(BLOCK):
            digest.update(block)
    of = "size and footer" if part else "file"
    return {"name": file.name, "sha256": digest.hexdigest(), "of": of}


@contextmanager
def telling_unreadable_files(registers: Iterable[Register], private: Path) -> Iterator[None]:
    """Name the file whose pages turn out damaged while records are counted."""
    try:
        yield
    except duckdb.Error as error:
        files = [file for register in registers for file in register.delivered]
        with _connected(private) as connection:
            fault = unreadable_file([file for file in files if _is_parquet(file)], connection)
        if fault:
            raise InputError([fault]) from None
        message = f"DuckDB could not go on ({type(error).__name__}). Nothing was written."
        raise EngineError(message) from None


@contextmanager
def _connected(private: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    started = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(private)})
    with started as connection, undoing(connection.interrupt):
        yield connection
