"""Dimensions of a project's own: two provinces that make a region, and a third beside them.

Jobs in December 2012 and 2019, formal in the market, and hired (75 and 60 percent market):

=========  ============  ============  =====================
           formal        hired         increase, both sectors
=========  ============  ============  =====================
groningen  1 -> 3        0 -> 0        2
drenthe    2 -> 2        4 -> 6        2
noord      3 -> 5        4 -> 6        4
utrecht    0 -> 5        0 -> 5        10
=========  ============  ============  =====================
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reporter.annex.compose import compose, fill, measure
from reporter.annex.declaration import Declaration, Line, Scope, table_of
from reporter.annex.delivered import Concept, Deliveries
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Absence, Form, Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from reporter.annex.printed import figure
from reporter.annex.printing import print_annex
from tests.population import EDITION, GOVERNMENT, HOURS_OF_A_JOB, KEYS, MARKET, delivered, hours

PROVINCES = (
    Concept(code="groningen", name="Groningen", parent="noord"),
    Concept(code="drenthe", name="Drenthe", parent="noord"),
    Concept(code="noord", name="Noord"),
    Concept(code="utrecht", name="Utrecht"),
)
FORMAL = {"groningen": (1, 3), "drenthe": (2, 2), "utrecht": (0, 5)}
HIRED = {"groningen": (0, 0), "drenthe": (4, 6), "utrecht": (0, 5)}


def rows() -> dict[Quantity, Fraction]:
    found: dict[Quantity, Fraction] = {}
    for position, year in enumerate((2012, 2019)):
        for province in FORMAL:
            codes = (("provincie", province),)
            for sector, jobs in ((MARKET, FORMAL[province][position]), (GOVERNMENT, 0)):
                row = replace(hours(year, Form.FORMAL, sector), codes=codes)
                found[row] = jobs * HOURS_OF_A_JOB
            row = replace(hours(year, Form.HIRED), codes=codes)
            found[row] = HIRED[province][position] * HOURS_OF_A_JOB
    return found | {row: Fraction(part) for row, part in KEYS.items()}


@pytest.fixture
def deliveries() -> Deliveries:
    return replace(delivered(rows()), dimensions={"provincie": PROVINCES})


def increase(deliveries: Deliveries, *codes: tuple[str, str], **more: object) -> object:
    what = Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=2019, codes=codes)
    return Measurement(deliveries).amount(replace(what, **more))  # type: ignore[arg-type]


def test_a_code_counts_its_own_rows_and_a_total_those_below_it(deliveries: Deliveries) -> None:
    assert increase(deliveries, ("provincie", "groningen")) == 2
    assert increase(deliveries, ("provincie", "drenthe")) == 2
    assert increase(deliveries, ("provincie", "noord")) == 4
    assert increase(deliveries) == 14
    # hired: 60 percent of 6, less 75 percent of 4
    noord = ("provincie", "noord")
    assert increase(deliveries, noord, form=Form.HIRED, sector=MARKET) == Fraction(6, 10)


def test_there_is_no_target_for_a_code(deliveries: Deliveries) -> None:
    target = increase(deliveries, ("provincie", "noord"), measure=Measure.TARGET)
    assert target is Absence.NOT_APPLICABLE


def test_a_code_that_did_not_exist_yet_had_no_jobs() -> None:
    new = tuple(replace(code, first=2015) for code in PROVINCES)
    fewer = {
        row: amount for row, amount in rows().items() if row.year != 2012 or row.kind is Kind.KEY
    }
    deliveries = replace(delivered(fewer), dimensions={"provincie": new})
    assert increase(deliveries, ("provincie", "utrecht")) == 10
    stock = Indicator(
        measure=Measure.STOCK, unit=Unit.JOBS, year=2012, codes=(("provincie", "utrecht"),)
    )
    assert Measurement(deliveries).amount(stock) == 0


def test_a_table_has_a_row_for_each_code_and_proves_its_subtotals(deliveries: Deliveries) -> None:
    declared = Declaration(
        name="provincies",
        title="Per provincie",
        corner="Provincie",
        fixes={"maat": "toename", "eenheid": "banen", "jaar": "editie"},
        rows=(
            Line(label="{naam}", each="provincie"),
            Line(label="Nederland", code="nederland", total_of=("provincie",)),
        ),
        columns=(Line(label="Banen", code="banen"),),
    )
    scope = Scope(year=2019, groups=(), target_years=(), dimensions=deliveries.dimensions)
    filled = fill(Measurement(deliveries), table_of(declared, scope))
    assert [(row.label, row.parts) for row in filled.table.rows] == [
        ("Groningen", ()),
        ("Drenthe", ()),
        ("Noord", ("groningen", "drenthe")),
        ("Utrecht", ()),
        ("Nederland", ("noord", "utrecht")),
    ]
    assert [amount.exact for (amount,) in filled.amounts] == [2, 2, 4, 10, 14]
    assert len(filled.sums) == 2
    later = replace(PROVINCES[3], first=2020)
    early = replace(scope, dimensions={"provincie": (*PROVINCES[:3], later)})
    assert len(table_of(declared, early).rows) == 4


def test_a_line_may_take_back_what_the_table_fixes(deliveries: Deliveries) -> None:
    declared = Declaration(
        name="noord",
        title="Noord naast Nederland",
        corner="Gebied",
        fixes={"maat": "toename", "eenheid": "banen", "jaar": "editie", "provincie": "noord"},
        rows=(Line(label="Toename", code="toename"),),
        columns=(
            Line(label="Noord", code="noord"),
            Line(label="Nederland", code="nederland", fixes={"provincie": "totaal"}),
        ),
    )
    scope = Scope(year=2019, groups=(), target_years=(), dimensions=deliveries.dimensions)
    ((north, whole),) = fill(Measurement(deliveries), table_of(declared, scope)).amounts
    assert [north.exact, whole.exact] == [4, 14]


def test_the_key_of_an_indicator_names_its_codes_and_is_read_back() -> None:
    what = Indicator(
        measure=Measure.STOCK,
        unit=Unit.JOBS,
        year=2019,
        codes=(("leeftijd", "jong"), ("provincie", "drenthe")),
    )
    key = "stand/banen/2019/totaal/totaal/totaal/leeftijd=jong/provincie=drenthe"
    assert what.key == key
    assert Indicator.of_key(key) == what
    with pytest.raises(ValueError, match="no indicator"):
        Indicator.of_key("stand/banen/2019/totaal/totaal/totaal/provincie=drenthe/leeftijd=jong")


def test_what_did_not_exist_is_explained_so(deliveries: Deliveries) -> None:
    gone = replace(deliveries, dimensions={"provincie": (replace(PROVINCES[3], first=2015),)})
    stock = Indicator(
        measure=Measure.STOCK, unit=Unit.JOBS, year=2012, codes=(("provincie", "utrecht"),)
    )
    measurement = Measurement(gone)
    expression = measurement.expression(stock)
    assert not isinstance(expression, Absence)
    printed = figure(measure(measurement, stock), gone)
    assert (printed.text, printed.explanation) == (
        "0",
        "In 2012 bestond dit nog niet: dat telt als 0.",
    )


def test_a_dash_in_a_table_of_one_code_says_that_a_part_has_no_target(
    deliveries: Deliveries,
) -> None:
    declared = Declaration(
        name="utrecht",
        title="Utrecht",
        corner="Vorm",
        fixes={"maat": "toename", "eenheid": "banen", "jaar": "editie", "provincie": "utrecht"},
        rows=(
            Line(label="Toename", code="toename"),
            Line(label="Doel", code="doel", fixes={"maat": "doelstelling"}, target=True),
        ),
        columns=(Line(label="Banen", code="banen"),),
    )
    annex = print_annex(compose(replace(EDITION, tables=(declared,)), deliveries), "1")
    (table,) = annex.tables
    assert [cell.figure.text for _, _, cell in table.places()] == ["10", "–"]
    assert table.legend == (
        (
            "– betekent: niet van toepassing. Voor een deel van alle banen is geen doelstelling "
            "afgesproken."
        ),
    )
