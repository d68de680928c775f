"""Links out of a project: what a stranger's project may not bring in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.build import measured
from reporter.errors import ProjectError
from reporter.page.html import fill
from reporter.preview.builder import PageBuilder
from reporter.project import Project
from tests.preview.draft_sample import copied

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a whole project in it, and a secret of somebody beside it."""
    (tmp_path / "geheim.txt").write_text("geheim")
    project = copied(tmp_path / "project")
    (project.data.parent / "reporter.toml").touch()
    return tmp_path / "project"


@pytest.mark.parametrize("name", ["data/kwaad.csv", "data/editions/kwaad.toml", "data/tabellen"])
def test_a_link_out_of_the_data_is_refused_with_both_its_ends(folder: Path, name: str) -> None:
    link, target = folder / name, folder.parent / "geheim.txt"
    if link.exists():
        link.rename(folder.parent / "elders")
        target = folder.parent / "elders"
    link.symlink_to(target)
    with pytest.raises(ProjectError) as caught:
        measured("2019", Project(folder))
    assert str(caught.value).startswith(f'"{name}" is a link to "')
    assert f'{target.name}", outside the project. Put a copy' in str(caught.value)
    assert len(str(caught.value)) <= 400


def test_a_link_that_stays_in_the_project_is_followed(folder: Path) -> None:
    (folder / "data/uren.csv").rename(folder / "uren-van-uwv.csv")
    (folder / "data/uren.csv").symlink_to("../uren-van-uwv.csv")
    (folder / "data/.#uren.csv").symlink_to("iemand@computer.123:456")  # the lock of an editor
    assert measured("2019", Project(folder)).edition.year == 2019


def test_a_folder_that_is_itself_a_link_is_the_choice_of_who_named_it(folder: Path) -> None:
    (folder / "data").rename(folder.parent / "elders")
    (folder.parent / "elders/.#uren.csv").symlink_to("uren.csv")
    (folder.parent / "gekozen").symlink_to(folder.parent / "elders")
    assert measured("2019", Project(folder, data=folder.parent / "gekozen")).edition.year == 2019
    (folder / "data").symlink_to(folder.parent / "elders")
    assert measured("2019", Project(folder)).edition.year == 2019


def test_a_link_to_itself_is_told_as_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "data/editions/2018.toml").unlink(missing_ok=True)
    (folder / "data/editions/2018.toml").symlink_to("2018.toml")
    assert measured("2019", Project(folder)).edition.year == 2019


@pytest.mark.parametrize("name", ["kwaad.html.j2", "stijl.css", "teksten/kwaad.css"])
def test_a_link_out_of_the_templates_is_refused_in_each_way_in(folder: Path, name: str) -> None:
    link = folder / "templates" / name
    link.unlink(missing_ok=True)
    link.symlink_to(folder.parent / "geheim.txt")
    templates = Project(folder).templates
    (folder / "templates/om.html.j2").write_text(f'{{% include "{name}" %}}')
    ways = (
        lambda: fill("om.html.j2", templates),
        lambda: fill(name, templates),
        lambda: templates / name,
        templates.files,
    )
    for way in ways:
        with pytest.raises(ProjectError, match=r"geheim\.txt.*outside the project"):
            way()


def test_the_preview_gives_out_no_asset_from_outside(folder: Path) -> None:
    asset = folder / "templates/voorbeeld.css"
    asset.unlink()
    asset.symlink_to(folder.parent / "geheim.txt")
    builder = PageBuilder(Project(folder))
    with pytest.raises(ProjectError, match=r"voorbeeld\.css.* is a link to .*geheim\.txt"):
        builder.assets()
    builder.close()


def test_no_way_up_leads_out_of_the_templates(folder: Path) -> None:
    with pytest.raises(ProjectError, match="outside the project"):
        Project(folder).templates / "../../geheim.txt"
