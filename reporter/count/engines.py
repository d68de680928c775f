"""DuckDB in this process: the engine that needs nothing else."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol, cast

import ibis
from ibis.backends.sql.datatypes import DuckDBType

from reporter.count.files import telling_no_room
from reporter.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ibis.backends.duckdb import Backend
    from ibis.expr.types import BooleanValue, Table

    Question = tuple[Table, BooleanValue]
    """Records, and what they may meet."""

DUCKDB: Final = "duckdb"
SPARK = re.compile(r"spark(://[^/\s]+:[0-9]{1,5})?")
MEMORY = re.compile(r"(?P<amount>[1-9][0-9]*) ?(?P<unit>MiB|GiB)")
MEBIBYTES = {"MiB": 1, "GiB": 1024}


class Engine(Protocol):
    """Runs Ibis expressions over Parquet files."""

    @property
    def name(self) -> str:
        """What the protocol calls this engine, with its version."""

    def table(self, name: str, files: Sequence[Path], *, numbered: bool = False) -> Table:
        """Register a view over Parquet files.

        ``numbered`` adds the columns ``filename`` and ``file_row_number``, counted from 0.
        """

    def counts(self, questions: Sequence[Question]) -> list[int]:
        """Count the records that meet each condition, as this engine does that fastest."""

    def rows(self, expression: Table) -> list[tuple[object, ...]]:
        """Run an expression and give its rows. Raises EngineError if the engine cannot."""


@contextmanager
def engine(address: str, private: Path, memory: str | None = None) -> Iterator[Engine]:
    """Start the engine of this address; what it must write aside goes in ``private``.

    The address is ``duckdb``, ``spark`` (in this computer alone) or ``spark://HOST:PORT``.
    ``memory``, such as 256MiB, is the most that DuckDB or one process of Spark may use.
    Raises EngineError when the engine is not there, or does not answer in time.
    """
    limit = None if memory is None else _mebibytes(memory)
    if address == DUCKDB:
        with duckdb_engine(private, limit) as embedded:
            yield embedded
    elif SPARK.fullmatch(address):
        from reporter.count.spark_engine import spark_engine  # noqa: PLC0415 - heavy

        with spark_engine(address, private, limit) as spark:
            yield spark
    else:
        message = (
            f"--engine: found {address!r}, expected duckdb, spark or spark://HOST:PORT. "
            "Without --engine DuckDB counts in this computer."
        )
        raise EngineError(message)


def _mebibytes(memory: str) -> int:
    found = MEMORY.fullmatch(memory)
    if found is None:
        message = f"--memory: found {memory!r}, expected a size such as 256MiB or 2GiB."
        raise EngineError(message)
    return int(found["amount"]) * MEBIBYTES[found["unit"]]


USUAL_LIMIT: Final = 768
"""In MiB; with Python, and what DuckDB does not count, the whole stays under 1 GiB."""

EACH: Final = 256
"""In MiB; what one thread must have for the row groups it reads, however large they are."""


@contextmanager
def duckdb_engine(private: Path, limit: int | None) -> Iterator[DuckDB]:
    """Open a database in memory that puts aside in ``private`` what exceeds ``limit`` MiB."""
    bound = limit or USUAL_LIMIT
    backend = ibis.duckdb.connect(
        memory_limit=f"{bound}MiB",
        threads=max(1, min(len(os.sched_getaffinity(0)), bound // EACH)),
        temp_directory=str(private),
        preserve_insertion_order=False,  # costs memory, and no sum depends on it
        autoinstall_known_extensions=False,  # nothing is fetched
        autoload_known_extensions=False,
    )
    try:
        yield DuckDB(backend)
    finally:
        backend.disconnect()


class DuckDB:
    """The engine inside this process."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def name(self) -> str:
        """Name the engine."""
        return f"DuckDB {self._backend.version}"

    def table(self, name: str, files: Sequence[Path], *, numbered: bool = False) -> Table:
        """Register a view over Parquet files."""
        columns = ", filename=true, file_row_number=true" if numbered else ""
        paths = ", ".join(f"'{_doubled(file)}'" for file in files)
        source = f"read_parquet([{paths}], hive_partitioning=false{columns})"
        with telling_no_room():
            # Ibis would ask for the columns by way of Arrow, which takes long to import.
            self._backend.con.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS FROM {source}')
            found = self._backend.con.execute(f'DESCRIBE "{name}"').fetchall()
        return ibis.table({row[0]: DuckDBType.from_string(row[1]) for row in found}, name=name)

    def counts(self, questions: Sequence[Question]) -> list[int]:
        """Count the records that meet each condition.

        A filter for each takes a sixth of the time that all conditions in one scan take: it is
        asked of the codes in the dictionary of a column rather than of each record.
        """
        if not questions:
            return []
        counted = [table.filter(condition).count() for table, condition in questions]
        numbered = [
            number.as_table().select(place=ibis.literal(place, "int64"), n=number)
            for place, number in enumerate(counted)
        ]
        found = dict(cast("list[tuple[int, int]]", self.rows(ibis.union(*numbered))))
        return [found[place] for place in range(len(questions))]

    def rows(self, expression: Table) -> list[tuple[object, ...]]:
        """Run an expression; rows come without a frame, which would have to be imported."""
        sql = str(self._backend.compile(expression))
        with telling_no_room():
            return list(self._backend.con.execute(sql).fetchall())


def _doubled(file: Path) -> str:
    return str(file).replace("'", "''")
