"""Of a person nothing is left anywhere: not in a message, a file, or a folder for the moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, cast

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.count.engines import private_folder
from tests.count.calls import count
from tests.count.five_people import PEOPLE, pay
from tests.count.populations import write_csv, write_parquet

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which temporary files are made during this test."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_no_output_holds_a_person(tmp_path: Path, aside: Path) -> None:
    wrong = pay("pseudoniem-anna", "001L01", "pseudoniem-anna", "99999.99")
    write_csv(PEOPLE._replace(payroll=[*PEOPLE.payroll, wrong]), tmp_path / "in")
    result = count(tmp_path / "in", "csv", "--keep-going", "--format", "json")
    assert result.exit_code == 0
    assert "pseudoniem" not in result.output
    written = [path for path in (tmp_path / "counted").rglob("*") if path.is_file()]
    assert len(written) > 10
    assert not [path for path in written if b"pseudoniem" in path.read_bytes()]
    assert list(aside.iterdir()) == []


@pytest.mark.parametrize("shift", range(1, 8))
def test_no_message_holds_a_person_when_columns_are_mixed_up(
    tmp_path: Path, aside: Path, shift: int
) -> None:
    """A person's number could pass for hours or an employment: it is not shown either."""
    write_csv(PEOPLE, tmp_path / "in")
    file = tmp_path / "in" / "payroll.csv"
    header, *lines = file.read_text("utf-8").replace("pseudoniem-anna", "123456782").splitlines()
    rows = [line.split(";") for line in lines]
    turned = [";".join(row[shift:] + row[:shift]) for row in rows]
    file.write_text("\n".join([header, *turned]) + "\n", "utf-8")
    result = count(tmp_path / "in", "csv")
    assert result.exit_code == 2
    assert "123456782" not in result.output
    assert list(aside.iterdir()) == []


def test_temporary_files_are_for_nobody_else_and_go_after_an_error(aside: Path) -> None:
    def break_off() -> None:
        with private_folder() as folder:
            assert folder.parent == aside
            assert folder.stat().st_mode & 0o777 == 0o700
            (folder / "copy.parquet").write_text("somebody")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert list(aside.iterdir()) == []


HELD = """
import sys
from reporter.__main__ import run
from reporter.count.engines import DuckDB
def held(*_):
    print("held", flush=True)
    sys.stdin.read()
DuckDB.rows = held
run()
"""
"""A count that waits where it would count, so that no test depends on how fast it is."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_temporary_files_go_when_the_count_is_ended(
    tmp_path: Path, aside: Path, number: signal.Signals
) -> None:
    write_csv(PEOPLE, tmp_path / "in")
    (tmp_path / "counted").mkdir()
    words = [sys.executable, "-c", HELD, "count", "--year", "2019"]
    for option, name in (("register", "register"), ("payroll", "payroll"), ("employers",) * 2):
        words += [f"--{option}", str(tmp_path / "in" / f"{name}.csv")]
    words += ["--output", str(tmp_path / "counted")]
    process = subprocess.Popen(  # noqa: S603 - our own words
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    assert list(aside.rglob("*.parquet"))
    process.send_signal(number)
    output, message = process.communicate(timeout=300)
    assert process.returncode == 128 + number
    assert (output, b"Traceback" in message, b"pseudoniem" in message) == (b"", False, False)
    assert list(aside.iterdir()) == []
    assert list((tmp_path / "counted").iterdir()) == []


def test_an_engine_that_breaks_off_leaves_nothing_behind(
    tmp_path: Path, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reporter.count.engines import DuckDB  # noqa: PLC0415 - patched here
    from reporter.errors import EngineError  # noqa: PLC0415 - the same

    def broken(*_: object) -> list[tuple[object, ...]]:
        assert list(aside.iterdir())
        message = "The disk has no room."
        raise EngineError(message)

    monkeypatch.setattr(DuckDB, "rows", broken)
    write_csv(PEOPLE, tmp_path / "in")
    result = count(tmp_path / "in", "csv")
    assert (result.exit_code, result.stderr) == (2, "The disk has no room.\n")
    assert list(aside.iterdir()) == []
    assert not (tmp_path / "counted").exists()


def test_a_question_that_is_interrupted_ends_the_count_as_ctrl_c_does(
    tmp_path: Path, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reporter.count.engines import DuckDB, answers  # noqa: PLC0415 - patched here

    class Interrupted:
        def execute(self, *_: object) -> None:
            message = "Query interrupted"  # as DuckDB says it, of a RuntimeError
            raise RuntimeError(message)

    database = cast("duckdb.DuckDBPyConnection", Interrupted())
    monkeypatch.setattr(DuckDB, "rows", lambda *_: answers(database, "select 1"))
    write_csv(PEOPLE, tmp_path / "in")
    result = count(tmp_path / "in", "csv")
    assert (result.exit_code, "interrupted" in result.stderr) == (130, True)
    assert list(aside.iterdir()) == []


def test_nothing_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture, aside: Path) -> None:
    caplog.set_level(0)
    write_parquet(PEOPLE, tmp_path / "in")
    assert count(tmp_path / "in", "parquet").exit_code == 0
    assert "pseudoniem" not in caplog.text
    assert list(aside.iterdir()) == []
    assert CliRunner().invoke(main, ["count", "--help"]).exit_code == 0
