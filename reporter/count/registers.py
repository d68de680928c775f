"""From the registers to deliveries: read the rules, count, write a data folder."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Sector
from reporter.count.count import FEWEST, count, deliveries, protocol
from reporter.count.rules import read_rules
from reporter.count.schema import read_schema
from reporter.deliveries.publishing import publish
from reporter.deliveries.reading import Standing, read_frame, read_standing
from reporter.deliveries.writing import render_kind, with_year
from reporter.errors import PublishingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction
    from pathlib import Path

    from reporter.count.count import Inquiry
    from reporter.count.rules import Rules
    from reporter.errors import Fault
    from reporter.project import Project

COLUMNS = ("bestand", "rij", "kolom", "gevonden", "verwacht")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


def render_set_aside(faults: Iterable[Fault]) -> bytes:
    """Write one row for each fault; the record itself is not repeated, for it is of a person."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fault in faults:
        cells = (fault.file, fault.row, fault.column, fault.found, fault.expected)
        writer.writerow(["" if cell is None else _text(str(cell)) for cell in cells])
    return target.getvalue().encode()


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


EDITIONS, TITLE = "editions", re.compile(r'^(titel *= *".*)"$', re.MULTILINE)
REGISTERS, SCHEMA, RULES = "registers", "schema.json", "telregels.toml"
ALONG = (
    *(f"{kind}.csv" for kind in Kind),
    "begrippen.csv",
    "datapackage.json",
    f"{EDITIONS}/*.toml",
    "gepubliceerd/*.csv",
    f"{REGISTERS}/{SCHEMA}",
    f"{REGISTERS}/{RULES}",
)
"""What of a data folder a new one needs too."""
DELIVERED, ASSUMED = "geleverd", "aangenomen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What is to be counted, by which rules, and where the outcome goes.

    ``rules`` is None for those of the data folder, ``output`` None for the data folder
    itself. Rows of fewer than ``fewest`` persons are flagged. ``program`` is our version.
    """

    inquiry: Inquiry
    program: str
    rules: Path | None = None
    output: Path | None = None
    fewest: int = FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a count left: the files, the protocol, and rows of another origin it replaced."""

    files: tuple[Path, ...]
    protocol: Mapping[str, Any]
    replaced: Mapping[str, int]
    faults: tuple[Fault, ...]


def count_registers(
    assignment: Assignment, project: Project, progress: Callable[[str], None] = lambda _: None
) -> Registered:
    """Count one December from the registers and write it as deliveries.

    Other years stay as they are; a new folder gets the rest of the data folder too. Raises
    InputError, EngineError, and PublishingError rather than write over what was not counted
    without being told to.
    """
    year = assignment.inquiry.year
    groups = [group.code for group in read_frame(project.data).groups]
    schema = read_schema(project.data / REGISTERS / SCHEMA)
    path = assignment.rules or project.data / REGISTERS / RULES
    rules = read_rules(path, schema, groups)
    target = _target(assignment, project, rules)
    outcome = count(assignment.inquiry, schema, rules, progress)
    rows = deliveries(outcome.tally, year, groups)
    told = {
        "year": year,
        "program": assignment.program,
        "rule_file_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        **protocol(outcome, rules, rows, assignment.fewest),
    }
    written = _deliveries(target, rows, _keys(rules, year))
    written[f"telprotocol-{year}.json"] = _json(told)
    aside = f"terzijde-{year}.csv"
    if outcome.faults:
        written[aside] = render_set_aside(outcome.faults)
    progress("writing the deliveries")
    publish(target.folder, {**target.along, **written}, frozenset((*written, aside)))
    return Registered(
        files=tuple(target.folder / name for name in written),
        protocol=told,
        replaced=target.replaced(year),
        faults=outcome.faults,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The folder that deliveries go to, the rows that stand there, and what it still lacks.

    ``along`` are files of the data folder that a new folder needs for a build.
    """

    folder: Path
    standing: Mapping[Kind, Standing]
    along: Mapping[str, bytes]

    def replaced(self, year: int) -> dict[str, int]:
        """Count the rows of a year that were not counted but printed, derived or assumed."""
        return dict(
            Counter(
                origin
                for standing in self.standing.values()
                for row, origin in standing.origins.items()
                if row.year == year and origin != DELIVERED
            )
        )


def _target(assignment: Assignment, project: Project, rules: Rules) -> Target:
    folder = assignment.output or project.data
    new = not (folder / f"{Kind.HOURS}.csv").exists()
    kinds = [Kind.HOURS, Kind.PERSONS]
    if rules.market_share is not None:
        kinds.append(Kind.KEY)
    target = Target(
        folder=folder,
        standing={kind: read_standing(project.data if new else folder, kind) for kind in kinds},
        along=_along(project.data, folder, rules) if new else {},
    )
    if assignment.output is None:
        _spare(target, rules, assignment.inquiry.year)
    return target


def _spare(target: Target, rules: Rules, year: int) -> None:
    """Write to the data folder only what belongs there, unless the user names it."""
    if not rules.official:
        message = (
            f'the rules are a variant ("{rules.name}"), which does not go in '
            f"{target.folder.name}/. Name another folder with --output."
        )
        raise PublishingError(message)
    replaced = target.replaced(year)
    if replaced:
        origins = ", ".join(f"{rows} {origin}" for origin, rows in sorted(replaced.items()))
        message = (
            f"{target.folder.name}/ holds rows of {year} that were not counted ({origins}), "
            "which a count would replace. Name another folder with --output, or this one if "
            "that is what you want."
        )
        raise PublishingError(message)


def _along(data: Path, folder: Path, rules: Rules) -> dict[str, bytes]:
    """Take along what a build needs and the folder does not have yet."""
    files = (path for pattern in ALONG for path in sorted(data.glob(pattern)))
    relative = ((path, path.relative_to(data)) for path in files)
    return {
        str(name): path.read_bytes() if rules.official else _titled(path, rules.name)
        for path, name in relative
        if not (folder / name.parts[0]).exists()
    }


def _titled(path: Path, variant: str) -> bytes:
    """Name the variant in the title of an edition, so that its annex is not taken for ours."""
    if path.parent.name != EDITIONS:
        return path.read_bytes()
    text = path.read_text("utf-8")
    return TITLE.sub(lambda found: f'{found[1]} (variant: {variant})"', text).encode()


def _keys(rules: Rules, year: int) -> dict[Quantity, Fraction]:
    """Give the key of a variant that sets one: both sectors, together one."""
    if rules.market_share is None:
        return {}
    shares = {Sector.MARKET: rules.market_share, Sector.GOVERNMENT: 1 - rules.market_share}
    return {
        Quantity(kind=Kind.KEY, year=year, sector=sector): share for sector, share in shares.items()
    }


def _deliveries(
    target: Target, rows: Mapping[Quantity, Fraction], keys: Mapping[Quantity, Fraction]
) -> dict[str, bytes]:
    """Write the files with the rows of the year in the place of the old ones."""
    origins = dict.fromkeys(rows, DELIVERED) | dict.fromkeys(keys, ASSUMED)
    written = {}
    for kind, standing in target.standing.items():
        new = {row: amount for row, amount in {**rows, **keys}.items() if row.kind is kind}
        amounts = with_year(standing.amounts, new)
        written[f"{kind}.csv"] = render_kind(kind, amounts, {**standing.origins, **origins})
    return written


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
