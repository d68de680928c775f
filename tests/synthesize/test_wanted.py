from __future__ import annotations

from fractions import Fraction

import pytest

from reporter.deliveries.reading import read_deliveries
from reporter.errors import CountingError
from reporter.project import HERE
from reporter.synthesize.people import wanted
from tests.synthesize.small import amounts, target


def test_nine_in_the_rows_and_eight_in_all_is_one_with_two_kinds_of_work() -> None:
    assert target().both == 1


def test_in_2019_there_are_904_with_two_kinds_of_work_and_in_2012_none() -> None:
    deliveries = read_deliveries(HERE.data)
    assert [wanted(deliveries, year).both for year in (2019, 2012)] == [904, 0]


@pytest.mark.parametrize("year", [2015, 2020])
def test_a_year_that_is_not_delivered_in_detail_is_refused_with_what_is_missing(year: int) -> None:
    with pytest.raises(CountingError) as caught:
        wanted(read_deliveries(HERE.data), year)
    assert str(caught.value) == (
        f"personen.csv has no row personen/{year}/totaal/formeel/participatiewet, so there is "
        f"nothing to make registers of {year} from. They need hours by sector and target group, "
        "and persons for each row and in all; 2012 and 2019 have these. Choose such a year with "
        "--year."
    )


def test_hours_that_nobody_worked_are_refused() -> None:
    rows = {"participatiewet": ("10", "0"), "wajong": ("0", "0"), "wsw": ("0", "0")}
    rows["wiw_id"] = ("0", "0")
    persons = dict.fromkeys((*rows, "uitzend", "detachering"), 0)
    with pytest.raises(CountingError, match=r"2019, formeel participatiewet: 10\.00 hours of 0 "):
        target(amounts(rows, persons, ("0", "0"), 0))


@pytest.mark.parametrize("unique", [5, 10])
def test_more_or_fewer_people_than_the_rows_allow_are_refused(unique: int) -> None:
    with pytest.raises(CountingError) as caught:
        target(amounts(unique=unique))
    assert str(caught.value) == (
        f"2019: {unique} persons in all, with 6 in formal and 3 in hired work. Expected 6 to 9; "
        "check personen.csv."
    )


def test_half_a_hundredth_of_an_hour_is_never_delivered() -> None:
    hours = [row.hours for row in target().formal]
    assert [sum(one.values()) for one in hours] == [120_01, 331_00, 0, 36_10]
    assert all(Fraction(one).denominator == 1 for row in hours for one in row.values())
