"""The command as somebody starts it: a process, with or without a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reporter.project import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

REPORTER = (sys.executable, "-m", "reporter")
HEAVY = {"babel", "jinja2", "odfdo", "pandas", "scipy", "weasyprint", "numpy", "reporter.build"}


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [*REPORTER, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"]])
def test_help_answers_at_once_because_nothing_heavy_is_loaded(words: list[str]) -> None:
    code = (
        "import atexit, sys; "
        "atexit.register(lambda: print(sorted(sys.modules), file=sys.stderr)); "
        f"from reporter.cli import main; main({words!r})"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.strip("[]\n").replace("'", "").split(", "))
    assert "reporter.cli" in loaded
    assert not HEAVY & loaded


def test_the_script_and_the_module_are_the_same_command() -> None:
    done = run("build", "2109")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('There is no edition "2109". Known editions: 2015, ')


def test_without_a_terminal_no_progress_is_shown(tmp_path: Path) -> None:
    done = run("build", "2019", "--format", "csv", "--output", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_on_a_terminal_each_step_is_shown_in_place_of_the_one_before(tmp_path: Path) -> None:
    words = ["build", "2019", "--format", "csv", "--output", str(tmp_path)]
    leader, follower = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own command
        [*REPORTER, *words], stdout=subprocess.PIPE, stderr=follower, text=True
    ) as child:
        stdout, _ = child.communicate()
    os.close(follower)
    shown = os.read(leader, 4096).decode()
    os.close(leader)
    clear = "\r\x1b[K"
    steps = ["reading deliveries", "2019: measuring", "2019: printing"]
    assert shown == "".join(f"{clear}{step} …" for step in steps) + clear
    assert stdout == f"{tmp_path}/2019/annex.csv\n"


@pytest.fixture
def without_weasyprint(tmp_path: Path) -> str:
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "weasyprint.py").write_text("raise ImportError('no weasyprint here')\n")
    return os.pathsep.join([str(modules), str(CHECKOUT)])


def test_html_can_be_made_where_weasyprint_cannot_be_loaded(
    tmp_path: Path, without_weasyprint: str
) -> None:
    words = ("build", "2019", "--format", "html", "--output", str(tmp_path))
    done = run(*words, PYTHONPATH=without_weasyprint)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "2019" / "annex.html").is_file()


def test_the_whole_set_is_refused_where_weasyprint_cannot_be_loaded(
    tmp_path: Path, without_weasyprint: str
) -> None:
    done = run("build", "2019", "--output", str(tmp_path), PYTHONPATH=without_weasyprint)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no weasyprint here" in done.stderr
    assert "`--format html`" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "2019").exists()
