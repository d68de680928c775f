"""Published figures with their meaning: the place in a letter fixes an indicator."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.composition import declared, scope_of
from reporter.errors import Fault, InputError, suggestion
from reporter.inputs import edition_names, read_edition, read_published
from reporter.measurement import Measurement
from reporter.model.archive import PROSE
from reporter.model.claim import Claim
from reporter.model.deliveries import Deliveries
from reporter.tables import prose_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reporter.model.expression import Quantity
    from reporter.model.indicator import Indicator
    from reporter.model.published import PublishedFigure
    from reporter.project import Project


def claims(project: Project, frame: Deliveries) -> list[Claim]:
    """Give every published figure with the indicator that its place in the letter means."""
    letters = [name for name in edition_names(project.data) if _letter(project, name).is_file()]
    return [
        claim
        for letter in letters
        for claim in claims_of(
            _letter(project, letter), f"data/gepubliceerd/{letter}.csv", letter, project, frame
        )
    ]


def _letter(project: Project, name: str) -> Path:
    return project.published / f"{name}.csv"


def claims_of(
    path: Path, file: str, letter: str, project: Project, frame: Deliveries
) -> list[Claim]:
    """Read the figures of one letter, whose tables are those of an edition; dashes are none.

    ``file`` is what messages call it. Raises InputError for a figure without a place.
    """
    edition = read_edition(project.data, letter)
    scope = scope_of(edition, frame)
    meanings = {
        (table.name, row.key, column.key): table.indicator(row, column)
        for table in declared(edition, scope)
        for row in table.rows
        for column in table.columns
    }
    meanings |= {(PROSE, name, ""): one for name, one in prose_figures(scope).items()}
    printed = read_published(path)
    faults = list(_without_place(printed, meanings, file))
    if faults:
        raise InputError(faults)
    return [
        Claim(indicator=meanings[_place(one)], value=one.value, letter=letter, place=one)
        for one in printed
        if one.value is not None
    ]


def _place(figure: PublishedFigure) -> tuple[str, str, str]:
    return figure.table, figure.row, figure.column


def _without_place(
    printed: Iterable[PublishedFigure],
    meanings: Mapping[tuple[str, str, str], Indicator],
    file: str,
) -> Iterator[Fault]:
    known = {"/".join(place) for place in meanings}
    for one in printed:
        if _place(one) not in meanings:
            place = "/".join(_place(one))
            yield Fault(
                file=file,
                row=one.line,
                found=f'"{place}"',
                expected="a table, row and column of this edition",
                advice=suggestion(place, known),
            )


def measurement_of(frame: Deliveries, rows: tuple[Quantity, ...]) -> Measurement:
    """Give meanings for a delivery of these rows, before anyone knows their amounts."""
    amounts = dict.fromkeys(rows, Fraction(0)) | dict(frame.amounts)
    return Measurement(
        Deliveries(
            amounts=amounts,
            sources={},
            groups=frame.groups,
            forms=frame.forms,
            files=(),
            fingerprint="",
        )
    )
