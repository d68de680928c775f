"""The protocol of a count: what became of every record, and of what and with what it was made.

It holds numbers and the names of files, never a person.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Form, Sector
from reporter.count.checks import Checked, Records, check, wrong_together
from reporter.count.engines import DUCKDB, engine
from reporter.count.files import Fingerprint, fingerprints, private_folder
from reporter.count.intake import take_in, telling_unreadable_files
from reporter.count.tally import (
    FAULTY,
    LINES,
    December,
    Reason,
    Tally,
    judged,
    linked,
    read_tally,
    tallied,
)
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.count.engines import Engine
    from reporter.count.rules import Rules
    from reporter.count.schema import Schema

HIRED = (Form.AGENCY, Form.SECONDMENT)
HUNDREDTHS = 100


def deliveries(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    """Give every row of the year in the order of the files, noughts too.

    Hired hours are divided by neither sector nor group: the payroll does not know where hired
    work is done, and who is seconded may be of several groups [letter of 2 July 2020].
    """
    return {**_hours(tally, year, groups), **_persons(tally, year, groups)}


def _hours(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    formal = {
        Quantity(kind=Kind.HOURS, year=year, form=Form.FORMAL, sector=sector, group=group): sum(
            hours
            for cell, hours in tally.hundredths.items()
            if (cell.form, cell.sector, cell.group) == (Form.FORMAL, sector, group)
        )
        for sector in Sector
        for group in groups
    }
    hired = {
        Quantity(kind=Kind.HOURS, year=year, form=form): sum(
            hours for cell, hours in tally.hundredths.items() if cell.form is form
        )
        for form in HIRED
    }
    return {row: Fraction(hours, HUNDREDTHS) for row, hours in (formal | hired).items()}


def _persons(tally: Tally, year: int, groups: Sequence[str]) -> dict[Quantity, Fraction]:
    """Count persons: once in each row, and once in all rows together [letter of 2 July 2020]."""
    rows = {
        Quantity(kind=Kind.PERSONS, year=year, form=Form.FORMAL, group=group): persons_in(
            tally, Form.FORMAL, groups=(group,)
        )
        for group in groups
    }
    for form in HIRED:
        rows[Quantity(kind=Kind.PERSONS, year=year, form=form)] = persons_in(tally, form)
    rows[Quantity(kind=Kind.PERSONS, year=year)] = sum(tally.persons.values())
    return {row: Fraction(persons) for row, persons in rows.items()}


def persons_in(
    tally: Tally,
    form: Form,
    sector: Sector | None = None,
    groups: Collection[str] | None = None,
) -> int:
    """Count the unique persons with this form of work, perhaps in one sector or of some groups."""
    wanted = {
        place for place, line in enumerate(LINES) if line in {(form, sector), (form, None)}
    } or {place for place, (one, _) in enumerate(LINES) if one is form}
    return sum(
        persons
        for (group, lines), persons in tally.persons.items()
        if lines & wanted and (groups is None or group in groups)
    )


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
class Count:
    """The outcome: the tally, what was set aside, and of what and with what it was made.

    ``read`` and ``set_aside`` are numbers of records by register; the latter are wrong by
    themselves. ``says`` is what files tell of their origin, ``seconds`` how long the count took.
    """

    tally: Tally
    faults: tuple[Fault, ...]
    read: Mapping[str, int]
    set_aside: Mapping[str, int]
    fingerprints: Mapping[str, tuple[Fingerprint, ...]]
    says: tuple[str, ...]
    engine: str
    seconds: float


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
            name: tuple(fingerprints(one.delivered, whole=inquiry.whole))
            for name, one in registers.items()
        }
        stack.enter_context(telling_unreadable_files(registers.values(), private))
        chosen = stack.enter_context(engine(inquiry.engine, private, inquiry.memory))
        local = chosen
        if inquiry.engine != DUCKDB:
            local = stack.enter_context(engine(DUCKDB, private, inquiry.memory))
        records = Records(
            registers=registers, month=December(year=inquiry.year), rules=rules, local=local
        )
        progress("checking the records")
        checked = check(records, chosen, keep_going=inquiry.keep_going)
        progress("counting")
        tally = tally_of(checked, records, chosen)
        faults = (*checked.faults, *faults_together(checked, records, tally))
        if faults and not inquiry.keep_going:
            raise InputError(faults)
        return Count(
            tally=tally,
            faults=faults,
            read={name: one.read for name, one in registers.items()},
            set_aside={name: one.read - checked.sound[name] for name, one in registers.items()},
            fingerprints=seen,
            says=tuple(sorted({text for one in registers.values() for text in one.says})),
            engine=chosen.name,
            seconds=time.monotonic() - begun,
        )


def tally_of(checked: Checked, records: Records, chosen: Engine) -> Tally:
    """Link, judge and tally the sound records in one expression."""
    tables, rules, month = checked.tables, records.rules, records.month
    found = linked(tables["payroll"], tables["register"], rules, month)
    expression = tallied(found, judged(found, tables["employers"], rules, month))
    totals = {
        "read": records.registers["payroll"].read,
        "sound": checked.sound["payroll"],
        "december": checked.december,
    }
    return read_tally(chosen.rows(expression), totals, rules.priority)


def faults_together(checked: Checked, records: Records, tally: Tally) -> Iterator[Fault]:
    """Name the records that are wrong beside others, if the tally has any."""
    if any(tally.records[reason] for reason in FAULTY):
        yield from wrong_together(checked, records)


UNLINKED = (Reason.SET_ASIDE, Reason.OUTSIDE_DECEMBER, Reason.NOT_IN_REGISTER)


def small_cells(count: Count, rows: Mapping[Quantity, Fraction], fewest: int) -> Iterator[Quantity]:
    """Find the rows that rest on fewer persons than the threshold."""
    for row in rows:
        if row.form is None:
            persons = sum(count.tally.persons.values())
        else:
            groups = None if row.group is None else (row.group,)
            persons = persons_in(count.tally, row.form, row.sector, groups)
        if 0 < persons < fewest:
            yield row


def protocol(
    count: Count, rules: Rules, rows: Mapping[Quantity, Fraction], fewest: int
) -> dict[str, Any]:
    """Give the protocol as it is written; the records by reason add up to those read."""
    tally = count.tally
    hundredths = sum(tally.hundredths.values())
    return {
        "rules": rules.name,
        "origin": list(count.says),
        "engine": count.engine,
        "seconds": round(count.seconds, 1),
        "payroll_records": {
            "read": count.read["payroll"],
            "linked": count.read["payroll"] - sum(tally.records[one] for one in UNLINKED),
            "by_outcome": {reason.value: tally.records[reason] for reason in Reason},
        },
        "persons": sum(tally.persons.values()),
        "hours": f"{hundredths // 100}.{hundredths % 100:02}",
        "few_persons": {
            "fewer_than": fewest,
            "rows": [row.key for row in small_cells(count, rows, fewest)],
        },
        "registers": {
            name: {
                "read": count.read[name],
                "set_aside": count.set_aside[name],
                "files": [
                    {"name": one.name, "sha256": one.sha256, "of": one.of}
                    for one in count.fingerprints[name]
                ],
            }
            for name in count.read
        },
    }
