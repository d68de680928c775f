"""Indicators, quantities and tables: what a figure means, and how it reads in archives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.annex.compose import Amount, FilledTable
from reporter.annex.indicator import JOB_NORM, STRUCTURAL, Form, Indicator, Measure, Sector, Unit
from reporter.annex.printed import Figure
from reporter.annex.tables import Heading, Table
from tests.population import GOVERNMENT, hours, persons, target

INCREASE = Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=2019)
PLAIN_ROW = Heading(key="formeel", label="Formeel", fixes={"form": Form.FORMAL})
TARGET_ROW = Heading(key="doel", label="Doel", fixes={"measure": Measure.TARGET, "form": None})
STOCK_COLUMN = Heading(key="2012", label="Toen", fixes={"measure": Measure.STOCK, "year": 2012})
TABLE = Table(
    name="proef",
    title="Proef",
    base=INCREASE,
    rows=(PLAIN_ROW, TARGET_ROW),
    columns=(STOCK_COLUMN,),
)


def figure(exact: str, rounded: int) -> Figure:
    return Figure(indicator=INCREASE, text="", exact=Fraction(exact), rounded=Fraction(rounded))


def test_the_key_of_an_indicator_names_all_it_fixes() -> None:
    wajong = Indicator(
        measure=Measure.STOCK,
        unit=Unit.PERSONS,
        year=2012,
        sector=Sector.MARKET,
        form=Form.SECONDMENT,
        group="wajong",
    )

    assert wajong.key == "stand/personen/2012/markt/wsw_detachering/wajong"
    assert INCREASE.key == "toename/banen/2019/totaal/totaal/totaal"


@given(
    st.builds(
        Indicator,
        measure=st.sampled_from(Measure),
        unit=st.sampled_from(Unit),
        year=st.integers(2012, 2100) | st.just(STRUCTURAL),
        sector=st.none() | st.sampled_from(Sector),
        form=st.none() | st.sampled_from(Form),
        group=st.none() | st.sampled_from(["wajong", "wsw"]),
    )
)
def test_an_indicator_is_read_back_from_its_key(indicator: Indicator) -> None:
    assert Indicator.of_key(indicator.key) == indicator


def test_the_key_of_a_quantity_starts_with_its_delivery() -> None:
    assert hours(2019, Form.FORMAL, GOVERNMENT, "pw").key == "uren/2019/overheid/formeel/pw"
    assert persons(2019).key == "personen/2019/totaal/totaal/totaal"
    assert target(STRUCTURAL, GOVERNMENT).key == (
        "doelstellingen/structureel/overheid/totaal/totaal"
    )


def test_a_cell_means_what_its_table_row_and_column_fix() -> None:
    assert TABLE.indicator(PLAIN_ROW, STOCK_COLUMN) == Indicator(
        measure=Measure.STOCK, unit=Unit.JOBS, year=2012, form=Form.FORMAL
    )


def test_a_row_of_targets_stays_one_in_a_column_of_stocks() -> None:
    assert TABLE.indicator(TARGET_ROW, STOCK_COLUMN) == Indicator(
        measure=Measure.TARGET, unit=Unit.JOBS, year=2012
    )


def test_a_filled_table_is_read_by_row_and_column() -> None:
    first, second = Amount(indicator=INCREASE), Amount(indicator=INCREASE, exact=Fraction(1))
    filled = FilledTable(table=TABLE, amounts=((first,), (second,)), sums=())

    assert filled.at((1, 0)) is second


def test_a_job_is_half_past_twenty_five_hours_a_week_and_its_share_of_december() -> None:
    assert JOB_NORM.week == Fraction(51, 2)
    assert JOB_NORM.december == Fraction(11_092, 100)
    assert JOB_NORM.year == 1331


@pytest.mark.parametrize(
    ("exact", "rounded", "direction", "reached"),
    [
        ("1/2", 1, "meer", True),
        ("2/5", 0, "evenveel", True),
        ("0", 0, "evenveel", True),
        ("-2/5", 0, "evenveel", False),  # a hair short is short, whatever is printed
        ("-1/2", -1, "minder", False),
    ],
)
def test_the_printed_figure_gives_the_word_and_the_exact_one_the_verdict(
    exact: str, rounded: int, direction: str, *, reached: bool
) -> None:
    one = figure(exact, rounded)

    assert one.direction == direction
    assert one.reached is reached


def test_a_figure_that_is_not_there_has_reached_nothing() -> None:
    assert Figure(indicator=INCREASE, text="n.b.").reached is False
