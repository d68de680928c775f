"""Whether a key that would be wrong leaves room for another: it is a whole number of steps.

A key that is freed may be any ratio to the solver. But what was counted with was a percentage of
one decimal, which divides every row of hired labour alike. Where the other figures leave no such
percentage, the printed one cannot be what is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from reporter.checking.limits import NOUGHT, RULE

if TYPE_CHECKING:
    from reporter.checking.limits import Limits
    from reporter.checking.solver import Numbers

STEP_NOISE = 1e-6
"""Of a step: far more than the solver's noise, and less than a border is moved in."""
MOST_TRIED = 20
"""Where more keys are left than these, one of them is taken to do."""


def whole_steps(low: float, high: float) -> tuple[int, int]:
    """Give the first and the last whole number between two ends; a hair outside is noise."""
    return ceil(low - STEP_NOISE), floor(high + STEP_NOISE)


def no_other_key(limits: Limits, figure: int, lines: Numbers) -> frozenset[int]:
    """Give figures that cannot all be right whatever the key is; none if a key is left.

    ``lines`` are those of the figures other than the printed key at ``figure``.
    """
    left = _left(limits, figure, lines)
    if left is None or len(left) > MOST_TRIED:
        return frozenset()
    found = _pinning(limits, figure, lines, left)
    for step in left:
        given = limits.given(figure, Fraction(step, limits.readings[figure].steps))
        conflict = given.conflict(np.append(lines, np.arange(len(limits.lines), len(given.lines))))
        if not conflict:
            return frozenset()
        found |= conflict
    return found


def _left(limits: Limits, figure: int, lines: Numbers) -> range | None:
    low, high = limits.span(figure, lines)
    if low is None or high is None:
        return None
    first, last = whole_steps(
        low * limits.readings[figure].steps, high * limits.readings[figure].steps
    )
    return range(first, last + 1)


def _pinning(limits: Limits, figure: int, lines: Numbers, left: range) -> frozenset[int]:
    """Give the figures that leave a key these steps only."""
    prices = sum(limits.prices(figure, lines, sign) for sign in (1, -1))
    owners = limits.owners[lines]
    found = frozenset(int(one) for one in owners[prices > NOUGHT] if one != RULE)
    if _left(limits, figure, lines[np.isin(owners, [*found, RULE])]) == left:
        return found
    return frozenset(int(one) for one in owners if one != RULE)  # prices near nought count too
