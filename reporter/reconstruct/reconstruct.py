"""From the figures in print to deliveries: read the letters, solve, write data/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Kind, Quantity
from reporter.annex.indicator import BASELINE_YEAR, JOB_NORM, Form, Measure, Sector
from reporter.check.claims import claims, measurement_of
from reporter.check.fewest import fewest_wrong
from reporter.check.identities import Interval
from reporter.check.limits import Equation, Limits, Reading, System, silent_solver
from reporter.check.printed import hour_rows
from reporter.deliveries.entries import render_deliveries, render_kind
from reporter.deliveries.publishing import publish
from reporter.deliveries.reading import not_ours, read_frame, read_kind
from reporter.deliveries.schema import Provenance, data_package
from reporter.errors import PublishingError, ReconstructionError
from reporter.reconstruct.assumptions import assumptions, persons
from reporter.reconstruct.maximin import farthest, find_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from reporter.annex.indicator import Absence, Indicator, Year
    from reporter.check.claims import Claim
    from reporter.project import Project

    ExpressionOf = Callable[[Indicator], Expression | Absence]


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


PACKAGE = "datapackage.json"
OURS = (Provenance.DERIVED, Provenance.ASSUMED)
"""The origins of the rows that a reconstruction writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstructed:
    """The files that were written and the published figures that cannot be right."""

    files: tuple[Path, ...]
    misprints: tuple[Claim, ...]


def reconstruct_deliveries(project: Project) -> Reconstructed:
    """Write deliveries to data/ that reproduce every published figure that can be right.

    Raises InputError for a published figure without a place, ReconstructionError if print
    contradicts itself undecidedly, PublishingError rather than overwrite real deliveries.
    """
    _spare_real_deliveries(project.data)
    frame = read_frame(project.data)
    groups = tuple(group.code for group in frame.groups)
    found = reconstruct(
        claims(project, frame), groups, lambda rows: measurement_of(frame, rows).expression
    )
    content = render_deliveries(found.amounts, found.assumed)
    package = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
    content[PACKAGE] = package.encode()
    files = publish(project.data, content, frozenset(content))
    return Reconstructed(files=tuple(files), misprints=found.misprints)


def _spare_real_deliveries(data: Path) -> None:
    """Refuse to write over what somebody delivered, or saved with a programme of their own."""
    for kind in (Kind.HOURS, Kind.PERSONS, Kind.KEY):
        path, rows = data / f"{kind}.csv", read_kind(data, kind)
        saved = rows and path.read_text("utf-8") != render_kind(kind, rows).decode()
        if saved or not_ours(rows, OURS):
            message = (
                f"{data.name}/{kind}.csv holds delivered rows, which a reconstruction would "
                "overwrite. Move it away first, or give another folder with --data."
            )
            raise PublishingError(message)
