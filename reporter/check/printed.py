"""Check an edition at every build, and figures that somebody printed when asked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Kind, Quantity
from reporter.annex.indicator import (
    BASELINE_YEAR,
    STRUCTURAL,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.check.claims import claims_of, measurement_of
from reporter.check.edition import check_edition
from reporter.check.figures_in_print import decimals_of, is_by_table, read_by_indicator
from reporter.check.finding import PrintedFigure, Steps
from reporter.check.finished_page import read_page
from reporter.deliveries.reading import read_frame
from reporter.errors import CheckingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reporter.annex.compose import Annex
    from reporter.annex.delivered import Deliveries
    from reporter.annex.indicator import Year
    from reporter.annex.measure import Measurement
    from reporter.check.finding import EditionCheck, Review
    from reporter.page.html import LaidOut
    from reporter.project import Project

DIVIDED = (Form.AGENCY, Form.SECONDMENT)


def hour_rows(indicators: Sequence[Indicator], groups: tuple[str, ...]) -> tuple[Quantity, ...]:
    """List the rows of hours; the baseline is divided as finely as any year is."""
    about = [
        one for one in indicators if one.unit is Unit.JOBS and one.measure is not Measure.TARGET
    ]
    by_group = {one.year for one in about if one.group}
    by_form = {one.year for one in about if one.form in DIVIDED}
    rows: list[Quantity] = []
    for year in _years(about):
        baseline = year == BASELINE_YEAR
        fine = year in by_group or (baseline and by_group)
        split = year in by_form or (baseline and by_form)
        rows += _formal(year, groups if fine else (None,))
        rows += [
            Quantity(kind=Kind.HOURS, year=year, form=form)
            for form in (DIVIDED if split else (Form.HIRED,))
        ]
    return tuple(rows)


def _years(indicators: Sequence[Indicator]) -> list[int]:
    """List the years that the figures speak of; a change speaks of the year before too."""
    years = {BASELINE_YEAR}
    for one in indicators:
        years.add(int(one.year))
        if one.measure is Measure.CHANGE:
            years.add(int(one.year) - 1)
    return sorted(years)


def _formal(year: int, groups: Sequence[str | None]) -> Iterator[Quantity]:
    for sector in Sector:
        for group in groups:
            yield Quantity(kind=Kind.HOURS, year=year, sector=sector, form=Form.FORMAL, group=group)


def every_row(
    indicators: Sequence[Indicator], groups: tuple[str | None, ...]
) -> tuple[Quantity, ...]:
    """List every row that figures of anybody's tables can speak of, equally fine in each year.

    ``groups`` together are all of the target group; ``(None,)`` where nobody divides by it.
    """
    divided = any(one.form in DIVIDED for one in indicators)
    hired = DIVIDED if divided else (Form.HIRED,)
    rows: dict[Quantity, None] = {}
    for year in sorted({year for one in indicators for year in _spoken_of(one)}, key=str):
        for kind in (Kind.TARGET, Kind.KEY):
            rows |= {Quantity(kind=kind, year=year, sector=one): None for one in Sector}
        if year != STRUCTURAL:
            rows |= dict.fromkeys(_formal(int(year), groups))
            rows |= {Quantity(kind=Kind.HOURS, year=year, form=form): None for form in hired}
            rows |= dict.fromkeys(_persons(int(year), groups, hired))
    return tuple(rows)


def _spoken_of(what: Indicator) -> Iterator[Year]:
    yield what.year
    if what.measure is Measure.CHANGE:
        yield int(what.year) - 1
    if what.measure in (Measure.INCREASE, Measure.GAP, Measure.SHARE):
        yield BASELINE_YEAR


def _persons(year: int, groups: Sequence[str | None], hired: Sequence[Form]) -> Iterator[Quantity]:
    """Count persons by group, by form of hired labour, and once over all forms."""
    for group in groups:
        yield Quantity(kind=Kind.PERSONS, year=year, form=Form.FORMAL, group=group)
    for form in (*hired, None):
        yield Quantity(kind=Kind.PERSONS, year=year, form=form)


OTHER_GROUPS = "overige"
"""Stands for all that print does not name where it names groups that are not in our list."""
KEY_DECIMALS = 1
"""Of a key that is printed as it was used: exactly so many [letter]. With fewer it was rounded."""

Figure = tuple[Indicator, PrintedFigure]


def check_printed(path: Path, project: Project, edition: str = "") -> Review:
    """Review the printed figures of a file: by indicator, or by place in an edition's tables.

    Raises InputError for a file that cannot be read so, CheckingError if an edition is needed
    and none is named.
    """
    frame = read_frame(project.data)
    figures = list(_merged(_figures(path, project, edition, frame)))
    return review_figures(figures, frame)


def check_draft(annex: Annex, laid: LaidOut) -> EditionCheck:
    """Hold the steps of a build against each other, up to the page ``laid`` out of ``annex``."""
    page = read_page(laid.html)
    return check_edition(Steps(annex=annex, printed=laid.annex, text=laid.text, page=page))


def review_figures(figures: list[Figure], frame: Deliveries) -> Review:
    """Review figures that are printed together, each with its meaning."""
    from reporter.check.review import Claimed, review  # noqa: PLC0415 - loads SciPy

    rows = every_row([what for what, _ in figures], _groups(figures, frame))
    measurement = measurement_of(replace(frame, amounts={}), rows)
    claimed = []
    for what, figure in figures:
        expression, over = _meaning(what, measurement, figures)
        key = what.measure is Measure.KEY and figure.decimals == KEY_DECIMALS
        claimed.append(Claimed(figure=figure, expression=expression, over=over, exact=key))
    return review(claimed, rows)


def _figures(path: Path, project: Project, edition: str, frame: Deliveries) -> list[Figure]:
    file = str(path)
    if not is_by_table(path, file):
        return [
            (
                one.indicator,
                PrintedFigure(
                    indicator=one.indicator.key,
                    text=one.text,
                    value=one.value,
                    decimals=one.decimals,
                    places=(one.place,),
                ),
            )
            for one in read_by_indicator(path, file, [group.code for group in frame.groups])
        ]
    if not edition:
        message = (
            f"{file}: found figures by table, row and column, expected to know whose tables; "
            "name the edition with --edition"
        )
        raise CheckingError(message)
    return [
        (
            claim.indicator,
            PrintedFigure(
                indicator=claim.indicator.key,
                text=claim.place.text,
                value=claim.value,
                decimals=decimals_of(claim.place.text),
                places=(_place(claim.place.table, claim.place.row, claim.place.column),),
            ),
        )
        for claim in claims_of(path, file, edition, project, frame)
    ]


def _place(*names: str) -> str:
    return "/".join(name for name in names if name)


def _merged(figures: Iterable[Figure]) -> Iterable[Figure]:
    """Take a figure once that is printed alike in several places."""
    found: dict[tuple[object, ...], Figure] = {}
    for what, figure in figures:
        alike = (what, figure.value, figure.decimals)
        if alike in found:
            before = found[alike][1]
            figure = replace(before, places=(*before.places, *figure.places))  # noqa: PLW2901
        found[alike] = (what, figure)
    return found.values()


def _groups(figures: Iterable[Figure], frame: Deliveries) -> tuple[str | None, ...]:
    """Give the groups that together are everybody; none if nobody divides by group."""
    named = {what.group: None for what, _ in figures if what.group}
    listed = [group.code for group in frame.groups]
    if not named:
        return (None,)
    if all(group in listed for group in named):
        return tuple(listed)
    return (*named, OTHER_GROUPS)


def _meaning(
    what: Indicator, measurement: Measurement, figures: Iterable[Figure]
) -> tuple[Expression | None, Expression | None]:
    """Give the expression of an indicator, and what it is over if it is printed in percent."""
    if what.measure is Measure.KEY:
        part = replace(what, measure=Measure.STOCK, unit=Unit.JOBS, form=Form.HIRED)
        whole = replace(part, sector=None)
    elif what.measure is Measure.SHARE:
        part = replace(what, measure=Measure.INCREASE, unit=Unit.JOBS)
        whole = replace(part, form=None)
    else:
        expression = measurement.expression(what)
        return (expression if isinstance(expression, Expression) else None), None
    both = [measurement.expression(one) for one in (part, whole)]
    known = [one.times(_sign(whole, figures)) for one in both if isinstance(one, Expression)]
    return (known[0], known[1]) if len(known) == len(both) else (None, None)


def _sign(whole: Indicator, figures: Iterable[Figure]) -> Fraction:
    """Tell whether print says that what a share is of fell: both are then counted as a fall."""
    values = [figure.value for what, figure in figures if what == whole]
    return Fraction(-1 if values and values[0] < 0 else 1)
