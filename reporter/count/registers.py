"""From the registers to deliveries: read the rules, count, write a data folder."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Sector
from reporter.count.count import count, deliveries, protocol
from reporter.count.rules import read_rules, read_schema
from reporter.deliveries.editions import FOLDER, VARIANT
from reporter.deliveries.entries import Delivered, render_kind, with_year
from reporter.deliveries.publishing import publish
from reporter.deliveries.reading import not_ours, read_frame, read_kind
from reporter.deliveries.schema import Provenance
from reporter.errors import PublishingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from reporter.count.count import Inquiry
    from reporter.count.rules import Rules
    from reporter.errors import Fault
    from reporter.project import Project

COLUMNS = ("bestand", "rij", "kolom", "gevonden", "verwacht")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""
SCHEMA, RULES = "registers/schema.json", "registers/telregels.toml"
ALONG = (
    *(f"{kind}.csv" for kind in Kind),
    "begrippen.csv",
    "datapackage.json",
    VARIANT,
    f"{FOLDER}/*.toml",
    "gepubliceerd/*.csv",
    SCHEMA,
    RULES,
)
"""What of a data folder a new one needs too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a count left: the files, the protocol, and rows of another origin it replaced."""

    files: tuple[Path, ...]
    protocol: Mapping[str, Any]
    replaced: Mapping[str, int]
    faults: tuple[Fault, ...]


def count_registers(
    inquiry: Inquiry,
    project: Project,
    program: str,
    progress: Callable[[str], None] = lambda _: None,
) -> Registered:
    """Count one December from the registers and write it as deliveries.

    Other years stay as they are; a new folder gets the rest of the data folder too. Raises
    InputError, EngineError, and PublishingError rather than write over what was not counted
    without being told to. ``program`` is our version.
    """
    year, data = inquiry.year, project.data
    groups = [group.code for group in read_frame(data).groups]
    schema = read_schema(data / SCHEMA)
    path = inquiry.rules or data / RULES
    rules = read_rules(path, schema, groups)
    folder = inquiry.output or data
    new = not (folder / f"{Kind.HOURS}.csv").exists()
    keys = _keys(rules, year)
    kinds = (Kind.HOURS, Kind.PERSONS, *((Kind.KEY,) if keys else ()))
    standing = {kind: read_kind(data if new else folder, kind) for kind in kinds}
    replaced = _replaced(standing.values(), year)
    if inquiry.output is None:
        _refuse(folder.name, rules, year, replaced)
    along = _along(data, folder, rules) if new else {}
    outcome = count(inquiry, schema, rules, progress)
    rows = deliveries(outcome.tally, year, groups)
    told = {
        "year": year,
        "program": program,
        "rule_file_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        **protocol(outcome, rules, rows, inquiry.fewest),
    }
    counted = keys | {row: Delivered(n, Provenance.DELIVERED) for row, n in rows.items()}
    written = {
        f"{kind}.csv": render_kind(kind, with_year(old, counted)) for kind, old in standing.items()
    }
    report = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    written[f"telprotocol-{year}.json"] = report.encode()
    aside = f"terzijde-{year}.csv"
    if outcome.faults:
        written[aside] = _set_aside(outcome.faults)
    progress("writing the deliveries")
    publish(folder, {**along, **written}, frozenset((*written, aside)))
    return Registered(
        files=tuple(folder / name for name in written),
        protocol=told,
        replaced=replaced,
        faults=outcome.faults,
    )


def _keys(rules: Rules, year: int) -> dict[Quantity, Delivered]:
    """Give the key of a variant that sets one: both sectors, together one."""
    share = rules.market_share
    if share is None:
        return {}
    shares = {Sector.MARKET: share, Sector.GOVERNMENT: 1 - share}
    return {
        Quantity(kind=Kind.KEY, year=year, sector=sector): Delivered(part, Provenance.ASSUMED)
        for sector, part in shares.items()
    }


def _replaced(standing: Iterable[Mapping[Quantity, Delivered]], year: int) -> dict[str, int]:
    """Count the rows of a year that were not counted but printed, derived or assumed."""
    found: Counter[str] = Counter()
    for rows in standing:
        found += not_ours(rows, (Provenance.DELIVERED,), year)
    return dict(found)


def _refuse(folder: str, rules: Rules, year: int, replaced: Mapping[str, int]) -> None:
    """Write to the data folder only what belongs there, unless the user names it."""
    if not rules.official:
        message = (
            f'the rules are a variant ("{rules.name}"), which does not go in {folder}/. '
            "Name another folder with --output."
        )
        raise PublishingError(message)
    if replaced:
        origins = ", ".join(f"{rows} {origin}" for origin, rows in sorted(replaced.items()))
        message = (
            f"{folder}/ holds rows of {year} that were not counted ({origins}), "
            "which a count would replace. Name another folder with --output, or this one if "
            "that is what you want."
        )
        raise PublishingError(message)


def _along(data: Path, folder: Path, rules: Rules) -> dict[str, bytes]:
    """Take along what a build needs and the folder does not have yet.

    The name of a variant goes along, so that its annex is not taken for ours.
    """
    files = (path for pattern in ALONG for path in sorted(data.glob(pattern)))
    relative = ((path, path.relative_to(data)) for path in files)
    along = {
        str(name): path.read_bytes()
        for path, name in relative
        if not (folder / name.parts[0]).exists()
    }
    return along if rules.official else {**along, VARIANT: f'naam = "{rules.name}"\n'.encode()}


def _set_aside(faults: Iterable[Fault]) -> bytes:
    """Write one row for each fault; the record itself is not repeated, for it is of a person."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fault in faults:
        cells = (fault.file, fault.row, fault.column, fault.found, fault.expected)
        texts = ["" if cell is None else str(cell) for cell in cells]
        writer.writerow([f"'{text}" if text.startswith(FORMULA) else text for text in texts])
    return target.getvalue().encode()
