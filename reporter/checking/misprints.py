"""The fewest published figures that must be wrong, if print leaves no doubt which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.checking.fewest import fewest_wrong
from reporter.checking.interval import Interval
from reporter.checking.limits import Limits, Reading
from reporter.checking.solver import silent_solver
from reporter.errors import ReconstructionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.checking.linear import Equation, System


def misprints(system: System, equations: Sequence[Equation]) -> list[Equation]:
    """Give the smallest set of equations without which hours exist that explain the rest.

    Raises ReconstructionError if another set is as small: the blame would be a guess.
    """
    readings = [
        Reading(expression=one.expression, interval=Interval.printed(one.claim.value))
        for one in equations
    ]
    with silent_solver():
        fewest = fewest_wrong(Limits.of(system, readings), [1] * len(equations))
    blamed = [[equations[number] for number in sorted(each)] for each in fewest.sets]
    if len(blamed) > 1:
        raise ReconstructionError(_undecided(blamed[0], blamed[1]))
    return blamed[0] if blamed else []


def _undecided(wrong: Iterable[Equation], other: Iterable[Equation]) -> str:
    first, second = (" and ".join(_place(one) for one in each) for each in (wrong, other))
    return (
        f"the published figures contradict each other: either {first} is wrong, or {second}; "
        "check these against the letters"
    )


def _place(equation: Equation) -> str:
    place = equation.claim.place
    return f"{equation.claim.letter} {place.table}/{place.row}/{place.column} ({place.text})"
