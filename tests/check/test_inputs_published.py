from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.check.figures_in_print import PublishedFigure, read_published
from reporter.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = "a printed figure such as 46.218, \u2013984, (+6.000), 76,0 or \u2013"


def published(data: Path, *figures: str) -> Path:
    rows = "".join(f't,r{number},,"{text}"\n' for number, text in enumerate(figures))
    path = data / "gepubliceerd" / "2019.csv"
    path.write_bytes(f"tabel,rij,kolom,gedrukt\n{rows}".encode())
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("984", 984),
        ("46.218", 46218),
        ("+9.764", 9764),
        ("\u2013984", -984),
        ("\u2212984", -984),
        ("-984", -984),
        ("(40.000)", 40000),
        ("(+6.000)", 6000),
        ("1.234.567", 1234567),
    ],
)
def test_a_figure_is_read_as_it_is_printed(population: Path, text: str, value: int) -> None:
    figure = PublishedFigure(table="t", row="r0", column="", text=text, line=2)
    assert read_published(published(population, text)) == (figure,)
    assert figure.value == value


def test_a_percentage_keeps_its_decimal(population: Path) -> None:
    assert read_published(published(population, "76,5"))[0].value == Fraction(153, 2)


@pytest.mark.parametrize("dash", ["\u2013", "-"])
def test_a_dash_is_no_figure(population: Path, dash: str) -> None:
    figure = read_published(published(population, dash))[0]
    assert (figure.text, figure.value) == (dash, None)


@pytest.mark.parametrize(
    "text",
    [
        "46218",
        "4.62.18",
        "46.21",
        ".218",
        "(46.218",
        "46.218)",
        "(\u2013)",
        "+",
        "01",
        "x",
        "1,234",
    ],
)
def test_a_figure_that_dutch_print_would_not_show_is_refused(population: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_published(published(population, text))
    assert str(caught.value) == (
        f'data/gepubliceerd/2019.csv, row 2, column gedrukt: found "{text}", expected {EXPECTED}.'
    )


def test_a_figure_transcribed_twice_is_refused(population: Path) -> None:
    path = published(population, "1", "2")
    path.write_text(path.read_text(encoding="utf-8").replace("r1", "r0"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_published(path)
    assert str(caught.value) == (
        "data/gepubliceerd/2019.csv, row 3: found the same tabel, rij, kolom as in row 2, "
        "expected each of them once."
    )
