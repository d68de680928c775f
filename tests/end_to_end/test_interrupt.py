"""Ctrl-C while the annex is being made."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.held import PROGRAM, at
from tests.end_to_end.runs import environment

if TYPE_CHECKING:
    from pathlib import Path


def read_until(leader: int, words: str) -> str:
    """Read what the terminal shows until some words appear in it, or its other end is closed."""
    shown = ""
    with suppress(OSError):  # how a terminal on Linux tells that nobody is at its other end
        while not words or words not in shown:
            shown += os.read(leader, 4096).decode()
    return shown


def is_gone(group: int) -> bool:
    """Tell whether no process of a group is left; an orphan may take a moment to be reaped."""
    for _ in range(3000):  # five minutes: only what stays takes so long
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("step", "point"),
    [
        ("reading deliveries", "reporter.build:read_deliveries"),
        ("2019: printing", "reporter.page.press:_exchange"),
    ],
)
def test_an_interrupted_build_leaves_the_old_set_and_no_process(
    tmp_path: Path, step: str, point: str
) -> None:
    old = tmp_path / "output" / "2019" / "annex.html"
    old.parent.mkdir(parents=True)
    old.write_text("the old page")
    (tmp_path / "temporary").mkdir()
    leader, follower = pty.openpty()
    words = ["build", "2019", "--output", str(tmp_path / "output")]
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", PROGRAM.format(prepare=at(point)), *words],
        env=environment(TMPDIR=str(tmp_path / "temporary")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=follower,
        start_new_session=True,
    ) as child:
        os.close(follower)
        read_until(leader, step)
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
        stdout, _ = child.communicate(timeout=300)
    shown = read_until(leader, "")
    os.close(leader)
    assert (child.returncode, stdout) == (130, b"")
    assert "interrupted; every folder holds one whole set" in shown
    assert "Traceback" not in shown
    assert is_gone(child.pid)
    assert [path.name for path in old.parent.iterdir()] == ["annex.html"]
    assert old.read_text() == "the old page"
    assert list((tmp_path / "temporary").iterdir()) == []
    assert {path.name for path in (tmp_path / "output").iterdir()} <= {"2019", ".2019.lock"}
