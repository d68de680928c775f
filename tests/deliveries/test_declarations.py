"""Tables declared in files: what they may say, and how what is wrong is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.annex.compose import compose
from reporter.annex.declaration import Scope, table_of
from reporter.annex.delivered import Concept
from reporter.deliveries.declarations import read_tables
from reporter.deliveries.editions import read_edition
from reporter.errors import InputError
from tests.declared import ASKED
from tests.population import DELIVERIES

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.annex.tables import Table

TABLE = """titel = "Banen eind {jaar}"
hoek = "Vorm"
vast = { maat = "stand", eenheid = "banen", jaar = "editie" }

[[rijen]]
code = "formeel"
kop = "Formeel"
vast = { vorm = "formeel" }

[[kolommen]]
elk = "sector"
kop = "Banen {naam}"

[[kolommen]]
code = "totaal"
kop = "Samen"
totaal_van = ["sector"]
"""
SCOPE = Scope(year=2019, groups=(Concept(code="pw", name="PW"),), target_years=(2019, 2020))


def written(data: Path, text: str, name: str = "eigen") -> Path:
    folder = data / "tabellen"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return data


def laid_out(data: Path, name: str = "eigen") -> Table:
    (declared,) = read_tables(data, (name,), ASKED)
    return table_of(declared, SCOPE)


def refused(data: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_tables(written(data, text), ("eigen",), ASKED)
    return str(caught.value)


def test_a_table_of_their_own_is_a_file_and_its_figures_are_counted(population: Path) -> None:
    data = written(population, TABLE)
    (data / "editions" / "2019.toml").write_text(
        'jaar = 2019\ntitel = "x"\ntabellen = ["eigen"]\n', encoding="utf-8"
    )
    (filled,) = compose(read_edition(data, "2019"), DELIVERIES).tables
    assert filled.table.title == "Banen eind 2019"
    assert [column.label for column in filled.table.columns] == [
        "Banen markt",
        "Banen overheid",
        "Samen",
    ]
    # formal jobs of 2019 in tests/population.py: 1 + 3/2 in the market, 1 + 1/2 at government
    assert [[amount.exact for amount in row] for row in filled.amounts] == [[2.5, 1.5, 4]]


def test_their_own_table_goes_before_the_programs_of_the_same_name(population: Path) -> None:
    assert laid_out(written(population, TABLE, "meting"), "meting").title == "Banen eind 2019"
    assert laid_out(population, "nulmeting").title == "Aantal banen eind 2012 (nulmeting)"


def test_a_table_like_another_says_only_what_differs(population: Path) -> None:
    data = written(written(population, TABLE), 'zoals = "eigen"\nvast = { jaar = 2012 }\n', "toen")
    table = laid_out(data, "toen")
    (declared,) = read_tables(data, ("toen",), ASKED)
    assert list(declared.files) == ["tabellen/eigen.toml", "tabellen/toen.toml"]
    assert (table.title, table.base.year, table.base.measure) == ("Banen eind 2019", 2012, "stand")


def test_a_table_for_each_group_is_asked_for_by_its_code(population: Path) -> None:
    text = TABLE.replace('hoek = "Vorm"', 'hoek = "Vorm"\nper = "doelgroep"')
    table = laid_out(
        written(population, text.replace("Banen eind", "{doelgroep} eind")), "eigen-pw"
    )
    assert (table.name, table.title, table.base.group) == ("eigen-pw", "PW eind 2019", "pw")


def test_years_run_from_and_to_what_is_said(population: Path) -> None:
    years = 'elk = "jaar"\nvan = 2017\ntot = "editie"\nkop = "{naam}"\n'
    table = laid_out(
        written(
            population,
            TABLE.replace('elk = "sector"\nkop = "Banen {naam}"\n', years).replace(
                '"sector"', '"jaar"'
            ),
        )
    )
    assert [column.key for column in table.columns] == ["2017", "2018", "2019", "totaal"]
    assert [column.fixes.get("year") for column in table.columns] == [2017, 2018, 2019, None]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'vorm = "formeel"',
            'vorm = "formel"',
            'row 8, column rijen[1].vast.vorm: found "formel", expected one of formeel, inleen, ',
        ),
        (
            'vorm = "formeel"',
            'from = "formeel"',
            'row 8, column rijen[1].vast.from: found the setting "rijen[1].vast.from", expected',
        ),
        (
            'elk = "sector"\nkop',
            'elk = "sectro"\nkop',
            'row 11, column kolommen[1].elk: found "sectro", expected one of sector, doelgroep,',
        ),
        (
            '"Banen {naam}"',
            '"Banen {name}"',
            'row 12, column kolommen[1].kop: found the word "{name}", expected one of jaar, ',
        ),
        (
            '"Banen {naam}"',
            '"Banen {namm}"',
            (
                'row 12, column kolommen[1].kop: found the word "{namm}", expected one of jaar, '
                'meting, naam. Did you mean "naam"?'
            ),
        ),
        (
            '"Formeel"',
            '"Formeel {"',
            'row 7, column rijen[1].kop: found "Formeel {", expected braces in pairs only,',
        ),
        (
            '["sector"]',
            '["sectoren"]',
            'row 17, column kolommen[2].totaal_van: found "sectoren", expected one of sector.',
        ),
        (
            'code = "totaal"\n',
            "",
            "row 14, column kolommen[2].code: found neither, expected either code, or elk with a",
        ),
        (
            'maat = "stand", ',
            "",
            "row 3, column vast: found cells without maat, expected maat in vast of the table, of",
        ),
        ('hoek = "Vorm"\n', "", "column hoek: found nothing, expected the words in the corner,"),
        (
            "[[rijen]]",
            "[rijen]",
            "row 5, column rijen: found",
        ),
        (
            'titel = "Banen',
            'tietel = "Banen',
            'row 1, column tietel: found the setting "tietel", expected one of zoals, titel,',
        ),
        (
            'hoek = "Vorm"',
            'hoek = "Vorm"\nzoals = "eigen"',
            'row 3, column zoals: found "eigen", expected one of',
        ),
        (
            'kop = "Formeel"',
            'kop = "Formeel"\nvan = 2015',
            "row 8, column rijen[1].van: found a bound, expected van and tot with elk of years",
        ),
        (
            'kop = "Samen"',
            'kop = "Samen"\nieder_een_keer = ["personen"]',
            'row 17, column kolommen[2].ieder_een_keer: found "personen", expected one of formeel.',
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_setting(
    population: Path, right: str, wrong: str, said: str
) -> None:
    assert right in TABLE
    assert refused(population, TABLE.replace(right, wrong)).startswith(
        f"data/tabellen/eigen.toml, {said}"
    )


def test_two_lines_of_one_code_are_refused(population: Path) -> None:
    again = TABLE + TABLE[TABLE.index("[[kolommen]]\ncode") :]
    assert 'column kolommen: found the code "totaal" twice, expected once.' in refused(
        population, again
    )


def test_a_table_that_nobody_declared_is_refused_with_a_near_name(population: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_tables(population, ("resultaat", "reeks"), ASKED)
    first, second = caught.value.faults
    assert (first.found, first.advice) == ('"resultaat"', 'Did you mean "resultaten"?')
    assert str(second).startswith(
        'data/editions/2019.toml, column tabellen: found "reeks", expected one of doelgroepen, '
    )


def test_a_table_that_nobody_declared_is_told_with_the_row_that_names_it(population: Path) -> None:
    edition = population / "editions" / "2019.toml"
    edition.write_text('jaar = 2019\ntitel = "x"\ntabellen = ["resultaat"]\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_edition(population, "2019")
    assert str(caught.value).startswith(
        'data/editions/2019.toml, row 3, column tabellen: found "resultaat", expected one of '
    )
