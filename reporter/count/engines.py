"""What counts: DuckDB in this process, or Spark; with a private folder, and without room."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import duckdb
import ibis
from ibis.backends.sql.datatypes import DuckDBType

from reporter.aside import folder_for_now
from reporter.ending import undoing
from reporter.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ibis.expr.types import BooleanValue, Table

    from reporter.count.spark import Spark

    Engine: TypeAlias = "DuckDB | Spark"
    """What runs Ibis expressions over Parquet files."""
    Question = tuple[Table, BooleanValue]
    """Records, and what they may meet."""

DUCKDB: Final = "duckdb"
SPARK = re.compile(r"spark(://[^/\s]+:[0-9]{1,5})?")
MEMORY = re.compile(r"(?P<amount>[1-9][0-9]*) ?(?P<unit>MiB|GiB)")
MEBIBYTES = {"MiB": 1, "GiB": 1024}


@contextmanager
def engine(address: str, private: Path, memory: str | None = None) -> Iterator[Engine]:
    """Start the engine of this address; what it must write aside goes in ``private``.

    The address is ``duckdb``, ``spark`` (in this computer alone) or ``spark://HOST:PORT``.
    ``memory``, such as 256MiB, is the most that DuckDB or one process of Spark may use.
    Raises EngineError when the engine is not there, or does not answer in time.
    """
    limit = None if memory is None else _mebibytes(memory)
    if address == DUCKDB:
        with (
            closing(DuckDB(private, limit or USUAL_LIMIT)) as started,
            undoing(started.interrupt),
        ):
            yield started
    elif SPARK.fullmatch(address):
        try:
            from reporter.count.spark import Spark  # noqa: PLC0415 - heavy, and may be absent
        except ModuleNotFoundError:
            message = (
                f"--engine {address}: found no Spark in this .venv. Install it with "
                "'bash setup.sh spark', or leave --engine out to count with DuckDB."
            )
            raise EngineError(message) from None
        with Spark(address, private, limit) as spark:
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


class DuckDB:
    """The engine inside this process: a database in memory.

    What exceeds ``limit`` MiB it puts aside in ``private``.
    """

    def __init__(self, private: Path, limit: int) -> None:
        affinity = getattr(os, "sched_getaffinity", None)  # Linux: the cores we may use
        cores = len(affinity(0)) if affinity else os.cpu_count() or 1
        self._backend = ibis.duckdb.connect(
            memory_limit=f"{limit}MiB",
            threads=max(1, min(cores, limit // EACH)),
            temp_directory=str(private),
            preserve_insertion_order=False,  # costs memory, and no sum depends on it
            autoinstall_known_extensions=False,  # nothing is fetched
            autoload_known_extensions=False,
        )
        self.close = self._backend.disconnect
        self.interrupt = self._backend.con.interrupt

    @property
    def name(self) -> str:
        """What the protocol calls this engine."""
        return f"DuckDB {self._backend.version}"

    def table(self, name: str, files: Sequence[Path], *, numbered: bool = False) -> Table:
        """Register a view over Parquet files.

        ``numbered`` adds the columns ``filename`` and ``file_row_number``, counted from 0.
        """
        columns = ", filename=true, file_row_number=true" if numbered else ""
        paths = ", ".join(literal(file) for file in files)
        source = f"read_parquet([{paths}], hive_partitioning=false{columns})"
        answers(self._backend.con, f'CREATE OR REPLACE TEMP VIEW "{name}" AS FROM {source}')
        # Ibis would ask for the columns by way of Arrow, which takes long to import.
        found = answers(self._backend.con, f'DESCRIBE "{name}"')
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
        return answers(self._backend.con, str(self._backend.compile(expression)))


def literal(text: object) -> str:
    """Write a text, such as a path, as SQL does."""
    return "'" + str(text).replace("'", "''") + "'"


FULL = "No space left"
INTERRUPTED = "Query interrupted"


def answers(database: duckdb.DuckDBPyConnection, question: str, *values: object) -> list[Any]:
    """Ask DuckDB, and give the rows.

    Raises EngineError when memory or disk is full, and KeyboardInterrupt when the question was
    interrupted, which DuckDB tells in its own way; other errors are left to the caller.
    """
    try:
        return database.execute(question, values).fetchall()
    except RuntimeError as error:
        if INTERRUPTED not in str(error):
            raise
        raise KeyboardInterrupt from None
    except duckdb.Error as error:
        if not isinstance(error, duckdb.OutOfMemoryException) and FULL not in str(error):
            raise
        message = (
            "The count needs more memory than it may use. Give it more, such as --memory 2GiB."
        )
        if FULL in str(error) or "temp_directory" in str(error):
            message = (
                "The disk has no room for temporary files. Free some, or name a folder with room "
                "in the environment variable TMPDIR."
            )
        raise EngineError(message) from None


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give an empty folder of mode 0700, which goes however the process ends."""
    with folder_for_now("reporter-count-", Path(tempfile.gettempdir())) as folder:
        yield folder
