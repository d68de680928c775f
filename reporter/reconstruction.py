"""From the figures in print to deliveries: read the letters, solve, write data/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.checking import reconstruct
from reporter.composition import declared, scope_of
from reporter.errors import Fault, InputError, PublishingError, suggestion
from reporter.inputs import data_package, edition_names, read_edition, read_frame, read_published
from reporter.measurement import Measurement
from reporter.model.archive import PROSE
from reporter.model.claim import Claim
from reporter.model.deliveries import Deliveries
from reporter.publishing import publish
from reporter.rendering.deliveries import render_deliveries
from reporter.tables import prose_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from reporter.model.expression import Expression, Quantity
    from reporter.model.indicator import Absence, Indicator
    from reporter.model.published import PublishedFigure
    from reporter.project import Project

PACKAGE = "datapackage.json"
OURS = (b",herleid", b",aangenomen")
"""How every row ends that a reconstruction writes."""


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
    found = reconstruct(claims(project, frame), groups, lambda rows: meaning(frame, rows))
    content = render_deliveries(found.amounts, found.assumed)
    package = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
    content[PACKAGE] = package.encode()
    files = publish(project.data, content, frozenset(content))
    return Reconstructed(files=tuple(files), misprints=found.misprints)


def claims(project: Project, frame: Deliveries) -> list[Claim]:
    """Give every published figure with the indicator that its place in the letter means."""
    letters = [name for name in edition_names(project.data) if _letter(project, name).is_file()]
    return [claim for letter in letters for claim in _claims_of(letter, project, frame)]


def _letter(project: Project, name: str) -> Path:
    return project.published / f"{name}.csv"


def _claims_of(letter: str, project: Project, frame: Deliveries) -> list[Claim]:
    edition = read_edition(project.data, letter)
    scope = scope_of(edition, frame)
    meanings = {
        (table.name, row.key, column.key): table.indicator(row, column)
        for table in declared(edition, scope)
        for row in table.rows
        for column in table.columns
    }
    meanings |= {(PROSE, name, ""): one for name, one in prose_figures(scope).items()}
    printed = read_published(_letter(project, letter))
    faults = list(_without_place(printed, meanings, f"data/gepubliceerd/{letter}.csv"))
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


def meaning(
    frame: Deliveries, rows: tuple[Quantity, ...]
) -> Callable[[Indicator], Expression | Absence]:
    """Give meanings for a delivery of these rows, before anyone knows their amounts."""
    amounts = dict.fromkeys(rows, Fraction(0)) | dict(frame.amounts)
    empty = Deliveries(
        amounts=amounts,
        sources={},
        groups=frame.groups,
        forms=frame.forms,
        files=(),
        fingerprint="",
    )
    return Measurement(empty).expression


def _spare_real_deliveries(data: Path) -> None:
    """Refuse to write over rows that somebody delivered: no origin means delivered too."""
    for name in ("uren.csv", "personen.csv", "verdeelsleutels.csv"):
        path = data / name
        rows = path.read_bytes().splitlines()[1:] if path.is_file() else []
        if not all(row.endswith(OURS) for row in rows):
            message = (
                f"{data.name}/{name} holds delivered rows, which a reconstruction would "
                "overwrite. Move it away first, or give another folder with --data."
            )
            raise PublishingError(message)
