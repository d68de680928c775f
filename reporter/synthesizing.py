"""From deliveries to registers that give them: read what a count must find, make, write."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from reporter.counting.rules import read_rules
from reporter.counting.schema import read_schema
from reporter.errors import CountingError, PublishingError
from reporter.inputs import read_deliveries
from reporter.publishing.filled import filled
from reporter.synthesis import FIRST_LINE, OURS, README, Grounds, registers, wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.synthesis import Registers, Synthesis, Wanted

GIGABYTE = 10**9


def synthesize(
    asked: Synthesis,
    data: Path,
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Write registers to ``folder`` that give the deliveries of a year; tell how many records.

    An earlier synthesis there is replaced, anything else refused. Raises ReporterError.
    """
    _refuse_what_is_not_ours(folder)
    progress("making the people of the target group")
    made = planned(asked, data)
    _refuse_without_room(folder, made.size)
    with filled(folder) as aside:
        made.write(aside, progress)
    return made.records


def planned(asked: Synthesis, data: Path) -> Registers:
    """Give the registers that a synthesis will write."""
    deliveries = read_deliveries(data)
    target = wanted(deliveries, asked.year)
    return registers(target, _grounds(target, data), asked)


def _grounds(target: Wanted, data: Path) -> Grounds:
    """Give the grounds of each group as the official rules of the data folder have them."""
    groups = [str(row.group) for row in target.formal]
    layouts = read_schema(data / "registers" / "schema.json")
    rules = read_rules(data / "registers" / "telregels.toml", layouts, groups)
    of_group = {
        group: [ground for ground, of in rules.groups.items() if of == group] for group in groups
    }
    for place in target.present:
        if not of_group[groups[place]]:
            message = (
                f"telregels.toml has no ground for {groups[place]}, so nobody can be registered "
                "in it. Give one in [grondslag]."
            )
            raise CountingError(message)
    return Grounds(
        of_group=of_group,
        priority=rules.priority,
        groups=groups,
        present=target.present,
    )


def _refuse_what_is_not_ours(folder: Path) -> None:
    """Refuse to replace a folder with anything in it that a synthesis did not write."""
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is no folder; choose another with --output."
        raise PublishingError(message)
    found = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
    readme = folder / README
    ours = readme.is_file() and readme.read_text("utf-8", "replace").startswith(FIRST_LINE)
    if found and (not ours or found - OURS):
        strange = sorted(found - OURS) or sorted(found)
        message = (
            f"{folder} holds {strange[0]}, which is not of an earlier synthesis and would be "
            "lost. Move it away first, or choose another folder with --output."
        )
        raise PublishingError(message)


def _refuse_without_room(folder: Path, size: int) -> None:
    """Refuse before anything is written; an earlier synthesis stays until the new one is whole."""
    there = next(one for one in (folder, *folder.resolve().parents) if one.is_dir())
    free = shutil.disk_usage(there).free
    if free < size:
        message = (
            f"{folder}: found {free / GIGABYTE:.1f} GB free, expected {size / GIGABYTE:.1f} GB for "
            "these registers; nothing was written. Choose a smaller --scale, or another disk "
            "with --output."
        )
        raise PublishingError(message)
