from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.project import HERE
from tests.count.five_people import PEOPLE
from tests.count.populations import write_csv, write_parquet

if TYPE_CHECKING:
    from click.testing import Result

HOURS = """\
2019,formeel,markt,participatiewet,0.00,geleverd
2019,formeel,markt,wajong,110.92,geleverd
2019,formeel,markt,wsw,0.00,geleverd
2019,formeel,markt,wiw_id,0.00,geleverd
2019,formeel,overheid,participatiewet,40.00,geleverd
2019,formeel,overheid,wajong,0.00,geleverd
2019,formeel,overheid,wsw,0.00,geleverd
2019,formeel,overheid,wiw_id,0.00,geleverd
2019,uitzend,,,60.00,geleverd
2019,wsw_detachering,,,25.01,geleverd
"""
PERSONS = """\
2019,formeel,participatiewet,1,geleverd
2019,formeel,wajong,1,geleverd
2019,formeel,wsw,0,geleverd
2019,formeel,wiw_id,0,geleverd
2019,uitzend,,1,geleverd
2019,wsw_detachering,,1,geleverd
2019,totaal,,3,geleverd
"""


@pytest.fixture
def registers(tmp_path: Path) -> list[str]:
    """Give the words of a call that name the registers of the five people, as Parquet."""
    write_parquet(PEOPLE, tmp_path / "registers")
    return words(tmp_path / "registers", "parquet")


def words(folder: Path, kind: str) -> list[str]:
    payroll = folder / ("payroll" if kind == "parquet" else "payroll.csv")
    return [
        *("--register", str(folder / f"register.{kind}")),
        *("--payroll", str(payroll)),
        *("--employers", str(folder / f"employers.{kind}")),
        *("--year", "2019"),
    ]


def call(*given: str | Path) -> Result:
    """Run the command in this process; an exception that is not an exit would be a traceback."""
    result = CliRunner().invoke(main, [str(word) for word in given])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert "pseudoniem" not in result.output
    return result


def test_the_count_of_five_people_is_written_as_a_folder_that_can_be_built(
    registers: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "counted"
    result = call("count", *registers, "--output", output)
    assert result.exit_code == 0
    assert HOURS in (output / "uren.csv").read_text("utf-8")
    assert PERSONS in (output / "personen.csv").read_text("utf-8")
    built = call("build", "2019", "--format", "csv", "--data", output, "--output", tmp_path / "out")
    assert built.exit_code == 0


def test_csv_gives_the_same_deliveries(registers: list[str], tmp_path: Path) -> None:
    write_csv(PEOPLE, tmp_path / "csv")
    call("count", *registers, "--output", tmp_path / "one")
    result = call("count", *words(tmp_path / "csv", "csv"), "--output", tmp_path / "other")
    assert result.exit_code == 0
    for name in ("uren.csv", "personen.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_terminal_tells_what_became_of_every_record(
    registers: list[str], tmp_path: Path
) -> None:
    result = call("count", *registers, "--output", tmp_path / "counted")
    assert result.stdout.splitlines()[:9] == [
        "9 payroll records read, 7 linked",
        "1 outside December",
        "1 not in the register",
        "1 not registered on 31 December",
        "1 superseded by a later filing",
        "1 kind of work does not count",
        "4 counted",
        "3 persons, 235.93 hours (officieel)",
        result.stdout.splitlines()[8],
    ]
    assert "fewer than 10 persons: uren/2019/markt/formeel/wajong" in result.stderr
    assert "replaced 16 rows of 2019 that were aangenomen" in result.stderr


def test_the_protocol_as_json_is_the_one_that_is_written(
    registers: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "counted"
    result = call("count", *registers, "--output", output, "--format", "json")
    told = json.loads(result.stdout)
    assert told == json.loads((output / "telprotocol-2019.json").read_text("utf-8"))
    records = told["payroll_records"]
    assert (records["read"], records["linked"]) == (9, 7)
    assert sum(records["by_outcome"].values()) == records["read"]
    assert (told["persons"], told["hours"], told["rules"]) == (3, "235.93", "officieel")
    assert len(told["few_persons"]["rows"]) == 9
    assert [one["name"] for one in told["registers"]["payroll"]["files"]] == [
        "1.parquet",
        "2.parquet",
    ]


def test_rows_are_flagged_only_below_the_threshold(registers: list[str], tmp_path: Path) -> None:
    shown = call(
        "count", *registers, "--output", tmp_path / "counted", "--format", "json", "--fewest", "2"
    )
    flagged = json.loads(shown.stdout)["few_persons"]
    assert flagged["fewer_than"] == 2
    assert "personen/2019/totaal/totaal/totaal" not in flagged["rows"]
    assert "personen/2019/totaal/uitzend/totaal" in flagged["rows"]


def test_paths_of_the_payroll_may_follow_each_other(registers: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    given = list(registers)
    given[3] = str(folder / "payroll" / "1.parquet")
    parts = [*given[:4], str(folder / "payroll" / "2.parquet"), *given[4:]]
    result = call("count", *parts, "--output", tmp_path / "counted")
    assert result.exit_code == 0
    assert result.stdout.startswith("9 payroll records read")


def test_other_years_stay_as_they_are(registers: list[str], tmp_path: Path) -> None:
    output = tmp_path / "counted"
    call("count", *registers, "--output", output)
    for name in ("uren.csv", "personen.csv"):
        old, new = ((data / name).read_text("utf-8") for data in (HERE.data, output))
        others = [line for line in old.splitlines() if not line.startswith("2019")]
        assert [line for line in new.splitlines() if not line.startswith("2019")] == others


def test_counting_twice_gives_the_same_deliveries(registers: list[str], tmp_path: Path) -> None:
    output = tmp_path / "counted"
    call("count", *registers, "--output", output)
    first = (output / "uren.csv").read_bytes()
    (output / "notes.txt").write_text("ask Piet")
    again = call("count", *registers, "--output", output)
    assert "replaced" not in again.stderr
    assert (output / "uren.csv").read_bytes() == first
    assert (output / "notes.txt").read_text() == "ask Piet"


def test_the_data_folder_is_not_written_over_without_being_named(
    registers: list[str], tmp_path: Path
) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    before = (data / "uren.csv").read_bytes()
    result = call("count", *registers, "--data", data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "data/ holds rows of 2019 that were not counted (16 aangenomen, 1 herleid), which a "
        "count would replace. Name another folder with --output, or this one if that is what "
        "you want.\n"
    )
    assert (data / "uren.csv").read_bytes() == before
    assert call("count", *registers, "--data", data, "--output", data).exit_code == 0
    assert HOURS in (data / "uren.csv").read_text("utf-8")
    assert call("count", *registers, "--data", data).exit_code == 0


def variant(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (HERE.data / "registers" / "telregels.toml").read_text("utf-8")
    for old, new in (('"officieel"', '"een variant"'), *changes):
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "variant.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_variant_without_secondments_is_shown_beside_the_official_count(
    registers: list[str], tmp_path: Path
) -> None:
    rules = variant(tmp_path, ('"wsw_detachering"\n', '"telt niet"\n'))
    official, other = tmp_path / "official", tmp_path / "variant"
    call("count", *registers, "--output", official)
    told = call("count", *registers, "--rules", rules, "--data", official, "--output", other)
    assert "(een variant)" in told.stdout
    assert (other / "variant.toml").read_text("utf-8") == 'naam = "een variant"\n'
    assert "2019,wsw_detachering,,,0.00,geleverd" in (other / "uren.csv").read_text("utf-8")
    for data in (official, other):
        call("build", "2019", "--format", "json", "--data", data, "--output", data / "annex")
    shown = call("diff", official / "annex" / "2019", other / "annex" / "2019", "--only", "revised")
    assert shown.exit_code == 1
    page = (other / "annex" / "2019" / "annex.json").read_text("utf-8")
    assert "Resultaten banenafspraak eind 2019 (variant: een variant)" in page
    assert "Wsw-detacheringen, Toename aantal personen met een baan" in shown.stdout
    assert "other delivered persons –1,00" in shown.stdout


def test_a_variant_with_another_key_has_it_in_its_deliveries(
    registers: list[str], tmp_path: Path
) -> None:
    rules = variant(tmp_path, ("# [verdeelsleutel]", "[verdeelsleutel]"), ("# markt", "markt"))
    output = tmp_path / "variant"
    assert call("count", *registers, "--rules", rules, "--output", output).exit_code == 0
    keys = (output / "verdeelsleutels.csv").read_text("utf-8")
    assert "2019,markt,68.0,aangenomen\n2019,overheid,32.0,aangenomen\n2021" in keys
    assert "2018,markt,70.6,herleid" in keys


def test_another_priority_moves_who_has_several_grounds(
    registers: list[str], tmp_path: Path
) -> None:
    rules = variant(tmp_path, ('["wajong", "wsw"', '["wsw", "wajong"'))
    output = tmp_path / "variant"
    call("count", *registers, "--rules", rules, "--output", output)
    hours = (output / "uren.csv").read_text("utf-8")
    assert "2019,formeel,markt,wsw,110.92,geleverd" in hours
    assert "2019,formeel,markt,wajong,0.00,geleverd" in hours


def test_a_variant_never_goes_in_the_data_folder_by_itself(
    registers: list[str], tmp_path: Path
) -> None:
    result = call("count", *registers, "--rules", variant(tmp_path))
    assert result.exit_code == 2
    assert result.stderr == (
        'the rules are a variant ("een variant"), which does not go in data/. Name another '
        "folder with --output.\n"
    )
