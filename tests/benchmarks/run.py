"""Measures what an annex costs, next to the least that it could cost.

Only ratios of runs that alternate mean something on a machine that does other work too.
Run as ``python tests/benchmarks/run.py [--pairs N] [--strict]``; with ``--strict`` the exit
code is 1 when a median wall time is out of its bound.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.pairs import Outcome

ROOT = Path(__file__).resolve().parents[2]
HEAD = ("seconds", "wall: median (least–most)", "CPU", "bound", "")
LINE = "  {:>12}  {:<26} {:<18} {:<5} {}\n"


def main() -> int:
    """Measure, show, and give the exit code."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--pairs", type=int, default=5, help="runs of each side (default: 5)")
    words.add_argument("--strict", action="store_true", help="exit 1 when a bound is broken")
    chosen = words.parse_args()
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory(prefix="reporter-bench-") as folder:
        kept = _measure(Path(folder), chosen.pairs)
    return int(chosen.strict and not kept)


def _measure(folder: Path, pairs: int) -> bool:
    """Show every measure; tell whether all bounds were kept."""
    from tests.benchmarks.archives import growth  # noqa: PLC0415 - see main
    from tests.benchmarks.comparisons import comparisons, stages  # noqa: PLC0415 - see main
    from tests.benchmarks.pairs import compare  # noqa: PLC0415 - see main
    from tests.benchmarks.preview import preview_costs  # noqa: PLC0415 - see main

    sys.stdout.write(f"Ours / the other, {pairs} pairs each:\n")
    sys.stdout.write(LINE.format(*HEAD))
    outcomes = []
    for comparison in comparisons(folder):
        outcomes.append(compare(comparison, pairs))
        sys.stdout.write(_shown(outcomes[-1]))
        sys.stdout.flush()
    sys.stdout.write(f"Where the CPU seconds of one PDF go (2019):\n{stages(folder)}")
    sys.stdout.write("What comparing costs in archives of growing size:\n")
    sys.stdout.writelines(f"{line}\n" for line in growth())
    sys.stdout.write("What the preview costs:\n")
    kept = True
    for line in preview_costs(folder):
        kept = kept and not line.endswith("BROKEN")
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return kept and all(outcome.kept for outcome in outcomes)


def _shown(outcome: Outcome) -> str:
    seconds = "{:.2f} / {:.2f}".format(*outcome.seconds)
    bound = f"{outcome.comparison.bound:.2f}"
    verdict = "kept" if outcome.kept else "BROKEN"
    figures = LINE.format(seconds, str(outcome.wall), str(outcome.cpu), bound, verdict)
    return f"{outcome.comparison.name}\n{figures}"


if __name__ == "__main__":
    sys.exit(main())
