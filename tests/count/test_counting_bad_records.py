"""A record that is wrong is told with its file and row, and nothing is written."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.count.calls import KINDS, count, refused
from tests.count.five_people import PEOPLE, SHOP, pay
from tests.count.populations import write_csv, write_parquet
from tests.count.reference import Employer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.count.reference import Population

    Change = Callable[[Population], Population]


def with_pay(**changes: Any) -> Change:
    """Change the fourth record of the payroll; as Parquet it is the last one of the first file."""

    def change(population: Population) -> Population:
        payroll = list(population.payroll)
        payroll[3] = payroll[3]._replace(**changes)
        return population._replace(payroll=payroll)

    return change


def with_registration(**changes: Any) -> Change:
    def change(population: Population) -> Population:
        register = list(population.register)
        register[2] = register[2]._replace(**changes)
        return population._replace(register=register)

    return change


CODES = "one of formeel, uitzend, wsw_detachering, wsw_intern, beschut"
RECORDS: dict[str, tuple[Change, str, str]] = {
    "hours below nought": (
        with_pay(verloonde_uren=Decimal("-0.01")),
        "column verloonde_uren",
        "found -0.01, expected a number from 0 to 744.",
    ),
    "hours above those of a month": (
        with_pay(verloonde_uren=Decimal("744.01")),
        "column verloonde_uren",
        "found 744.01, expected a number from 0 to 744.",
    ),
    "a code misspelt": (
        with_pay(aard="formel"),
        "column aard",
        f'found "formel", expected {CODES}. Did you mean "formeel"?',
    ),
    "a person where a code should be": (
        with_pay(aard="pseudoniem-bram"),
        "column aard",
        f"found another code, expected {CODES}.",
    ),
    "no kind of work": (
        with_pay(aard=""),
        "column aard",
        f"found an empty cell, expected {CODES}.",
    ),
    "nobody": (with_pay(persoon=""), "column persoon", "found an empty cell, expected a text."),
    "no person": (
        with_pay(persoon=None),
        "column persoon",
        "found an empty cell, expected a text.",
    ),
    "no filing time": (
        with_pay(ingediend=None),
        "column ingediend",
        "found an empty cell, expected a time.",
    ),
    "a period that ends before it begins": (
        with_pay(tijdvak_einde=date(2019, 11, 30)),
        "column tijdvak_einde",
        "found 2019-11-30, expected a date that is not before tijdvak_begin.",
    ),
    "an employment below nought": (
        with_pay(ikv=-1),
        "column ikv",
        "found -1, expected a whole number of 0 or more.",
    ),
    "an employer without a sector": (
        with_pay(loonheffingennummer="009L01"),
        "column loonheffingennummer",
        (
            "found an employer that has no sector on 31 December, expected a row in the register "
            "of employers that holds that day."
        ),
    ),
}


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_record_of_the_payroll_is_told_with_its_file_and_row(
    tmp_path: Path, name: str, kind: str
) -> None:
    change, column, message = RECORDS[name]
    KINDS[kind](change(PEOPLE), tmp_path / "in")
    place = "payroll/1.parquet, row 4" if kind == "parquet" else "payroll.csv, row 5"
    assert refused(tmp_path / "in", kind) == f"{place}, {column}: {message}"


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_with_keep_going_a_wrong_record_is_set_aside_and_the_rest_counted(
    tmp_path: Path, name: str, kind: str
) -> None:
    KINDS[kind](RECORDS[name][0](PEOPLE), tmp_path / "in")
    result = count(tmp_path / "in", kind, "--keep-going")
    assert result.exit_code == 0
    assert "set aside 1 wrong record" in result.stderr
    assert "3 counted" in result.stdout
    output = tmp_path / "counted"
    assert "2019,formeel,overheid,participatiewet,0.00" in (output / "uren.csv").read_text("utf-8")
    with (output / "terzijde-2019.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["rij"], row["kolom"]) for row in rows] == [
        ("4" if kind == "parquet" else "5", RECORDS[name][1].removeprefix("column "))
    ]


def test_what_was_set_aside_last_time_does_not_stay_beside_a_sound_count(tmp_path: Path) -> None:
    write_parquet(with_pay(aard="x")(PEOPLE), tmp_path / "in")
    count(tmp_path / "in", "parquet", "--keep-going")
    assert (tmp_path / "counted" / "terzijde-2019.csv").is_file()
    write_parquet(PEOPLE, tmp_path / "in")
    count(tmp_path / "in", "parquet")
    assert not (tmp_path / "counted" / "terzijde-2019.csv").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_registration_is_told(tmp_path: Path, kind: str) -> None:
    KINDS[kind](with_registration(grondslag="wsw_indcatie")(PEOPLE), tmp_path / "in")
    message = refused(tmp_path / "in", kind)
    assert message.startswith(f"register.{kind}, row {3 if kind == 'parquet' else 4}, column")
    assert message.endswith('Did you mean "wsw_indicatie"?')


def test_a_registration_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    write_parquet(with_registration(einde=date(2014, 12, 31))(PEOPLE), tmp_path / "in")
    assert refused(tmp_path / "in", "parquet") == (
        "register.parquet, row 3, column einde: found 2014-12-31, expected a date that is not "
        "before begin."
    )


def test_an_employer_in_two_sectors_is_told_where_it_matters(tmp_path: Path) -> None:
    two = [*PEOPLE.employers, Employer("002L01", "markt", date(2019, 12, 31), None)]
    write_parquet(PEOPLE._replace(employers=two), tmp_path / "in")
    assert refused(tmp_path / "in", "parquet") == (
        "payroll/1.parquet, row 4, column loonheffingennummer: found an employer that has two "
        "sectors on 31 December, expected one sector for each day."
    )


def test_two_filings_of_one_moment_that_differ_are_both_told(tmp_path: Path) -> None:
    other = pay("pseudoniem-bram", "002L01", "formeel", "40.01")
    write_csv(PEOPLE._replace(payroll=[*PEOPLE.payroll, other]), tmp_path / "in")
    assert [line.split(":")[0] for line in refused(tmp_path / "in", "csv").splitlines()] == [
        "payroll.csv, row 5, column verloonde_uren",
        "payroll.csv, row 11, column verloonde_uren",
    ]


def test_of_many_wrong_records_ten_are_told_and_the_others_counted(tmp_path: Path) -> None:
    wrong = [pay(f"pseudoniem-{n}", SHOP, "formeel", "-1.00") for n in range(25)]
    write_csv(PEOPLE._replace(payroll=[*PEOPLE.payroll, *wrong]), tmp_path / "in")
    lines = refused(tmp_path / "in", "csv").splitlines()
    assert (len(lines), lines[-1]) == (11, "… and 15 more")


def test_a_payroll_without_december_is_told(tmp_path: Path) -> None:
    write_parquet(PEOPLE._replace(payroll=PEOPLE.payroll[-1:]), tmp_path / "in")
    assert refused(tmp_path / "in", "parquet") == (
        "payroll/1.parquet and 1 more: found no record of December 2019, expected the payroll of "
        "that month. Give its files too with --payroll, or another --year."
    )
