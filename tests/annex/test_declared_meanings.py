"""Rows times columns: what single cells mean, checked by hand against the letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.annex.declaration import Scope
from reporter.annex.indicator import STRUCTURAL
from reporter.annex.prose import prose_figures
from tests.declared import DECLARATIONS
from tests.population import GROUPS

if TYPE_CHECKING:
    from reporter.annex.tables import Table

SCOPE = Scope(year=2019, groups=GROUPS, target_years=(2018, 2019, 2020, STRUCTURAL))
FORMS = ["formeel", "inleen", "totaal"]
SECTORS = ["markt", "overheid", "totaal"]


def declared(name: str) -> Table:
    return DECLARATIONS[name](SCOPE)


def keys(name: str) -> tuple[list[str], list[str]]:
    table = declared(name)
    return [line.key for line in table.rows], [line.key for line in table.columns]


def meaning(name: str, row: str, column: str) -> str:
    table = declared(name)
    rows, columns = ({line.key: line for line in lines} for lines in (table.rows, table.columns))
    return table.indicator(rows[row], columns[column]).key


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("resultaten", [*FORMS, "doelstelling"], SECTORS),
        ("resultaten-bijlage", [*FORMS, "doelstelling"], SECTORS),
        (
            "reeks-markt",
            [*FORMS, "doelstelling"],
            ["2012", "2015", "2016", "2017", "2018", "2019"],
        ),
        ("nulmeting", FORMS, SECTORS),
        ("meting", FORMS, SECTORS),
        (
            "doelgroepen",
            ["participatiewet", "wajong", "formeel", "uitzend", "wsw_detachering", "totaal"],
            ["personen", "banen"],
        ),
        ("ingroeipad", ["doelstelling"], ["2019", "2020", "structureel"]),
    ],
)
def test_rows_and_columns_stand_as_in_print(name: str, rows: list[str], columns: list[str]) -> None:
    assert keys(name) == (rows, columns)


def test_both_series_have_the_same_rows_and_columns() -> None:
    assert keys("reeks-markt") == keys("reeks-overheid")


@pytest.mark.parametrize(
    ("name", "row", "column", "expected"),
    [
        ("resultaten", "formeel", "markt", "toename/banen/2019/markt/formeel/totaal"),
        ("resultaten", "inleen", "overheid", "toename/banen/2019/overheid/inleen/totaal"),
        ("resultaten", "totaal", "totaal", "toename/banen/2019/totaal/totaal/totaal"),
        ("resultaten", "doelstelling", "markt", "doelstelling/banen/2019/markt/totaal/totaal"),
        ("reeks-markt", "formeel", "2012", "stand/banen/2012/markt/formeel/totaal"),
        ("reeks-markt", "inleen", "2016", "toename/banen/2016/markt/inleen/totaal"),
        ("reeks-markt", "doelstelling", "2012", "doelstelling/banen/2012/markt/totaal/totaal"),
        ("reeks-overheid", "totaal", "2019", "toename/banen/2019/overheid/totaal/totaal"),
        (
            "reeks-overheid",
            "doelstelling",
            "2018",
            "doelstelling/banen/2018/overheid/totaal/totaal",
        ),
        ("nulmeting", "inleen", "markt", "stand/banen/2012/markt/inleen/totaal"),
        ("nulmeting", "totaal", "totaal", "stand/banen/2012/totaal/totaal/totaal"),
        ("meting", "formeel", "overheid", "stand/banen/2019/overheid/formeel/totaal"),
        ("doelgroepen", "wajong", "personen", "toename/personen/2019/totaal/formeel/wajong"),
        ("doelgroepen", "formeel", "banen", "toename/banen/2019/totaal/formeel/totaal"),
        ("doelgroepen", "uitzend", "personen", "toename/personen/2019/totaal/uitzend/totaal"),
        (
            "doelgroepen",
            "wsw_detachering",
            "banen",
            "toename/banen/2019/totaal/wsw_detachering/totaal",
        ),
        ("doelgroepen", "totaal", "personen", "toename/personen/2019/totaal/totaal/totaal"),
        ("ingroeipad", "doelstelling", "2020", "doelstelling/banen/2020/totaal/totaal/totaal"),
        (
            "ingroeipad",
            "doelstelling",
            "structureel",
            "doelstelling/banen/structureel/totaal/totaal/totaal",
        ),
    ],
)
def test_a_cell_means_what_the_letter_says(name: str, row: str, column: str, expected: str) -> None:
    assert meaning(name, row, column) == expected


def test_the_annex_repeats_the_figures_of_the_letter_under_another_title() -> None:
    letter, annex = declared("resultaten"), declared("resultaten-bijlage")

    assert letter.title != annex.title
    assert (letter.base, letter.rows, letter.columns) == (annex.base, annex.rows, annex.columns)


def test_the_years_of_a_series_are_signed_and_the_baseline_is_not() -> None:
    signed = [line.signed for line in declared("reeks-overheid").columns]

    assert signed == [False, True, True, True, True, True]
    assert not any(line.signed for line in declared("reeks-overheid").rows)


def test_titles_name_the_year_and_the_measurement() -> None:
    assert declared("nulmeting").title == "Aantal banen eind 2012 (nulmeting)"
    assert declared("meting").title == "Aantal banen eind 2019 (vijf-meting)"
    assert "2019" in declared("resultaten").title
    assert "markt" in declared("reeks-markt").title
    assert "overheid" in declared("reeks-overheid").title


def test_the_total_of_formal_employment_is_the_sum_of_the_groups() -> None:
    formal = declared("doelgroepen").rows[2]

    assert formal.parts == ("participatiewet", "wajong")
    assert declared("doelgroepen").overlapping == {("totaal", "personen")}


def test_rows_of_groups_carry_the_word_that_the_code_list_explains() -> None:
    concepts = [line.concept for line in declared("doelgroepen").rows]

    assert concepts == ["participatiewet", "wajong", "", "", "wsw_detachering", ""]


def test_the_target_path_starts_in_the_year_of_the_edition() -> None:
    labels = [line.label for line in declared("ingroeipad").columns]

    assert labels == ["2019", "2020", "Structureel"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("toename_markt", "toename/banen/2019/markt/totaal/totaal"),
        ("doelstelling_overheid", "doelstelling/banen/2019/overheid/totaal/totaal"),
        ("afstand_samen", "afstand/banen/2019/totaal/totaal/totaal"),
        ("verandering_markt", "verandering/banen/2019/markt/totaal/totaal"),
        ("verandering_markt_inleen", "verandering/banen/2019/markt/inleen/totaal"),
        ("verandering_overheid_formeel", "verandering/banen/2019/overheid/formeel/totaal"),
        ("aandeel_formeel", "aandeel/procent/2019/totaal/formeel/totaal"),
        ("banen_nulmeting", "stand/banen/2012/totaal/totaal/totaal"),
        ("inleen_meting", "stand/banen/2019/totaal/inleen/totaal"),
        ("personen_nulmeting", "stand/personen/2012/totaal/totaal/totaal"),
        ("sleutel_markt_nulmeting", "verdeelsleutel/procent/2012/markt/totaal/totaal"),
        ("sleutel_overheid_meting", "verdeelsleutel/procent/2019/overheid/totaal/totaal"),
    ],
)
def test_a_name_in_the_text_means_one_figure(name: str, expected: str) -> None:
    assert prose_figures(SCOPE.year)[name].key == expected


def test_no_two_names_in_the_text_mean_the_same() -> None:
    figures = prose_figures(SCOPE.year)

    assert len(set(figures.values())) == len(figures) == 27
