"""Two who approve at once: the second adds to what the first approved, or is told to wait."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from reporter.build import archived
from reporter.deliveries import publishing
from reporter.diff import accept as approving
from reporter.diff.accept import accept, read_accepted
from reporter.diff.compare import compare
from reporter.errors import PublishingError
from reporter.project import HERE, Project

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2020, 7, 2)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Accept 2019, then deliver other hours, so that figures wait for approval."""
    data = tmp_path / "data"
    copytree(HERE.data, data)
    project = Project(data=data, output=tmp_path / "output")
    accept("2019", "begin", DAY, project)
    for file in (data / "uren.csv", data / "controletotalen.csv"):
        file.write_text(file.read_text().replace("3039497.16", "3049497.16"))
    return project


def waiting(project: Project) -> list[str]:
    """Give the indicators that a comparison with what was accepted tells of."""
    built = archived("2019", project)
    return [change.indicator.key for change in approving.unaccepted(built, project).figures]


def test_of_two_figures_approved_at_once_none_is_lost(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0)
    one, other, *_ = waiting(project)
    met: list[str] = []

    def held_after_reading(*sides: Any) -> Any:
        if not met:  # the first has read, and not yet written
            met.append("here")
            with ThreadPoolExecutor(1) as colleague:
                asked = colleague.submit(accept, "2019", "tweede", DAY, project, [other])
                assert isinstance(asked.exception(), PublishingError | None)
                met.append("refused" if asked.exception() else "done")
        return compare(*sides)

    monkeypatch.setattr(approving, "compare", held_after_reading)
    accept("2019", "eerste", DAY, project, [one])
    if met[1] == "refused":
        accept("2019", "tweede", DAY, project, [other])
    kept = read_accepted(project.accepted_file("2019"), "2019").approvals
    assert [approval["reason"] for approval in kept] == ["begin", "eerste", "tweede"]
    assert not {one, other} & set(waiting(project))
