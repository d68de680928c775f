"""Claims as linear inequalities: a printed integer is an interval on an expression."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reporter.model.expression import Factor, Kind, Quantity
from reporter.model.indicator import Form, Sector
from reporter.model.job_norm import JOB_NORM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from reporter.model.claim import Claim
    from reporter.model.expression import Expression

    Vector = NDArray[np.float64]

HALF = 0.5
"""Rounding hides at most a half on either side."""


@dataclass(frozen=True, slots=True)
class Equation:
    """What print claims, with its meaning spelled out: ``expression`` rounds to the claim."""

    claim: Claim
    expression: Expression


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
            for factor, coefficient in self._unknowns(expression):
                hours = factor.quantity.kind is Kind.HOURS
                line[position[factor]] += float(coefficient * (JOB_NORM.december if hours else 1))
        return lines

    def _unknowns(self, expression: Expression) -> Iterator[tuple[Factor, Fraction]]:
        for factor, coefficient in expression.terms:
            whole, key = Factor(factor.quantity), factor.key
            if key is None:
                yield whole, coefficient
            elif key in self.keys:
                yield whole, coefficient * self.keys[key]
            elif key.sector is Sector.MARKET:
                yield factor, coefficient
            else:
                yield whole, coefficient
                yield Factor(factor.quantity, market_key(factor.quantity)), -coefficient


def market_key(row: Quantity) -> Quantity:
    """Give the market's key of the year of a row."""
    return Quantity(kind=Kind.KEY, year=row.year, sector=Sector.MARKET)


def expressions(equations: Sequence[Equation]) -> list[Expression]:
    """Give what the claims are about."""
    return [one.expression for one in equations]


def values(equations: Sequence[Equation]) -> Vector:
    """Give the printed numbers."""
    return np.array([float(one.claim.value) for one in equations])
