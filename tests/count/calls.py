"""Calls of the count in tests that expect it to refuse, or to set records aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from reporter.cli import main
from tests.count.populations import write_csv, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result

    from tests.count.reference import Population

KINDS: Mapping[str, Callable[[Population, Path], object]] = {
    "parquet": write_parquet,
    "csv": write_csv,
}


def count(folder: Path, kind: str, *more: str) -> Result:
    payroll = "payroll" if kind == "parquet" else "payroll.csv"
    words = [
        *("count", "--year", "2019", "--output", str(folder.parent / "counted")),
        *("--register", str(folder / f"register.{kind}"), "--payroll", str(folder / payroll)),
        *("--employers", str(folder / f"employers.{kind}"), *more),
    ]
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "pseudoniem" not in result.output
    return result


def refused(folder: Path, kind: str, *more: str) -> str:
    """Count what must be refused; give the message, in which the folder is left out."""
    (folder.parent / "counted").mkdir()
    result = count(folder, kind, *more)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert list((folder.parent / "counted").iterdir()) == []
    return result.stderr.replace(f"{folder}/", "").strip()
