"""The solver of linear programmes, as precise as it can be, and quiet."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

    from reporter.checking.linear import Vector

    Numbers = NDArray[np.signedinteger[Any]]

PRECISE = 1e-9
"""Jobs by which the solver may pass a border; far less than a hair."""
USUAL = 1e-7
"""What the solver takes of itself."""
KNOWN = (0, 2, 3)
"""How the solver says that it found an end, that there is none, or that it is endless."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Programme:
    """Minimise ``costs`` over numbers that are not below nought.

    For them ``least × numbers >= bounds`` and, if given, ``equal × numbers == values``.
    """

    costs: Vector
    least: Vector
    bounds: Vector
    equal: Vector | None = None
    values: Vector | None = None


def minimise(programme: Programme) -> OptimizeResult:
    """Solve precisely, or as precisely as the solver likes if it cannot."""
    precise = _solve(programme, PRECISE)
    return precise if precise.status in KNOWN else _solve(programme, USUAL)


def _solve(programme: Programme, tolerance: float) -> OptimizeResult:
    outcome: OptimizeResult = linprog(
        programme.costs,
        A_ub=-programme.least,
        b_ub=-programme.bounds,
        A_eq=programme.equal,
        b_eq=programme.values,
        method="highs",
        options={
            "primal_feasibility_tolerance": tolerance,
            "dual_feasibility_tolerance": tolerance,
        },
    )
    return outcome


@contextmanager
def silent_solver() -> Iterator[None]:
    """Keep standard output clean: HiGHS 1.12 leaves a debugging line there, whatever it is told."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
