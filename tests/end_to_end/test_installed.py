"""The wheel, installed beside nothing of the checkout, in a folder of somebody else."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from shutil import copy
from zipfile import ZipFile

import pytest

from reporter.project import CHECKOUT
from reporter.version import __version__
from tests.end_to_end.runs import environment, finish, start

FILES = {"annex.html", "annex.pdf", "annex.json", "annex.csv", "annex.ods"}
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", str(folder))
    subprocess.run([*PIP, "wheel", *options, str(CHECKOUT)], check=True, cwd=folder)  # noqa: S603 - pip
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def packages(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of packages with ours; the others are borrowed."""
    folder = tmp_path_factory.mktemp("site packages")
    options = ("--no-deps", "--no-index", "--target", str(folder))
    subprocess.run([*PIP, "install", *options, str(wheel)], check=True, cwd=folder)  # noqa: S603 - pip
    return folder


@pytest.fixture(scope="module")
def project(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elders")
    assert installed(packages, folder, "init", "mijn-bijlagen").startswith("made ")
    return folder / "mijn-bijlagen"


def installed(packages: Path, folder: Path, *words: str) -> str:
    """Run the installed command in a folder; it has nothing to complain of.

    Of a build it says at most that the figures are those that were accepted.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-P", "-m", "reporter", *words],
        cwd=folder,
        env=environment(PYTHONPATH=str(packages)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.replace("2019: as accepted\n", "")) == (0, "")
    return done.stdout


def test_the_wheel_brings_templates_fonts_words_rules_and_a_project(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    templates = CHECKOUT / "templates"
    assert {
        f"reporter/templates/{path.relative_to(templates).as_posix()}"
        for path in templates.rglob("*.*")
    } <= names
    assert {
        f"reporter/sample/{name}"
        for name in (
            *("reporter.toml", "data/woordenschat.toml", "data/registers/telregels.toml"),
            *("data/registers/schema.json", "data/uren.csv", "output/accepted/2019.json"),
        )
    } <= names
    assert {name.split("/")[0] for name in names} == {
        "reporter",
        f"banenafspraak_reporter-{__version__}.dist-info",
    }


def test_it_is_the_installed_program_that_runs(packages: Path, project: Path) -> None:
    code = "import reporter; print(reporter.__file__)"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-P", "-c", code],
        cwd=project,
        env=environment(PYTHONPATH=str(packages)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{packages}/reporter/__init__.py\n"
    assert installed(packages, project, "--version") == f"reporter, version {__version__}\n"


def test_it_builds_in_its_own_project_the_same_bytes_as_the_checkout(
    packages: Path, project: Path, tmp_path: Path
) -> None:
    told = installed(packages, project, "build", "2019")
    assert {Path(line).name for line in told.splitlines()} == FILES
    finish(start("build", "2019", "--output", tmp_path, cwd=tmp_path))
    for name in FILES:
        made = project / "output" / "2019" / name
        assert made.read_bytes() == (tmp_path / "2019" / name).read_bytes(), name
    assert installed(packages, project, "diff", "accepted", "2019").startswith("0 figures changed")


def test_a_style_of_the_project_goes_before_the_programs_and_the_card_says_which(
    packages: Path, project: Path
) -> None:
    own = project / "templates"
    copy(CHECKOUT / "templates" / "papier.css", own)
    with (own / "papier.css").open("a") as style:
        style.write("h2 { color: #154273; }\n")
    installed(packages, project, "build", "2019", "--format", "html", "--format", "json")
    assert "h2 { color: #154273; }" in (project / "output/2019/annex.html").read_text("utf-8")
    card = json.loads((project / "output/2019/annex.json").read_text("utf-8"))["card"]
    for name, folder in (("papier.css", own), ("stijl.css", CHECKOUT / "templates")):
        told = card["templates"][name]
        assert told == hashlib.sha256((folder / name).read_bytes()).hexdigest()
