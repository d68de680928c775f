"""The registers taken in: found, whole, with the right columns, and all of them Parquet."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from reporter.count.csv_files import copy_csv
from reporter.count.parquet_files import TAIL, check_parquet, read_footers, unreadable_file
from reporter.errors import EngineError, Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.count.parquet_files import Footers
    from reporter.count.rules import Schema
    from reporter.deliveries.columns import Layout

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
    if path.is_file():
        return [path]
    found = [file for file in path.rglob("*") if _visible(file, path)] if path.is_dir() else []
    if not found:
        expected = f"the {name} as Parquet or CSV: a file, or a folder with such files"
        what = "a folder without .parquet or .csv files" if path.is_dir() else "no such file"
        raise InputError([Fault(file=str(path), found=what, expected=expected)])
    return found


def _visible(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in {PARQUET, CSV} and file.is_file()


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


def _connected(private: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(private)})
