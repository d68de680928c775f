from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Form, Sector
from reporter.count.count import Inquiry, Registered, count_registers
from reporter.deliveries.reading import read_deliveries, read_kind
from reporter.deliveries.schema import with_year
from reporter.errors import EngineError, InputError, PublishingError
from reporter.project import HERE, Project
from tests.count.five_people import PEOPLE
from tests.count.populations import write_parquet

JOBS = Quantity(kind=Kind.HOURS, year=2019, form=Form.FORMAL, sector=Sector.MARKET, group="wajong")


def counted(folder: Path, output: Path | None, project: Project = HERE) -> Registered:
    paths = write_parquet(PEOPLE, folder / "in")
    return count_registers(Inquiry(paths=paths, year=2019, output=output), project, "0.0.0")


def test_the_deliveries_of_a_new_folder_are_read_as_they_are(tmp_path: Path) -> None:
    counted(tmp_path, tmp_path / "new" / "folder")
    deliveries = read_deliveries(tmp_path / "new" / "folder")
    assert deliveries.amounts[JOBS] == Fraction("110.92")
    assert not deliveries.sources[JOBS].assumed


def test_a_new_folder_takes_along_what_a_build_needs_and_nothing_else(tmp_path: Path) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    (data / "registers" / "payroll.parquet").write_bytes(b"millions of people")
    counted(tmp_path, tmp_path / "new", Project(data=data))
    new = tmp_path / "new"
    found = {str(path.relative_to(new)) for path in new.rglob("*") if path.is_file()}
    assert "registers/payroll.parquet" not in found
    assert {"editions/2019.toml", "registers/telregels.toml", "begrippen.csv"} <= found
    counted_anew = {f"{name}.csv" for name in ("uren", "personen", "controletotalen")}
    for name in found - {*counted_anew, "telprotocol-2019.json"}:
        assert (new / name).read_bytes() == (data / name).read_bytes()


def test_the_steps_are_told_in_order(tmp_path: Path) -> None:
    steps: list[str] = []
    paths = write_parquet(PEOPLE, tmp_path / "in")
    inquiry = Inquiry(paths=paths, year=2019, output=tmp_path / "new")
    count_registers(inquiry, HERE, "0.0.0", steps.append)
    assert steps == [
        "reading the registers",
        "checking the records",
        "counting",
        "writing the deliveries",
    ]


def test_what_would_be_replaced_is_refused_before_anything_is_counted(tmp_path: Path) -> None:
    steps: list[str] = []
    data = Path(copytree(HERE.data, tmp_path / "data"))
    inquiry = Inquiry(paths={}, year=2019)
    with pytest.raises(PublishingError, match="holds rows of 2019 that were not counted"):
        count_registers(inquiry, Project(data=data), "0.0.0", steps.append)
    assert steps == []


def test_a_year_without_rows_goes_in_its_place_in_the_calendar(tmp_path: Path) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    inquiry = Inquiry(paths=write_parquet(PEOPLE, tmp_path / "in"), year=2020, keep_going=True)
    with pytest.raises(InputError, match="found no record of December 2020"):
        count_registers(inquiry, Project(data=data), "0.0.0")
    old = {row: delivered.amount for row, delivered in read_kind(data, Kind.HOURS).items()}
    new = {Quantity(kind=Kind.HOURS, year=2020, form=Form.HIRED): Fraction(1)}
    years = [row.year for row in with_year(old, new)]
    assert years == sorted(years, key=str)
    assert years.count(2020) == 1


def test_rows_of_a_year_take_the_place_of_the_old_ones() -> None:
    old = {Quantity(kind=Kind.PERSONS, year=year): Fraction(year) for year in (2012, 2019, 2022)}
    new = {Quantity(kind=Kind.PERSONS, year=2019): Fraction(5)}
    found = with_year(old, new)
    assert [row.year for row in found] == [2012, 2019, 2022]
    assert list(found.values()) == [2012, 5, 2022]


def test_the_origin_of_every_other_row_stays(tmp_path: Path) -> None:
    counted(tmp_path, tmp_path / "new")
    for kind in (Kind.HOURS, Kind.PERSONS, Kind.KEY):
        old, new = read_kind(HERE.data, kind), read_kind(tmp_path / "new", kind)
        others = {row for row in old if row.year != 2019 or kind is Kind.KEY}
        assert {row: new[row][:2] for row in others} == {row: old[row][:2] for row in others}


def test_a_folder_that_cannot_be_read_is_told_before_counting(tmp_path: Path) -> None:
    output = tmp_path / "new"
    output.mkdir()
    (output / "uren.csv").write_text("jaar\n2019\n")
    with pytest.raises(InputError, match=r"new/uren\.csv"):
        counted(tmp_path, output)
    assert [path.name for path in output.iterdir()] == ["uren.csv"]


def test_an_engine_that_is_not_there_leaves_no_folder(tmp_path: Path) -> None:
    inquiry = Inquiry(
        paths=write_parquet(PEOPLE, tmp_path / "in"),
        year=2019,
        engine="mysql://somewhere",
        output=tmp_path / "new",
    )
    with pytest.raises(EngineError, match="expected duckdb"):
        count_registers(inquiry, HERE, "0.0.0")
    assert not (tmp_path / "new").exists()
