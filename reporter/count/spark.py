"""Spark, in this computer or on a cluster: the engine for who outgrows one machine."""

from __future__ import annotations

import logging
import socket
import subprocess
from contextlib import contextmanager, suppress
from functools import reduce
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self, cast

import ibis
from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col, lit

from reporter.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ibis.expr.types import BooleanValue, Table


HERE = "spark"
PATIENCE = 60
"""Seconds without any worker after which we give up; a cluster may be busy for a moment."""
REACH = 5
"""Seconds in which a master must take a call."""
FAREWELL = 20
"""Seconds in which Spark must end when it is told to."""
LEAST_MEMORY = 512
"""In MiB: Spark refuses to start with less."""


class Spark:
    """A session of Spark, with the registers as views on their files.

    Its own process, the driver, stands beside ours; it ends with ours, however that ends.
    What it says goes to a private file, not to the user's terminal.
    """

    def __init__(self, address: str, private: Path, limit: int | None) -> None:
        self._address, self._private, self._limit = address, private, limit
        self._place = "Spark" if address == HERE else f"The cluster at {address}"
        self._lost, self._ending = Event(), Event()
        self._context: SparkContext | None = None
        self._gateway: Any = None

    def __enter__(self) -> Self:
        """Start it. Raises EngineError when that does not succeed in time."""
        # Python's last resort would print what this library logs on the terminal.
        logging.getLogger("py4j").addHandler(logging.NullHandler())
        settings = self._settings(self._own_address())
        conf = SparkConf(loadDefaults=False).setAll(list(settings.items()))
        try:
            with self._in_our_words():
                self._start(conf)
                self._backend = ibis.pyspark.connect(self._session)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and wait until it is gone."""
        self._stop()

    @property
    def name(self) -> str:
        """Name the engine."""
        return f"Spark {self._backend.version}"

    def table(self, name: str, files: Sequence[Path], *, numbered: bool = False) -> Table:
        """Register a view over Parquet files."""
        with self._in_our_words():
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
        with self._in_our_words():
            sql = str(self._backend.compile(expression))
            return [tuple(row) for row in self._session.sql(sql).collect()]

    def _read(self, *files: Path) -> DataFrame:
        # As an address: a bare path would be looked up on the file system that Hadoop prefers.
        return self._session.read.parquet(*(file.resolve().as_uri() for file in files))

    def _numbered(self, files: Sequence[Path]) -> DataFrame:
        numbered = [
            self._read(file).select(
                "*",
                lit(str(file)).alias("filename"),
                col("_metadata.row_index").alias("file_row_number"),
            )
            for file in files
        ]
        return reduce(lambda one, other: one.unionByName(other), numbered)

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        """Turn what Spark says into a message that holds nothing of a record."""
        try:
            yield
        except (Py4JError, PySparkException, OSError, EOFError) as error:
            raise EngineError(self._told(error)) from None

    def _own_address(self) -> str:
        """Find by which address the master sees this machine: workers call back to it."""
        if self._address == HERE:
            return "127.0.0.1"
        host, _, port = self._address.removeprefix("spark://").rpartition(":")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), REACH) as call:
                return str(call.getsockname()[0])
        except (OSError, ValueError):
            message = (
                f"{self._place} cannot be reached from here within {REACH} seconds. Check the "
                "address (spark://HOST:PORT) and the network, or count with --engine duckdb."
            )
            raise EngineError(message) from None

    def _settings(self, here: str) -> dict[str, str]:
        chosen = {
            "spark.master": "local[*]" if self._address == HERE else self._address,
            "spark.app.name": "reporter count",
            "spark.driver.host": here,
            "spark.driver.bindAddress": here,
            "spark.local.dir": str(self._private),
            "spark.driver.extraJavaOptions": (
                f'-XX:-UsePerfData "-Djava.io.tmpdir={self._private}"'  # nothing in /tmp
            ),
            "spark.sql.warehouse.dir": str(self._private / "warehouse"),
            "spark.ui.enabled": "false",
            "spark.eventLog.enabled": "false",  # it would keep where our registers are
            "spark.sql.session.timeZone": "UTC",
        }
        if self._limit:
            memory = f"{max(self._limit, LEAST_MEMORY)}m"
            chosen |= {"spark.executor.memory": memory, "spark.driver.memory": memory}
        return chosen

    def _start(self, conf: SparkConf) -> None:
        Thread(target=self._watch, daemon=True).start()
        with (self._private / "spark.log").open("wb") as said:
            self._gateway = launch_gateway(conf, {"stdout": said, "stderr": said})
        self._context = SparkContext(conf=conf, gateway=self._gateway)
        self._session = SparkSession(self._context)

    def _watch(self) -> None:
        """End the driver when it has no worker for too long: Spark itself would go on waiting."""
        alone = 0
        while not self._ending.wait(1):
            alone = 0 if self._has_worker() else alone + 1
            if alone >= PATIENCE and self._gateway is not None:
                self._lost.set()
                self._gateway.proc.kill()
                return

    def _has_worker(self) -> bool:
        if self._context is None:
            return False
        with suppress(Py4JError, OSError):
            # Only the Java side knows; the driver itself is one of those it counts.
            spark = self._context._jsc.sc()  # noqa: SLF001 - PySpark has no public way
            return self._address == HERE or spark.getExecutorMemoryStatus().size() > 1
        return False

    def _told(self, error: Exception) -> str:
        said = str(error)
        if self._lost.is_set():
            return (
                f"{self._place} gave us no worker for {PATIENCE} seconds. Check that workers have "
                "free cores and memory and can reach this machine, or count with --engine duckdb."
            )
        if "No space left on device" in said:
            return f"{self._place} needs more free space for what does not fit in memory."
        if "OutOfMemory" in said or "ExecutorLostFailure" in said:
            return f"{self._place} ran out of memory: give each worker more, as in --memory 4GiB."
        if self._context is None or not isinstance(error, PySparkException):
            return (
                f"{self._place} did not start or was lost. Check that Java 17 or 21 is installed "
                "here and that the cluster runs the same version of Spark."
            )
        name = error.getCondition() or type(error).__name__
        return f"{self._place} stopped the count ({name}). Its workers keep the details."

    def _stop(self) -> None:
        self._ending.set()
        if self._gateway is None:
            return
        process: subprocess.Popen[bytes] = self._gateway.proc
        goodbye = Thread(target=self._say_goodbye, daemon=True)
        goodbye.start()
        goodbye.join(FAREWELL)
        if process.stdin is not None:
            process.stdin.close()  # without it the driver ends by itself
        try:
            process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # PySpark keeps these for a next session, which could not use them.
        SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - it has no public way
        SparkContext._active_spark_context = None  # noqa: SLF001 - the same

    def _say_goodbye(self) -> None:
        with suppress(Exception):
            if self._context is not None and not self._lost.is_set():
                self._context.stop()
            self._gateway.shutdown()
