"""This checkout beside another of the same program, command by command.

The other is any checkout, such as ``git worktree add ../before REVISION`` makes; both run in this
Python, so it must have what either imports.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.pairs import Comparison
from tests.benchmarks.processes import python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.processes import Cost

HERE = Path(__file__).resolve().parents[2]
SIX = ("2015", "2016", "2017", "2018", "2019", "2022")
BOUND = 1.03
COMMAND = """
import sys
from reporter.cli import main
try:
    sys.exit(main(standalone_mode=False))
except SystemExit as end:
    sys.exit(end.code not in (None, 0, 1))
"""
"""Runs a command; that it found something (exit code 1) is no failure here."""


def beside(other: Path, folder: Path) -> Iterator[Comparison]:
    """Give the comparisons; both sides read what this checkout made first."""
    _run(HERE, "build", "2018", "2019", "--output", folder)
    _run(HERE, "synthesize", "--year", "2019", "--scale", "0.01", "--output", folder / "registers")
    old, new = (folder / year / "annex.json" for year in ("2018", "2019"))
    commands: dict[str, list[str | Path]] = {
        "--help": ["--help"],
        "build, all files": ["build", "2019"],
        "build, HTML": ["build", "2019", "--format", "html"],
        "build, six editions, all files": ["build", *SIX],
        "build, six editions, HTML and data": [
            "build",
            *SIX,
            *_formats("html", "json", "csv", "ods"),
        ],
        "check": ["check", "2019"],
        "check --printed": ["check", "--printed", HERE / "data" / "gepubliceerd" / "2019.csv"],
        "diff": ["diff", old, new, "--format", "json"],
        "diff with pages": ["diff", old.parent, new.parent, "--format", "html"],
        "proofread": ["proofread", folder / "2019" / "annex.html", "--edition", "2019"],
        "proofread, PDF": ["proofread", folder / "2019" / "annex.pdf", "--edition", "2019"],
        "count": ["count", "--year", "2019", *_registers(folder / "registers")],
    }
    for name, words in commands.items():
        yield Comparison(
            name=f"reporter {name}",
            ours=_taken(HERE, name, words, folder),
            other=_taken(other.resolve(), name, words, folder),
            bound=BOUND,
        )


def _formats(*names: str) -> list[str]:
    return [word for name in names for word in ("--format", name)]


def _registers(folder: Path) -> list[str | Path]:
    paths = {
        "--register": folder / "doelgroepregister.parquet",
        "--payroll": folder / "polisadministratie",
        "--employers": folder / "werkgevers.parquet",
    }
    return [word for pair in paths.items() for word in pair]


def _taken(tree: Path, name: str, words: list[str | Path], folder: Path) -> Callable[[], Cost]:
    extra: list[str | Path] = []
    if name.startswith(("build", "count")):
        extra = ["--output", folder / f"out-{name}-{tree == HERE}"]
    if name == "check --printed":
        extra = ["--edition", "2019"]
    return lambda: _run(tree, *words, *extra)


def _run(tree: Path, *words: str | Path) -> Cost:
    return python("-P", "-c", COMMAND, *words, PYTHONPATH=str(tree))
