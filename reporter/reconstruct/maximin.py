"""Hours and keys that print allows: as far from its rounding borders as they can be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import Form, Sector
from reporter.check.limits import System, market_key, silent_solver
from reporter.errors import ReconstructionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.check.figures_in_print import LetterFigure
    from reporter.check.limits import Vector

HALF = 0.5
"""Rounding hides at most a half on either side."""
NO_HOURS = "no hours reproduce all published figures; check them against the letters"
HELD_BACK = 1e-9
"""A dual price above this tells that an equation stands in the way of a larger distance."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A figure in print, with its meaning spelled out: ``expression`` rounds to its value."""

    figure: LetterFigure
    expression: Expression


@silent_solver()
def maximin(system: System, equations: Sequence[Equation], assumptions: Vector) -> Vector:
    """Maximise the smallest distance to a border, fix those that hold it back, and go on.

    Gives the hours, counted in jobs, in the order of the system's rows; ``assumptions`` are
    lines that are nought. Raises ReconstructionError if no hours explain all equations.
    """
    left, printed = _sides(system, equations)
    distance = np.full(len(equations), np.nan)
    while True:
        outcome = _widen(left, printed, distance, assumptions)
        reached = float(outcome.x[-1])
        if reached <= 0:
            raise ReconstructionError(NO_HOURS)
        free = np.isnan(distance)
        prices = np.abs(np.asarray(outcome.ineqlin.marginals)).reshape(2, -1).sum(axis=0)
        tight = free & (prices > HELD_BACK)
        if reached >= HALF - HELD_BACK or not tight.any():
            solution: Vector = outcome.x[:-1]
            return solution
        distance[tight] = reached


def _sides(system: System, equations: Sequence[Equation]) -> tuple[Vector, Vector]:
    """Write the equations as a matrix and the printed numbers."""
    printed = np.array([float(equation.figure.value) for equation in equations])
    return system.matrix([equation.expression for equation in equations]), printed


def _widen(left: Vector, printed: Vector, distance: Vector, assumptions: Vector) -> OptimizeResult:
    """Maximise the distance that all equations without one of their own can keep."""
    free = np.isnan(distance)
    room = np.where(free, HALF, HALF - np.nan_to_num(distance))
    column = free.astype(float)[:, None]
    outcome = linprog(
        np.append(np.zeros(left.shape[1]), -1.0),
        A_ub=np.vstack([np.hstack([left, column]), np.hstack([-left, column])]),
        b_ub=np.append(room + printed, room - printed),
        A_eq=np.hstack([assumptions, np.zeros((len(assumptions), 1))]),
        b_eq=np.zeros(len(assumptions)),
        bounds=[*((0, None) for _ in range(left.shape[1])), (None, HALF)],
        method="highs",
    )
    if not outcome.success:
        message = f"no hours reproduce the published figures: {outcome.message}"
        raise ReconstructionError(message)
    return outcome


STEPS = 1000
"""A key is printed with one decimal, so there are a thousand steps between 0 and 100."""
LOOK_AROUND = 10
"""Steps tried on either side of one possible key. The possible keys are an interval, so if
only one step within it is possible, no step farther away can be."""


@silent_solver()
def find_keys(
    rows: tuple[Quantity, ...], equations: Sequence[Equation]
) -> dict[Quantity, Fraction]:
    """Give both keys of every year with hired hours.

    Raises ReconstructionError unless the figures leave exactly one value for each year.
    """
    free = System(rows)
    hours = _solve(free, equations)
    if hours is None:
        raise ReconstructionError(NO_HOURS)
    amounts = dict(zip(free.columns, hours, strict=True))
    keys: dict[Quantity, Fraction] = {}
    hired = [row for row in rows if row.form is not Form.FORMAL]
    for market in dict.fromkeys(market_key(row) for row in hired):
        of_year = [row for row in hired if row.year == market.year]
        part = sum(amounts[Factor(row, market)] for row in of_year)
        whole = sum(amounts[Factor(row)] for row in of_year)
        if whole <= 0:  # the solver may take none, so print says next to nothing
            raise ReconstructionError(_not_one(market, "any percentage"))
        keys |= _only_key(rows, equations, market, round(STEPS * part / whole))
    return keys


def _only_key(
    rows: tuple[Quantity, ...], equations: Sequence[Equation], market: Quantity, near: int
) -> dict[Quantity, Fraction]:
    tried = (Fraction(near + step, STEPS) for step in range(-LOOK_AROUND, LOOK_AROUND + 1))
    government = Quantity(kind=Kind.KEY, year=market.year, sector=Sector.GOVERNMENT)
    keys = [{market: share, government: 1 - share} for share in tried]
    possible = [both for both in keys if _solve(System(rows, both), equations) is not None]
    if len(possible) == 1:
        return possible[0]
    texts = ", ".join(f"{float(both[market] * 100):.1f}" for both in possible) or "none"
    raise ReconstructionError(_not_one(market, texts))


def _not_one(market: Quantity, found: str) -> str:
    return (
        f"distribution key of {market.year}: found {found} possible, expected exactly one "
        "percentage of one decimal; add more published figures of hired labour per sector"
    )


def _solve(system: System, equations: Sequence[Equation]) -> Vector | None:
    """Give any hours that explain the equations, None if there are none."""
    left, printed = _sides(system, equations)
    outcome = linprog(
        np.zeros(left.shape[1]),
        A_ub=np.vstack([left, -left]),
        b_ub=np.append(printed + HALF, HALF - printed),
        method="highs",
    )
    return outcome.x if outcome.success else None
