"""From the registers to deliveries: count one December, write a data folder and a protocol.

The protocol tells what became of every record. It holds numbers and the names of files, never
a person.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import ChainMap
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import HIRED_FORMS, Form, Sector
from reporter.count.checks import Task, check, wrong_together
from reporter.count.engines import DUCKDB, engine, private_folder
from reporter.count.intake import fingerprint, take_in, telling_unreadable_files
from reporter.count.rules import Rules, Schema, read_rules, read_schema
from reporter.count.tally import FAULTY, LINES, December, Fate, Tally, read_tally, tallied
from reporter.deliveries.controls import renewed
from reporter.deliveries.editions import VARIANT
from reporter.deliveries.publishing import in_turn, publish
from reporter.deliveries.reading import not_ours, read_kind, read_words_and_targets
from reporter.deliveries.schema import (
    CONTROLETOTALEN,
    Delivered,
    Provenance,
    render_kind,
    with_year,
)
from reporter.deliveries.sheet import csv_text, harmless
from reporter.errors import Fault, InputError, PublishingError
from reporter.project import BOUNDS, COUNTING_RULES, EDITIONS, PUBLISHED, REGISTER_SCHEMA, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


COLUMNS = ("bestand", "rij", "kolom", "gevonden", "verwacht")
ALONG = (
    *(f"{kind}.csv" for kind in Kind),
    "begrippen.csv",
    CONTROLETOTALEN.name,
    "datapackage.json",
    BOUNDS,
    VARIANT,
    f"{EDITIONS}/*.toml",
    f"{PUBLISHED}/*.csv",
    REGISTER_SCHEMA,
    COUNTING_RULES,
)
"""What of a data folder a new one needs too."""
HUNDREDTHS = 100
UNLINKED = (Fate.SET_ASIDE, Fate.OUTSIDE_DECEMBER, Fate.NOT_IN_REGISTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is to be counted, of which year, with what, and where the outcome goes.

    ``paths`` are those of each register. With ``keep_going`` wrong records are set aside;
    without, they stop the count. ``whole`` fingerprints Parquet files to the last byte.
    ``rules`` is None for those of the data folder, ``output`` None for the data folder
    itself. Rows of fewer than ``fewest`` persons are flagged: they may tell who they are.
    """

    paths: Mapping[str, Sequence[Path]]
    year: int
    engine: str = DUCKDB
    memory: str | None = None
    keep_going: bool = False
    whole: bool = False
    rules: Path | None = None
    output: Path | None = None
    fewest: int = 10


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
    groups = [group.code for group in read_words_and_targets(data).groups]
    schema = read_schema(data / REGISTER_SCHEMA)
    path = inquiry.rules or data / COUNTING_RULES
    rules = read_rules(path, schema, groups)
    folder, keys = inquiry.output or data, _keys(rules, year)
    kinds = (Kind.HOURS, Kind.PERSONS, *((Kind.KEY,) if keys else ()))
    _standing(inquiry, data, rules, kinds)
    outcome = count(inquiry, schema, rules, progress)
    rows = _rows(outcome.tally, year, groups)
    few = [row.key for row in rows if 0 < _persons(outcome.tally, row) < inquiry.fewest]
    protocol = {
        "year": year,
        "program": program,
        "rule_file_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        **outcome.protocol,
        "few_persons": {"fewer_than": inquiry.fewest, "rows": few},
        "registers": outcome.registers,
    }
    counted = keys | {row: Delivered(n, Provenance.DELIVERED) for row, n in rows.items()}
    report = json.dumps(protocol, ensure_ascii=False, indent=2) + "\n"
    aside = f"terzijde-{year}.csv"
    about = {f"telprotocol-{year}.json": report.encode()}
    if outcome.faults:
        about[aside] = _set_aside(outcome.faults)
    progress("writing the deliveries")
    with in_turn(folder):  # what another count wrote meanwhile stays
        read, replaced = _standing(inquiry, data, rules, kinds)
        tables = {kind: with_year(read[kind], counted) for kind in kinds}
        written = {f"{kind}.csv": render_kind(kind, table) for kind, table in tables.items()}
        amounts = {row: one.amount for table in tables.values() for row, one in table.items()}
        written |= renewed(data if _is_new(folder) else folder, amounts, year)
        along = _along(data, folder, rules) if _is_new(folder) else {}
        publish(folder, {**along, **written, **about}, frozenset((*written, *about, aside)))
    files = tuple(folder / name for name in (*written, *about))
    return Registered(files=files, protocol=protocol, replaced=replaced, faults=outcome.faults)


def _standing(
    inquiry: Inquiry, data: Path, rules: Rules, kinds: Sequence[Kind]
) -> tuple[dict[Kind, dict[Quantity, Delivered]], Mapping[str, int]]:
    """Read what stands where a count goes, and the rows of another origin it would replace."""
    folder = inquiry.output or data
    source = data if _is_new(folder) else folder
    standing = {kind: read_kind(source, kind) for kind in kinds}
    replaced = not_ours(ChainMap(*standing.values()), (Provenance.DELIVERED,), inquiry.year)
    if inquiry.output is None:
        _refuse(folder.name, rules, inquiry.year, replaced)
    return standing, replaced


def _is_new(folder: Path) -> bool:
    return not (folder / f"{Kind.HOURS}.csv").exists()


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
    lines: list[Sequence[str]] = [COLUMNS]
    for fault in faults:
        cells = (fault.file, fault.row, fault.column, fault.found, fault.expected)
        lines.append(["" if cell is None else harmless(str(cell)) for cell in cells])
    return csv_text(lines).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The tally, what was set aside, and what the protocol says of the count and its registers."""

    tally: Tally
    faults: tuple[Fault, ...]
    protocol: Mapping[str, Any]
    registers: Mapping[str, Any]


def count(inquiry: Inquiry, schema: Schema, rules: Rules, progress: Callable[[str], None]) -> Count:
    """Count one December.

    Raises InputError for wrong files and records, EngineError where the engine fails.
    """
    begun = time.monotonic()
    with ExitStack() as stack:
        private = stack.enter_context(private_folder())
        progress("reading the registers")
        registers = take_in(inquiry.paths, schema, private)
        seen = {
            name: [fingerprint(file, whole=inquiry.whole) for file in register.delivered]
            for name, register in registers.items()
        }
        stack.enter_context(telling_unreadable_files(registers.values(), private))
        chosen = local = stack.enter_context(engine(inquiry.engine, private, inquiry.memory))
        if inquiry.engine != DUCKDB:
            local = stack.enter_context(engine(DUCKDB, private, inquiry.memory))
        month = December(year=inquiry.year)
        task = Task(registers=registers, month=month, rules=rules, chosen=chosen, local=local)
        progress("checking the records")
        checked = check(task, keep_going=inquiry.keep_going)
        progress("counting")
        found = chosen.rows(tallied(checked.tables, rules, month))
        sizes = (registers["payroll"].read, checked.sound["payroll"], checked.december)
        tally = read_tally(found, sizes, rules.priority)
        faults = checked.faults
        if any(tally.records[fate] for fate in FAULTY):
            faults += tuple(wrong_together(checked, task))
        if faults and not inquiry.keep_going:
            raise InputError(faults)
        return Count(
            tally=tally,
            faults=faults,
            protocol=_protocol(task, tally, time.monotonic() - begun),
            registers={
                name: {
                    "read": register.read,
                    "set_aside": register.read - checked.sound[name],
                    "files": seen[name],
                }
                for name, register in registers.items()
            },
        )


def _protocol(task: Task, tally: Tally, seconds: float) -> dict[str, Any]:
    """Say by what was counted and what became of the records, which add up to those read."""
    read = sum(tally.records.values())
    hundredths = sum(tally.hundredths.values())
    return {
        "rules": task.rules.name,
        "origin": sorted({text for register in task.registers.values() for text in register.says}),
        "engine": task.chosen.name,
        "seconds": round(seconds, 1),
        "payroll_records": {
            "read": read,
            "linked": read - sum(tally.records[fate] for fate in UNLINKED),
            "by_outcome": {fate.value: tally.records[fate] for fate in Fate},
        },
        "persons": sum(tally.persons.values()),
        "hours": f"{hundredths // HUNDREDTHS}.{hundredths % HUNDREDTHS:02}",
    }


def _rows(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    """Give every row of the year in the order of the files, noughts too.

    Hired hours are divided by neither sector nor group: the payroll does not know where hired
    work is done, and who is seconded may be of several groups [letter of 2 July 2020].
    """
    hours = partial(Quantity, kind=Kind.HOURS, year=year)
    persons = partial(Quantity, kind=Kind.PERSONS, year=year)
    rows = [
        *(hours(form=Form.FORMAL, sector=sector, group=one) for sector in Sector for one in groups),
        *(hours(form=form) for form in HIRED_FORMS),
        *(persons(form=Form.FORMAL, group=group) for group in groups),
        *(persons(form=form) for form in HIRED_FORMS),
        persons(),
    ]
    return {
        row: _hours(tally, row) if row.kind is Kind.HOURS else _persons(tally, row) for row in rows
    }


def _hours(tally: Tally, row: Quantity) -> Fraction:
    counted = (number for cell, number in tally.hundredths.items() if _in_row(row, *cell))
    return Fraction(sum(counted), HUNDREDTHS)


def _persons(tally: Tally, row: Quantity) -> Fraction:
    """Count unique persons: once in each row, and once in all together [letter of 2 July 2020]."""
    counted = (
        number
        for (group, lines), number in tally.persons.items()
        if any(_in_row(row, *LINES[line], group) for line in lines)
    )
    return Fraction(sum(counted))


def _in_row(row: Quantity, form: Form, sector: Sector | None, group: str) -> bool:
    """Tell whether a row takes in what was counted here; None is what it is not divided by."""
    return row.form in {None, form} and row.sector in {None, sector} and row.group in {None, group}
