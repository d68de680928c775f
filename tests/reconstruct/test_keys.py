"""The distribution keys that print allows, on one year of hired labour."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

import pytest
from scipy.optimize import linprog

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import JOB_NORM, Form, Indicator, Measure, Sector, Unit
from reporter.check.figures_in_print import LetterFigure, PublishedFigure
from reporter.errors import ReconstructionError
from reporter.reconstruct.maximin import Equation, find_keys

HIRED = Quantity(kind=Kind.HOURS, year=2019, form=Form.HIRED)
MARKET = Quantity(kind=Kind.KEY, year=2019, sector=Sector.MARKET)
GOVERNMENT = Quantity(kind=Kind.KEY, year=2019, sector=Sector.GOVERNMENT)


def says(value: int, key: Quantity | None = None) -> Equation:
    """Print says so many hired jobs, in all or in the sector of a key."""
    text = str(value)
    place = PublishedFigure(table="meting", row="inleen", column="markt", text=text, line=2)
    indicator = Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=2019)
    figure = LetterFigure(indicator=indicator, value=Fraction(value), letter="2019", place=place)
    return Equation(figure, Expression.of([(Factor(HIRED, key), 1 / JOB_NORM.december)]))


def test_large_figures_leave_one_key() -> None:
    # 69,9 percent of 47.392 is 33.127,008; a tenth of a percent is 47 jobs.
    keys = find_keys((HIRED,), [says(47_392), says(33_127, MARKET), says(14_265, GOVERNMENT)])

    assert keys == {MARKET: Fraction("0.699"), GOVERNMENT: Fraction("0.301")}


def test_small_figures_leave_several_keys_and_are_refused() -> None:
    # 60 of 100, each off by at most a half: anything from 59,5 of 100,5 to 60,5 of 99,5.
    with pytest.raises(ReconstructionError) as refused:
        find_keys((HIRED,), [says(100), says(60, MARKET)])

    assert "distribution key of 2019: found 59." in str(refused.value)
    assert "60.0, " in str(refused.value)


def test_figures_that_contradict_each_other_have_no_key() -> None:
    with pytest.raises(ReconstructionError, match="no hours reproduce"):
        find_keys((HIRED,), [says(100), says(200)])


def test_without_hired_labour_there_is_no_key_to_find() -> None:
    formal = Quantity(kind=Kind.HOURS, year=2019, sector=Sector.MARKET, form=Form.FORMAL)

    assert find_keys((formal,), []) == {}


def test_what_the_solver_leaves_on_standard_output_is_not_seen(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def talking(*words: Any, **options: Any) -> Any:
        os.write(1, b"HiGHS was here")
        return linprog(*words, **options)

    monkeypatch.setattr("reporter.reconstruct.maximin.linprog", talking)

    find_keys((HIRED,), [says(47_392), says(33_127, MARKET), says(14_265, GOVERNMENT)])

    assert capfd.readouterr().out == ""
