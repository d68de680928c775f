"""The commands where a system has no locks, limits, users, terminals or signals of Unix."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.count.five_people import PEOPLE
from tests.count.populations import write_csv
from tests.end_to_end.runs import endings

if TYPE_CHECKING:
    from pathlib import Path

ELSEWHERE = """
import ctypes, os, signal, sys

for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
for name in ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"):
    delattr(signal, name)
for name in ("chown", "fchmod", "fork", "geteuid", "getpgid", "getuid", "killpg", "setsid"):
    delattr(os, name)
whole = ctypes.CDLL.__init__

def load(self, name, *options, **others):
    if name is None:
        raise TypeError("bad argument type for built-in operation")
    whole(self, name, *options, **others)

ctypes.CDLL.__init__ = load
"""
"""What Windows has not, taken away."""

FORMATS = [word for form in ("html", "ods", "csv", "json") for word in ("--format", form)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert endings(ELSEWHERE, tmp_path, ["init", "mijn"]) == ["init 0"]
    return tmp_path / "mijn"


def test_what_is_taken_away_is_not_there(tmp_path: Path) -> None:
    code = f"{ELSEWHERE}import fcntl"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert "import of fcntl halted" in done.stderr


def test_an_annex_is_built_twice_checked_compared_and_accepted(project: Path) -> None:
    (project / "brief.txt").write_text("Eind 2019 zijn er bij de markt 51.829 extra banen.")
    build = ["build", "2019", *FORMATS]
    assert endings(
        ELSEWHERE,
        project,
        build,
        [*build, "--check"],
        ["check", "2019"],
        ["check", "--printed", "data/gepubliceerd/2019.csv", "--edition", "2019"],
        ["diff", "accepted", "output/2019"],
        ["diff", "2018", "2019", "--format", "html", "--to", "verschil.html"],
        ["accept", "2018", "--reason", "Voor het eerst"],
        ["proofread", "brief.txt", "--edition", "2019"],
        ["editions"],
    ) == [
        *("build 0", "build 0", "check 0", "check 1", "diff 0", "diff 1", "accept 0"),
        *("proofread 0", "editions 0"),
    ]
    made = {path.name for path in (project / "output" / "2019").iterdir()}
    assert made == {"annex.html", "annex.ods", "annex.csv", "annex.json"}
    assert {path.name for path in (project / "output").iterdir()} == {"2019", "accepted"}


def test_registers_are_counted_into_a_folder_that_can_be_built_from(project: Path) -> None:
    write_csv(PEOPLE, project / "registers")
    count = [
        *("count", "--year", "2019", "--output", "geteld"),
        *("--register", "registers/register.csv", "--payroll", "registers/payroll.csv"),
        *("--employers", "registers/employers.csv"),
    ]
    build = ["build", "2019", "--data", "geteld", "--format", "csv"]
    assert endings(ELSEWHERE, project, count, count, build) == ["count 0", "count 0", "build 0"]
    assert (project / "output" / "2019" / "annex.csv").is_file()
