"""From the figures in print to deliveries: read the letters, assume, solve, write data/."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import (
    BASELINE_YEAR,
    HIRED_FORMS,
    JOB_NORM,
    Form,
    Measure,
    Sector,
    Unit,
)
from reporter.annex.measure import Measurement
from reporter.check.fewest import fewest_wrong
from reporter.check.figures_in_print import LetterFigure, published_figures
from reporter.check.identities import Interval
from reporter.check.limits import Limits, Reading, System, silent_solver
from reporter.check.printed import hour_rows
from reporter.deliveries.controls import renewed
from reporter.deliveries.publishing import in_turn, publish
from reporter.deliveries.reading import not_ours, read_kind, read_words_and_targets
from reporter.deliveries.schema import Provenance, data_package, render_deliveries, render_kind
from reporter.errors import PublishingError, ReconstructionError
from reporter.reconstruct.maximin import Equation, find_keys, maximin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.annex.delivered import Deliveries
    from reporter.annex.indicator import Indicator
    from reporter.project import Project

OURS = (Provenance.DERIVED, Provenance.ASSUMED)
"""The origins of the rows that a reconstruction writes."""


def reconstruct_deliveries(project: Project) -> tuple[list[Path], tuple[LetterFigure, ...]]:
    """Write deliveries to data/ that reproduce every published figure that can be right.

    Gives the files that were written, and the published figures that cannot be right. Raises
    InputError for a published figure without a place, ReconstructionError if print
    contradicts itself undecidedly, PublishingError rather than overwrite real deliveries.
    """
    _spare_real_deliveries(project.data)
    frame = read_words_and_targets(project.data)
    found = reconstruct(published_figures(project, frame), frame)
    content = render_deliveries(found.amounts, found.assumed)
    package = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
    content["datapackage.json"] = package.encode()
    with in_turn(project.data):
        _spare_real_deliveries(project.data)  # again: a count may have written meanwhile
        content |= renewed(project.data, found.amounts)
        return publish(project.data, content, frozenset(content)), found.misprints


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """Delivered amounts, those of them that print does not determine, figures that are wrong."""

    amounts: Mapping[Quantity, Fraction]
    assumed: frozenset[Quantity]
    misprints: tuple[LetterFigure, ...]


def reconstruct(figures: Sequence[LetterFigure], frame: Deliveries) -> Reconstruction:
    """Reconstruct hours with two decimals, keys with one decimal, and persons.

    ``frame`` gives the groups and the targets. Raises ReconstructionError if the figures
    contradict each other undecidedly.
    """
    rows = _hour_rows([one.indicator for one in figures], [one.code for one in frame.groups])
    amounts = dict.fromkeys(rows, Fraction(0)) | dict(frame.amounts)
    equations = _equations(figures, Measurement(replace(frame, amounts=amounts)))
    wrong = misprints(System(rows), equations)
    sound = [equation for equation in equations if equation not in wrong]
    keys = find_keys(rows, sound)
    _verify_keys(figures, keys)
    system = System(rows, keys)
    settled = system.matrix(list(_assumptions(rows, sound)))
    jobs = maximin(system, sound, settled)
    hours = {row: _cents(number) for row, number in zip(rows, jobs, strict=True)}
    _verify_hours(sound, {**hours, **keys})
    baseline = {row: number for row, number in hours.items() if row.year == BASELINE_YEAR}
    found = {**hours, **keys, **_persons(figures, baseline)}
    return Reconstruction(
        amounts=found,
        # print divides in increases only: the levels hang on what is assumed of the baseline
        assumed=frozenset(
            row for row in found if _is_divided(row) or (row.kind is Kind.PERSONS and row.form)
        ),
        misprints=tuple(equation.figure for equation in wrong),
    )


def _hour_rows(indicators: Sequence[Indicator], groups: Sequence[str]) -> tuple[Quantity, ...]:
    """List the rows of hours; the baseline is divided as finely as any year is."""
    about = [
        what for what in indicators if what.unit is Unit.JOBS and what.measure is not Measure.TARGET
    ]
    by_group = {int(what.year) for what in about if what.group}
    by_form = {int(what.year) for what in about if what.form in HIRED_FORMS}
    before = {int(what.year) - 1 for what in about if what.measure is Measure.CHANGE}
    later = {int(what.year) for what in about}
    rows: list[Quantity] = []
    for year in sorted({BASELINE_YEAR, *before, *later}):
        of_year = {year, *later} if year == BASELINE_YEAR else {year}
        forms = HIRED_FORMS if of_year & by_form else (Form.HIRED,)
        rows += hour_rows(year, groups if of_year & by_group else (None,), forms)
    return tuple(rows)


def _equations(figures: Sequence[LetterFigure], measurement: Measurement) -> list[Equation]:
    """Take each figure about hours once, also if it is printed in two tables."""
    distinct: dict[tuple[Indicator, Fraction], Equation] = {}
    for figure in figures:
        if figure.indicator.measure is Measure.SHARE:
            continue
        expression = measurement.expression(figure.indicator)
        if isinstance(expression, Expression) and all(
            factor.quantity.kind is Kind.HOURS for factor, _ in expression.terms
        ):
            alike = (figure.indicator, figure.value)
            distinct.setdefault(alike, Equation(figure, expression))
    return list(distinct.values())


def misprints(system: System, equations: Sequence[Equation]) -> list[Equation]:
    """Give the smallest set of equations without which hours exist that explain the rest.

    Raises ReconstructionError if another set is as small: the blame would be a guess.
    """
    readings = [
        Reading(expression=equation.expression, interval=Interval.printed(equation.figure.value))
        for equation in equations
    ]
    with silent_solver():
        sets, _ = fewest_wrong(Limits.of(system, readings), [1] * len(equations))
    blamed = [[equations[number] for number in sorted(each)] for each in sets]
    if len(blamed) > 1:
        first, second = (
            " and ".join(_place(equation.figure) for equation in each) for each in blamed[:2]
        )
        message = (
            f"the published figures contradict each other: either {first} is wrong, or {second}; "
            "check these against the letters"
        )
        raise ReconstructionError(message)
    return blamed[0] if blamed else []


def _place(figure: LetterFigure) -> str:
    place = figure.place
    return f"{figure.letter} {place.table}/{place.row}/{place.column} ({place.text})"


def _verify_keys(figures: Iterable[LetterFigure], keys: Mapping[Quantity, Fraction]) -> None:
    """Compare the keys that were found with those that stand in print."""
    for figure in figures:
        what = figure.indicator
        found = keys.get(Quantity(kind=Kind.KEY, year=what.year, sector=what.sector))
        if what.measure is Measure.KEY and found is not None and found * 100 != figure.value:
            message = (
                f"{what.key}: print says {figure.place.text}, its other figures leave only "
                f"{float(found * 100):.1f}; check both against the letter"
            )
            raise ReconstructionError(message)


STEADY = 6
"""Decimals of a job kept from the solver; farther ones may differ between machines."""


def _cents(jobs: float) -> Fraction:
    """Turn jobs into hours with two decimals."""
    hours = Fraction(round(float(jobs), STEADY)).limit_denominator(10**STEADY) * JOB_NORM.december
    return Fraction(round(hours * 100), 100)


def _verify_hours(equations: Sequence[Equation], amounts: Mapping[Quantity, Fraction]) -> None:
    """Put the exact amounts back in: two decimals may have moved a figure over its border."""
    for equation in equations:
        if 2 * abs(equation.expression.value(amounts) - equation.figure.value) >= 1:
            message = (
                f"hours with two decimals do not reproduce {equation.figure.place.text} "
                f"({equation.figure.indicator.key})"
            )
            raise ReconstructionError(message)


NEW_GROUPS = ("participatiewet",)
"""Groups of a law that is younger than the baseline: they had no stock in it."""


def _assumptions(rows: Sequence[Quantity], equations: Sequence[Equation]) -> Iterator[Expression]:
    """Give expressions that are nought by assumption.

    A new group has no stock in the baseline, so its increase is its number; the old ones have
    equal shares of it. What an old group gained or lost is spread over the sectors in proportion
    to the printed increase of formal jobs.
    """
    increase = {
        (what.year, what.sector): equation.figure.value
        for equation in equations
        if (what := equation.figure.indicator).form is Form.FORMAL
        and what.measure is Measure.INCREASE
    }
    baseline = [row for row in rows if row.year == BASELINE_YEAR]
    old = [row for row in baseline if row.group not in NEW_GROUPS]
    yield from (_of((row, 1)) for row in baseline if row not in old)
    for sector in (*Sector, None):  # in one sector each group, or agency work and secondment
        for one, other in pairwise(row for row in old if row.sector is sector):
            yield _of((one, 1), (other, -1))
    for row in rows:
        divided = row.form is Form.FORMAL and row.group is not None and row.group not in NEW_GROUPS
        if divided and row.sector is Sector.MARKET and row.year != BASELINE_YEAR:
            of_market, of_government = (increase[row.year, sector] for sector in Sector)
            scale = 1 / (of_market + of_government)
            government = replace(row, sector=Sector.GOVERNMENT)
            yield _of(
                (row, of_government * scale),
                (replace(row, year=BASELINE_YEAR), -of_government * scale),
                (government, -of_market * scale),
                (replace(government, year=BASELINE_YEAR), of_market * scale),
            )


def _of(*terms: tuple[Quantity, Fraction | int]) -> Expression:
    return Expression.of((Factor(row), Fraction(number)) for row, number in terms)


def _persons(
    figures: Sequence[LetterFigure], baseline_jobs: Mapping[Quantity, Fraction]
) -> dict[Quantity, Fraction]:
    """Give the persons of every row, and the unique totals, which stand in print.

    The unique persons of the baseline are spread over its rows in proportion to
    ``baseline_jobs``, as if nobody had two kinds of work then; a later year is that plus the
    printed increase.
    """
    unique: dict[Quantity, Fraction] = {}
    growth: dict[Quantity, Fraction] = {}
    for figure in figures:
        what = figure.indicator
        if (what.measure, what.unit, what.form) == (Measure.STOCK, Unit.PERSONS, None):
            unique[Quantity(kind=Kind.PERSONS, year=what.year)] = figure.value
        if (what.measure, what.unit) == (Measure.INCREASE, Unit.PERSONS) and _is_divided(what):
            row = Quantity(kind=Kind.PERSONS, year=what.year, form=what.form, group=what.group)
            growth[row] = figure.value
    everybody = unique.get(Quantity(kind=Kind.PERSONS, year=BASELINE_YEAR))
    if everybody is None or not growth:
        return {}
    start = _spread(everybody, baseline_jobs)
    later = {
        row: start.get(replace(row, year=BASELINE_YEAR), Fraction(0)) + value
        for row, value in growth.items()
    }
    return start | later | unique


def _is_divided(what: Indicator | Quantity) -> bool:
    """Tell whether it is of a group of formal work, or of one of the two kinds of hired labour."""
    return what.group is not None or what.form in HIRED_FORMS


def _spread(whole: Fraction, jobs: Mapping[Quantity, Fraction]) -> dict[Quantity, Fraction]:
    """Spread whole persons in proportion to jobs; the largest remainders get the rest."""
    weight: dict[Quantity, Fraction] = {}
    for row, number in jobs.items():
        place = replace(row, kind=Kind.PERSONS, sector=None)
        weight[place] = weight.get(place, Fraction(0)) + number
    exact = {place: whole * one / sum(weight.values()) for place, one in weight.items()}
    spread = {place: Fraction(one // 1) for place, one in exact.items()}
    rest = int(whole - sum(spread.values()))
    order = sorted(exact, key=lambda place: exact[place] - spread[place], reverse=True)
    for place in [place for place in order if place.group not in NEW_GROUPS][:rest]:
        spread[place] += 1
    return spread
