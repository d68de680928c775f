"""A printed table: anchors, marks, words that are explained, and the legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.annex.compose import fill
from reporter.annex.declaration import Scope
from reporter.annex.measure import Measurement
from reporter.annex.printing import print_table
from tests.declared import DECLARATIONS
from tests.population import (
    AMOUNTS,
    DELIVERIES,
    GOVERNMENT,
    GROUPS,
    MARKET,
    PW,
    delivered,
    target,
    without,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.annex.delivered import Deliveries
    from reporter.annex.expression import Quantity
    from reporter.annex.printed import PrintedTable

NOT_AVAILABLE = (
    "n.b. betekent: niet beschikbaar. Voor {} zijn deze gegevens niet geleverd. "
    "Het betekent niet dat het aantal nul is."
)
NOT_APPLICABLE = (
    "– betekent: niet van toepassing. Voor de nulmeting is geen doelstelling afgesproken."
)


def printed(
    name: str, deliveries: Deliveries = DELIVERIES, *, year: int = 2019, number: int = 1
) -> PrintedTable:
    scope = Scope(year=year, groups=GROUPS, target_years=(2018, 2019, 2020, "structureel"))
    return print_table(fill(Measurement(deliveries), DECLARATIONS[name](scope)), number, deliveries)


def texts(table: PrintedTable) -> list[list[str]]:
    return [[cell.figure.text for cell in row] for row in table.cells]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("resultaten", [["2", "1", "3"], ["2", "2", "3"], ["3", "3", "6"], ["(2)", "(3)", "(5)"]]),
        ("nulmeting", [["1", "1", "2"], ["2", "1", "2"], ["3", "1", "4"]]),
        ("meting", [["3", "2", "4"], ["3", "2", "5"], ["6", "4", "9"]]),
        (
            "doelgroepen",
            [["2", "2"], ["0", "1"], ["2", "3"], ["1", "2"], ["0", "1"], ["2", "6"]],
        ),
        (
            "reeks-overheid",
            [
                ["1", "n.b.", "n.b.", "n.b.", "+1", "+1"],
                ["1", "n.b.", "n.b.", "n.b.", "+1", "+2"],
                ["1", "n.b.", "n.b.", "n.b.", "+1", "+3"],
                ["–", "n.b.", "n.b.", "n.b.", "(+1)", "(+3)"],
            ],
        ),
        ("ingroeipad", [["5", "9", "16"]]),
    ],
)
def test_a_table_of_five_people_reads_as_by_hand(name: str, expected: list[list[str]]) -> None:
    assert texts(printed(name)) == expected


def test_every_place_of_a_table_has_an_anchor_of_its_own() -> None:
    table = printed("resultaten", number=4)
    anchors = [
        *(line.anchor for line in (*table.columns, *table.rows)),
        *(cell.anchor for row in table.cells for cell in row),
    ]

    assert (table.anchor, table.label, table.number) == ("tabel-4", "Tabel 4", 4)
    assert anchors[:4] == ["tabel-4-k1", "tabel-4-k2", "tabel-4-k3", "tabel-4-r1"]
    assert table.cells[2][1].anchor == "tabel-4-r3k2"
    assert len(set(anchors)) == len(anchors) == 3 + 4 + 12


def test_a_cell_knows_its_row_and_its_column() -> None:
    cell = printed("resultaten").cells[1][2]

    assert (cell.row, cell.column) == ("inleen", "totaal")
    assert cell.figure.indicator.key == "toename/banen/2019/totaal/inleen/totaal"


def test_totals_and_targets_are_told_apart_from_other_rows() -> None:
    table = printed("resultaten")

    assert [line.total for line in table.rows] == [False, False, True, False]
    assert [line.target for line in table.rows] == [False, False, False, True]
    assert [line.total for line in table.columns] == [False, False, True]


def test_words_are_explained_at_their_row_and_only_where_there_is_something_to_say() -> None:
    # Participatiewet has no note in the code list; Wajong and secondment have.
    notes = [note for note in printed("doelgroepen").notes if note.kind == "begrip"]
    marked = {line.key: [mark.mark for mark in line.marks] for line in printed("doelgroepen").rows}

    assert [(note.mark, note.text, note.backlinks[0].text) for note in notes] == [
        ("a", "Oud en nieuw.", "Wajong"),
        ("b", "Ook Wajong.", "Wsw-detacheringen"),
    ]
    assert {key: letters for key, letters in marked.items() if letters} == {
        "wajong": ["a"],
        "wsw_detachering": ["b"],
    }


def test_two_words_with_one_explanation_share_a_note() -> None:
    groups = tuple(replace(group, note="Ook Wajong.") for group in GROUPS)
    table = printed("doelgroepen", replace(DELIVERIES, groups=groups))

    assert [link.anchor for link in table.notes[0].backlinks] == [
        "tabel-1-r1",
        "tabel-1-r2",
        "tabel-1-r5",
    ]


def test_marks_stand_at_the_cells_of_their_note() -> None:
    table = printed("resultaten")
    marked = {cell.anchor: cell.marks for row in table.cells for cell in row if cell.marks}

    assert list(marked) == ["tabel-1-r2k3", "tabel-1-r3k1"]
    for marks in marked.values():
        assert [(mark.mark, mark.anchor) for mark in marks] == [("a", "tabel-1-noot-a")]


def test_letters_run_on_from_the_head_of_a_row_to_its_cells() -> None:
    table = printed("doelgroepen")

    assert [(note.mark, note.kind) for note in table.notes] == [
        ("a", "begrip"),
        ("b", "begrip"),
        ("c", "uniek"),
    ]
    assert table.notes[2].backlinks[0].anchor == "tabel-1-r6k1"


def test_the_head_of_a_row_is_read_before_its_cells() -> None:
    table = DECLARATIONS["resultaten"](Scope(year=2019, groups=GROUPS, target_years=()))
    rows = [replace(line, concept="wajong") if line.parts else line for line in table.rows]
    # Of the notes on rounding, only the one in the row of the total is left.
    columns = table.columns[:1]
    filled = fill(Measurement(DELIVERIES), replace(table, rows=tuple(rows), columns=columns))

    notes = print_table(filled, 1, DELIVERIES).notes

    assert [(note.mark, note.backlinks[0].anchor) for note in notes] == [
        ("a", "tabel-1-r3"),
        ("b", "tabel-1-r3k1"),
    ]


def test_the_legend_explains_each_sign_for_an_empty_place() -> None:
    assert printed("reeks-markt").legend == (
        NOT_AVAILABLE.format("2015, 2016 en 2017"),
        NOT_APPLICABLE,
    )


def test_a_table_without_empty_places_has_no_legend() -> None:
    assert printed("resultaten").legend == ()


def test_the_legend_does_not_say_more_lacks_than_the_target() -> None:
    deliveries = without(target(2019, MARKET), target(2019, GOVERNMENT))
    table = printed("resultaten", deliveries)

    assert texts(table)[2:] == [["3", "3", "6"], ["n.b.", "n.b.", "n.b."]]
    assert table.legend == (NOT_AVAILABLE.format("2019"),)


@pytest.mark.parametrize(("year", "years"), [(2015, "2015"), (2016, "2015 en 2016")])
def test_the_legend_lists_the_years_as_one_would_say_them(year: int, years: str) -> None:
    assert printed("reeks-markt", year=year).legend[0] == NOT_AVAILABLE.format(years)


@given(st.permutations(list(AMOUNTS.items())))
@settings(deadline=None, max_examples=10)
def test_the_order_of_the_delivered_rows_changes_nothing_in_print(
    rows: list[tuple[Quantity, Fraction]],
) -> None:
    shuffled = delivered(dict(rows))

    for name in DECLARATIONS:
        assert _read(printed(name, shuffled)) == _read(printed(name))


def test_the_row_of_a_group_is_named_by_the_code_list() -> None:
    assert printed("doelgroepen").rows[0].label == "Doelgroep Participatiewet"
    assert printed("doelgroepen").rows[0].key == PW


def _read(table: PrintedTable) -> tuple[object, ...]:
    """Everything a reader sees, the explanations included."""
    lines = [(cell.figure.text, cell.figure.explanation) for row in table.cells for cell in row]
    return (*lines, table.notes, table.legend, table.rows, table.columns)
