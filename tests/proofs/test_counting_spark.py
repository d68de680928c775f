"""Spark counts what DuckDB and the slow reference count, on a cluster of our own."""

from __future__ import annotations

import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reporter.count import count as counting
from reporter.count.count import Inquiry, count
from reporter.count.engines import DUCKDB, engine
from reporter.errors import EngineError
from tests.count.populations import POPULATIONS, write_parquet
from tests.count.reference import Population, counted
from tests.count.test_counting_reference import RULES, SCHEMA, as_outcome, with_marker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from reporter.count.engines import Engine
    from tests.proofs.spark_cluster import Cluster

# The bridge to Java leaves closing its sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
SOON = 12
"""Seconds without a worker after which these tests give up."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start a master; on a server that checks everything, Spark has to be there."""
    absent = [name for name in ("java", "Spark") if not _is_here(name)]
    if absent:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say(f"there is no {' and no '.join(absent)} here: bash setup.sh spark")
    from tests.proofs.spark_cluster import Cluster  # noqa: PLC0415 - only where Spark is

    folder = tmp_path_factory.mktemp("cluster")
    with Cluster(folder) as started:
        yield started
    gc.collect()
    assert started.processes() == []


def _is_here(name: str) -> bool:
    return which("java") is not None if name == "java" else find_spec("pyspark") is not None


@pytest.fixture(scope="class")
def worked(cluster: Cluster) -> Iterator[str]:
    """Give the address of the master while it has a worker; each test has one of its own."""
    cluster.add_worker()
    yield cluster.address
    cluster.stop("worker")


@pytest.fixture(scope="class")
def spark(worked: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Start one session for many counts, as each start takes seconds; it takes every core."""
    with engine(worked, tmp_path_factory.mktemp("driver")) as started:
        yield started


def renamed(number: int, population: Population) -> Population:
    """Give everybody and every employer another name, so that populations can be put together."""
    return Population(
        [one._replace(persoon=f"{number}-{one.persoon}") for one in population.register],
        [
            one._replace(
                persoon=f"{number}-{one.persoon}",
                loonheffingennummer=f"{number}-{one.loonheffingennummer}",
            )
            for one in population.payroll
        ],
        [
            one._replace(loonheffingennummer=f"{number}-{one.loonheffingennummer}")
            for one in population.employers
        ],
    )


def together(populations: list[Population]) -> Population:
    """Put populations together that have nobody in common."""
    apart = [renamed(number, one) for number, one in enumerate(populations)]
    return Population(
        [row for one in apart for row in one.register],
        [row for one in apart for row in one.payroll],
        [row for one in apart for row in one.employers],
    )


# Shrinking would count a hundred times more; the population that fails is small anyway.
@settings(max_examples=3, phases=(Phase.reuse, Phase.generate))
@given(st.lists(POPULATIONS, min_size=4, max_size=10).map(together).map(with_marker))
def test_a_cluster_finds_what_the_slow_reference_finds_to_the_hundredth(
    spark: Engine, population: Population
) -> None:
    def chosen(address: str, *rest: Any) -> AbstractContextManager[Engine]:
        return engine(address, *rest) if address == DUCKDB else nullcontext(spark)

    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(counting, "engine", chosen),
    ):
        paths = write_parquet(population, Path(folder))
        inquiry = Inquiry(paths=paths, year=2019, engine="spark", keep_going=True)
        tally = count(inquiry, SCHEMA, RULES, lambda _: None).tally
    assert as_outcome(tally) == counted(population, 2019)


def reporter(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, with a folder of its own for what it puts aside."""
    return subprocess.run(  # noqa: S603 - this Python with our own code
        [sys.executable, "-m", "reporter", *map(str, words)],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_cluster_counts_the_synthetic_2019_as_duckdb_does_and_leaves_nothing_behind(
    cluster: Cluster, worked: str, tmp_path: Path
) -> None:
    registers, aside = tmp_path / "registers", tmp_path / "aside"
    aside.mkdir()
    where = ("--year", "2019", "--output", registers, "--scale", "0.0005")
    assert reporter("synthesize", *where, folder=aside).returncode == 0
    told = {}
    for address in (DUCKDB, worked):
        done = reporter(
            "count",
            *("--register", registers / "doelgroepregister.parquet"),
            *("--payroll", registers / "polisadministratie"),
            *("--employers", registers / "werkgevers.parquet"),
            *("--year", "2019", "--format", "json", "--engine", address),
            *("--output", tmp_path / address.partition(":")[0]),
            folder=aside,
        )
        assert done.returncode == 0, done.stderr
        assert "WARN" not in done.stderr
        assert "Stage" not in done.stderr
        told[address] = json.loads(done.stdout)
    engines = [one.pop("engine") for one in told.values()]
    assert [name.partition(" ")[0] for name in engines] == ["DuckDB", "Spark"]
    for one in told.values():
        del one["seconds"]
    assert told[DUCKDB] == told[worked]
    for name in ("uren.csv", "personen.csv"):
        assert (tmp_path / "duckdb" / name).read_bytes() == (tmp_path / "spark" / name).read_bytes()
    assert list(aside.iterdir()) == []
    assert not [words for words in cluster.processes() if "reporter count" in words]


def refusal(address: str, folder: Path) -> str:
    """Start an engine that cannot be had, and give what is said of it."""
    with (
        patch.object(import_module("reporter.count.spark"), "PATIENCE", SOON),
        pytest.raises(EngineError) as caught,
        engine(address, folder),
    ):
        pass
    return str(caught.value)


@pytest.mark.usefixtures("cluster")
def test_a_machine_where_nobody_listens_is_told_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "cannot be reached from here" in refusal(f"spark://127.0.0.1:{port}", tmp_path)


@pytest.mark.usefixtures("cluster")
def test_a_port_that_is_no_spark_is_told_in_bounded_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        assert f"no worker for {SOON} seconds" in refusal(f"spark://127.0.0.1:{port}", tmp_path)


def test_a_cluster_that_loses_its_last_worker_is_told_in_bounded_time(
    cluster: Cluster, tmp_path: Path
) -> None:
    cluster.add_worker()
    paths = write_parquet(with_marker(Population([], [], [])), tmp_path)
    with engine(cluster.address, tmp_path) as spark:
        assert spark.rows(spark.table("employers", paths["employers"])) == []
        cluster.stop("worker")
        with (
            patch.object(import_module("reporter.count.spark"), "PATIENCE", SOON),
            pytest.raises(EngineError, match="gave us no worker"),
        ):
            spark.rows(spark.table("payroll", [tmp_path / "payroll" / "2.parquet"]))
