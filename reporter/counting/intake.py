"""The registers taken in: found, whole, with the right columns, and all of them Parquet."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.counting.csv_files import copy_csv
from reporter.counting.files import find_files, is_parquet
from reporter.counting.footers import read_footers
from reporter.counting.parquet_files import check_parquet, unreadable_file
from reporter.counting.room import telling_no_room
from reporter.errors import EngineError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from reporter.counting.footers import Footers
    from reporter.counting.schema import Layout, Schema
    from reporter.errors import Fault

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
