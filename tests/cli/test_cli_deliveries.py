"""A delivery that is wrong stops a build before anything in output/ is touched."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.project import HERE

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copytree(HERE.data, tmp_path / "leveringen van nu" / "data")
    old = tmp_path / "output" / "2019"
    old.mkdir(parents=True)
    (old / "annex.html").write_text("the old page")
    (old / "notes.txt").write_text("ask Piet")
    return tmp_path


def replace(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def latin(path: Path) -> None:
    path.write_bytes(path.read_text("utf-8").replace("Wsw", "Wsë").encode("latin-1"))


BAD = {
    "uren.csv: a negative number": ("uren.csv", replace("4836533.42", "-3"), "row 12"),
    "uren.csv: no such file": ("uren.csv", Path.unlink, "no such file"),
    "uren.csv: a column misspelt": ("uren.csv", replace("vorm,", "vrom,"), 'Did you mean "vorm"?'),
    "uren.csv: a row twice": (
        "uren.csv",
        replace("2015,inleen", "2015,inleen,,,1,herleid\n2015,inleen"),
        "row 15",
    ),
    "uren.csv: only one sector": (
        "uren.csv",
        replace("2015,formeel,markt,,4836533.42,herleid\n", ""),
        "sector markt",
    ),
    "begrippen.csv: another encoding": ("begrippen.csv", latin, "UTF-8"),
    "verdeelsleutels.csv: keys of 101 percent": (
        "verdeelsleutels.csv",
        replace("30.1", "31.1"),
        "verdeelsleutels.csv",
    ),
    "personen.csv: half a person": ("personen.csv", replace("11462", "11462.5"), "row 3"),
    "doelstellingen.csv: a word for a number": (
        "doelstellingen.csv",
        replace("40000", "veel"),
        'found "veel"',
    ),
    "2019.toml: broken": ("editions/2019.toml", replace("jaar = ", "jaar "), "row 1"),
    "2019.toml: an unknown table": (
        "editions/2019.toml",
        replace("jaar", 'tabellen = ["resultaat"]\njaar'),
        'Did you mean "resultaten"?',
    ),
    "2019.toml: an unknown text": (
        "editions/2019.toml",
        replace("jaar", 'tekst = "resultaat"\njaar'),
        "there is no template teksten/resultaat.html.j2",
    ),
    "2019.toml: a year without deliveries": (
        "editions/2019.toml",
        replace("2019", "2031"),
        "edition 2019: no table of 2031 can be made; uren.csv has no rows for 2031 that give",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_delivery_is_named_and_leaves_what_was_there(project: Path, name: str) -> None:
    file, spoil, message = BAD[name]
    data, output = project / "leveringen van nu" / "data", project / "output"
    spoil(data / file)
    before = {path: path.stat() for path in sorted(output.rglob("*"))}
    words = ["build", "2019", "--format", "html", "--data", str(data), "--output", str(output)]
    result = CliRunner().invoke(main, words)
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert {path: path.stat() for path in sorted(output.rglob("*"))} == before


def test_all_faults_of_all_files_are_told_at_once(project: Path) -> None:
    data = project / "leveringen van nu" / "data"
    replace("4836533.42", "-3")(data / "uren.csv")
    replace("40000", "veel")(data / "doelstellingen.csv")
    result = CliRunner().invoke(main, ["build", "2019", "--data", str(data)])
    assert [line.split(",")[0] for line in result.stderr.splitlines()] == [
        "data/uren.csv",
        "data/doelstellingen.csv",
    ]
