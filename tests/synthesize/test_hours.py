from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.synthesize.jobs import (
    FULL_TIME,
    counted,
    employments,
    four_weeks,
    hours_for,
    months,
    spread,
    year_hours,
)


@given(st.data())
def test_spread_hours_add_up_to_the_total_and_none_is_nought(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 50))
    total = data.draw(st.integers(count, 130_00 * count))
    found = spread(total, count, np.random.default_rng(data.draw(st.integers(0, 9))))
    assert (len(found), found.sum()) == (count, total)
    assert found.min() >= 1
    assert found.max() <= FULL_TIME


def test_more_hours_than_people_can_work_take_more_employments() -> None:
    assert employments(120_00 * 32, 32) == 34  # two of them have a second one
    assert employments(2600_00, 5) == 20
    assert employments(3, 3) == 3


def test_half_a_hundredth_is_rounded_up() -> None:
    """7 hundredths over 28 days, of which 2 in December: exactly half a hundredth."""
    assert list(counted(np.array([6, 7, 20, 21]), 2, 28)) == [0, 1, 1, 2]


@pytest.mark.parametrize(("days", "length"), [(28, 28), (27, 28), (26, 28), (31, 31)])
def test_for_every_number_of_hours_there_is_one_that_counts_for_it(days: int, length: int) -> None:
    wanted = np.arange(20_000)
    found = hours_for(wanted, days, length)
    assert (counted(found, days, length) == wanted).all()
    assert (counted(found - 1, days, length) < wanted)[found > 0].all()


@pytest.mark.parametrize("year", range(2012, 2041))
@pytest.mark.parametrize("periods_of", [months, four_weeks])
def test_what_lies_in_december_adds_up_for_every_employment(year: int, periods_of: object) -> None:
    periods = months(year) if periods_of is months else four_weeks(year)
    december = np.concatenate((np.arange(1, 2000), [FULL_TIME]))
    found = year_hours(december, year, periods, np.random.default_rng(year))
    parts = [
        counted(paid, period.december(year), period.days)
        for paid, period in zip(found, periods, strict=True)
    ]
    assert np.array_equal(np.sum(parts, axis=0), december)
    assert found.min() >= 0
    assert found.max() <= 240_00
