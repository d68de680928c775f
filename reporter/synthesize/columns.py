"""What registers are made of: columns side by side, pseudonyms that say what they are, files."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow.parquet import ParquetWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Rows = NDArray[np.void]


def side_by_side(**columns: NDArray[Any]) -> Rows:
    """Put columns of one length side by side, so that rows are chosen in one step."""
    count = len(next(iter(columns.values())))
    rows = np.empty(count, dtype=[(name, column.dtype) for name, column in columns.items()])
    for name, column in columns.items():
        rows[name] = column
    return rows


OPEN = int(np.iinfo(np.int32).max)
"""Stands for the last day of what has none, and becomes an empty cell."""


def day(date: dt.date) -> int:
    """Give a date as Parquet keeps it: days since 1970."""
    return (date - dt.date(1970, 1, 1)).days


def dates(days: Numbers) -> pa.Array:
    """Give days since 1970 as dates."""
    return pa.array(days.astype(np.int32), mask=days == OPEN).cast(pa.date32())


def texts(characters: NDArray[np.uint8]) -> pa.Array:
    """Give rows of characters as texts, without copying them."""
    count, width = characters.shape
    ends = np.arange(0, width * count + 1, width, dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(characters)]
    return pa.Array.from_buffers(pa.string(), count, buffers)


ROWS = 1 << 17
"""Records in a row group: small enough to count with little memory."""
CODEC, LEVEL = "zstd", 1
"""Half the bytes of snappy in less time, because pseudonyms are hexadecimal digits."""


@contextmanager
def parquet(
    path: Path, schema: pa.Schema, repeated: Sequence[str], metadata: Mapping[str, str]
) -> Iterator[ParquetWriter]:
    """Write a file; ``repeated`` are the columns that are kept as a dictionary.

    The schema of Arrow stays out, so that texts are texts and decimals decimals to every reader.
    """
    with ParquetWriter(
        path,
        schema,
        compression=CODEC,
        compression_level=LEVEL,
        use_dictionary=[*repeated],
        store_schema=False,
        store_decimal_as_integer=True,
    ) as writer:
        yield writer
        writer.add_key_value_metadata(metadata)


def write_table(path: Path, table: pa.Table, metadata: Mapping[str, str]) -> None:
    """Write a whole table; only the names in its first column differ from row to row."""
    with parquet(path, table.schema, table.schema.names[1:], metadata) as writer:
        writer.write_table(table, row_group_size=even(len(table)))


def even(records: int) -> int:
    """Tell how many records a row group takes so that all are of one size, near to ROWS."""
    return max(1, -(-records // max(1, round(records / ROWS))))


MARK = b"-verzonnen"
WIDTH = 32
PAIRS = np.frombuffer("".join(f"{one:02x}" for one in range(256)).encode(), dtype=np.uint16)
"""Every byte as two hexadecimal digits."""
DIGITS = (WIDTH - len(MARK)) // 2
"""How many bytes stand in a pseudonym; the first eight alone already differ for each person."""


def pseudonyms(people: Numbers, seed: int) -> NDArray[np.uint8]:
    """Give each person the same 32 characters wherever they appear, as rows of bytes."""
    pairs = np.empty((len(people), WIDTH // 2), dtype=np.uint16)
    pairs[:, DIGITS:] = np.frombuffer(MARK, dtype=np.uint16)
    start = people.astype(np.uint64) + np.uint64(seed % 2**32 * 2**32)
    once = _scattered(start)
    twice = _scattered(once)
    pairs[:, :8] = PAIRS[once.view(np.uint8).reshape(-1, 8)]
    pairs[:, 8:DIGITS] = PAIRS[twice.view(np.uint8).reshape(-1, 8)[:, : DIGITS - 8]]
    return pairs.view(np.uint8)


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits of numbers so that no two become one (splitmix64, Steele and others 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
