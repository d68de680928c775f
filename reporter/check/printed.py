"""Check figures that somebody printed: read them, and say what each follows from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Kind, Quantity
from reporter.annex.indicator import (
    BASELINE_YEAR,
    HIRED_FORMS,
    STRUCTURAL,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.annex.measure import Measurement
from reporter.check.figures_in_print import (
    PrintedFigure,
    figures_of_letter,
    names_places,
    read_by_indicator,
)
from reporter.deliveries.reading import read_words_and_targets
from reporter.errors import CheckingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reporter.annex.delivered import Deliveries
    from reporter.annex.indicator import Year
    from reporter.check.review import Review
    from reporter.project import Project

OTHER_GROUPS = "overige"
"""Stands for all that print does not name where it names groups that are not in our list."""


def check_printed(path: Path, project: Project, edition: str = "") -> Review:
    """Review the printed figures of a file: by indicator, or by place in an edition's tables.

    Raises InputError for a file that cannot be read so, CheckingError if an edition is needed
    and none is named.
    """
    frame = read_words_and_targets(project.data)
    return review_figures(_merged(_figures(path, project, edition, frame)), frame)


def review_figures(figures: Sequence[PrintedFigure], frame: Deliveries) -> Review:
    """Review figures that are printed together; of ``frame`` only its words are used."""
    from reporter.check.suspects import review  # noqa: PLC0415 - loads SciPy

    indicators = [figure.indicator for figure in figures]
    rows = tuple(dict.fromkeys(_every_row(indicators, _groups(figures, frame))))
    measurement = Measurement(replace(frame, amounts=dict.fromkeys(rows, Fraction(0))))
    return review([(figure, _meaning(figure, measurement, figures)) for figure in figures], rows)


def _figures(
    path: Path, project: Project, edition: str, frame: Deliveries
) -> Iterable[PrintedFigure]:
    file = str(path)
    if not names_places(path, file):
        return read_by_indicator(path, file, [group.code for group in frame.groups])
    if not edition:
        message = (
            f"{file}: found figures by table, row and column, expected to know whose tables; "
            "name the edition with --edition"
        )
        raise CheckingError(message)
    return (
        PrintedFigure(
            indicator=figure.indicator, text=figure.place.text, places=(figure.place.address,)
        )
        for figure in figures_of_letter(path, file, edition, project, frame)
    )


def _merged(figures: Iterable[PrintedFigure]) -> list[PrintedFigure]:
    """Take a figure once that is printed alike in several places."""
    found: dict[tuple[Indicator, Fraction, int], PrintedFigure] = {}
    for figure in figures:
        alike = (figure.indicator, figure.value, figure.decimals)
        before = found.get(alike)
        merged = replace(before, places=before.places + figure.places) if before else figure
        found[alike] = merged
    return list(found.values())


def _groups(figures: Iterable[PrintedFigure], frame: Deliveries) -> tuple[str | None, ...]:
    """Give the groups that together are everybody; none if nobody divides by group."""
    named = {figure.indicator.group: None for figure in figures if figure.indicator.group}
    listed = [group.code for group in frame.groups]
    if not named:
        return (None,)
    if all(group in listed for group in named):
        return tuple(listed)
    return (*named, OTHER_GROUPS)


def _meaning(
    figure: PrintedFigure, measurement: Measurement, figures: Iterable[PrintedFigure]
) -> tuple[Expression, Expression | None] | None:
    """Give the expression of a figure, and what it is over if it is printed in percent.

    None if our counting has no meaning for its indicator.
    """
    what = figure.indicator
    if what.measure is Measure.KEY:
        part = replace(what, measure=Measure.STOCK, unit=Unit.JOBS, form=Form.HIRED)
        whole = replace(part, sector=None)
    elif what.measure is Measure.SHARE:
        part = replace(what, measure=Measure.INCREASE, unit=Unit.JOBS)
        whole = replace(part, form=None)
    else:
        expression = measurement.expression(what)
        return (expression, None) if isinstance(expression, Expression) else None
    some, all_of_it = (measurement.expression(one) for one in (part, whole))
    if not isinstance(some, Expression) or not isinstance(all_of_it, Expression):
        return None
    # where print says that what a share is of fell, both are counted as a fall
    fell = next((figure.value < 0 for figure in figures if figure.indicator == whole), False)
    sign = Fraction(-1 if fell else 1)
    return some.times(sign), all_of_it.times(sign)


def _every_row(indicators: Sequence[Indicator], groups: Sequence[str | None]) -> Iterator[Quantity]:
    """List every row that figures of anybody's tables can speak of, equally fine in each year.

    ``groups`` together are all of the target group; ``(None,)`` where nobody divides by it.
    """
    divided = any(indicator.form in HIRED_FORMS for indicator in indicators)
    hired = HIRED_FORMS if divided else (Form.HIRED,)
    years = {year for indicator in indicators for year in _spoken_of(indicator)}
    for year in sorted(years, key=str):
        for kind in (Kind.TARGET, Kind.KEY):
            yield from (Quantity(kind=kind, year=year, sector=sector) for sector in Sector)
        if year == STRUCTURAL:
            continue
        yield from hour_rows(int(year), groups, hired)
        for group in groups:
            yield Quantity(kind=Kind.PERSONS, year=year, form=Form.FORMAL, group=group)
        for form in (*hired, None):  # by form, and once over all forms
            yield Quantity(kind=Kind.PERSONS, year=year, form=form)


def _spoken_of(what: Indicator) -> Iterator[Year]:
    yield what.year
    if what.measure is Measure.CHANGE:
        yield int(what.year) - 1
    if what.measure in (Measure.INCREASE, Measure.GAP, Measure.SHARE):
        yield BASELINE_YEAR


def hour_rows(year: int, groups: Sequence[str | None], hired: Sequence[Form]) -> Iterator[Quantity]:
    """List the rows of hours of a year: formal work by sector and group, then hired labour."""
    for sector in Sector:
        for group in groups:
            yield Quantity(kind=Kind.HOURS, year=year, sector=sector, form=Form.FORMAL, group=group)
    for form in hired:
        yield Quantity(kind=Kind.HOURS, year=year, form=form)
