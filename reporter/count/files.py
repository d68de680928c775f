"""When DuckDB has no room: in our words, and never taken for a fault of a file."""

from __future__ import annotations

import hashlib
import shutil
import signal
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from reporter.errors import EngineError, Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from reporter.count.schema import Layout

    Footers = Mapping[str, Mapping[str, "Bounds"]]
    """Of each file the bounds of each column."""

PARQUET, CSV = ".parquet", ".csv"
MAGIC = b"PAR1"
TAIL = 8
"""A Parquet file ends in the length of its footer and the magic, four bytes each."""
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What identifies a file: a SHA-256 of ``of``: the whole file, or its size and footer.

    The footer of a Parquet file has the counts, offsets and bounds of every column.
    """

    name: str
    of: str
    sha256: str


def find_files(name: str, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the Parquet or CSV files that these paths name, sorted; folders are searched.

    Files and folders whose name begins with a point or low line are passed over, as those
    who write partitions expect. Raises InputError where there is nothing, or both kinds.
    """
    found = sorted({file for path in paths for file in _under(name, path)})
    if len({_kind(file) for file in found}) > 1:
        expected = "either Parquet or CSV for one register"
        raise InputError([Fault(file=name, found="Parquet and CSV files", expected=expected)])
    return tuple(found)


def is_parquet(files: Sequence[Path]) -> bool:
    """Tell whether these files are Parquet."""
    return _kind(files[0]) == PARQUET


def _kind(file: Path) -> str:
    return CSV if file.suffix.lower() == CSV else PARQUET


def _under(name: str, path: Path) -> Iterator[Path]:
    expected = f"the {name} as Parquet or CSV: a file, or a folder with such files"
    if path.is_file():
        yield path
        return
    found = [file for file in path.rglob("*") if _visible(file, path)] if path.is_dir() else []
    if not found:
        what = "a folder without .parquet or .csv files" if path.is_dir() else "no such file"
        raise InputError([Fault(file=str(path), found=what, expected=expected)])
    yield from found


def _visible(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in {PARQUET, CSV} and file.is_file()


def fingerprints(files: Sequence[Path], *, whole: bool) -> Iterator[Fingerprint]:
    """Identify each file; ``whole`` reads Parquet files to the last byte too."""
    for file in files:
        with file.open("rb") as content:
            part = _kind(file) == PARQUET and not whole
            if part:
                size = content.seek(0, 2)
                content.seek(-TAIL, 2)
                footer = int.from_bytes(content.read(4), "little") + TAIL
                content.seek(-min(footer, size), 2)
            digest = hashlib.sha256(str(size).encode() if part else b"")
            while block := content.read(BLOCK):
                digest.update(block)
        of = "size and footer" if part else "file"
        yield Fingerprint(name=file.name, of=of, sha256=digest.hexdigest())


KINDS = {"string": "VARCHAR", "date": "DATE", "number": "DECIMAL(38,2)", "integer": "DECIMAL(38,2)"}
"""As what bounds are read; what is not here has none."""
ALL_BOUNDED = "bool_and(stats_null_count = num_values OR TRY_CAST({of} AS {kind}) IS NOT NULL)"
BOUND = f"CASE WHEN {ALL_BOUNDED} THEN {{how}}(TRY_CAST({{of}} AS {{kind}})) END"
BOUNDS = """
    SELECT file_name, path_in_schema, sum(num_values)::BIGINT,
        CASE WHEN count(stats_null_count) = count(*) THEN sum(stats_null_count)::BIGINT END,
        {bounds}
    FROM parquet_metadata(?) GROUP BY file_name, path_in_schema"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """One column of one file: no value is below ``least`` or above ``greatest``.

    None is what the footer does not tell. ``records`` counts empty cells too.
    """

    records: int = 0
    nulls: int | None = 0
    least: Any = None
    greatest: Any = None

    @property
    def empty(self) -> bool:
        """Tell whether surely no cell holds anything."""
        return self.records == self.nulls or not self.records

    def from_least(self, least: object) -> bool:
        """Tell whether surely no value is below this one."""
        return self.empty or (self.least is not None and self.least >= least)

    def to_greatest(self, greatest: object) -> bool:
        """Tell whether surely no value is above this one."""
        return self.empty or (self.greatest is not None and self.greatest <= greatest)


def read_footers(files: Sequence[Path], layout: Layout, duckdb: DuckDBPyConnection) -> Footers:
    """Read the bounds of every file, over its row groups; a file may have no records."""
    kinds = sorted(set(KINDS.values()))
    pairs = [_bound(how, kind) for kind in kinds for how in ("min", "max")]
    question = BOUNDS.format(bounds=", ".join(pairs))
    place = {
        one.name: kinds.index(KINDS[one.holds]) for one in layout.columns if one.holds in KINDS
    }
    footers = {str(file): dict.fromkeys(layout.names, Bounds()) for file in files}
    asked = duckdb.execute(question, [[*footers]]).fetchall()
    for file, name, records, nulls, *bounds in asked:
        at = place.get(name)
        least, greatest = (None, None) if at is None else bounds[2 * at : 2 * at + 2]
        footers[file][name] = Bounds(records=records, nulls=nulls, least=least, greatest=greatest)
    return footers


def _bound(how: str, kind: str) -> str:
    return BOUND.format(how=how, kind=kind, of=f"stats_{how}_value")


ENDINGS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give an empty folder of mode 0700; it goes too when the process is told to end."""
    folder = Path(tempfile.mkdtemp(prefix="reporter-"))
    try:
        with _ending_as_interrupt():
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ending_as_interrupt() -> Iterator[None]:
    """Let a polite end of the process unwind as Ctrl-C does; only the main thread may ask."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _interrupt) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _: object) -> NoReturn:
    raise KeyboardInterrupt(number)


FULL = "No space left"


@contextmanager
def telling_no_room() -> Iterator[None]:
    """Raise EngineError when memory or disk is full; other errors are left to the caller."""
    from duckdb import Error  # noqa: PLC0415 - --help answers at once

    try:
        yield
    except Error as error:
        if not about_room(error):
            raise
        raise EngineError(_no_room(str(error))) from None


def about_room(error: Exception) -> bool:
    """Tell whether an error of DuckDB is about memory or disk."""
    from duckdb import OutOfMemoryException  # noqa: PLC0415 - --help answers at once

    return isinstance(error, OutOfMemoryException) or FULL in str(error)


def _no_room(said: str) -> str:
    if FULL in said or "temp_directory" in said:
        return (
            "The disk has no room for temporary files. Free some, or name a folder with room in "
            "the environment variable TMPDIR."
        )
    return "The count needs more memory than it may use. Give it more, such as --memory 2GiB."
