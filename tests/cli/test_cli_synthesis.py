from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.project import HERE
from tests.end_to_end.runs import REPORTER, environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

FILES = {"LEESMIJ.txt", "doelgroepregister.parquet", "polisadministratie", "werkgevers.parquet"}
NOBODY = ("--scale", "0")


def words(folder: Path, *others: str) -> list[str]:
    """Ask for 2012, which has fewer people than 2019."""
    return ["synthesize", "--year", "2012", "--output", str(folder), *others]


def synthesize(folder: Path, *others: str) -> Result:
    return CliRunner().invoke(main, words(folder, *others))


def started(
    folder: Path, *others: str, prepare: Callable[[], None] | None = None, **changes: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [*REPORTER, *words(folder, *others)],
        env=environment(**changes),
        preexec_fn=prepare,  # noqa: PLW1509 - no threads here
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_says_loudly_that_everything_is_made_up_and_how_fast_it_was(tmp_path: Path) -> None:
    done = synthesize(tmp_path / "registers", "--scale", "0.0001")
    assert done.exit_code == 0
    assert [line.rsplit("/", 1)[-1] for line in done.stdout.splitlines()] == sorted(FILES)
    first, last = done.stderr.splitlines()
    assert first == ("SYNTHETIC: made-up registers of 2012; no person or employer in them is real.")
    records, told = last.split(" synthetic payroll records in ")
    assert int(records.replace(",", "")) > 24_000
    assert told.endswith(" a second)")
    readme = (tmp_path / "registers" / "LEESMIJ.txt").read_text("utf-8")
    assert readme.startswith("VERZONNEN GEGEVENS: in deze map staat geen enkele echte persoon")
    assert f"{records.replace(',', '.')} regels loonaangifte" in readme


def test_the_same_seed_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    one = started(tmp_path / "one", "--scale", "0.016", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    other = started(tmp_path / "other", "--scale", "0.016", PYTHONHASHSEED="2", LC_ALL="C")
    for child in (one, other):
        child.communicate(timeout=300)
        assert child.returncode == 0
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_another_seed_gives_other_registers(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert synthesize(tmp_path / seed, *NOBODY, "--seed", seed).exit_code == 0
    one, other = content(tmp_path / "1"), content(tmp_path / "2")
    assert one.keys() == other.keys()
    assert not {name for name in one if one[name] == other[name]}


def test_an_earlier_synthesis_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    assert synthesize(folder, *NOBODY).exit_code == 0
    (folder / "polisadministratie" / "oud.parquet").write_text("of a year before")
    assert synthesize(folder, *NOBODY).exit_code == 0
    assert {path.name for path in folder.iterdir()} == FILES
    assert not (folder / "polisadministratie" / "oud.parquet").exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["registers"]


@pytest.mark.parametrize("name", ["doelgroepregister.parquet", "brief.docx"])
def test_what_is_not_of_a_synthesis_is_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("real")
    done = synthesize(tmp_path, *NOBODY)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1] == (
        f"{tmp_path} holds {name}, which is not of an earlier synthesis and would be lost. "
        "Move it away first, or choose another folder with --output."
    )
    assert content(tmp_path) == {name: b"real"}


def test_a_file_of_a_colleague_in_an_earlier_synthesis_is_never_lost(tmp_path: Path) -> None:
    assert synthesize(tmp_path / "registers", *NOBODY).exit_code == 0
    (tmp_path / "registers" / "notes.txt").write_text("ask Piet")
    done = synthesize(tmp_path / "registers", *NOBODY)
    assert (done.exit_code, "holds notes.txt" in done.stderr) == (2, True)
    assert (tmp_path / "registers" / "notes.txt").read_text() == "ask Piet"


def test_without_room_on_the_disk_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2_000_000_000))
    done = synthesize(tmp_path / "registers", "--scale", "1")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1] == (
        f"{tmp_path / 'registers'}: found 2.0 GB free, expected 4.1 GB for these registers; "
        "nothing was written. Choose a smaller --scale, or another disk with --output."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_halfway_leaves_the_old_registers(tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    assert synthesize(folder, *NOBODY).exit_code == 0
    before = content(folder)

    def no_files_above_a_megabyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    child = started(folder, "--scale", "0.001", prepare=no_files_above_a_megabyte)
    _, told = child.communicate(timeout=300)
    assert child.returncode == 2
    assert "nothing was changed there" in told
    assert "Traceback" not in told
    assert content(folder) == before
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["registers"]


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_it_leaves_no_half_written_folder(tmp_path: Path, blow: signal.Signals) -> None:
    folder = tmp_path / "registers"
    child = started(folder, "--scale", "0.5")
    while not list(tmp_path.glob(".registers.*.deel/polisadministratie/*-01.parquet")):
        assert child.poll() is None
        time.sleep(0.01)
    child.send_signal(blow)
    _, told = child.communicate(timeout=300)
    assert not folder.exists()
    if blow == signal.SIGINT:
        assert child.returncode == 130
        assert "interrupted" in told
    else:
        assert synthesize(folder, *NOBODY).exit_code == 0
        assert {path.name for path in folder.iterdir()} == FILES
    assert not list(tmp_path.glob("*.deel*")) + list(tmp_path.glob(".*.deel*"))


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (("--scale", "nan"), "nan is no number."),
        (("--scale", "-1"), "-1.0 is not in the range 0<=x<=10."),
        (("--seed", "-1"), "-1 is not in the range x>=0."),
        (("--year", "2020"), "there is nothing to make registers of 2020 from"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(
    tmp_path: Path, others: tuple[str, ...], told: str
) -> None:
    done = synthesize(tmp_path / "registers", *others)
    assert (done.exit_code, told in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_group_without_a_ground_in_the_rules_is_refused(tmp_path: Path) -> None:
    data = shutil.copytree(HERE.data, tmp_path / "data")
    rules = data / "registers" / "telregels.toml"
    text = rules.read_text("utf-8").replace('wiw_id = "wiw_id"', 'wiw_id = "telt niet"')
    rules.write_text(text, "utf-8")
    done = synthesize(tmp_path / "registers", "--data", str(data))
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1] == (
        "telregels.toml has no ground for wiw_id, so nobody can be registered in it. "
        "Give one in [grondslag]."
    )
    assert not (tmp_path / "registers").exists()
