"""The registers taken in: found, whole, with the right columns, and all of them Parquet."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.count.csv_files import copy_csv
from reporter.count.files import (
    MAGIC,
    TAIL,
    about_room,
    find_files,
    is_parquet,
    read_footers,
    telling_no_room,
)
from reporter.count.schema import absent_and_strange
from reporter.errors import EngineError, Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from reporter.count.files import Footers
    from reporter.count.schema import Layout, Schema

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


MEMORY = "256MiB"
"""For footers, and for copying CSV."""


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
    def read(self) -> int:
        """Count every record."""
        return self.readable + self.unread

    @property
    def readable(self) -> int:
        """Count the records of ``files``: those of which each cell could be read."""
        first = self.layout.names[0]
        return sum(bounds[first].records for bounds in self.footers.values())

    def origin(self, file: str) -> str:
        """Give the delivered file that a record came from."""
        return next(
            str(came)
            for came, counted in zip(self.delivered, self.files, strict=True)
            if str(counted) == file
        )


def take_in(
    paths: Mapping[str, Sequence[Path]], schema: Schema, private: Path
) -> dict[str, Register]:
    """Take in every register; CSV is copied to Parquet in ``private``.

    Raises InputError with every file of which nothing can be counted; single records that
    cannot be read are left to the caller. Raises EngineError without room to copy.
    """
    taken: dict[str, Register] = {}
    faults: list[Fault] = []
    with _connected(private) as duckdb:
        for name, layout in schema.items():
            try:
                found = find_files(name, paths[name])
                if is_parquet(found):
                    taken[name] = _parquet(found, layout, duckdb)
                else:
                    taken[name] = _csv(found, layout, private, duckdb)
            except InputError as error:
                faults += error.faults
    if faults:
        raise InputError(faults)
    return taken


@contextmanager
def telling_unreadable_files(registers: Iterable[Register], private: Path) -> Iterator[None]:
    """Name the file whose pages turn out damaged while records are counted."""
    from duckdb import Error  # noqa: PLC0415 - --help answers at once

    try:
        yield
    except Error as error:
        files = [file for register in registers for file in register.delivered]
        with _connected(private) as duckdb:
            fault = unreadable_file([file for file in files if is_parquet([file])], duckdb)
        if fault:
            raise InputError([fault]) from None
        message = f"DuckDB could not go on ({type(error).__name__}). Nothing was written."
        raise EngineError(message) from None


@contextmanager
def _connected(private: Path) -> Iterator[DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415 - --help answers at once

    with (
        telling_no_room(),
        duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": str(private)}
        ) as connection,
    ):
        yield connection


def _parquet(files: tuple[Path, ...], layout: Layout, duckdb: DuckDBPyConnection) -> Register:
    says = check_parquet(files, layout, duckdb)
    footers = read_footers(files, layout, duckdb)
    return Register(layout=layout, delivered=files, files=files, footers=footers, says=says)


def _csv(
    files: tuple[Path, ...], layout: Layout, private: Path, duckdb: DuckDBPyConnection
) -> Register:
    copies = [
        copy_csv(file, layout, private / f"{layout.name}-{number}.parquet", duckdb)
        for number, file in enumerate(files)
    ]
    written = tuple(copy.file for copy in copies)
    return Register(
        layout=layout,
        delivered=files,
        files=written,
        footers=read_footers(written, layout, duckdb),
        unread=sum(copy.unread for copy in copies),
        faults=tuple(fault for copy in copies for fault in copy.faults),
    )
