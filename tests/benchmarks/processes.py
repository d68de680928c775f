"""Runs whole processes and measures what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took: seconds on the clock, and seconds of all processors together.

    ``peak`` is the most memory that it, or a process it started, held at once, in MiB.
    """

    wall: float
    cpu: float
    peak: float = 0

    def __sub__(self, other: Cost) -> Cost:
        return Cost(wall=self.wall - other.wall, cpu=self.cpu - other.cpu)


def python(*words: str | Path, **changes: str) -> Cost:
    """Run this Python to its end, with some changes in the environment.

    The processes that it starts and waits for are counted with it. Raises RuntimeError with
    what it said last when it fails.
    """
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - this Python with our own code
        [sys.executable, *map(str, words)],
        env=environment(changes),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert child.stderr is not None
    with child.stderr as stream:
        said = stream.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if child.returncode:
        message = f"{' '.join(map(str, words))}: {said.decode(errors='replace')}"
        raise RuntimeError(message)
    return Cost(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss / 1024)


def environment(changes: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would measure coverage: that costs time too."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return {**kept, **changes}
