"""Parquet files that say what they are, and are the same for the same seed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyarrow.parquet import ParquetWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

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


def write_table(
    path: Path, table: pa.Table, repeated: Sequence[str], about: Mapping[str, str]
) -> None:
    """Write a whole table."""
    with parquet(path, table.schema, repeated, about) as writer:
        writer.write_table(table, row_group_size=even(len(table)))


def even(records: int) -> int:
    """Tell how many records a row group takes so that all are of one size, near to ROWS."""
    return max(1, -(-records // max(1, round(records / ROWS))))
