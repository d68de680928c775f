"""Measures what an annex costs, next to the least that it could cost.

Only ratios of runs that alternate mean something on a machine that does other work too.
Run as ``python tests/benchmarks/run.py [--pairs N] [--strict] [--registers SCALE] [--against
CHECKOUT]``; with ``--strict`` the exit code is 1 when a median wall time is out of its bound.
Scale 1 of the registers is 240 million records a year, for which it needs 5 GB of disk.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.benchmarks.pairs import Comparison, Outcome

ROOT = Path(__file__).resolve().parents[2]
HEAD = ("seconds", "wall: median (least–most)", "CPU", "bound", "")
LINE = "  {:>12}  {:<26} {:<18} {:<5} {}"
BROKEN = "BROKEN"


def main() -> int:
    """Measure, show, and give the exit code."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--pairs", type=int, default=5, help="runs of each side (default: 5)")
    words.add_argument("--strict", action="store_true", help="exit 1 when a bound is broken")
    words.add_argument("--registers", metavar="SCALE", help="count registers of this scale instead")
    words.add_argument(
        "--against", metavar="CHECKOUT", type=Path, help="only this tree, beside another"
    )
    chosen = words.parse_args()
    sys.path.insert(0, str(ROOT))
    kept = True
    with TemporaryDirectory(prefix="reporter-bench-") as folder:
        sections = _registers if chosen.registers else _trees if chosen.against else _sections
        for title, lines in sections(Path(folder), chosen):
            sys.stdout.write(f"{title}:\n")
            for line in lines:
                kept = kept and not line.endswith(BROKEN)
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
    return int(chosen.strict and not kept)


def _sections(folder: Path, chosen: argparse.Namespace) -> Iterator[tuple[str, Iterable[str]]]:
    """Give each measure with its lines; a line that ends in BROKEN is a bound that was not kept."""
    from tests.benchmarks.archives import growth  # noqa: PLC0415 - see main
    from tests.benchmarks.checking import checks  # noqa: PLC0415 - see main
    from tests.benchmarks.comparisons import stages  # noqa: PLC0415 - see main
    from tests.benchmarks.preview import preview_costs  # noqa: PLC0415 - see main
    from tests.benchmarks.proofreading import quality, speed  # noqa: PLC0415 - see main

    yield f"Ours / the other, {chosen.pairs} pairs each", _pairs(folder, chosen.pairs)
    yield "Where the CPU seconds of one PDF go (2019)", [stages(folder).rstrip()]
    yield "What comparing costs in archives of growing size", growth()
    yield "What checks cost, seconds of CPU", checks(chosen.pairs)
    yield "How well planted errors in letters are found", quality()
    yield "What proofreading costs in letters of growing length", speed()
    yield "What the preview costs", preview_costs(folder)


def _pairs(folder: Path, pairs: int) -> Iterator[str]:
    from tests.benchmarks.comparisons import comparisons  # noqa: PLC0415 - see main

    yield from _compared(comparisons(folder), pairs)


def _compared(comparisons: Iterable[Comparison], pairs: int) -> Iterator[str]:
    from tests.benchmarks.pairs import compare  # noqa: PLC0415 - see main

    yield LINE.format(*HEAD)
    for comparison in comparisons:
        yield _shown(compare(comparison, pairs))


def _trees(folder: Path, chosen: argparse.Namespace) -> Iterator[tuple[str, Iterable[str]]]:
    """Give what each command costs here, beside what it costs in another checkout."""
    from tests.benchmarks.trees import beside  # noqa: PLC0415 - see main

    title = f"Here / in {chosen.against.name}, {chosen.pairs} pairs each"
    yield title, _compared(beside(chosen.against, folder), chosen.pairs)


def _registers(folder: Path, chosen: argparse.Namespace) -> Iterator[tuple[str, Iterable[str]]]:
    """Give what counting registers of a scale costs, beside what others take for the same."""
    from tests.benchmarks.counting import growth, lean  # noqa: PLC0415 - see main

    title = f"Ours / the other, {chosen.pairs} pairs each; pandas and Spark once"
    yield title, _counts(folder, chosen.registers, chosen.pairs)
    yield "With little memory", [lean(folder).rstrip()]
    rmtree(folder / "registers")
    yield "What a record costs in growing registers", growth(folder, chosen.registers)


def _counts(folder: Path, scale: str, pairs: int) -> Iterator[str]:
    from tests.benchmarks.counting import counting  # noqa: PLC0415 - see main

    yield LINE.format(*HEAD)
    for outcome in counting(folder, scale, pairs):
        yield "  {:.0f} / {:.0f} MiB at most, of what follows".format(*outcome.peaks)
        yield _shown(outcome)


def _shown(outcome: Outcome) -> str:
    seconds = "{:.2f} / {:.2f}".format(*outcome.seconds)
    judged = math.isfinite(outcome.comparison.bound)
    bound = f"{outcome.comparison.bound:.2f}" if judged else "none"
    verdict = ("kept" if outcome.kept else "BROKEN") if judged else ""
    figures = LINE.format(seconds, str(outcome.wall), str(outcome.cpu), bound, verdict)
    return f"{outcome.comparison.name}\n{figures}"


if __name__ == "__main__":
    sys.exit(main())
