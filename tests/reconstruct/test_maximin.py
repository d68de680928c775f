"""The distance from the rounding borders, on systems small enough to solve by hand."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import JOB_NORM, Form, Indicator, Measure, Sector, Unit
from reporter.check.figures_in_print import LetterFigure, PublishedFigure
from reporter.check.limits import System
from reporter.errors import ReconstructionError
from reporter.reconstruct.maximin import Equation, maximin
from reporter.reconstruct.reconstruct import misprints

MARKET = Quantity(kind=Kind.HOURS, year=2019, sector=Sector.MARKET, form=Form.FORMAL)
GOVERNMENT = Quantity(kind=Kind.HOURS, year=2019, sector=Sector.GOVERNMENT, form=Form.FORMAL)
SYSTEM = System((MARKET, GOVERNMENT))
NO_ASSUMPTIONS = np.zeros((0, 2))


def says(value: int, *rows: Quantity) -> Equation:
    """Print says that these rows together are so many jobs."""
    place = PublishedFigure(table="meting", row="formeel", column="markt", text=str(value), line=2)
    indicator = Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=2019)
    figure = LetterFigure(indicator=indicator, value=Fraction(value), letter="2019", place=place)
    jobs = [(Factor(row), 1 / JOB_NORM.december) for row in rows]
    return Equation(figure, Expression.of(jobs))


def test_figures_that_add_up_are_met_exactly() -> None:
    jobs = maximin(SYSTEM, [says(3, MARKET), says(4, GOVERNMENT)], NO_ASSUMPTIONS)

    assert jobs == pytest.approx([3, 4])


def test_a_sum_that_rounding_moved_is_shared_by_its_three_figures() -> None:
    # 1 + 1 printed as 3: each figure gives a third, so 4/3 + 4/3 = 8/3.
    equations = [says(1, MARKET), says(1, GOVERNMENT), says(3, MARKET, GOVERNMENT)]

    jobs = maximin(SYSTEM, equations, NO_ASSUMPTIONS)

    assert jobs == pytest.approx([Fraction(4, 3), Fraction(4, 3)])


def test_a_figure_outside_the_conflict_stays_where_print_has_it() -> None:
    third = Quantity(kind=Kind.HOURS, year=2018, sector=Sector.MARKET, form=Form.FORMAL)
    system = System((MARKET, GOVERNMENT, third))
    conflict = [says(1, MARKET), says(1, GOVERNMENT), says(3, MARKET, GOVERNMENT)]

    jobs = maximin(system, [*conflict, says(9, third)], np.zeros((0, 3)))

    assert jobs[2] == pytest.approx(9)


def test_what_the_solver_leaves_on_standard_output_is_not_seen(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def talking(*words: Any, **options: Any) -> Any:
        os.write(1, b"HiGHS was here")
        return linprog(*words, **options)

    monkeypatch.setattr("reporter.reconstruct.maximin.linprog", talking)

    maximin(SYSTEM, [says(3, MARKET), says(4, GOVERNMENT)], NO_ASSUMPTIONS)

    assert capfd.readouterr().out == ""


def test_an_assumption_is_kept() -> None:
    equal = np.array([[1.0, -1.0]])

    jobs = maximin(SYSTEM, [says(10, MARKET, GOVERNMENT)], equal)

    assert jobs == pytest.approx([5, 5])


def test_contradicting_figures_are_refused() -> None:
    with pytest.raises(ReconstructionError, match="check them against the letters"):
        maximin(SYSTEM, [says(1, MARKET), says(3, MARKET)], NO_ASSUMPTIONS)


def test_an_impossible_assumption_is_refused() -> None:
    impossible = np.array([[1.0, 1.0]])  # both nought, while print says ten

    with pytest.raises(ReconstructionError):
        maximin(SYSTEM, [says(10, MARKET)], impossible)


def test_the_one_figure_that_spoils_three_is_blamed() -> None:
    wrong = says(99, MARKET, GOVERNMENT)
    equations = [says(3, MARKET), says(4, GOVERNMENT), says(7, MARKET, GOVERNMENT), wrong]

    assert misprints(SYSTEM, equations) == [wrong]


def test_sound_figures_blame_nobody() -> None:
    assert misprints(SYSTEM, [says(3, MARKET), says(4, GOVERNMENT)]) == []


def test_blame_is_refused_where_it_would_be_a_guess() -> None:
    with pytest.raises(ReconstructionError, match="contradict each other"):
        misprints(SYSTEM, [says(3, MARKET), says(5, MARKET)])
