"""Parquet files: whole, with the right columns, and what their footers tell of each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from duckdb import DuckDBPyConnection, Error

from reporter.count.engines import answers
from reporter.deliveries.sheet import header_faults
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.deliveries.columns import Layout

    Footers = Mapping[str, Mapping[str, "Bounds"]]
    """Of each file the bounds of each column."""

MAGIC = b"PAR1"
TAIL = 8
"""A Parquet file ends in the length of its footer and the magic, four bytes each."""
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
        found[file][name] = kind
    faults = [fault for file in found for fault in _faults(file, found[file], layout)]
    if faults:
        raise InputError(faults)
    return tuple(text for (text,) in _asked(SAYS, files, duckdb))


def _broken(file: Path) -> Fault | None:
    expected = "a Parquet file"
    try:
        with file.open("rb") as content:
            start = content.read(len(MAGIC))
            size = content.seek(0, 2)
            content.seek(-min(size, TAIL), 2)
            end = content.read()
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        return Fault(file=str(file), found=found, expected=expected)
    if start != MAGIC:
        found = "another kind of file" if size else "an empty file"
        return Fault(file=str(file), found=found, expected=expected)
    footer = int.from_bytes(end[:4], "little") + TAIL
    return _damaged(file) if end[-4:] != MAGIC or footer > size - TAIL else None


def _damaged(file: Path) -> Fault:
    return Fault(
        file=str(file),
        found="a damaged or truncated file",
        expected="a whole Parquet file",
        advice="Ask for it again, or copy it again; nothing of it was counted.",
    )


def _asked(question: str, files: Sequence[Path], duckdb: DuckDBPyConnection) -> list[Any]:
    """Ask about all files at once; if that fails, find the one that it fails for."""
    try:
        return answers(duckdb, question, [str(file) for file in files])
    except Error:
        fault = unreadable_file(files, duckdb, question) or _damaged(files[0])
        raise InputError([fault]) from None


def unreadable_file(
    files: Sequence[Path], duckdb: DuckDBPyConnection, question: str = EVERY_CELL
) -> Fault | None:
    """Find the file of which a question cannot be answered: its pages are not whole."""
    for file in files:
        try:
            answers(duckdb, question, [str(file)])
        except Error:
            return _damaged(file)
    return None


def _faults(file: str, found: Mapping[str, str], layout: Layout) -> Iterator[Fault]:
    yield from header_faults(list(found), layout, file)
    for column in layout.columns:
        pattern, expected = TYPES[column.holds.name]
        kind = found.get(column.name)
        if kind is not None and not pattern.fullmatch(kind):
            yield Fault(file=file, column=column.name, found=kind, expected=expected)


KINDS = {"string": "VARCHAR", "date": "DATE", "number": "DECIMAL(38,2)", "integer": "DECIMAL(38,2)"}
"""As what bounds are read; what is not here has none."""
BOUND = """CASE WHEN bool_and(stats_null_count = num_values OR TRY_CAST({of} AS {kind}) IS NOT NULL)
    THEN {how}(TRY_CAST({of} AS {kind})) END"""
BOUNDS = """
    SELECT file_name, path_in_schema, sum(num_values)::BIGINT,
        CASE WHEN count(stats_null_count) = count(*) THEN sum(stats_null_count)::BIGINT END,
        {{{bounds}}}
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

    def is_one_of(self, codes: Sequence[str]) -> bool:
        """Tell whether there is one text only, of these; what lies between two is not known."""
        return self.empty or (self.least in codes and self.least == self.greatest)


def read_footers(files: Sequence[Path], layout: Layout, duckdb: DuckDBPyConnection) -> Footers:
    """Read the bounds of every file, over its row groups; a file may have no records."""
    bounds = ", ".join(
        f"'{kind} {how}': {BOUND.format(how=how, kind=kind, of=f'stats_{how}_value')}"
        for kind in set(KINDS.values())
        for how in ("min", "max")
    )
    held = {column.name: KINDS.get(column.holds.name) for column in layout.columns}
    footers = {str(file): dict.fromkeys(layout.names, Bounds()) for file in files}
    found = answers(duckdb, BOUNDS.format(bounds=bounds), [*footers])
    for file, name, records, nulls, values in found:
        least, greatest = (values.get(f"{held.get(name)} {how}") for how in ("min", "max"))
        footers[file][name] = Bounds(records=records, nulls=nulls, least=least, greatest=greatest)
    return footers
