"""Back-test: each figure in print beside ours, as text, sign and parenthesis included."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from reporter.build import printed
from reporter.check.figures_in_print import read_published
from reporter.project import Project

if TYPE_CHECKING:
    from reporter.check.figures_in_print import PublishedFigure

PROJECT = Project()
LETTERS = ("2019", "2022", "2019-ingroeipad")
MISPRINT = ("2019", "doelgroepen", "totaal", "banen")
"""The 2019 letter repeats its first row where the total of table 7 belongs."""


@cache
def ours(edition: str) -> dict[tuple[str, str, str], str]:
    annex = printed(edition, PROJECT)
    cells = {
        (table.name, cell.row, cell.column): cell.figure.text
        for table in annex.tables
        for row in table.cells
        for cell in row
    }
    return cells | {("tekst", name, ""): figure.text for name, figure in annex.prose.items()}


def in_print(edition: str) -> list[tuple[str, str, str, str, str]]:
    figures = read_published(PROJECT.published_file(edition))
    return [(edition, one.table, one.row, one.column, as_print(one)) for one in figures]


def as_print(figure: PublishedFigure) -> str:
    # Table 2 has a hyphen and table 3 an en dash for the same empty place; ours is one sign.
    return "–" if figure.value is None else figure.text


EVERY = [figure for edition in LETTERS for figure in in_print(edition)]


@pytest.mark.parametrize(
    ("edition", "table", "row", "column", "text"),
    [figure for figure in EVERY if figure[:4] != MISPRINT],
)
def test_a_figure_is_printed_as_the_letter_prints_it(
    edition: str, table: str, row: str, column: str, text: str
) -> None:
    assert ours(edition)[table, row, column] == text


def test_the_jobs_total_of_table_7_is_the_only_figure_that_differs() -> None:
    different = {
        (edition, table, row, column): (text, ours(edition)[table, row, column])
        for edition, table, row, column, text in EVERY
        if ours(edition)[table, row, column] != text
    }

    assert different == {MISPRINT: ("37.736", "61.615")}


def test_seventy_seven_figures_of_jobs_were_compared_for_2019() -> None:
    jobs = [
        (table, row, column)
        for edition, table, row, column, text in EVERY
        if edition == "2019"
        and table != "resultaten-bijlage"  # prints the figures of the first table again
        and row != "doelstelling"
        and column != "personen"
        and (table != "tekst" or row.startswith("verandering"))
    ]

    assert len(jobs) == 77


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018])
@pytest.mark.parametrize("sector", ["markt", "overheid"])
@pytest.mark.parametrize("row", ["formeel", "inleen", "totaal", "doelstelling"])
def test_an_earlier_year_prints_what_the_series_of_2019_says_of_it(
    year: int, sector: str, row: str
) -> None:
    of_its_year = ours(str(year))["resultaten", row, sector]
    of_the_series = ours("2019")[f"reeks-{sector}", row, str(year)]

    assert of_its_year.strip("()") == of_the_series.strip("()").removeprefix("+")


def test_2021_follows_from_2022_and_its_year_on_year_figures() -> None:
    series = ours("2022")

    # 70.388 less 10.461 and 724 plus 314; 8.874 less 1.780 and 1.130 plus 3.618: each may be
    # off by one through rounding.
    expected = {
        ("reeks-markt", "formeel"): 59_927,
        ("reeks-markt", "inleen"): 1_038,
        ("reeks-overheid", "formeel"): 7_094,
        ("reeks-overheid", "inleen"): 4_748,
    }
    for (table, row), number in expected.items():
        assert abs(int(series[table, row, "2021"].replace(".", "")) - number) <= 1


@pytest.mark.parametrize("table", ["reeks-markt", "reeks-overheid"])
@pytest.mark.parametrize("row", ["formeel", "inleen", "totaal"])
def test_2020_is_marked_as_not_available_and_never_a_nought(table: str, row: str) -> None:
    assert ours("2022")[table, row, "2020"] == "n.b."


def test_the_targets_of_2020_are_known_although_its_results_are_not() -> None:
    assert ours("2022")["reeks-markt", "doelstelling", "2020"] == "(+50.000)"
    assert ours("2022")["reeks-overheid", "doelstelling", "2020"] == "(+17.500)"
