"""The fewest printed figures that must be wrong: a minimal hitting set.

Of every set of figures that cannot all be right, at least one is wrong. So the fewest are the
smallest set that has one of each such conflict, which *hits* them all: a small integer programme
over the conflicts that were found, after which it is seen whether the other figures are possible.
If not, they hold another conflict. No large number stands in for "wrong", so no tolerance can
hide one.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from reporter.check.limits import RULE, Limits
from reporter.errors import CheckingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reporter.check.limits import Numbers, Vector


MOST_SETS = 5
"""Equally small sets that are told; a reader cannot weigh more."""
MOST_ROUNDS = 500
COPY = 1e-3
"""What a second place counts for: of equally few figures, those printed fewest times."""
SAME = COPY / 2


def fewest_wrong(
    limits: Limits, copies: Sequence[int], conflicts: Iterable[frozenset[int]] = ()
) -> tuple[list[frozenset[int]], bool]:
    """Find the smallest sets of figures that must be wrong, and tell whether there are others.

    ``copies`` tells in how many places each figure is printed; ``conflicts`` are known before:
    with many of them at hand the search is short. There is no set if all figures can be right.
    Raises CheckingError if there is no end to what contradicts itself.
    """
    search = _Search(limits, np.array([1 + COPY * (number - 1) for number in copies]))
    search.conflicts += conflicts
    most, told = np.inf, search.told
    while len(told) <= MOST_SETS and (found := search.next(most)):
        told.append(found)
        most = search.cost(told[0]) + SAME
    return told[:MOST_SETS], len(told) > MOST_SETS


class _Search:
    """The conflicts that are known, and the sets of figures that were told already."""

    def __init__(self, limits: Limits, costs: Vector) -> None:
        self.limits, self.costs = limits, costs
        self.conflicts: list[frozenset[int]] = []
        self.told: list[frozenset[int]] = []

    def cost(self, figures: frozenset[int]) -> float:
        return float(self.costs[list(figures)].sum())

    def next(self, most: float) -> frozenset[int] | None:
        """Give the smallest set that was not told yet; None if it counts for more than ``most``.

        What hits the conflicts known so far is never more than what hits all of them.
        """
        for _ in range(MOST_ROUNDS):
            chosen = self._smallest()
            if chosen is None or self.cost(chosen) > most:
                return None
            found = list(self._conflicts_without(chosen))
            if not found:
                return chosen
            self.conflicts += found
        message = (
            "the printed figures contradict each other in too many ways to tell which are wrong; "
            "check whether rows or columns were shifted, or check a part of the figures"
        )
        raise CheckingError(message)

    def _smallest(self) -> frozenset[int] | None:
        """Choose one figure of every conflict, as few as possible."""
        if not self.conflicts:
            return frozenset()
        sets = (*self.conflicts, *self.told)
        rows = np.zeros((len(sets), len(self.costs)))
        for row, figures in zip(rows, sets, strict=True):
            row[list(figures)] = 1
        least = [1.0] * len(self.conflicts) + [-np.inf] * len(self.told)
        most = [np.inf] * len(self.conflicts) + [len(told) - 1.0 for told in self.told]
        outcome = milp(
            self.costs,
            constraints=LinearConstraint(rows, least, most),
            integrality=np.ones(len(self.costs), dtype=int),
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0},
        )
        if outcome.x is None:
            return None
        return frozenset(int(figure) for figure in np.flatnonzero(np.round(outcome.x)))

    def _conflicts_without(self, chosen: frozenset[int]) -> Iterator[frozenset[int]]:
        """Give conflicts among the other figures that have no figure in common.

        If there are none, those that leave no key in the place of one that would be wrong.
        """
        left_out = chosen
        while conflict := self.limits.conflict(self.limits.without(left_out)):
            conflict = self._stripped(conflict, self.limits.conflict)
            yield conflict
            left_out |= conflict
        if left_out != chosen:
            return
        for key in sorted(chosen):  # no other key may do in the place of a printed one
            seen_in = partial(_no_other_key, self.limits, key)
            if conflict := seen_in(self.limits.without(chosen)):
                yield self._stripped(conflict, seen_in)

    def _stripped(
        self, conflict: frozenset[int], seen_in: Callable[[Numbers], frozenset[int]]
    ) -> frozenset[int]:
        """Leave out what a conflict can do without, so that it blames as few as possible."""
        everything = frozenset(range(len(self.limits)))
        for blamed in sorted(conflict, key=lambda figure: (-self.costs[figure], figure)):
            conflict = seen_in(self.limits.without(everything - (conflict - {blamed}))) or conflict
        return conflict


STEP_NOISE = 1e-6
"""Of a step: far more than the solver's noise, and less than a border is moved in."""
MOST_TRIED = 20
"""Where more keys are left than these, one of them is taken to do."""


def whole_steps(low: float, high: float) -> tuple[int, int]:
    """Give the first and the last whole number between two ends; a hair outside is noise."""
    return ceil(low - STEP_NOISE), floor(high + STEP_NOISE)


def _no_other_key(limits: Limits, figure: int, lines: Numbers) -> frozenset[int]:
    """Give figures that cannot all be right whatever the key at ``figure`` is.

    None if a key is left, or if the figure is no key; ``lines`` are those of other figures.
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
    steps = limits.readings[figure].steps
    low, high = limits.span(figure, lines) if steps else (None, None)
    if low is None or high is None:
        return None
    first, last = whole_steps(low * steps, high * steps)
    return range(first, last + 1)


def _pinning(limits: Limits, figure: int, lines: Numbers, left: range) -> frozenset[int]:
    """Give the figures that leave a key these steps only."""
    found, owners = limits.holding(figure, lines), limits.owners[lines]
    if _left(limits, figure, lines[np.isin(owners, [*found, RULE])]) == left:
        return found
    return frozenset(owners.tolist()) - {RULE}  # prices near nought count too
