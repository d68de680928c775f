"""What every declared table must be, in whatever year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.annex.compose import fill
from reporter.annex.declaration import Scope
from reporter.annex.indicator import STRUCTURAL
from reporter.annex.measure import Measurement
from tests.declared import DECLARATIONS
from tests.population import DELIVERIES, GROUPS

if TYPE_CHECKING:
    from reporter.annex.tables import Heading, Table

YEARS = range(2015, 2031)
TARGET_YEARS = (*range(2015, 2026), STRUCTURAL)


def declared(name: str, year: int) -> Table:
    return DECLARATIONS[name](Scope(year=year, groups=GROUPS, target_years=TARGET_YEARS))


@pytest.fixture(params=list(DECLARATIONS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_table_is_listed_under_its_own_name(name: str) -> None:
    assert declared(name, 2019).name == name


@pytest.mark.parametrize("year", YEARS)
def test_a_table_can_be_declared_and_proved_for_every_edition(name: str, year: int) -> None:
    table = declared(name, year)

    filled = fill(Measurement(DELIVERIES), table)

    assert len(filled.amounts) == len(table.rows) > 0
    assert {len(row) for row in filled.amounts} == {len(table.columns)}
    assert table.columns


def test_no_two_cells_of_a_table_mean_the_same(name: str) -> None:
    table = declared(name, 2022)
    meanings = [table.indicator(row, column) for row in table.rows for column in table.columns]

    assert len(set(meanings)) == len(meanings)


@pytest.mark.parametrize("year", YEARS)
def test_the_keys_of_rows_and_of_columns_are_unique(name: str, year: int) -> None:
    for lines in (declared(name, year).rows, declared(name, year).columns):
        assert len({line.key for line in lines}) == len(lines)
        assert len({line.label for line in lines}) == len(lines)


def test_a_total_names_parts_that_stand_before_it(name: str) -> None:
    table = declared(name, 2019)

    for lines in (table.rows, table.columns):
        for number, line in enumerate(lines):
            assert set(line.parts) <= {before.key for before in lines[:number]}


def test_a_cell_that_overlaps_is_a_total_of_its_table(name: str) -> None:
    table = declared(name, 2019)
    totals = {
        (row.key, column.key)
        for row in table.rows
        for column in table.columns
        if row.parts or column.parts
    }

    assert table.overlapping <= totals


@pytest.mark.parametrize("name", ["resultaten", "reeks-markt", "reeks-overheid"])
def test_targets_are_printed_as_targets_and_nothing_else_is(name: str) -> None:
    def targets(lines: tuple[Heading, ...]) -> list[str]:
        return [line.key for line in lines if line.target]

    assert targets(declared(name, 2019).rows) == ["doelstelling"]
    assert targets(declared(name, 2019).columns) == []


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2015, "een-meting"),
        (2016, "twee-meting"),
        (2017, "drie-meting"),
        (2018, "vier-meting"),
        (2019, "vijf-meting"),
        (2022, "acht-meting"),
        (2024, "tien-meting"),
        (2030, "zestien-meting"),
        (2031, "17-meting"),
    ],
)
def test_a_measurement_is_named_by_its_number(year: int, words: str) -> None:
    assert Scope(year=year, groups=(), target_years=()).measurement == words
