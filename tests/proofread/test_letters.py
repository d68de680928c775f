"""Real letters, where they are here; and a letter of our own that says the same in other words."""

from __future__ import annotations

import shutil
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.deliveries.reading import read_deliveries
from reporter.errors import InputError
from reporter.project import HERE, Project
from reporter.proofread.catalogue import figures_of, read_figures
from reporter.proofread.letter.letter import LetterTable
from reporter.proofread.proof import Judgement, Status, Subject, key_of
from reporter.proofread.proofread import proofread_letter
from tests.real_letters import LETTERS, present

if TYPE_CHECKING:
    from pathlib import Path

RESULTS = LETTERS / "2020-07-02-resultaten-2019.txt"

OURS = """Resultaten van 2019

In 2019 was de opgave 55.000 extra banen: 40.000 bij marktwerkgevers en 15.000 bij
overheidswerkgevers. Werkgevers hebben samen 61.615 extra banen gere-
aliseerd. Bij de markt zijn dat er 51.829, en daarmee heeft de markt de doelstelling
van 40.000 gehaald. Overheidswerkgevers hebben de doelstelling {claim}.

Tijdens de {name} ging het om {stock} banen, bij de nulmeting om 75.179 banen.

Tabel 1: Resultaten eind 2019 ten opzichte van de nulmeting

Toename aantal banen markt Toename aantal banen overheid Totale toename aantal banen

Formele dienstverbanden 46.218 4.211 50.429
Inleenverbanden 5.611 5.576 11.186
Totaal 51.829 9.786 {total}
"""
RIGHT = {
    "claim": "niet gehaald", "name": "vijf-meting", "stock": "136.794", "total": "61.615"
}  # fmt: skip


def read(path: Path, edition: str = "2019") -> list[Judgement]:
    return list(proofread_letter(path, edition, HERE).judgements)


def written(folder: Path, **other: str) -> Path:
    path = folder / "brief.txt"
    path.write_text(OURS.format(**{**RIGHT, **other}), encoding="utf-8")
    return path


def wrong(found: list[Judgement]) -> list[str]:
    return [one.text for one in found if one.status in (Status.WRONG, Status.ROUNDING)]


def test_a_letter_of_our_own_is_right_in_every_figure(tmp_path: Path) -> None:
    found = read(written(tmp_path))
    assert wrong(found) == []
    assert Counter(one.status for one in found)[Status.RIGHT] >= 17


@pytest.mark.parametrize(
    ("slot", "error"),
    [
        ("claim", "gehaald"),
        ("name", "vier-meting"),
        ("stock", "136.749"),
        ("total", "37.736"),
    ],
)
def test_each_planted_error_is_found_and_nothing_else(
    tmp_path: Path, slot: str, error: str
) -> None:
    assert wrong(read(written(tmp_path, **{slot: error}))) == [error]


@present
def test_the_misprints_of_the_letter_of_2019_are_found_and_nothing_else() -> None:
    found = [one for one in read(RESULTS) if one.status in (Status.WRONG, Status.ROUNDING)]
    assert [(one.text, one.subject) for one in found] == [
        ("vier-meting", Subject.MEASUREMENT),
        ("37.736", Subject.NUMBER),
    ]
    assert found[0].words == "vijf-meting"
    assert key_of(found[1].known) == "toename/banen/2019/totaal/totaal/totaal"


@present
def test_every_table_and_figure_of_the_letter_of_2019_is_bound() -> None:
    proof = proofread_letter(RESULTS, "2019", HERE)
    tables = [one for one in proof.letter.blocks if isinstance(one, LetterTable)]
    cells = [one for one in proof.judgements if one.cell is not None]
    assert len(tables) == 7
    assert all(one.known for one in cells)
    assert len(cells) == 12 + 23 + 23 + 12 + 9 + 9 + 16
    running = [one for one in proof.judgements if one.cell is None and "." in one.text]
    figures_in_text = [one for one in running if one.text.replace(".", "").isdigit()]
    bound = [one for one in figures_in_text if one.known]
    assert len(bound) >= 30
    assert len(bound) / len(figures_in_text) > 0.9


@present
@pytest.mark.parametrize("name", ["2020-11-20-telling.txt", "2019-07-04-vereenvoudiging.txt"])
def test_other_letters_raise_no_alarm(name: str) -> None:
    assert wrong(read(LETTERS / name)) == []


def test_every_figure_of_the_deliveries_is_there() -> None:
    known = {one.indicator.key: one.amount for one in figures_of(read_deliveries(HERE.data))}
    assert known["doelstelling/banen/2025/totaal/totaal/totaal"] == 125000
    assert known["verdeelsleutel/procent/2019/markt/totaal/totaal"] == Fraction("69.9")
    assert known["toename/personen/2019/totaal/totaal/totaal"] == 119764 - 66328


def test_a_letter_that_says_nothing_of_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Op 2 juli 2020 regende het. Er waren 12 mensen.\n", encoding="utf-8")
    with pytest.raises(InputError, match="found no figure of the banenafspraak"):
        read(path)


def test_an_edition_without_hours_is_refused(tmp_path: Path) -> None:
    shutil.copytree(HERE.data, tmp_path / "data")
    edition = tmp_path / "data" / "editions" / "2030.toml"
    edition.write_text('jaar = 2030\ntitel = "Resultaten"\n', encoding="utf-8")
    with pytest.raises(InputError, match="found no row of 2030"):
        read_figures("2030", Project(data=tmp_path / "data"))
