"""What a count of the registers costs, next to the same count written by hand elsewhere.

Of Spark by hand only the time on the clock means something: its own process is not waited for, so
that its processor time and memory are not counted.
"""

from __future__ import annotations

import json
import math
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree, which
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.pairs import Comparison, compare
from tests.benchmarks.processes import python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.pairs import Outcome
    from tests.benchmarks.processes import Cost

RIVALS = Path(__file__).with_name("counting_rivals.py")
YEAR = "2019"
BOUNDS = {"checked": 1.15, "duckdb": math.inf, "polars": 1.0, "pandas": 1.0, "spark": 1.0}
"""Without the checks of records SQL does less than we do: shown, not judged."""
NAMES = {
    "checked": "hand-written SQL in DuckDB with the same checks of records",
    "duckdb": "hand-written SQL in DuckDB without checks",
    "polars": "Polars, without checks",
    "pandas": "pandas, a million records at a time, without checks",
    "spark": "Spark in this computer, without checks",
}
SLOW = ("pandas", "spark")
LEAN = "256MiB"
TURNS = 3
SMALLER = 12
"""A month's share of a year: so much smaller are the registers that growth is measured from."""


class Registers:
    """Synthetic registers of one scale, and what counting them costs in each way."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._output = folder / "registers", folder / "counted"

    def make(self, scale: str) -> None:
        """Make them up."""
        self._folder.parent.mkdir(exist_ok=True)
        python(
            "-m",
            "reporter",
            "synthesize",
            "--year",
            YEAR,
            "--scale",
            scale,
            "--output",
            self._folder,
        )

    def records(self) -> int:
        """Tell how many records of the payroll the last count read."""
        (protocol,) = self._output.glob("telprotocol-*.json")
        return int(json.loads(protocol.read_bytes())["payroll_records"]["read"])

    def ours(self, *more: str) -> Cost:
        """Count with the command, from its start to the deliveries in their place."""
        rmtree(self._output, ignore_errors=True)
        return python(
            *("-m", "reporter", "count", "--year", YEAR, "--output", self._output),
            *("--register", self._folder / "doelgroepregister.parquet"),
            *("--payroll", self._folder / "polisadministratie"),
            *("--employers", self._folder / "werkgevers.parquet"),
            *more,
        )

    def rival(self, name: str) -> Cost:
        """Count in another way."""
        return python("-W", "ignore", RIVALS, name, self._folder, YEAR)


def counting(folder: Path, scale: str, pairs: int) -> Iterator[Outcome]:
    """Compare a count with each rival that is installed; with the slow ones once."""
    registers = Registers(folder)
    registers.make(scale)
    for name, bound in BOUNDS.items():
        if name == "spark" and not (find_spec("pyspark") and which("java")):
            continue
        comparison = Comparison(
            name=f"reporter count of registers of scale {scale}, against {NAMES[name]}",
            ours=registers.ours,
            other=lambda name=name: registers.rival(name),  # type: ignore[misc]
            bound=bound,
        )
        yield compare(comparison, 1 if name in SLOW else pairs)


def lean(folder: Path) -> str:
    """Tell what the count takes with little memory; whether it is right is for the tests."""
    cost = Registers(folder).ours("--memory", LEAN)
    return f"with --memory {LEAN}: {cost.wall:.2f} s, {cost.peak:.0f} MiB at most\n"


def growth(folder: Path, scale: str) -> Iterator[str]:
    """Tell what a record costs in small and in large registers, with and without the start.

    The start is what the target group alone costs, without anybody around it.
    """
    sizes = [Registers(folder / name) for name in ("alone", "small", "large")]
    for registers, part in zip(sizes, (0, float(scale) / SMALLER, float(scale)), strict=True):
        registers.make(str(part))
    costs = [[registers.ours() for registers in sizes] for _ in range(TURNS)]
    records = [registers.records() for registers in sizes]
    alone, *seconds = (median(cost.cpu for cost in column) for column in zip(*costs, strict=True))
    yield f"{records[0]:>11} records: {alone:.2f} s of the processors"
    for number, spent in zip(records[1:], seconds, strict=True):
        whole, more = spent / number, (spent - alone) / (number - records[0])
        yield (
            f"{number:>11} records: {spent:.2f} s of the processors, {whole * 1e9:.1f} ns a "
            f"record, {more * 1e9:.1f} ns a record more than the target group alone"
        )
