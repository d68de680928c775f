"""What building needs is less than what the checks need: two locks, and extras in the wheel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.project import CHECKOUT
from tests.end_to_end.runs import endings

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT = """
import sys
for name in ("duckdb", "ibis", "numpy", "pandas", "pyarrow", "pyspark", "scipy"):
    sys.modules[name] = None
import reporter.preview.builder, reporter.preview.server
"""
"""No extra is there."""
FORMATS = [word for form in ("html", "ods", "csv", "json") for word in ("--format", form)]


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9_-]+==\S+", (CHECKOUT / lock).read_text("utf-8"), re.MULTILINE))


def test_the_smaller_lock_is_part_of_the_larger_in_the_same_versions() -> None:
    annex, whole = pinned("requirements-annex.lock"), pinned("requirements.lock")
    assert annex < whole
    assert {name.split("==")[0] for name in annex}.isdisjoint(
        {"duckdb", "ibis-framework", "numpy", "pandas", "pyarrow", "pytest", "scipy"}
    )


def test_building_comparing_and_proofreading_need_no_extra(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Eind 2019 zijn er bij de markt 51.829 extra banen.")
    assert endings(
        WITHOUT,
        tmp_path,
        ["init", "mijn"],
        ["build", "2019", *FORMATS, "--project", "mijn"],
        ["check", "2019", "--project", "mijn"],
        ["diff", "accepted", "2019", "--project", "mijn"],
        ["accept", "2018", "--reason", "Voor het eerst", "--project", "mijn"],
        ["proofread", "brief.txt", "--edition", "2019", "--project", "mijn"],
    ) == ["init 0", "build 0", "check 0", "diff 0", "accept 0", "proofread 0"]


def test_what_needs_an_extra_says_which(tmp_path: Path) -> None:
    printed = str(CHECKOUT / "data" / "gepubliceerd" / "2019.csv")
    registers = ["--register", "r.csv", "--payroll", "p.csv", "--employers", "w.csv"]
    calls = (
        ["check", "--printed", printed, "--edition", "2019"],
        ["count", "--year", "2019", *registers],
        ["synthesize", "--year", "2019", "--output", "x"],
        ["reconstruct"],
    )
    assert endings(WITHOUT, tmp_path, *calls) == [
        *("check 2", "count 2", "synthesize 2", "reconstruct 2")
    ]
