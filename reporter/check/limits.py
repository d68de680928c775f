"""Printed figures as limits on unknown amounts: which sets of them leave any amounts at all.

A figure is one sum divided by another: a share or a key by a sum of jobs, all others by one.
Its interval gives two lines, ``sum - low × other >= 0`` and ``high × other - sum >= 0``; what
a share or a key is of is at least one job. A border that does not belong to the interval is
moved in by a hair; all others stay what they are.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import JOB_NORM, Form, Sector
from reporter.errors import CheckingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from reporter.check.identities import Interval

    Numbers = NDArray[np.signedinteger[Any]]
    Vector = NDArray[np.float64]

PRECISE = 1e-9
"""Jobs by which the solver may pass a border; far less than a hair."""
USUAL = 1e-7
"""What the solver takes of itself."""
KNOWN = (0, 2, 3)
"""How the solver says that it found an end, that there is none, or that it is endless."""


def minimise(
    costs: Vector,
    least: Vector,
    bounds: Vector,
    equal: Vector | None = None,
    values: Vector | None = None,
) -> OptimizeResult:
    """Minimise ``costs`` over numbers not below nought with ``least × numbers >= bounds``.

    If given, also ``equal × numbers == values``. Solves precisely, or as precisely as the
    solver likes if it cannot.
    """
    for tolerance in (PRECISE, USUAL):
        outcome: OptimizeResult = linprog(
            costs,
            A_ub=-least,
            b_ub=-bounds,
            A_eq=equal,
            b_eq=values,
            method="highs",
            options={
                "primal_feasibility_tolerance": tolerance,
                "dual_feasibility_tolerance": tolerance,
            },
        )
        if outcome.status in KNOWN:
            break
    return outcome


@contextmanager
def silent_solver() -> Iterator[None]:
    """Keep standard output clean: HiGHS 1.12 leaves a debugging line there, whatever it is told."""
    if sys.stdout is not None:  # a service may have none
        sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


@dataclass(frozen=True, slots=True)
class System:
    """Unknown amounts, one column each; hours are counted in jobs, so the numbers stay small.

    A year whose key is not in ``keys`` gets a second unknown for each row of hired hours:
    the part that is worked in the market. That keeps everything linear.
    """

    rows: tuple[Quantity, ...]
    keys: Mapping[Quantity, Fraction] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Factor, ...]:
        """The unknowns in order: all rows, then the market parts without a key."""
        parts = (
            Factor(row, market)
            for row in self.rows
            if row.kind is Kind.HOURS
            and row.form is not Form.FORMAL
            and (market := market_key(row)) not in self.keys
        )
        return (*(Factor(row) for row in self.rows), *parts)

    def matrix(self, expressions: Sequence[Expression]) -> Vector:
        """Write each expression as one line of numbers; jobs on both sides."""
        position = {factor: number for number, factor in enumerate(self.columns)}
        lines = np.zeros((len(expressions), len(position)))
        for line, expression in zip(lines, expressions, strict=True):
            for factor, coefficient in expression.normal().items():
                if factor.quantity.kind is Kind.HOURS:
                    coefficient *= JOB_NORM.december  # noqa: PLW2901 - in jobs from here on
                share = self.keys.get(factor.key) if factor.key else None
                if share is None:
                    line[position[factor]] += float(coefficient)
                else:
                    line[position[Factor(factor.quantity)]] += float(coefficient * share)
        return lines


def market_key(row: Quantity) -> Quantity:
    """Give the market's key of the year of a row."""
    return Quantity(kind=Kind.KEY, year=row.year, sector=Sector.MARKET)


HAIR = 1e-5
"""Jobs; no two borders of sums of printed figures are as near as this without being equal."""
NOUGHT = 1e-6
"""Smaller sums of what is lacking, in jobs, are noise of the solver."""
LARGE = 1000.0
"""Jobs of which a ratio is taken at least, so that the solver's noise is nothing beside it."""
RULE = -1
"""Owner of a line that no figure says: amounts are not less than nought, parts not more than
the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one printed figure says: ``expression``, divided by ``over`` if it is a ratio.

    A ratio that is used exactly as it is printed, a key, is a whole number of ``steps``; then
    each row is divided by it. There are none for any other figure.
    """

    expression: Expression
    interval: Interval
    over: Expression | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """All lines of all figures; columns are the unknowns and, last, the number one."""

    system: System
    sums: Vector
    overs: Vector
    lines: Vector
    owners: Numbers
    readings: tuple[Reading, ...]

    @classmethod
    def of(cls, system: System, readings: Sequence[Reading]) -> Limits:
        """Write the readings as lines; the figure of each is known by its position."""
        plain = np.array([reading.over is None for reading in readings], dtype=float)
        sums = _padded(system, [reading.expression for reading in readings])
        overs = _padded(system, [reading.over or Expression() for reading in readings])
        overs[:, -1] = plain
        low, high = _borders(readings)
        numbers, ratios = np.arange(len(readings)), np.flatnonzero(plain == 0)
        rules = _rules(system)
        at_least_one = overs[ratios]
        at_least_one[:, -1] -= 1
        divided = [
            (number, _divided(system, reading.expression, reading.interval.low))
            for number, reading in enumerate(readings)
            if reading.steps
        ]
        owned: list[tuple[Numbers, Vector]] = [
            (numbers, sums - low[:, None] * overs),
            (numbers, high[:, None] * overs - sums),
            (ratios, at_least_one),
            *((np.full(len(rows), number), rows) for number, rows in divided),
            *((np.full(len(rows), number), -rows) for number, rows in divided),
            (np.full(len(rules), RULE), rules),
        ]
        owners, lines = (np.concatenate(parts) for parts in zip(*owned, strict=True))
        return cls(system, sums, overs, lines, owners, tuple(readings))

    def __len__(self) -> int:
        return len(self.sums)

    def without(self, figures: Iterable[int]) -> Numbers:
        """Give the numbers of the lines of all figures but these, and of the rules."""
        return np.flatnonzero(~np.isin(self.owners, list(figures)))

    def conflict(self, lines: Numbers) -> frozenset[int]:
        """Give some figures that cannot all be right, none if these lines leave amounts.

        They are as few as one programme finds, not always the fewest there are.
        """
        of_figures = self.owners[lines] != RULE
        chosen, columns = self.lines[lines], self.lines.shape[1] - 1
        slack = np.eye(len(lines))[:, of_figures]
        costs = np.append(np.zeros(columns), np.ones(slack.shape[1]))
        outcome = minimise(costs, np.hstack([chosen[:, :-1], slack]), -chosen[:, -1])
        if not outcome.success:
            message = f"the check of the printed figures found no end: {outcome.message}"
            raise CheckingError(message)
        if outcome.fun < NOUGHT:
            return frozenset()
        return self._owners(lines[np.abs(np.asarray(outcome.ineqlin.marginals)) > NOUGHT])

    def span(self, figure: int, lines: Numbers) -> tuple[float | None, float | None]:
        """Give the least and the most a figure can be when these lines hold; None is no end."""
        least, most = self._end(figure, lines, 1), self._end(figure, lines, -1)
        size = self._size(figure)
        return (
            float(least.fun) / size if least.success else None,
            -float(most.fun) / size if most.success else None,
        )

    def holding(self, figure: int, lines: Numbers) -> frozenset[int]:
        """Give the figures that hold back the least or the most a figure can be."""
        ends = (self._end(figure, lines, sign) for sign in (1, -1))
        prices = sum(np.abs(np.asarray(end.ineqlin.marginals)) for end in ends)
        return self._owners(lines[prices > NOUGHT])

    def given(self, figure: int, share: Fraction) -> Limits:
        """Let the key of a figure be this share, whatever any figure says."""
        added = _divided(self.system, self.readings[figure].expression, share)
        both = np.vstack([added, -added])
        return replace(
            self,
            lines=np.vstack([self.lines, both]),
            owners=np.append(self.owners, np.full(len(both), RULE)),
        )

    def _owners(self, lines: Numbers) -> frozenset[int]:
        return frozenset(int(owner) for owner in self.owners[lines] if owner != RULE)

    def _size(self, figure: int) -> float:
        """Give what a ratio is scaled to, a number as large as print has; any other is itself."""
        is_ratio = self.readings[figure].over is not None
        return max(LARGE, float(np.abs(self.lines[:, -1]).max())) if is_ratio else 1.0

    def _end(self, figure: int, lines: Numbers, sign: int) -> OptimizeResult:
        """Minimise a ratio as a sum: all amounts are scaled so that what it is over is known."""
        return minimise(
            sign * self.sums[figure],
            self.lines[lines],
            np.zeros(len(lines)),
            self.overs[figure][None, :],
            np.array([self._size(figure)]),
        )


def _padded(system: System, expressions: Sequence[Expression]) -> Vector:
    """Write expressions as lines, with a last column for the number one."""
    return np.pad(system.matrix(expressions), ((0, 0), (0, 1)))


def _borders(readings: Sequence[Reading]) -> tuple[Vector, Vector]:
    low, high = [], []
    for reading in readings:
        hair = HAIR if reading.over is None else HAIR / 1000
        low.append(float(reading.interval.low) + hair * reading.interval.low_open)
        high.append(float(reading.interval.high) - hair * reading.interval.high_open)
    return np.array(low), np.array(high)


def _divided(system: System, key: Expression, share: Fraction) -> Vector:
    """Let a key divide each row of hired labour alike: lines that are nought."""
    parts = [Expression((term,)) for term in key.terms]
    wholes = [Expression.of([(Factor(row.quantity), times)]) for row, times in key.terms]
    return _padded(system, parts) - float(share) * _padded(system, wholes)


def _rules(system: System) -> Vector:
    """Let no part that is worked in the market be more than the whole."""
    hour, parts = 1 / JOB_NORM.december, [part for part in system.columns if part.key is not None]
    others = [Expression(((Factor(part.quantity), hour), (part, -hour))) for part in parts]
    return _padded(system, others)
