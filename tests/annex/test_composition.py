"""Composing an annex: the tables an edition names, filled, or left out with a reason."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reporter.annex.compose import LeftOut, compose, scope_of
from reporter.annex.indicator import Absence
from reporter.errors import CountingError
from tests.declared import tables
from tests.population import DELIVERIES, EDITION, GOVERNMENT, GROUPS, MARKET, target, without


def test_the_tables_stand_in_the_order_of_the_edition() -> None:
    names = ("meting", "doelgroepen", "resultaten")
    annex = compose(replace(EDITION, tables=tables(*names)), DELIVERIES)

    assert tuple(filled.table.name for filled in annex.tables) == names
    assert annex.left_out == ()
    assert (annex.edition.name, annex.measurement) == ("2019", "vijf-meting")
    assert annex.deliveries is DELIVERIES


def test_the_figures_of_the_text_are_exact() -> None:
    prose = compose(EDITION, DELIVERIES).prose

    assert prose["toename_samen"].exact == Fraction(11, 2)
    assert prose["aandeel_formeel"].exact == Fraction(500, 11)
    assert prose["afstand_overheid"].exact == Fraction(-1, 2)


def test_a_figure_that_lacks_stays_in_the_text_with_its_reason() -> None:
    prose = compose(replace(EDITION, year=2018), DELIVERIES).prose

    assert prose["verandering_samen"].absence is Absence.NOT_DELIVERED
    assert prose["banen_meting"].exact == 7


def test_a_table_that_cannot_be_filled_is_left_out_and_the_others_are_made() -> None:
    # 2018 was delivered without persons and without groups.
    annex = compose(replace(EDITION, year=2018), DELIVERIES)

    assert [filled.table.name for filled in annex.tables] == ["resultaten"]
    assert annex.left_out == (
        LeftOut(
            name="doelgroepen",
            title="Toename van personen en banen eind 2018, per doelgroep",
            reason=(
                "personen.csv has no rows for 2018 "
                "that give toename/personen/2018/totaal/formeel/participatiewet"
            ),
        ),
    )


def test_an_edition_without_a_table_left_is_refused_with_the_first_reason() -> None:
    edition = replace(EDITION, name="2020", year=2020)

    with pytest.raises(CountingError) as refused:
        compose(edition, DELIVERIES)

    assert str(refused.value) == (
        "edition 2020: no table of 2020 can be made; uren.csv has no rows for 2020 "
        "that give toename/banen/2020/markt/formeel/totaal"
    )


@pytest.mark.parametrize("name", ["resultaten", "reeks-markt"])
def test_the_baseline_does_not_save_an_edition_whose_own_year_lacks(name: str) -> None:
    edition = replace(EDITION, year=2020, tables=tables("nulmeting", name))

    with pytest.raises(CountingError, match="no table of 2020 can be made"):
        compose(edition, DELIVERIES)


def test_an_edition_of_the_baseline_alone_does_not_speak_of_its_own_year() -> None:
    edition = replace(EDITION, year=2020, tables=tables("nulmeting"))

    assert [one.table.name for one in compose(edition, DELIVERIES).tables] == ["nulmeting"]


def test_a_target_path_without_a_year_left_is_refused() -> None:
    edition = replace(EDITION, year=2021, tables=tables("ingroeipad"))
    ended = without(target("structureel", MARKET), target("structureel", GOVERNMENT))

    with pytest.raises(CountingError) as refused:
        compose(edition, ended)

    assert str(refused.value) == (
        "edition 2019: no table of 2021 can be made; "
        "doelstellingen.csv has no rows for 2021 or later"
    )


def test_a_target_path_outlives_the_deliveries_of_hours() -> None:
    edition = replace(EDITION, year=2020, tables=tables("ingroeipad"))
    (path,) = compose(edition, DELIVERIES).tables

    assert [[amount.exact for amount in row] for row in path.amounts] == [[9, 16]]


def test_a_table_of_a_code_that_nobody_delivered_is_refused_with_a_near_name() -> None:
    (series,) = tables("reeks-markt")
    edition = replace(EDITION, tables=(replace(series, name="reeks-mark", code="mark"),))

    with pytest.raises(CountingError) as refused:
        compose(edition, DELIVERIES)

    assert str(refused.value) == (
        'data/editions/2019.toml, setting tabellen: found "reeks-mark", expected a table of one '
        'sector (markt, overheid). Did you mean "markt"?'
    )


def test_the_scope_is_the_year_the_groups_and_the_years_with_targets_once_each() -> None:
    scope = scope_of(EDITION, DELIVERIES)

    assert scope.year == 2019
    assert scope.groups == GROUPS
    assert scope.target_years == (2018, 2019, 2020, "structureel")
