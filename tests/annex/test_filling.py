"""Filling a table: an amount in every cell, and proof that totals are what they say."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reporter.annex.compose import FilledTable, Sum, fill, lacking
from reporter.annex.declaration import Scope
from reporter.annex.indicator import Absence, Form, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from reporter.annex.tables import Heading, Table
from reporter.errors import CountingError
from tests.declared import DECLARATIONS
from tests.population import DELIVERIES, GOVERNMENT, GROUPS, MARKET, persons, target, without

SCOPE = Scope(year=2019, groups=GROUPS, target_years=(2018, 2019, 2020, "structureel"))
FORMAL = Heading(key="formeel", label="Formeel", fixes={"form": Form.FORMAL})
AGENCY = Heading(key="uitzend", label="Uitzend", fixes={"form": Form.AGENCY})
SECONDMENT = Heading(key="detachering", label="Wsw", fixes={"form": Form.SECONDMENT})
THESE_JOBS = Heading(key="banen", label="Banen", fixes={"unit": Unit.JOBS})
THESE_PERSONS = Heading(key="personen", label="Personen", fixes={"unit": Unit.PERSONS})


def summing(*parts: Heading, overlapping: frozenset[tuple[str, str]] = frozenset()) -> Table:
    """Declare everything together as the total of these parts."""
    everything = Heading(
        key="totaal", label="Totaal", fixes={"form": None}, parts=tuple(one.key for one in parts)
    )
    return Table(
        name="proef",
        title="Proef",
        base=Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=2019),
        rows=(*parts, everything),
        columns=(THESE_JOBS, THESE_PERSONS),
        overlapping=overlapping,
    )


def filled(name: str, year: int = 2019) -> FilledTable:
    return fill(Measurement(DELIVERIES), DECLARATIONS[name](replace(SCOPE, year=year)))


def exact(table: FilledTable) -> list[list[Fraction | None]]:
    return [[amount.exact for amount in row] for row in table.amounts]


def test_every_cell_of_the_results_is_filled_with_its_exact_amount() -> None:
    half = Fraction(1, 2)

    assert exact(filled("resultaten")) == [
        [3 * half, 1, 5 * half],
        [3 * half, 3 * half, 3],
        [3, 5 * half, 11 * half],
        [2, 3, 5],
    ]


def test_every_cell_of_the_groups_is_filled_with_its_exact_amount() -> None:
    half = Fraction(1, 2)

    assert exact(filled("doelgroepen")) == [
        [2, 2],
        [0, half],
        [2, 5 * half],
        [1, 2],
        [0, 1],
        [2, 11 * half],
    ]


def test_totals_are_found_down_the_columns_and_along_the_rows() -> None:
    sums = filled("resultaten").sums

    assert sums == (
        Sum(place=(0, 2), parts=((0, 0), (0, 1)), down=False, overlap=False),
        Sum(place=(1, 2), parts=((1, 0), (1, 1)), down=False, overlap=False),
        Sum(place=(2, 0), parts=((0, 0), (1, 0)), down=True, overlap=False),
        Sum(place=(2, 1), parts=((0, 1), (1, 1)), down=True, overlap=False),
        Sum(place=(2, 2), parts=((0, 2), (1, 2)), down=True, overlap=False),
        Sum(place=(2, 2), parts=((2, 0), (2, 1)), down=False, overlap=False),
        Sum(place=(3, 2), parts=((3, 0), (3, 1)), down=False, overlap=False),
    )


def test_only_unique_persons_may_overlap() -> None:
    sums = filled("doelgroepen").sums

    assert [(one.place, one.parts) for one in sums if one.overlap] == [
        ((5, 0), ((2, 0), (3, 0), (4, 0)))
    ]


def test_a_total_that_misses_a_part_is_refused_by_name() -> None:
    table = replace(summing(FORMAL, AGENCY), columns=(THESE_JOBS,))

    with pytest.raises(CountingError) as refused:
        fill(Measurement(DELIVERIES), table)

    assert str(refused.value) == (
        "table proef: stand/banen/2019/totaal/totaal/totaal is declared a total "
        "but is not the sum of its parts; correct the declaration"
    )


def test_a_total_is_refused_although_its_numbers_happen_to_add_up() -> None:
    # Once nobody is seconded, formal and agency jobs are all jobs, in number but not in meaning.
    nobody = {row: Fraction(0) for row in DELIVERIES.amounts if row.form is Form.SECONDMENT}
    deliveries = replace(DELIVERIES, amounts={**DELIVERIES.amounts, **nobody})
    table = replace(summing(FORMAL, AGENCY), columns=(THESE_JOBS,))

    with pytest.raises(CountingError):
        fill(Measurement(deliveries), table)


def test_unique_persons_are_no_sum_unless_the_table_says_they_overlap() -> None:
    parts = (FORMAL, AGENCY, SECONDMENT)

    with pytest.raises(CountingError, match="stand/personen/2019"):
        fill(Measurement(DELIVERIES), summing(*parts))
    overlapping = frozenset({("totaal", "personen")})
    assert fill(Measurement(DELIVERIES), summing(*parts, overlapping=overlapping)).sums[1].overlap


def test_a_total_without_all_of_its_parts_is_left_unproved() -> None:
    # In 2018 agency work and secondment are one row: the total is there, the parts are not.
    table = summing(FORMAL, AGENCY, SECONDMENT)
    table = replace(table, base=replace(table.base, year=2018), columns=(THESE_JOBS,))

    column = [row[0] for row in fill(Measurement(DELIVERIES), table).amounts]

    assert [amount.exact for amount in column] == [3, None, None, 7]
    assert [amount.absence for amount in column[1:3]] == [Absence.NOT_DELIVERED] * 2


@pytest.mark.parametrize("name", DECLARATIONS)
def test_nothing_lacks_in_a_year_that_was_delivered(name: str) -> None:
    assert lacking(filled(name), 2019) == ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("resultaten", "uren.csv has no rows for 2020 that give toename/banen/2020/markt/formeel"),
        ("meting", "uren.csv has no rows for 2020 that give stand/banen/2020/markt/formeel"),
        (
            "doelgroepen",
            "personen.csv has no rows for 2020 that give toename/personen/2020/totaal/formeel",
        ),
    ],
)
def test_the_first_figure_that_lacks_tells_which_file_to_complete(name: str, reason: str) -> None:
    assert lacking(filled(name, 2020), 2020).startswith(reason)


def test_the_baseline_does_not_depend_on_the_year_reported_on() -> None:
    assert lacking(filled("nulmeting", 2020), 2020) == ""


def test_an_earlier_year_may_lack_in_a_series() -> None:
    # Of 2015, 2016 and 2017 there are no rows at all.
    series = filled("reeks-markt")

    assert series.at((0, 1)).absence is Absence.NOT_DELIVERED
    assert lacking(series, 2019) == ""


def test_a_table_of_results_can_do_without_a_target_and_a_table_of_targets_cannot() -> None:
    measurement = Measurement(without(target(2019, MARKET), target(2019, GOVERNMENT)))
    results = fill(measurement, DECLARATIONS["resultaten"](SCOPE))
    path = fill(measurement, DECLARATIONS["ingroeipad"](SCOPE))

    assert results.at((3, 0)).absence is Absence.NOT_DELIVERED
    assert lacking(results, 2019) == ""
    assert lacking(path, 2019) == (
        "doelstellingen.csv has no rows for 2019 "
        "that give doelstelling/banen/2019/totaal/totaal/totaal"
    )


def test_a_table_of_targets_after_the_last_target_lacks_everything() -> None:
    scope = replace(SCOPE, year=2021, target_years=(2018, 2019, 2020))
    path = fill(Measurement(DELIVERIES), DECLARATIONS["ingroeipad"](scope))

    assert lacking(path, 2021) == "doelstellingen.csv has no rows for 2021 or later"


def test_without_unique_persons_the_table_of_groups_lacks_its_total() -> None:
    measurement = Measurement(without(persons(2019)))
    groups = fill(measurement, DECLARATIONS["doelgroepen"](SCOPE))

    assert lacking(groups, 2019) == (
        "personen.csv has no rows for 2019 that give toename/personen/2019/totaal/totaal/totaal"
    )
