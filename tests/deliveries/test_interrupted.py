"""What is left when a build is killed, and when two builds meet."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("annex.html", "annex.csv", "annex.json")

PUBLISH = """
import sys
from pathlib import Path
from reporter.deliveries.publishing import publish
from reporter.deliveries import publishing as exchange
folder, first, times, with_call = sys.argv[1:]
if with_call == "without":
    exchange._exchanged = lambda one, other: False
names = ("annex.html", "annex.csv", "annex.json")
for number in range(int(first), int(first) + int(times)):
    content = f"{number}\\n".encode() * 2000
    publish(Path(folder), dict.fromkeys(names, content), frozenset(names))
    print(number, flush=True)
"""


def publisher(
    folder: Path, first: int, times: int, with_call: str = "with"
) -> subprocess.Popen[str]:
    words = [str(folder), str(first), str(times), with_call]
    return subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", PUBLISH, *words], stdout=subprocess.PIPE, text=True
    )


def whole_set(folder: Path) -> str:
    """Give the number that all files of a folder hold, and only that."""
    texts = {(folder / name).read_text() for name in NAMES}
    assert len(texts) == 1
    (text,) = texts
    lines = text.splitlines()
    assert (len(lines), len(set(lines))) == (2000, 1)
    return lines[0]


@pytest.mark.parametrize("with_call", ["with", "without"])
def test_a_build_killed_at_any_moment_leaves_one_whole_set(tmp_path: Path, with_call: str) -> None:
    folder = tmp_path / "2019"
    publisher(folder, 0, 1).communicate()
    (folder / "notes.txt").write_text("ask Piet")
    moments = random.Random(2019)  # noqa: S311 - moments to strike, not secrets
    for round_ in range(1, 9):
        child = publisher(folder, 1000 * round_, 1000, with_call)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moments.uniform(0, 0.04))
        child.kill()
        child.communicate()
        assert child.returncode == -signal.SIGKILL
        if with_call == "with" or folder.exists():
            assert int(whole_set(folder)) >= 1000 * round_
    publisher(folder, 9999, 1, with_call).communicate()
    assert whole_set(folder) == "9999"
    assert (folder / "notes.txt").read_text() == "ask Piet"
    assert {path.name for path in tmp_path.iterdir()} == {"2019", ".2019.lock"}


def test_somebody_who_reads_meanwhile_never_misses_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "2019"
    publisher(folder, 0, 1).communicate()
    child = publisher(folder, 1, 60)
    while child.poll() is None:
        assert folder.is_dir()
    assert child.communicate()[0].split()[-1] == "60"


def test_two_builds_at_once_both_succeed_and_leave_one_whole_set(tmp_path: Path) -> None:
    folder = tmp_path / "2019"
    both = [publisher(folder, first, 40) for first in (1000, 2000)]
    outputs = [child.communicate(timeout=300)[0].split() for child in both]
    assert [child.returncode for child in both] == [0, 0]
    assert [len(output) for output in outputs] == [40, 40]
    assert whole_set(folder) in {"1039", "2039"}
    assert {path.name for path in tmp_path.iterdir()} == {"2019", ".2019.lock"}
