"""The engines that run the expressions of the rules: DuckDB in this process, or Spark.

Both run the same Ibis expressions. An engine registers files as views and gives the rows of an
expression; nothing else in this room knows which of the two it has.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from reporter.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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
        from reporter.counting.duckdb_engine import duckdb_engine  # noqa: PLC0415 - heavy

        with duckdb_engine(private, limit) as embedded:
            yield embedded
    elif SPARK.fullmatch(address):
        from reporter.counting.spark_engine import spark_engine  # noqa: PLC0415 - heavy

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
