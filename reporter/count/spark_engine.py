"""Spark, in this computer or on a cluster: the engine for who outgrows one machine."""

from __future__ import annotations

from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING, cast

from reporter.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ibis.expr.types import BooleanValue, Table
    from pyspark.sql import DataFrame

    from reporter.count.spark_driver import Driver


@contextmanager
def spark_engine(address: str, private: Path, limit: int | None) -> Iterator[Spark]:
    """Start a driver of our own, and end it. Raises EngineError if that does not succeed."""
    try:
        from reporter.count.spark_driver import Driver  # noqa: PLC0415 - may be absent
    except ModuleNotFoundError:
        message = (
            f"--engine {address}: found no Spark in this .venv. Install it with "
            "'bash setup.sh spark', or leave --engine out to count with DuckDB."
        )
        raise EngineError(message) from None
    with Driver(address, private, limit) as driver:
        yield Spark(driver)


class Spark:
    """A session of Spark, with the registers as views on their files."""

    def __init__(self, driver: Driver) -> None:
        import ibis  # noqa: PLC0415 - not before Spark is known to be there

        self._driver = driver
        with driver.in_our_words():
            self._backend = ibis.pyspark.connect(driver.session)

    @property
    def name(self) -> str:
        """Name the engine."""
        return f"Spark {self._backend.version}"

    def table(self, name: str, files: Sequence[Path], *, numbered: bool = False) -> Table:
        """Register a view over Parquet files."""
        with self._driver.in_our_words():
            frame = self._numbered(files) if numbered else self._read(*files)
            frame.createOrReplaceTempView(name)
            return self._backend.table(name)

    def counts(self, questions: Sequence[tuple[Table, BooleanValue]]) -> list[int]:
        """Count the records that meet each condition: all those on one table in one scan."""
        found: dict[int, int] = {}
        for table in {table.get_name(): table for table, _ in questions}.values():
            places = [place for place, (one, _) in enumerate(questions) if one.equals(table)]
            met = (questions[place][1].ifelse(1, 0).sum().fill_null(0) for place in places)
            counted = table.aggregate(
                [n.name(f"n{place}") for place, n in zip(places, met, strict=True)]
            )
            (numbers,) = self.rows(counted)
            found |= zip(places, cast("tuple[int, ...]", numbers), strict=True)
        return [found[place] for place in range(len(questions))]

    def rows(self, expression: Table) -> list[tuple[object, ...]]:
        """Run an expression; a frame would make a whole number beside an empty one a float."""
        with self._driver.in_our_words():
            sql = str(self._backend.compile(expression))
            return [tuple(row) for row in self._driver.session.sql(sql).collect()]

    def _read(self, *files: Path) -> DataFrame:
        # As an address: a bare path would be looked up on the file system that Hadoop prefers.
        return self._driver.session.read.parquet(*(file.resolve().as_uri() for file in files))

    def _numbered(self, files: Sequence[Path]) -> DataFrame:
        from pyspark.sql.functions import col, lit  # noqa: PLC0415 - not before Spark is there

        numbered = [
            self._read(file).select(
                "*",
                lit(str(file)).alias("filename"),
                col("_metadata.row_index").alias("file_row_number"),
            )
            for file in files
        ]
        return reduce(lambda one, other: one.unionByName(other), numbered)
