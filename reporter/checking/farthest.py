"""The hours that stay as far from every rounding border as they can.

First the smallest distance is made as large as possible; the figures that stand in its way
are then fixed at that distance, and the same is done for the others, until none is left.
The outcome is the only one that cannot be bettered for any figure without bringing a
closer one closer still, so it does not depend on the solver's taste.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from reporter.checking.linear import HALF, expressions, values
from reporter.checking.solver import silent_solver
from reporter.errors import ReconstructionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.optimize import OptimizeResult

    from reporter.checking.linear import Equation, System, Vector

HELD_BACK = 1e-9
"""A dual price above this tells that an equation stands in the way of a larger distance."""


@silent_solver()
def farthest(system: System, equations: Sequence[Equation], assumptions: Vector) -> Vector:
    """Give the hours, counted in jobs, in the order of the system's rows.

    Raises ReconstructionError if no hours explain all equations.
    """
    left, printed = system.matrix(expressions(equations)), values(equations)
    distance = np.full(len(equations), np.nan)
    while True:
        outcome = _widen(left, printed, distance, assumptions)
        reached = float(outcome.x[-1])
        if reached <= 0:
            message = "no hours reproduce all published figures; check them against the letters"
            raise ReconstructionError(message)
        free = np.isnan(distance)
        prices = np.abs(np.asarray(outcome.ineqlin.marginals)).reshape(2, -1).sum(axis=0)
        tight = free & (prices > HELD_BACK)
        if reached >= HALF - HELD_BACK or not tight.any():
            solution: Vector = outcome.x[:-1]
            return solution
        distance[tight] = reached


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
