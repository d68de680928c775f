"""A file that is wrong is told by its name, and nothing is written."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import parquet

from reporter.count import intake
from tests.count.calls import KINDS, count, refused
from tests.count.five_people import PEOPLE, SHOP, pay
from tests.count.populations import write_csv, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable

    from duckdb import DuckDBPyConnection

    from reporter.deliveries.columns import Layout

    Spoil = Callable[[Path], object]


def rewrite(file: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    parquet.write_table(change(parquet.read_table(file)), file)


def retyped(column: str, kind: pa.DataType) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        place = table.column_names.index(column)
        return table.set_column(place, column, table[column].cast(kind))

    return change


def cut(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])


def scratched(file: Path) -> None:
    """Spoil pages and leave the footer whole."""
    content = bytearray(file.read_bytes())
    content[4:200] = bytes(196)
    file.write_bytes(content)


FILES: dict[str, tuple[str, Spoil, str]] = {
    "parquet: a column is missing": (
        "payroll/2.parquet",
        lambda file: rewrite(file, lambda table: table.drop_columns(["aard"])),
        'payroll/2.parquet: found no column "aard", expected the columns persoon, ',
    ),
    "parquet: a column too many": (
        "payroll/2.parquet",
        lambda file: rewrite(file, lambda table: table.append_column("bsn", table["persoon"])),
        "payroll/2.parquet: found a column 9 with another name, expected the columns persoon, ",
    ),
    "parquet: hours in binary fractions": (
        "payroll/1.parquet",
        lambda file: rewrite(file, retyped("verloonde_uren", pa.float64())),
        "payroll/1.parquet, column verloonde_uren: found DOUBLE, expected a decimal with two",
    ),
    "parquet: dates as text": (
        "register.parquet",
        lambda file: rewrite(file, retyped("begin", pa.string())),
        "register.parquet, column begin: found VARCHAR, expected a date.",
    ),
    "parquet: truncated in the middle of a partition": (
        "payroll/1.parquet",
        lambda file: cut(file, file.stat().st_size - 30),
        "payroll/1.parquet: found a damaged or truncated file, expected a whole Parquet file.",
    ),
    "parquet: without a single byte": (
        "payroll/1.parquet",
        lambda file: cut(file, 0),
        "payroll/1.parquet: found an empty file, expected a Parquet file.",
    ),
    "parquet: damaged pages": (
        "payroll/1.parquet",
        scratched,
        "payroll/1.parquet: found a damaged or truncated file, expected a whole Parquet file.",
    ),
    "parquet: a damaged footer": (
        "register.parquet",
        lambda file: file.write_bytes(
            file.read_bytes()[:-400] + bytes([255] * 392) + file.read_bytes()[-8:]
        ),
        "register.parquet: found a damaged or truncated file, expected a whole Parquet file.",
    ),
    "parquet: another kind of file": (
        "employers.parquet",
        lambda file: file.write_text("sector\nmarkt\n"),
        "employers.parquet: found another kind of file, expected a Parquet file.",
    ),
    "parquet: a file that is not there": (
        "employers.parquet",
        Path.unlink,
        "employers.parquet: found no such file, expected the employers as Parquet or CSV",
    ),
    "csv: too few cells": (
        "payroll.csv",
        lambda file: file.write_text(file.read_text().replace(";uitzend", "", 1)),
        "payroll.csv, row 4: found too few cells, expected cells as in the header.",
    ),
    "csv: too many cells": (
        "payroll.csv",
        lambda file: file.write_text(file.read_text().replace(";uitzend", ";uitzend;", 1)),
        "payroll.csv, row 4: found too many cells, expected cells as in the header.",
    ),
    "csv: a quotation mark that does not close": (
        "payroll.csv",
        lambda file: file.write_text(file.read_text().replace(";uitzend", ';"uitzend', 1)),
        "payroll.csv, row 4: found ",
    ),
    "csv: a text for a number": (
        "payroll.csv",
        lambda file: file.write_text(file.read_text().replace("60,00", "veel")),
        "payroll.csv, row 4, column verloonde_uren: found something else, expected a number such",
    ),
    "csv: three decimals": (
        "payroll.csv",
        lambda file: file.write_text(file.read_text().replace("60,00", "60,005")),
        "payroll.csv, row 4, column verloonde_uren: found something else, expected a number such",
    ),
    "csv: a day that does not exist": (
        "register.csv",
        lambda file: file.write_text(file.read_text().replace("2019-12-31", "2019-12-32")),
        "register.csv, row 4, column einde: found something else, expected a date such as",
    ),
    "csv: a Dutch date": (
        "register.csv",
        lambda file: file.write_text(file.read_text().replace("2019-12-31", "31-12-2019")),
        "register.csv, row 4, column einde: found something else, expected a date such as",
    ),
    "csv: a column misspelt": (
        "register.csv",
        lambda file: file.write_text(file.read_text().replace("grondslag", "grondslg")),
        'register.csv: found the column "grondslg", expected the columns persoon, grondslag, ',
    ),
    "csv: no header": (
        "register.csv",
        lambda file: file.write_text(file.read_text().split("\n", 1)[1]),
        "register.csv: found a column 1 with another name, expected the columns persoon, ",
    ),
    "csv: another encoding": (
        "register.csv",
        lambda file: file.write_bytes(file.read_bytes().replace(b"anna", b"ann\xe9", 1)),
        "register.csv, row 2: found bytes that are no UTF-8 text, expected cells as in the header",
    ),
    "csv: lines that end in a lone carriage return": (
        "payroll.csv",
        lambda file: file.write_bytes(file.read_bytes().replace(b"\n", b"\r")),
        "payroll.csv, row 1: found a lone carriage return, expected lines that end in LF or CR LF.",
    ),
    "csv: without a single byte": (
        "register.csv",
        lambda file: file.write_bytes(b""),
        'register.csv: found no column "persoon", expected the columns persoon, ',
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    file, spoil, message = FILES[name]
    kind = name.partition(":")[0]
    KINDS[kind](PEOPLE, tmp_path / "in")
    spoil(tmp_path / "in" / file)
    assert refused(tmp_path / "in", kind).startswith(message)


def test_lines_of_csv_that_cannot_be_read_are_set_aside_and_the_others_keep_their_rows(
    tmp_path: Path,
) -> None:
    wrong = pay("pseudoniem-bram", SHOP, "formeel", "745.00")
    write_csv(PEOPLE._replace(payroll=[*PEOPLE.payroll, wrong]), tmp_path / "in")
    file = tmp_path / "in" / "payroll.csv"
    lines = file.read_text("utf-8").splitlines()
    broken = [*lines[:3], "x;y", *lines[3:5], "z", *lines[5:]]
    file.write_text("\n".join(broken) + "\n", "utf-8")
    result = count(tmp_path / "in", "csv", "--keep-going")
    assert result.exit_code == 0
    assert "set aside 3 wrong records" in result.stderr
    assert result.stdout.startswith("12 payroll records read")
    with (tmp_path / "counted" / "terzijde-2019.csv").open(encoding="utf-8", newline="") as told:
        assert [(row["rij"], row["kolom"]) for row in csv.DictReader(told)] == [
            ("4", ""),
            ("7", ""),
            ("13", "verloonde_uren"),
        ]


def test_a_column_that_stands_in_the_name_of_a_folder_only_is_told_with_what_to_do(
    tmp_path: Path,
) -> None:
    write_parquet(PEOPLE, tmp_path / "in")
    file = tmp_path / "in" / "payroll" / "1.parquet"
    rewrite(file, lambda table: table.drop_columns(["aard"]))
    (file.parent / "aard=formeel").mkdir()
    file.rename(file.parent / "aard=formeel" / "1.parquet")
    message = refused(tmp_path / "in", "parquet")
    assert message.startswith('payroll/aard=formeel/1.parquet: found no column "aard", expected')
    assert message.endswith("write the files with this column in them too.")


def test_a_person_without_pay_and_a_worker_outside_the_register_are_normal(tmp_path: Path) -> None:
    write_parquet(PEOPLE, tmp_path / "in")
    assert count(tmp_path / "in", "parquet").exit_code == 0


def test_parquet_and_csv_of_one_register_do_not_go_together(tmp_path: Path) -> None:
    write_parquet(PEOPLE, tmp_path / "in")
    write_csv(PEOPLE, tmp_path / "in")
    more = str(tmp_path / "in" / "payroll.csv")
    assert refused(tmp_path / "in", "parquet", "--payroll", more).startswith(
        "payroll: found Parquet and CSV files, expected either"
    )


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    write_parquet(PEOPLE, tmp_path / "in")
    for file in (tmp_path / "in" / "payroll").iterdir():
        file.rename(file.with_name(f"_{file.name}"))
    assert refused(tmp_path / "in", "parquet").startswith(
        "payroll: found a folder without .parquet or .csv files, expected the payroll as Parquet"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--engine", "sprak"), "--engine: found 'sprak', expected duckdb"),
        (("--memory", "veel"), "--memory: found 'veel', expected a size such as 256MiB"),
        (("--memory", "1MiB"), "The count needs more memory than it may use."),
    ],
)
def test_an_engine_that_cannot_count_is_told(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    write_parquet(PEOPLE, tmp_path / "in")
    assert refused(tmp_path / "in", "parquet", *words).startswith(message)


def test_a_disk_without_room_for_the_copy_of_a_csv_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_csv(PEOPLE, tmp_path / "in")

    write_copy = intake.copy_csv

    def on_a_full_disk(file: Path, layout: Layout, _: Path, database: DuckDBPyConnection) -> object:
        return write_copy(file, layout, Path("/dev/full"), database)

    monkeypatch.setattr(intake, "copy_csv", on_a_full_disk)
    assert refused(tmp_path / "in", "csv").startswith("The disk has no room for temporary files.")


def test_too_little_memory_to_read_csv_is_not_taken_for_a_wrong_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_csv(PEOPLE, tmp_path / "in")
    monkeypatch.setattr(intake, "MEMORY", "1MiB")
    assert refused(tmp_path / "in", "csv").startswith("The count needs more memory than it may")
