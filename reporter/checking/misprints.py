"""The fewest printed figures that must be wrong (a small integer programme)."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from reporter.checking.linear import HALF, expressions, values
from reporter.errors import ReconstructionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.checking.linear import Equation, System, Vector

OUT_OF_REACH = 1e6
"""Jobs; more than any figure of a letter is off by."""
STRICT = 1e-4
"""Keeps the search inside the rounding border, which belongs to the next integer."""


def misprints(system: System, equations: Sequence[Equation]) -> list[Equation]:
    """Give the smallest set of equations without which hours exist that explain the rest.

    Raises ReconstructionError if another set is as small: the blame would be a guess.
    """
    chosen = _search(system, equations, forbidden=None)
    wrong = _pick(equations, chosen)
    if wrong:
        other = _search(system, equations, forbidden=chosen)
        if other.sum() <= chosen.sum():
            raise ReconstructionError(_undecided(wrong, _pick(equations, other)))
    return wrong


def _search(system: System, equations: Sequence[Equation], forbidden: Vector | None) -> Vector:
    """Minimise the number of switches; a switch of 1 frees one equation.

    ``forbidden`` is a choice of switches that may not be made again.
    """
    left, switches = system.matrix(expressions(equations)), np.eye(len(equations)) * OUT_OF_REACH
    unknowns, printed, border = left.shape[1], values(equations), HALF - STRICT
    constraints = [
        LinearConstraint(np.hstack([left, switches]), printed - border, np.inf),
        LinearConstraint(np.hstack([left, -switches]), -np.inf, printed + border),
    ]
    if forbidden is not None:
        line = np.append(np.zeros(unknowns), forbidden)
        constraints.append(LinearConstraint(line, -np.inf, forbidden.sum() - 1))
    is_switch = np.append(np.zeros(unknowns), np.ones(len(equations)))
    with _silent_solver():
        outcome = milp(
            is_switch,
            constraints=constraints,
            integrality=is_switch.astype(int),
            bounds=Bounds(0, np.where(is_switch == 1, 1, OUT_OF_REACH)),
        )
    if outcome.x is None:
        message = f"the search for misprints found no end: {outcome.message}"
        raise ReconstructionError(message)
    choice: Vector = np.round(outcome.x[unknowns:])
    return choice


@contextmanager
def _silent_solver() -> Iterator[None]:
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


def _pick(equations: Sequence[Equation], choice: Vector) -> list[Equation]:
    return [one for one, switch in zip(equations, choice, strict=True) if switch]


def _undecided(wrong: Sequence[Equation], other: Sequence[Equation]) -> str:
    first, second = (" and ".join(_place(one) for one in each) for each in (wrong, other))
    return (
        f"the published figures contradict each other: either {first} is wrong, or {second}; "
        "check these against the letters"
    )


def _place(equation: Equation) -> str:
    place = equation.claim.place
    return f"{equation.claim.letter} {place.table}/{place.row}/{place.column} ({place.text})"
