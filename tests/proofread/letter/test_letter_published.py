"""The letters as they were sent, where they are at hand; none of their sentences stands here."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reporter.proofread.letter.letter import Letter, Paragraph, Role
from reporter.proofread.letter.reading import read_letter
from tests.proofread.letter.blocks import tables
from tests.real_letters import LETTERS, present

ROOT = Path(__file__).parents[3]

pytestmark = present


def _letter(name: str) -> Letter:
    return read_letter(LETTERS / name)


def _notes(letter: Letter) -> list[str]:
    blocks = letter.blocks
    return [one.mark for one in blocks if isinstance(one, Paragraph) and one.role is Role.NOTE]


def test_all_cells_of_the_seven_tables_of_2019_are_read_as_printed() -> None:
    read_tables = tables(_letter("2020-07-02-resultaten-2019.txt"))
    assert [table.caption.partition(":")[0] for table in read_tables] == [
        f"Tabel {number}" for number in range(1, 8)
    ]
    read = [
        cell.replace("53.4364", "53.436")  # its note is glued to it
        for table in read_tables
        for row in table.rows
        for cell in row.cells
    ]
    with (ROOT / "data" / "gepubliceerd" / "2019.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["tabel"] != "tekst"]
    printed = [row["gedrukt"].replace("-", "–") for row in rows]
    printed += ["–"] * (printed.count("–") == 1)  # of one series alone the dash was typed in
    assert sorted(read) == sorted(printed)
    assert [len(table.heads) for table in read_tables] == [3, 6, 6, 3, 3, 3, 2]
    assert [len(table.rows) for table in read_tables] == [4, 4, 4, 4, 3, 3, 8]


def test_the_path_of_targets_of_july_2019_is_read_as_a_table() -> None:
    (table,) = tables(_letter("2019-07-04-vereenvoudiging.txt"))
    assert table.heads == (*map(str, range(2018, 2026)), "Struc.")
    assert [(row.label, row.cells[0], row.cells[8]) for row in table.rows] == [
        ("Jaarlijkse doelstelling", "43.500", "125.000")
    ]


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("2020-07-02-resultaten-2019.txt", "1 1 2 3 1 4 5 6 7 8 9 10 11 1 2 3 4"),
        ("2020-11-20-telling.txt", "1 2 3 4 5 6 7 8 9 10"),
        ("2019-07-04-vereenvoudiging.txt", "1 2 5 6 7 8 9 10 11 12"),
    ],
)
def test_the_notes_are_taken_out_of_the_flow_of_the_pages(name: str, marks: str) -> None:
    assert _notes(_letter(name)) == marks.split()
