"""The command init, and what the others say where there is no project, no data, no edition."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from reporter import project as module
from reporter.cli import main
from reporter.project import CHECKOUT, Project

if TYPE_CHECKING:
    from click.testing import Result


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the working folder of a program that has no checkout to fall back on."""
    monkeypatch.delenv("REPORTER_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def alone(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "CHECKOUT", elsewhere / "site-packages")
    return elsewhere


REGISTERS = ("--register", "r.csv", "--payroll", "p.csv", "--employers", "w.csv")


def call(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(*words: str) -> str:
    """Give the one sentence, or two, that a call is refused with."""
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


@pytest.mark.usefixtures("elsewhere")
def test_a_new_project_holds_the_deliveries_and_what_was_accepted() -> None:
    result = call("init", "mijn bijlagen")
    assert result.stdout == (
        f'made {Path.cwd()}/mijn bijlagen/reporter.toml; next: cd "mijn bijlagen" && '
        "reporter build 2019\n"
    )
    made = content(Path("mijn bijlagen"))
    assert {name for name in made if name.startswith("data/")} == {
        f"data/{name}" for name in content(CHECKOUT / "data")
    }
    assert {"reporter.toml", "output/accepted/2019.json"} <= set(made)
    assert all((CHECKOUT / name).read_bytes() == text for name, text in made.items())
    assert [path.name for path in Path.cwd().iterdir()] == ["mijn bijlagen"]


@pytest.mark.usefixtures("elsewhere")
def test_a_build_in_a_new_project_writes_there_from_any_folder_within() -> None:
    call("init", "mijn")
    os.chdir("mijn/data")
    result = call("build", "2019", "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "2019: as accepted\n")
    assert Path("../output/2019/annex.csv").is_file()
    os.chdir("../..")
    result = call("build", "2018", "--format", "csv", "--project", "mijn")
    assert (result.exit_code, result.stdout) == (0, "mijn/output/2018/annex.csv\n")


def test_an_empty_folder_can_be_made_a_project_from_within(elsewhere: Path) -> None:
    result = call("init", ".")
    assert result.stdout == f"made {elsewhere}/reporter.toml; next: reporter build 2019\n"
    assert sorted(path.name for path in elsewhere.iterdir()) == [
        *("data", "output", "reporter.toml", "templates")
    ]


@pytest.mark.parametrize("name", ["brief.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_refused_and_left_alone(elsewhere: Path, name: str) -> None:
    (elsewhere / "mijn").mkdir()
    (elsewhere / "mijn" / name).write_text("Geachte voorzitter,")
    assert refused("init", "mijn") == (
        "mijn is not empty, and nothing was changed there. Name a new folder.\n"
    )
    assert list(content(elsewhere)) == [f"mijn/{name}"]


@pytest.mark.parametrize("folder", ["mijn", "."])
def test_a_project_that_cannot_be_finished_leaves_nothing(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    whole = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name in {"reporter.toml", "project"} and target.parent.resolve() == elsewhere:
            raise OSError(28, "No space left on device")
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", full)
    result = call("init", folder)
    assert (result.exit_code, list(elsewhere.iterdir())) == (2, [])


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    "words",
    [
        ["build", "2019"],
        ["editions"],
        ["check", "2019"],
        ["accept", "2019", "--reason", "x"],
        ["diff", "2018", "2019"],
        ["preview", "2019"],
        ["proofread", "brief.txt", "--edition", "2019"],
        ["reconstruct"],
    ],
)
def test_without_a_project_every_command_says_what_to_do(words: list[str]) -> None:
    Path("brief.txt").write_text("Geachte voorzitter,")
    assert 'or make one with "reporter init FOLDER".' in refused(*words)


def test_two_annexes_can_be_compared_where_no_project_is(alone: Path) -> None:
    (alone / "een.json").write_bytes((CHECKOUT / "output/accepted/2019.json").read_bytes())
    result = call("diff", "een.json", "een.json", "--format", "html", "--to", "verschil.html")
    assert (result.exit_code, result.output) == (0, "verschil.html\n")


def test_without_data_and_without_editions_the_next_step_is_told(elsewhere: Path) -> None:
    call("init", "mijn")
    os.chdir("mijn")
    rmtree("data/editions")
    for words in (["editions"], ["build", "2019"], ["preview", "2019"]):
        assert refused(*words).startswith(
            f"There are no editions in {elsewhere}/mijn/data/editions. Add one, such as 2019.toml"
        )
    rmtree("data")
    for words in (["editions"], ["build", "2019"]):
        assert refused(*words).startswith("The project has no data: there is no folder ")


def completed(*words: str) -> list[str]:
    """Complete the last word as a shell would after Tab."""
    done = ShellComplete(main, {}, "reporter", "_REPORTER_COMPLETE")
    return [found.value for found in done.get_completions(list(words[:-1]), words[-1])]


def test_the_names_of_editions_are_completed_from_the_project_that_is_meant(
    elsewhere: Path,
) -> None:
    call("init", "mijn")
    for year in range(2015, 2019):
        (elsewhere / f"mijn/data/editions/{year}.toml").unlink()
    found = ["2019", "2019-ingroeipad"]
    assert completed("build", "--project", "mijn", "20") == [*found, "2022"]
    assert completed("build", "--data", "mijn/data", "2022", "2019") == found
    assert completed("proofread", "b.txt", "--project", "mijn", "--edition", "2019") == found
    os.chdir("mijn")
    assert completed("diff", "2019", "2022") == ["2022"]


@pytest.mark.usefixtures("alone")
def test_where_no_project_is_nothing_is_completed_and_nothing_is_said() -> None:
    assert completed("build", "20") == []


def test_help_tells_how_names_are_completed() -> None:
    assert "_REPORTER_COMPLETE=bash_source" in call("--help").stdout


@pytest.mark.parametrize(
    ("words", "module_name", "extra"),
    [
        (["check", "--printed", "x.csv"], "scipy", "solver"),
        (["count", "--year", "2019", *REGISTERS], "ibis", "registers"),
    ],
)
def test_a_command_that_lacks_its_libraries_says_how_to_install_them(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], module_name: str, extra: str
) -> None:
    def lacking(*_: object) -> Project:
        message = f"No module named {module_name!r}"
        raise ModuleNotFoundError(message, name=module_name)

    for name in ("check", "count"):
        monkeypatch.setattr(import_module(f"reporter.cli.{name}"), "project_of", lacking)
    assert f"(No module named '{module_name}'); install it with: bash " in refused(*words)
    monkeypatch.setattr(module, "SHIPPED", elsewhere)
    assert refused(*words).endswith(
        f'install it with: pip install "banenafspraak-reporter[{extra}]"\n'
    )


def test_a_module_of_ours_that_is_not_there_is_no_matter_of_installing(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Project:
        raise ModuleNotFoundError(name="reporter.gone")

    monkeypatch.setattr(import_module("reporter.cli.check"), "project_of", broken)
    result = CliRunner().invoke(main, ["check", "2019"])
    assert (isinstance(result.exception, ModuleNotFoundError), elsewhere.is_dir()) == (True, True)
