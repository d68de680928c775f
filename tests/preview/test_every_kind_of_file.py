"""Whatever an annex is made of: saved, it is seen."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

from reporter.preview.builder import PageBuilder
from reporter.project import CHECKOUT, Project
from tests.preview.running import Running, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = (
    "data/begrippen.csv",
    "data/doelstellingen.csv",
    "data/editions/2019.toml",
    "data/personen.csv",
    "data/uren.csv",
    "data/verdeelsleutels.csv",
    "output/accepted/2019.json",
    "templates/annex.html.j2",
    "templates/colofon.html.j2",
    "templates/fonts/SourceSans3-Regular.ttf",
    "templates/fonts/fonts.conf",
    "templates/papier.css",
    "templates/pers.css",
    "templates/scherm.css",
    "templates/stijl.css",
    "templates/tabel.html.j2",
    "templates/teksten/resultaten.html.j2",
    "templates/voorbeeld-kantlijn.html.j2",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    place = tmp_path_factory.mktemp("project")
    for folder in ("data", "templates", "output"):
        shutil.copytree(CHECKOUT / folder, place / folder)
    return Project(data=place / "data", templates=place / "templates", output=place / "output")


@pytest.fixture(scope="module")
def running(project: Project) -> Iterator[Running]:
    with Running(PageBuilder(project)) as served:
        until(lambda: served.state()["pages"]["count"] > 0)
        yield served


def save(project: Project, name: str) -> None:
    """Save a file as it is, without reading it there: this process is being listened to."""
    shutil.copyfile(CHECKOUT / name, project.data.parent / name)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_file_makes_the_page_anew(
    running: Running, project: Project, name: str
) -> None:
    version = running.state()["version"]
    save(project, name)
    until(lambda: running.state()["version"] == version + 1)


@pytest.mark.parametrize(
    "name", ["data/README.md", "data/gepubliceerd/2019.csv", "data/editions/2015.toml"]
)
def test_what_the_page_was_not_made_of_does_not(
    running: Running, project: Project, name: str
) -> None:
    version = running.state()["version"]
    save(project, name)
    time.sleep(1.3)
    assert running.state()["version"] == version


def test_a_new_file_beside_them_makes_it_anew(running: Running, project: Project) -> None:
    version = running.state()["version"]
    (project.data / "editions" / "2020.toml").write_text("jaar = 2020")
    until(lambda: running.state()["version"] == version + 1)
    assert "2020" in running.get("/").text


def test_a_file_to_compare_with_is_watched_too(project: Project, tmp_path: Path) -> None:
    shutil.copy(project.accepted / "2019.json", tmp_path / "old.json")
    with Running(PageBuilder(project, str(tmp_path / "old.json"))) as running:
        shutil.copyfile(CHECKOUT / "output/accepted/2019.json", tmp_path / "old.json")
        until(lambda: running.state()["version"] == 2)
