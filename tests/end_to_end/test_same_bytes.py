from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

from reporter.project import HERE
from tests.end_to_end.runs import finish, start

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"annex.html", "annex.pdf", "annex.json", "annex.csv", "annex.ods"}


def test_the_same_deliveries_give_the_same_bytes_wherever_and_by_whomever(tmp_path: Path) -> None:
    data = copytree(HERE.data, tmp_path / "my copy" / "data")
    (tmp_path / "élders").mkdir()
    one = start(
        *("build", "2019", "--output", tmp_path / "one"),
        cwd=tmp_path,
        PYTHONHASHSEED="1",
        TZ="Pacific/Kiritimati",
        LANG="C",
        LC_ALL="C",
        SOURCE_DATE_EPOCH="1",
    )
    other = start(
        *("build", "2022", "2019", "--data", data, "--output", "another place"),
        cwd=tmp_path / "élders",
        umask=0o077,
        PYTHONHASHSEED="2",
        TZ="America/New_York",
        LANG="tr_TR.UTF-8",
        LC_ALL="tr_TR.UTF-8",
        HOME=str(tmp_path),
    )
    finish(one)
    assert "left out of 2022" in other.communicate(timeout=300)[1]
    first, second = tmp_path / "one" / "2019", tmp_path / "élders" / "another place" / "2019"
    assert {path.name for path in first.iterdir()} == FILES
    for name in FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
