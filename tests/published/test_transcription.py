"""The figures in data/gepubliceerd against a second transcription of the same letters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reporter.check.figures_in_print import read_published
from reporter.project import Project

LETTERS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "letters.json").read_text(encoding="utf-8")
)
TABLES = {
    "resultaten": "tabel1",
    "reeks-markt": "tabel2",
    "reeks-overheid": "tabel3",
    "resultaten-bijlage": "tabel4",
    "nulmeting": "tabel5",
    "meting": "tabel6",
    "doelgroepen": "tabel7",
}


def transcribed(edition: str) -> dict[str, list[int | None]]:
    """The numbers of each table, row after row."""
    tables: dict[str, list[int | None]] = {}
    for one in read_published(Project().published_file(edition)):
        number = None if one.value is None else int(one.value)
        tables.setdefault(one.table, []).append(number)
    return tables


@pytest.mark.parametrize(("ours", "theirs"), TABLES.items())
def test_a_table_of_2019_holds_the_numbers_of_the_other_transcription(
    ours: str, theirs: str
) -> None:
    rows = LETTERS["results_2019"]["tables"][theirs]["rows"]

    assert transcribed("2019")[ours] == [number for row in rows for number in row["values"]]


def test_the_table_of_2022_holds_the_numbers_of_the_other_transcription() -> None:
    rows = LETTERS["results_2022"]["table1"]["rows"]

    assert transcribed("2022")["resultaten"] == [n for row in rows for n in row["values"]]


def test_the_target_path_holds_the_numbers_of_the_other_transcription() -> None:
    assert (
        transcribed("2019-ingroeipad")["ingroeipad"] == LETTERS["target_path_2019_letter"]["values"]
    )


@pytest.mark.parametrize("edition", ["2019", "2022"])
def test_the_year_on_year_figures_are_those_of_the_other_transcription(edition: str) -> None:
    said = {
        one.row: one.value
        for one in read_published(Project().published_file(edition))
        if one.row.startswith("verandering")
    }
    theirs = LETTERS[f"results_{edition}"]["year_on_year"]

    expected = {}
    for sector in ("markt", "overheid"):
        for form, suffix in (("totaal", ""), ("formeel", "_formeel"), ("inleen", "_inleen")):
            expected[f"verandering_{sector}{suffix}"] = theirs[sector][form]
    if "totaal" in theirs:
        expected["verandering_samen"] = theirs["totaal"]
    assert said == expected


def test_the_delivered_targets_are_those_of_the_other_transcription() -> None:
    lines = (Project().data / "doelstellingen.csv").read_text(encoding="utf-8").splitlines()[1:]
    delivered = {tuple(line.split(",")[:2]): int(line.split(",")[2]) for line in lines}

    expected = {
        (year, sector): targets[sector]
        for year, targets in LETTERS["targets"].items()
        for sector in ("markt", "overheid")
    }
    assert {place: n for place, n in delivered.items() if place[0] != "structureel"} == expected
