"""From the figures in print to deliveries: read the letters, solve, write data/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.checking.reconstruct import reconstruct
from reporter.claims import claims, measurement_of
from reporter.errors import PublishingError
from reporter.inputs import data_package, read_frame
from reporter.publishing import publish
from reporter.rendering.deliveries import render_deliveries

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.model.claim import Claim
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
    found = reconstruct(
        claims(project, frame), groups, lambda rows: measurement_of(frame, rows).expression
    )
    content = render_deliveries(found.amounts, found.assumed)
    package = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
    content[PACKAGE] = package.encode()
    files = publish(project.data, content, frozenset(content))
    return Reconstructed(files=tuple(files), misprints=found.misprints)


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
