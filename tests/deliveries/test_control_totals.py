"""Control totals: what they find in five small files, and what a message says of it.

Formal work in the market of 2019 is 1.234,56 and 0 hours; in the government 10,50 and 20.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.annex.expression import Kind
from reporter.deliveries.controls import renewed
from reporter.deliveries.reading import read_deliveries, read_kind
from reporter.project import HERE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Refusal = Callable[[str, str, str], str]

HEADER = "bestand,jaar,vorm,sector,doelgroep,rijen,totaal\n"
CONTROLS = (
    "uren.csv,2012,,,,3,266.38\n"
    "uren.csv,2019,formeel,markt,,2,1234.56\n"
    "uren.csv,2019,formeel,overheid,,2,30.50\n"
    "uren.csv,2019,uitzend,,,1,30\n"
    "uren.csv,2019,wsw_detachering,,,1,40\n"
    "uren.csv,2019,,,pw,2,1245.06\n"
    "uren.csv,2019,,,wajong,2,20\n"
    "personen.csv,2012,,,,4,9\n"
    "personen.csv,2012,totaal,,,1,4\n"
    "doelstellingen.csv,,,,,4,180000\n"
)


@pytest.fixture
def population(population: Path) -> Path:
    (population / "controletotalen.csv").write_text(HEADER + CONTROLS, "utf-8")
    return population


def test_deliveries_that_add_up_are_read(population: Path) -> None:
    assert len(read_deliveries(population).amounts) == 21


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "pw,1234.56",
            "pw,123456",
            (
                'row 5, column verloonde_uren: found "123456.00", expected 1234.56 by the control '
                "total of 2019, formeel, markt (controletotalen.csv, row 3). The difference of "
                "122221.44 looks like a lost point. Correct this row, or the control total if "
                "that is wrong."
            ),
        ),
        ("pw,1234.56", "pw,1243.56", "looks like two digits that changed places. "),
        ("pw,1234.56", "pw,1235.56", "looks like one wrong digit. "),
        ("pw,1234.56", "pw,10234.56", "looks like a nought too many. "),
        ("uitzend,,,30", "uitzend,,,3", "looks like a lost nought. "),
        ("wajong,20", "wajong,0", "looks like a number that was left out. "),
        ("pw,1234.56", "pw,777", "(controletotalen.csv, row 3). Correct this row, "),
    ],
)
def test_the_one_cell_that_explains_it_is_named(
    refusal: Refusal, old: str, new: str, said: str
) -> None:
    told = refusal("uren.csv", old, new)
    assert told.count("\n") == 0
    assert told.startswith("data/uren.csv, row ")
    assert said in told


def test_two_rows_that_traded_amounts_are_told_by_the_sums_they_change(refusal: Refusal) -> None:
    said = refusal(
        "uren.csv",
        "overheid,pw,10.5,\n2019,formeel,overheid,wajong,20",
        "overheid,pw,20,\n2019,formeel,overheid,wajong,10.5",
    )
    assert said == (
        "data/uren.csv, row 5: found rows: 2, sum: 1254.56 for 2019, pw, expected "
        "rows: 2, sum: 1245.06 (controletotalen.csv, row 7). The difference is 9.50. Compare with "
        "what was delivered; correct these rows or the control total.\n"
        "data/uren.csv, row 6: found rows: 2, sum: 10.50 for 2019, wajong, expected "
        "rows: 2, sum: 20.00 (controletotalen.csv, row 8). The difference is 9.50. Compare with "
        "what was delivered; correct these rows or the control total."
    )


def test_rows_that_are_lost_are_told_by_their_number(refusal: Refusal) -> None:
    rows = "2012,formeel,pw,1\n2012,formeel,wajong,2\n2012,inleen,,2\n2012,totaal,,4\n"
    said = refusal("personen.csv", rows, "")
    assert "data/personen.csv: found rows: 0, sum: 0 for 2012, expected rows: 4" in said


def test_a_cell_that_another_sum_agrees_with_is_not_blamed(refusal: Refusal) -> None:
    assert refusal("controletotalen.csv", "totaal,,,1,4", "totaal,,,1,5") == (
        "data/personen.csv, row 5: found rows: 1, sum: 4 for 2012, totaal, expected rows: "
        "1, sum: 5 (controletotalen.csv, row 10). The difference is 1. Compare with what was "
        "delivered; correct these rows or the control total."
    )


def test_delivered_rows_without_a_control_total_are_told_by_year(refusal: Refusal) -> None:
    assert refusal("controletotalen.csv", "uren.csv,2019,uitzend,,,1,30\n", "") == (
        "data/controletotalen.csv: found no control total of all delivered rows of 2019 in "
        "uren.csv (row 9), expected the number of rows and their sum, as who delivered them says."
    )


def test_rows_that_nobody_delivered_need_no_control_total(
    population: Path, change: Callable[[str, str, str], None]
) -> None:
    change("controletotalen.csv", "uren.csv,2019,wsw_detachering,,,1,40\n", "")
    assert read_deliveries(population).amounts


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("uren.csv,2012", "urne.csv,2012", 'row 2, column bestand: found "urne.csv", expected one'),
        ("2012,,,,3", "2012,,,,-3", "row 2, column rijen: found"),
        ("2019,formeel,markt", "2019,fromeel,markt", 'Did you mean "formeel"?'),
        ("2019,formeel,overheid", "2019,formeel,markt", "the same bestand, jaar, vorm, sector"),
    ],
)
def test_a_mistake_in_the_control_totals_themselves_is_told(
    refusal: Refusal, old: str, new: str, said: str
) -> None:
    told = refusal("controletotalen.csv", old, new)
    assert told.startswith("data/controletotalen.csv, row ")
    assert said in told


def test_what_is_counted_anew_gets_new_control_totals_and_the_rest_keeps_its_own(
    population: Path,
) -> None:
    hours = {row: one.amount for row, one in read_kind(population, Kind.HOURS).items()}
    doubled = {row: 2 * amount for row, amount in hours.items()}
    (content,) = renewed(population, doubled, 2019).values()
    assert content.decode() == HEADER + (
        "uren.csv,2012,,,,3,266.38\n"
        "uren.csv,2019,formeel,markt,,2,2469.12\n"
        "uren.csv,2019,formeel,overheid,,2,61.00\n"
        "uren.csv,2019,uitzend,,,1,60.00\n"
        "uren.csv,2019,wsw_detachering,,,1,80.00\n"
        "uren.csv,2019,,,pw,2,2490.12\n"
        "uren.csv,2019,,,wajong,2,40.00\n"
        "personen.csv,2012,,,,4,9\n"
        "personen.csv,2012,totaal,,,1,4\n"
        "doelstellingen.csv,,,,,4,180000\n"
    )


def test_without_a_file_all_that_stands_there_is_added_up(population: Path) -> None:
    (population / "controletotalen.csv").unlink()
    rows = {row: one.amount for kind in Kind for row, one in read_kind(population, kind).items()}
    (content,) = renewed(population, rows, 2019).values()
    assert "uren.csv,2012,inleen,,,1,100.00\n" in content.decode()
    assert "doelstellingen.csv,,,overheid,,2,40000\n" in content.decode()
    (population / "controletotalen.csv").write_bytes(content)
    assert read_deliveries(population).amounts


def test_ours_are_what_our_deliveries_come_to() -> None:
    rows = {row: one.amount for kind in Kind for row, one in read_kind(HERE.data, kind).items()}
    (content,) = renewed(HERE.data, rows).values()
    assert content == (HERE.data / "controletotalen.csv").read_bytes()
