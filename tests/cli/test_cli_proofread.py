"""The command proofread, as a user calls it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from reporter.cli import main
from reporter.project import HERE

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = "Bij de markt zijn er 51.829 extra banen ten opzichte van de nulmeting.\n"
FAULTY = "Bij de markt zijn er 9.786 extra banen ten opzichte van de nulmeting.\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["proofread", *words])


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_a_clean_letter_gives_exit_code_0(letter: Path) -> None:
    letter.write_text(CLEAN, encoding="utf-8")

    told = run(str(letter), "--edition", "2019")

    assert told.exit_code == 0
    assert told.output == (
        "brief.txt, edition 2019: 0 wrong, 0 right but for rounding, 0 ambiguous, 1 right, "
        "0 not ours\n"
    )


def test_a_wrong_figure_is_told_with_the_right_one_and_gives_exit_code_1(letter: Path) -> None:
    told = run(str(letter), "--edition", "2019")

    assert told.exit_code == 1
    assert told.output.splitlines()[0] == (
        'wrong: line 1: found "9.786", expected "51.829" (toename/banen/2019/markt/totaal/totaal); '
        "what stands there is toename/banen/2019/overheid/totaal/totaal"
    )


def test_json_is_a_list_with_an_object_for_each_number(letter: Path) -> None:
    told = run(str(letter), "--edition", "2019", "--format", "json")

    (one,) = json.loads(told.output)
    assert told.exit_code == 1
    assert {name: one[name] for name in ("text", "status", "expected", "where")} == {
        "text": "9.786",
        "status": "wrong",
        "expected": "51.829",
        "where": "line 1",
    }


def test_the_page_is_written_where_somebody_says(letter: Path, tmp_path: Path) -> None:
    target = tmp_path / "nagekeken.html"

    told = run(str(letter), "--edition", "2019", "--format", "html", "--to", str(target))

    assert (told.exit_code, told.output) == (1, f"{target}\n")
    assert "Hier hoort 51.829" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nergens.txt", "--edition", "2019"), "nergens.txt"),
        (("{letter}", "--edition", "2091"), "There is no edition"),
        (("{letter}",), "Missing option '--edition'"),
        (("{letter}", "--edition", "2019", "--format", "ods"), "Invalid value for '--format'"),
    ],
)
def test_a_fault_of_the_user_is_one_message(
    letter: Path, words: tuple[str, ...], message: str
) -> None:
    told = run(*(word.format(letter=letter) for word in words))

    assert told.exit_code == 2
    assert message in told.output
    assert "Traceback" not in told.output


def test_a_letter_without_our_figures_is_refused(letter: Path) -> None:
    letter.write_text("Het regende op 2 juli 2020.\n", encoding="utf-8")

    told = run(str(letter), "--edition", "2019")

    assert told.exit_code == 2
    assert "found no figure of the banenafspraak" in told.output


def test_an_edition_without_data_is_refused(letter: Path, tmp_path: Path) -> None:
    shutil.copytree(HERE.data, tmp_path / "data")
    (tmp_path / "data" / "editions" / "2030.toml").write_text(
        'jaar = 2030\ntitel = "Resultaten"\n', encoding="utf-8"
    )

    told = run(str(letter), "--edition", "2030", "--data", str(tmp_path / "data"))

    assert told.exit_code == 2
    assert "found no row of 2030" in told.output


def test_words_that_somebody_adds_are_understood(letter: Path, tmp_path: Path) -> None:
    told = CLEAN + "\n" + FAULTY.replace("de markt", "winkeliers")
    letter.write_text(told, encoding="utf-8")
    shutil.copytree(HERE.data, tmp_path / "data")
    words = tmp_path / "data" / "woordenschat.toml"
    words.write_text(
        words.read_text(encoding="utf-8").replace(
            'markt = ["markt"', 'markt = ["winkeliers", "markt"'
        ),
        encoding="utf-8",
    )

    before = run(str(letter), "--edition", "2019")
    after = run(str(letter), "--edition", "2019", "--data", str(tmp_path / "data"))

    assert (before.exit_code, after.exit_code) == (0, 1)
