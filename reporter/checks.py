"""Check an edition at every build, and figures that somebody printed when asked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.checking.edition.check import check_edition
from reporter.claims import claims_of, measurement_of
from reporter.errors import CheckingError
from reporter.inputs import read_frame
from reporter.inputs.printed_figures import decimals_of, is_by_table, read_by_indicator
from reporter.model.check import PrintedFigure, Steps
from reporter.model.expression import Expression
from reporter.model.indicator import Form, Indicator, Measure, Unit
from reporter.rendering.page import read_page
from reporter.rendering.wording import text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reporter.measurement import Measurement
    from reporter.model.annex import Annex
    from reporter.model.check import EditionCheck, Review
    from reporter.model.deliveries import Deliveries
    from reporter.model.printed import PrintedAnnex
    from reporter.project import Project

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


def check_draft(annex: Annex, printed: PrintedAnnex, html: str) -> EditionCheck:
    """Hold the steps of a build against each other; ``html`` is the page made of ``printed``."""
    steps = Steps(annex=annex, printed=printed, page=read_page(html), blocks=text_blocks(html))
    return check_edition(steps)


def review_figures(figures: list[Figure], frame: Deliveries) -> Review:
    """Review figures that are printed together, each with its meaning."""
    from reporter.checking.review import Claimed, review  # noqa: PLC0415 - loads SciPy
    from reporter.checking.rows import every_row  # noqa: PLC0415 - the same

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
