from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from reporter.synthesize.jobs import four_weeks, months


def test_a_year_has_twelve_months_of_which_only_the_last_is_december() -> None:
    found = months(2019)
    assert [period.days for period in found[:3]] == [31, 28, 31]
    assert [period.december(2019) for period in found] == [0] * 11 + [31]
    assert [period.month(2019) for period in found] == [*range(1, 13)]


def test_four_weeks_begin_on_the_monday_of_the_first_week() -> None:
    first, *_, last = four_weeks(2019)
    assert (first.begin, first.end) == (dt.date(2018, 12, 31), dt.date(2019, 1, 27))
    assert (last.begin, last.end) == (dt.date(2019, 12, 30), dt.date(2020, 1, 26))
    assert (first.month(2019), last.month(2019)) == (1, 12)


def test_december_2019_is_one_day_of_november_all_of_the_thirteenth_and_two_of_january() -> None:
    assert [period.december(2019) for period in four_weeks(2019)[-3:]] == [1, 28, 2]


@pytest.mark.parametrize("year", range(2012, 2041))
def test_periods_of_four_weeks_leave_no_day_of_december_out(year: int) -> None:
    found = four_weeks(year)
    assert {period.days for period in found} == {28}
    assert all(one.end < other.begin for one, other in pairwise(found))
    assert sum(period.december(year) for period in found) == 31
