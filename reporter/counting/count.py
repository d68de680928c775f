"""The count in order: take the registers in, check the records, link and tally them."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.counting.checking import Checked, Records, check
from reporter.counting.december import December
from reporter.counting.engines import DUCKDB, engine
from reporter.counting.files import Fingerprint, fingerprints
from reporter.counting.intake import take_in, telling_unreadable_files
from reporter.counting.locating import wrong_together
from reporter.counting.private import private_folder
from reporter.counting.tally import FAULTY, Tally, judged, linked, read_tally, tallied
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.counting.engines import Engine
    from reporter.counting.rules import Rules
    from reporter.counting.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is to be counted, of which year, and with what.

    ``paths`` are those of each register. With ``keep_going`` wrong records are set aside;
    without, they stop the count. ``whole`` fingerprints Parquet files to the last byte.
    """

    paths: Mapping[str, Sequence[Path]]
    year: int
    engine: str = DUCKDB
    memory: str | None = None
    keep_going: bool = False
    whole: bool = False


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
