from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Form, Sector
from reporter.deliveries.reading import read_deliveries
from reporter.deliveries.schema import render_deliveries
from tests.page.annex_sample import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAL = Quantity(kind=Kind.HOURS, year=2019, sector=Sector.MARKET, form=Form.FORMAL, group="wsw")
HIRED = Quantity(kind=Kind.HOURS, year=2019, form=Form.HIRED)
KEY = Quantity(kind=Kind.KEY, year=2019, sector=Sector.MARKET)
UNIQUE = Quantity(kind=Kind.PERSONS, year=2019)
TARGET = Quantity(kind=Kind.TARGET, year=2019, sector=Sector.MARKET)


def lines(amounts: Mapping[Quantity, Fraction], *assumed: Quantity) -> dict[str, list[str]]:
    files = render_deliveries(amounts, assumed)
    return {name: content.decode().splitlines() for name, content in files.items()}


def test_each_kind_of_delivery_has_its_file_with_the_columns_of_the_reader() -> None:
    assert lines({}) == {
        "uren.csv": ["jaar,vorm,sector,doelgroep,verloonde_uren,herkomst"],
        "personen.csv": ["jaar,vorm,doelgroep,personen,herkomst"],
        "verdeelsleutels.csv": ["jaar,sector,percentage,herkomst"],
    }


def test_amounts_are_written_with_a_point_and_without_thousands() -> None:
    found = lines({FORMAL: Fraction(114207998, 100), HIRED: Fraction(0), UNIQUE: Fraction(119764)})
    assert found["uren.csv"][1:] == [
        "2019,formeel,markt,wsw,1142079.98,herleid",
        "2019,inleen,,,0.00,herleid",
    ]
    assert found["personen.csv"][1:] == ["2019,totaal,,119764,herleid"]


def test_a_key_is_written_as_a_percentage_of_one_decimal() -> None:
    assert lines({KEY: Fraction(699, 1000)})["verdeelsleutels.csv"][1:] == [
        "2019,markt,69.9,herleid"
    ]


def test_what_print_does_not_determine_is_marked_as_assumed() -> None:
    found = lines({FORMAL: Fraction(1), HIRED: Fraction(1)}, FORMAL)
    assert [row.rpartition(",")[2] for row in found["uren.csv"][1:]] == ["aangenomen", "herleid"]


def test_targets_are_nobodys_reconstruction() -> None:
    assert lines({TARGET: Fraction(40000)}) == lines({})


@given(cents=st.integers(min_value=0, max_value=10**12))
def test_no_cent_is_lost_in_writing(cents: int) -> None:
    (row,) = lines({HIRED: Fraction(cents, 100)})["uren.csv"][1:]
    assert Fraction(row.split(",")[4]) == Fraction(cents, 100)


@pytest.mark.parametrize("kind", [Kind.HOURS, Kind.PERSONS, Kind.KEY])
def test_written_and_read_back_deliveries_are_equal(tmp_path: Path, kind: Kind) -> None:
    first = read_deliveries(CHECKOUT.data)
    data = Path(copytree(CHECKOUT.data, tmp_path / "data"))
    assumed = {row for row, source in first.sources.items() if source.assumed}
    for name, written in render_deliveries(first.amounts, assumed).items():
        (data / name).write_bytes(written)
    second = read_deliveries(data)
    for row in (row for row in first.amounts if row.kind is kind):
        assert second.amounts[row] == first.amounts[row]
        assert second.sources[row] == first.sources[row]
