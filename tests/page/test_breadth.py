from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reporter.page.html import render_html
from reporter.page.press import Press
from tests.page.annex_sample import CHECKOUT, annex_of
from tests.page.pdf_reader import cell_headers

if TYPE_CHECKING:
    from reporter.annex.printed import PrintedTable

SERIES = 1
"""The place of the table with a column for each year."""


def widened(table: PrintedTable, count: int) -> PrintedTable:
    """Give a table a number of columns, the last ones with targets as large as they get."""
    new = range(len(table.columns), count)
    last = table.columns[-1]
    return replace(
        table,
        columns=(*table.columns, *(replace(last, anchor=f"nieuw-{n}") for n in new)),
        cells=tuple(
            (
                *row,
                *(
                    replace(
                        row[-1],
                        anchor=f"nieuw-{number}-{n}",
                        marks=(),
                        figure=replace(row[-1].figure, text="(+100.000)"),
                    )
                    for n in new
                ),
            )
            for number, row in enumerate(table.cells)
        ),
    )


@pytest.mark.parametrize(
    ("columns", "word"),
    [(1, "smal"), (3, "smal"), (4, "gewoon"), (7, "gewoon"), (8, "breed"), (10, "vol")],
)
def test_the_number_of_columns_says_how_much_room_they_need(columns: int, word: str) -> None:
    table = annex_of("2019").tables[SERIES]
    one = table.columns[0]
    assert replace(table, columns=(one,) * columns).breadth == word


def test_a_column_for_the_baseline_and_each_year_to_2025_fits_on_a_page() -> None:
    annex = annex_of("2022")
    tables = list(annex.tables)
    tables[SERIES] = widened(tables[SERIES], 12)
    with Press(CHECKOUT.templates) as press:
        pdf = press.print(render_html(replace(annex, tables=tuple(tables)), CHECKOUT.templates))
    assert [cell.text for cell in cell_headers(pdf)[SERIES].cells].count("(+100.000)") == 12
