"""Compute deliveries that reproduce every published figure that can be right.

The real hours are not public. What is: integers, each of which leaves an interval of one
job for an expression of the hours. Together they leave little room.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.checking.assumptions import assumptions
from reporter.checking.farthest import farthest
from reporter.checking.keys import find_keys
from reporter.checking.linear import Equation, System
from reporter.checking.misprints import misprints
from reporter.checking.persons import persons
from reporter.checking.rows import hour_rows
from reporter.errors import ReconstructionError
from reporter.model.expression import Expression, Kind, Quantity
from reporter.model.indicator import BASELINE_YEAR, Form, Measure, Sector
from reporter.model.job_norm import JOB_NORM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reporter.model.claim import Claim
    from reporter.model.indicator import Absence, Indicator, Year

    ExpressionOf = Callable[[Indicator], Expression | Absence]

CENT = Fraction(1, 100)
STEADY = 6
"""Decimals of a job kept from the solver; farther ones may differ between machines."""
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """Delivered amounts, those of them that print does not determine, claims that are wrong."""

    amounts: Mapping[Quantity, Fraction]
    assumed: frozenset[Quantity]
    misprints: tuple[Claim, ...]


def reconstruct(
    claims: Sequence[Claim],
    groups: tuple[str, ...],
    expressions: Callable[[tuple[Quantity, ...]], ExpressionOf],
) -> Reconstruction:
    """Reconstruct hours with two decimals, keys with one decimal, and persons.

    ``expressions`` gives the meaning of an indicator for deliveries of the given rows.
    Raises ReconstructionError if the claims contradict each other undecidedly.
    """
    rows = hour_rows([claim.indicator for claim in claims], groups)
    equations = _equations(claims, expressions(rows))
    wrong = misprints(System(rows), equations)
    sound = [one for one in equations if one not in wrong]
    keys = find_keys(rows, sound)
    _verify_keys(claims, keys)
    settled = list(assumptions(rows, _formal_growth(sound)))
    system = System(rows, keys)
    jobs = farthest(system, sound, system.matrix(settled))
    hours = {row: _cents(number) for row, number in zip(rows, jobs, strict=True)}
    _verify_hours(sound, {**hours, **keys})
    heads, assumed_heads = persons(claims, _baseline(hours))
    return Reconstruction(
        amounts={**hours, **keys, **heads},
        assumed=frozenset({row for row in rows if _is_open(row)} | assumed_heads),
        misprints=tuple(one.claim for one in wrong),
    )


def _equations(claims: Sequence[Claim], expression_of: ExpressionOf) -> list[Equation]:
    """Take each claim about hours once, also if it is printed in two tables."""
    distinct: dict[tuple[str, Fraction], Equation] = {}
    for claim in claims:
        if claim.indicator.measure is Measure.SHARE:
            continue
        expression = expression_of(claim.indicator)
        if isinstance(expression, Expression) and _is_about_hours(expression):
            place = (claim.indicator.key, claim.value)
            distinct.setdefault(place, Equation(claim, expression))
    return list(distinct.values())


def _is_about_hours(expression: Expression) -> bool:
    return all(factor.quantity.kind is Kind.HOURS for factor, _ in expression.terms)


def _formal_growth(equations: Sequence[Equation]) -> dict[tuple[Year, Sector], Fraction]:
    """Give the printed increase of formal jobs per year and sector."""
    return {
        (what.year, what.sector): one.claim.value
        for one in equations
        if (what := one.claim.indicator).sector is not None
        and (what.measure, what.form) == (Measure.INCREASE, Form.FORMAL)
    }


def _is_open(row: Quantity) -> bool:
    """Tell whether print leaves the level of a row open.

    Print divides by group, and by agency and secondment, in increases only: their levels
    hang on what is assumed of the baseline.
    """
    return row.group is not None or row.form in (Form.AGENCY, Form.SECONDMENT)


def _cents(jobs: float) -> Fraction:
    """Turn jobs into hours with two decimals."""
    hours = Fraction(round(float(jobs), STEADY)).limit_denominator(10**STEADY) * JOB_NORM.december
    return round(hours / CENT) * CENT


def _baseline(hours: Mapping[Quantity, Fraction]) -> dict[Quantity, Fraction]:
    return {row: number for row, number in hours.items() if row.year == BASELINE_YEAR}


def _verify_keys(claims: Sequence[Claim], keys: Mapping[Quantity, Fraction]) -> None:
    """Compare the keys that were found with those that stand in print."""
    for claim in claims:
        what = claim.indicator
        found = keys.get(Quantity(kind=Kind.KEY, year=what.year, sector=what.sector))
        if what.measure is Measure.KEY and found is not None and found * 100 != claim.value:
            message = (
                f"{what.key}: print says {claim.place.text}, its other figures leave only "
                f"{float(found * 100):.1f}; check both against the letter"
            )
            raise ReconstructionError(message)


def _verify_hours(equations: Sequence[Equation], amounts: Mapping[Quantity, Fraction]) -> None:
    """Put the exact amounts back in: two decimals may have moved a figure over its border."""
    for one in equations:
        if abs(one.expression.value(amounts) - one.claim.value) >= HALF:
            message = (
                f"hours with two decimals do not reproduce {one.claim.place.text} "
                f"({one.claim.indicator.key})"
            )
            raise ReconstructionError(message)
