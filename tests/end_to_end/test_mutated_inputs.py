"""A sample of ``make mutated-inputs``: damaged files are refused or told, never believed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.end_to_end.mutated_inputs import FAULTY, Outcome, Verdict, outcomes

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = 40


def test_of_damaged_files_none_gives_a_traceback_or_silently_other_figures(tmp_path: Path) -> None:
    found = [*outcomes(tmp_path, 11, range(NUMBER))]
    assert [outcome for outcome in found if outcome.verdict in FAULTY] == []
    counts = Counter(outcome.verdict for outcome in found)
    assert counts[Verdict.REFUSED] > NUMBER / 2
    assert counts[Verdict.SAME] > 0


def test_the_same_seed_damages_the_same_files(tmp_path: Path) -> None:
    def damaged(folder: Path) -> list[tuple[str, str, bytes]]:
        folder.mkdir()
        return [_told(outcome) for outcome in outcomes(folder, 12, range(4), only=".toml")]

    assert damaged(tmp_path / "one") == damaged(tmp_path / "other")


def _told(outcome: Outcome) -> tuple[str, str, bytes]:
    return outcome.file, outcome.mutation, outcome.content
