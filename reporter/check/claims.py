"""Published figures with their meaning: the place in a letter fixes an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.compose import declared, scope_of
from reporter.annex.delivered import Deliveries
from reporter.annex.measure import Measurement
from reporter.annex.tables import prose_figures
from reporter.check.figures_in_print import read_published
from reporter.deliveries.editions import edition_names, read_edition
from reporter.errors import Fault, InputError, suggestion
from reporter.page.archive import PROSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reporter.annex.expression import Quantity
    from reporter.annex.indicator import Indicator
    from reporter.check.figures_in_print import PublishedFigure
    from reporter.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of a letter; ``place`` tells where it stands in print."""

    indicator: Indicator
    value: Fraction
    letter: str
    place: PublishedFigure


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
