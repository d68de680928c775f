"""A Spark cluster on this machine: a master and one worker, which only this machine can reach."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyspark

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(pyspark.__file__).parent
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
LOOPBACK = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
SIZE = ("--cores", "2", "--memory", "1g")
LIMIT = 300.0


class Cluster:
    """A master, and workers that can come and go; at the end nothing of it is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._groups: dict[str, subprocess.Popen[bytes]] = {}
        self.address = ""

    def __enter__(self) -> Self:
        """Start the master alone."""
        said = self._start("master", MASTER)
        self.address = _awaited(said, r"Starting Spark master at (spark://[0-9.:]+)")
        return self

    def __exit__(self, *_: object) -> None:
        """Stop whatever still runs."""
        for name in reversed(tuple(self._groups)):
            self.stop(name)

    def add_worker(self) -> None:
        """Let a worker join."""
        work = ("--work-dir", str(self._folder / "work"), self.address)
        _awaited(self._start("worker", WORKER, *SIZE, *work), r"(Successfully registered)")

    def stop(self, name: str) -> None:
        """Stop the master or the worker, with every process that it started."""
        leader = self._groups.pop(name)
        _signal(leader, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            leader.wait(15)
        _signal(leader, signal.SIGKILL)
        leader.wait()

    def processes(self) -> list[str]:
        """Name the processes of Spark that use this folder."""
        return [words for words in _command_lines() if str(self._folder) in words]

    def _start(self, name: str, kind: str, *words: str) -> Path:
        assert name not in self._groups, f"there is a {name} already"
        said = self._folder / f"{name}.log"
        with said.open("wb") as log:
            self._groups[name] = subprocess.Popen(  # noqa: S603 - Spark as installed in .venv
                [HOME / "bin" / "spark-class", kind, *LOOPBACK, *words],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return said

    def _environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("SPARK")}
        return {
            **ours,
            "SPARK_HOME": str(HOME),
            "SPARK_CONF_DIR": str(self._folder),
            "SPARK_LOCAL_DIRS": str(self._folder),
            "SPARK_DAEMON_MEMORY": "256m",
        }


def _awaited(log: Path, words: str) -> str:
    """Wait until a log says these words, and give their first group."""
    until = time.monotonic() + LIMIT
    while time.monotonic() < until:
        if found := re.search(words, log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    message = f"{log.name} never said {words!r}: {log.read_text('utf-8', 'replace')[-2000:]}"
    raise TimeoutError(message)


def _signal(leader: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(leader.pid, number)
    except ProcessLookupError:
        return


def _command_lines() -> Iterator[str]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
