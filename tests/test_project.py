"""Which folder is a project, and what is where in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter import project as module
from reporter.errors import InputError, ProjectError
from reporter.project import CHECKOUT, HERE, Project, Templates


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the working folder of a program that does not run from a checkout."""
    monkeypatch.setattr(module, "CHECKOUT", tmp_path / "site-packages")
    monkeypatch.delenv("REPORTER_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(folder: Path, settings: str = "") -> Path:
    (folder / "data" / "editions").mkdir(parents=True)
    (folder / "reporter.toml").write_text(settings, "utf-8")
    return folder


def test_a_project_is_found_from_a_folder_within_it(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = make(elsewhere / "mijn bijlagen")
    monkeypatch.chdir(mine / "data" / "editions")
    found = Project()
    assert (found.data, found.output) == (mine / "data", mine / "output")
    assert (found.accepted, found.published_file("2019")) == (
        mine / "output" / "accepted",
        mine / "data" / "gepubliceerd" / "2019.csv",
    )
    assert HERE.folder == mine


def test_the_nearest_project_counts_and_is_looked_for_anew(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = make(elsewhere / "outer")
    inner = make(outer / "inner")
    project = Project()
    for folder in (outer, inner):
        monkeypatch.chdir(folder)
        assert project.folder == folder


def test_the_environment_goes_before_the_folder_and_a_name_before_both(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, meant, named = (make(elsewhere / name) for name in ("here", "meant", "named"))
    monkeypatch.chdir(here)
    monkeypatch.setenv("REPORTER_PROJECT", str(meant))
    assert Project().folder == meant
    assert Project("../named").folder == named


def test_where_no_project_is_that_of_the_checkout_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Project().data == CHECKOUT / "data"


def test_without_a_project_one_sentence_says_what_to_do(elsewhere: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        _ = Project().data
    assert str(caught.value) == (
        f"There is no project here: no reporter.toml in {elsewhere} or above it. Go to one, name "
        'one with --project FOLDER, or make one with "reporter init FOLDER".'
    )


def test_a_folder_that_is_named_and_is_no_project_is_refused(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ProjectError, match=r"is no project: it has no reporter\.toml\. Name"):
        _ = Project(elsewhere).data
    monkeypatch.setenv("REPORTER_PROJECT", "nowhere")
    with pytest.raises(ProjectError, match="nowhere, which REPORTER_PROJECT names, is no project"):
        _ = Project().output


def test_a_project_without_data_is_told(elsewhere: Path) -> None:
    make(elsewhere, 'data = "leveringen"')
    with pytest.raises(ProjectError, match=r"there is no folder .*leveringen"):
        _ = Project().data


def test_folders_that_are_given_need_no_project(elsewhere: Path) -> None:
    project = Project(data="leveringen", output="bijlagen")
    assert (project.data, project.output) == (elsewhere / "leveringen", elsewhere / "bijlagen")
    assert project.templates == Templates((CHECKOUT / "templates",))


def test_the_file_can_name_other_folders(elsewhere: Path) -> None:
    (elsewhere / "leveringen").mkdir()
    make(elsewhere / "mijn", 'data = "../leveringen"\noutput = "/bijlagen"\ntemplates = "stijl"\n')
    project = Project("mijn")
    assert project.data.resolve() == elsewhere / "leveringen"
    assert project.output == Path("/bijlagen")
    assert project.templates.folders == (elsewhere / "mijn" / "stijl", CHECKOUT / "templates")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("data = ", "found broken TOML"),
        ('uitvoer = "x"', "column uitvoer: found"),
        ('ouput = "x"', 'Did you mean "output"?'),
        (".".join(["data"] * 5000) + " = 1", "nested too deeply"),
        ("data = 3", 'found "3", expected one of data, output, templates'),
    ],
)
def test_a_file_with_a_mistake_is_refused(elsewhere: Path, settings: str, told: str) -> None:
    make(elsewhere, settings)
    with pytest.raises(InputError, match=r"^reporter\.toml") as caught:
        _ = Project().output
    assert told in str(caught.value)


def test_a_template_of_the_project_goes_before_the_programs(tmp_path: Path) -> None:
    (tmp_path / "own" / "teksten").mkdir(parents=True)
    (tmp_path / "own" / "stijl.css").write_text("p {}")
    (tmp_path / "own" / "teksten" / "nieuw.html.j2").write_text("Nieuw")
    templates = Project(templates=tmp_path / "own").templates
    assert templates / "stijl.css" == tmp_path / "own" / "stijl.css"
    assert templates / "tabel.html.j2" == CHECKOUT / "templates" / "tabel.html.j2"
    with pytest.raises(IsADirectoryError, match="name a file"):
        templates / "teksten"
    assert templates / "nergens.css" == CHECKOUT / "templates" / "nergens.css"
    files, shipped = templates.files(), HERE.templates.files()
    assert list(files) == sorted({*shipped, "teksten/nieuw.html.j2"})
    assert {name for name in files if shipped.get(name) != files[name]} == {
        "stijl.css",
        "teksten/nieuw.html.j2",
    }
