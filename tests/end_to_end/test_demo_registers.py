"""From registers that are made up to the annex that was accepted, as `make demo-registers` goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.annex.expression import Kind
from reporter.cli import main
from reporter.deliveries.reading import read_deliveries
from reporter.project import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from reporter.annex.expression import Quantity

YEARS = (2012, 2019)


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exit_code == 0, done.output
    return done.stdout


def counted(folder: Path, scale: str) -> Path:
    """Make registers of both years and count them; give the data folder that has the outcome."""
    for year in YEARS:
        registers = folder / f"{year}"
        run("synthesize", "--year", f"{year}", "--output", registers, "--scale", scale)
        run(
            *("count", "--year", f"{year}", "--output", folder / "data"),
            *("--register", registers / "doelgroepregister.parquet"),
            *("--payroll", registers / "polisadministratie"),
            *("--employers", registers / "werkgevers.parquet"),
        )
    return folder / "data"


def delivered(data: Path) -> Mapping[Quantity, Fraction]:
    """Give hours and persons of the counted years."""
    return {
        row: amount
        for row, amount in read_deliveries(data).amounts.items()
        if row.kind in (Kind.HOURS, Kind.PERSONS) and row.year in YEARS
    }


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return counted(tmp_path_factory.mktemp("demo"), "0.001")


def test_counting_gives_every_delivered_row_to_the_hundredth(data: Path) -> None:
    found = delivered(data)
    assert found == delivered(HERE.data)
    assert len(found) == 34


def test_the_annex_of_2019_is_the_one_that_was_accepted(data: Path, tmp_path: Path) -> None:
    run("build", "2019", "--format", "json", "--data", data, "--output", tmp_path)
    told = run("diff", "accepted", tmp_path / "2019")
    assert told == "0 figures changed, 95 did not; 0 texts changed\n"


def test_the_people_around_them_change_nothing(data: Path, tmp_path: Path) -> None:
    assert delivered(counted(tmp_path, "0.02")) == delivered(data)
