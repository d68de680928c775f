"""From deliveries to registers that give them: read what a count must find, make, write."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.count.rules import read_rules, read_schema
from reporter.deliveries.publishing import filled
from reporter.deliveries.reading import read_deliveries
from reporter.errors import CountingError, PublishingError
from reporter.project import COUNTING_RULES, REGISTER_SCHEMA, real
from reporter.synthesize.columns import even, parquet, side_by_side, write_table
from reporter.synthesize.jobs import (
    DAY,
    FULL_TIME,
    LINKED,
    REPEATED,
    SCHEMA,
    batch,
    employer_table,
    filing_times,
    filings,
    four_weeks,
    jobs,
    months,
    unchanging,
    wage_tax_numbers,
)
from reporter.synthesize.people import Grounds, People, Wanted, people, register_table, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.random import Generator
    from pyarrow.parquet import ParquetWriter

    from reporter.synthesize.columns import Rows
    from reporter.synthesize.jobs import Period


README = "LEESMIJ.txt"
REGISTER, PAYROLL = "doelgroepregister.parquet", "polisadministratie"
EMPLOYERS = "werkgevers.parquet"
OURS = frozenset({README, REGISTER, PAYROLL, EMPLOYERS})
"""All that a synthesis writes in its folder."""
FIRST_LINE = "VERZONNEN GEGEVENS: in deze map staat geen enkele echte persoon of werkgever."
TEXT = f"""\
{FIRST_LINE}

De computer heeft deze registers van {{year}} bedacht, om het tellen te kunnen laten zien zonder
vertrouwelijke gegevens. Wie ze telt, vindt de uren en personen waarvan de bijlage is gemaakt.
Verder zegt niets in deze bestanden iets over iemand:

- elk pseudoniem eindigt op "-verzonnen";
- elk loonheffingennummer zakt voor de elfproef, dus geen werkgever kan het hebben;
- wie wanneer en hoeveel werkte, is door loting bepaald.

{REGISTER}  wie op welke grond in het register staat, en van wanneer tot wanneer
{PAYROLL}/         {{records}} regels loonaangifte, een bestand voor elk tijdvak
{EMPLOYERS}         in welke sector een werkgever valt, en van wanneer tot wanneer

Gemaakt met:  reporter synthesize --year {{year}} --scale {{scale:g}} --seed {{seed}}
Tellen met:   reporter count --year {{year}} --register {REGISTER}
              --payroll {PAYROLL} --employers {EMPLOYERS} --output MAP
"""


class Topic(IntEnum):
    """What is drawn; each has chances of its own, so that a change in one moves no other."""

    PEOPLE = 0
    JOBS = 1
    FILINGS = 2
    REGISTER = 3
    EMPLOYERS = 4
    BYSTANDERS = 5
    HOURS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What was asked for: the year, the part of all bystanders, and the seed of chance."""

    year: int
    scale: float
    seed: int

    def chance(self, topic: Topic, *places: int) -> Generator:
        """Give the chances of one topic, perhaps of one part and period of it."""
        return np.random.default_rng([self.seed, self.year, topic, *places])

    @property
    def metadata(self) -> dict[str, str]:
        """Say it in a Parquet file."""
        return {
            "herkomst": FIRST_LINE,
            "jaar": f"{self.year}",
            "schaal": f"{self.scale:g}",
            "zaad": f"{self.seed}",
        }

    def readme(self, records: int) -> bytes:
        """Say it to who opens the folder."""
        counted = f"{records:,}".replace(",", ".")
        return TEXT.format(**asdict(self), records=counted).encode()


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
    target = wanted(read_deliveries(data), asked.year)
    made = registers(target, _grounds(target, data), asked)
    _refuse_without_room(folder, BESIDE + BYTES * made.records)
    with filled(folder) as aside:
        made.write(aside, progress)
        _refuse_what_is_not_ours(folder)  # again: it took minutes
    return made.records


def _grounds(target: Wanted, data: Path) -> Grounds:
    """Give the grounds of each group as the official rules of the data folder have them."""
    groups = [str(row.group) for row in target.formal]
    layouts = read_schema(data / REGISTER_SCHEMA)
    rules = read_rules(data / COUNTING_RULES, layouts, groups)
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
    return Grounds(of_group=of_group, priority=rules.priority, present=target.present)


GIGABYTE = 10**9


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
    there = next(one for one in (folder, *real(folder).parents) if one.is_dir())
    free = shutil.disk_usage(there).free
    if free < size:
        message = (
            f"{folder}: found {free / GIGABYTE:.1f} GB free, expected {size / GIGABYTE:.1f} GB for "
            "these registers; nothing was written. Choose a smaller --scale, or another disk "
            "with --output."
        )
        raise PublishingError(message)


MONTHLY, FOUR_WEEKLY = 17_200_000, 2_400_000
"""Records a period at scale 1: with 12 and 14 periods 240 million a year."""
BYTES = 17
"""On disk for a record, with some to spare; a person in the register takes twice that."""
BESIDE = 50_000_000
"""Bytes for the register, and for what a file system needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """All that will be written, the bystanders not yet made."""

    asked: Synthesis
    people: People
    grounds: Grounds
    lengths: tuple[PayPeriods, ...]

    @property
    def records(self) -> int:
        """How many payroll records there will be."""
        return sum(length.records for length in self.lengths)

    def write(self, folder: Path, progress: Callable[[str], None]) -> None:
        """Fill an empty folder with the registers."""
        seed, year, about = self.asked.seed, self.asked.year, self.asked.metadata
        drawn = self.asked.chance(Topic.REGISTER)
        register = register_table(self.people, self.grounds, year, drawn, seed)
        write_table(folder / REGISTER, register, about)
        write_table(folder / EMPLOYERS, self._employers(), about)
        (folder / PAYROLL).mkdir()
        done = 0

        def told(records: int) -> None:
            nonlocal done
            done += records
            progress(f"{done:,} of {self.records:,} records")

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for length in self.lengths:
                length.write(folder / PAYROLL, pool, told)
        (folder / README).write_bytes(self.asked.readme(self.records))

    def _employers(self) -> pa.Table:
        """Give the employers of the target group, which are the same at every scale, and others."""
        last = LINKED + sum(length.employers for length in self.lengths)
        return pa.concat_tables(
            employer_table(numbers, self.asked.year, self.asked.chance(Topic.EMPLOYERS, place))
            for place, numbers in enumerate((np.arange(LINKED), np.arange(LINKED, last)))
        )


def registers(wanted: Wanted, grounds: Grounds, asked: Synthesis) -> Registers:
    """Make the people of the target group and all their records; the same at every scale."""
    everyone = people(wanted, asked.chance(Topic.PEOPLE))
    found = jobs(wanted, everyone, asked.chance(Topic.JOBS))
    person, employer, lengths = len(everyone.groups), LINKED, []
    kinds = ((months, MONTHLY, False), (four_weeks, FOUR_WEEKLY, True))
    for place, (periods_of, size, four_weekly) in enumerate(kinds):
        periods = periods_of(asked.year)
        chosen = found[found["four_weekly"] == four_weekly]
        drawn = asked.chance(Topic.FILINGS, place)
        length = PayPeriods(
            asked=asked,
            place=place,
            periods=periods,
            linked=[*filings(chosen, asked.year, periods, drawn)],
            bystanders=round(size * asked.scale),
            person=person,
            employer=employer,
        )
        person, employer = person + length.bystanders, employer + length.employers
        lengths.append(length)
    return Registers(asked=asked, people=everyone, grounds=grounds, lengths=tuple(lengths))


PART = 1 << 18
"""How many records of a period are made at once: what bounds the memory."""
PER_EMPLOYER = 28
"""Employments of one employer on average; big ones have many more."""
CORRECTED, DUPLICATED = 100, 1000
"""One record in so many was corrected, or is delivered double."""
KIND_SHARES = (90, 8, 1, 1, 0)
"""Of a hundred employments, how many are of each kind, in the order of KINDS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPeriods:
    """The months of a year or its periods of four weeks, with the records of the target group.

    Of the bystanders there are ``bystanders`` records a period; their people are numbered
    from ``person``, their employers from ``employer``.
    """

    asked: Synthesis
    place: int
    periods: Sequence[Period]
    linked: Sequence[Rows]
    bystanders: int
    person: int
    employer: int

    @property
    def records(self) -> int:
        """How many records it has in all."""
        return sum(map(len, self.linked)) + len(self.periods) * self.bystanders

    @property
    def parts(self) -> int:
        """In how many parts it is written; the target group is spread over all of them."""
        return max(1, -(-self.bystanders // PART))

    @property
    def employers(self) -> int:
        """How many employers the bystanders have."""
        return self.parts * (PART // PER_EMPLOYER)

    def write(self, folder: Path, pool: Executor, told: Callable[[int], None]) -> None:
        """Write a file for each period; ``told`` hears how many records have been written."""
        with ExitStack() as stack:
            files = (folder / f"{period.name}.parquet" for period in self.periods)
            writers = [
                stack.enter_context(parquet(file, SCHEMA, REPEATED, self.asked.metadata))
                for file in files
            ]
            ahead = pool.submit(_part, self, 0)
            for number in range(self.parts):
                part = ahead.result()
                if number + 1 < self.parts:
                    ahead = pool.submit(_part, self, number + 1)
                told(sum(pool.map(part.write, range(len(writers)), writers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some of the bystanders, a row for each record of a period, and their columns that stay.

    Their employers are counted from LINKED; ``numbers`` has a wage tax number for each.
    """

    length: PayPeriods
    number: int
    rows: Rows
    numbers: pa.Array
    same: list[pa.Array]

    def write(self, place: int, writer: ParquetWriter) -> int:
        """Write the records of one period, those of the target group first."""
        length, period = self.length, self.length.periods[place]
        drawn = length.asked.chance(Topic.HOURS, length.place, self.number, place)
        records = length.linked[place]
        bounds = len(records) * np.arange(length.parts + 1) // length.parts
        some = records[bounds[self.number] : bounds[self.number + 1]]
        same = unchanging(some, self.numbers, length.asked.seed)
        linked = batch(same, period, some["hours"], some["filed"])
        table = pa.Table.from_batches([linked, self._bystanders(period, drawn)])
        writer.write_table(table, row_group_size=even(len(table)))
        return len(table)

    def _bystanders(self, period: Period, chance: Generator) -> pa.RecordBatch:
        """Give them hours, and file: an employer does that at once."""
        count = len(self.rows)
        later, doubled = _later(count)
        hours = chance.integers(0, FULL_TIME, count)
        moments = filing_times(period, len(self.numbers) - LINKED, chance)
        filed = moments[self.rows["employer"] - LINKED]
        filed[later] += 45 * DAY
        hours[doubled] = hours[: doubled.stop - doubled.start]
        return batch(self.same, period, hours, filed)


def _part(length: PayPeriods, number: int) -> _Part:
    asked, begin = length.asked, number * PART
    drawn = asked.chance(Topic.BYSTANDERS, length.place, number)
    count = min(PART, length.bystanders - begin)
    employers = max(1, count // PER_EMPLOYER)
    rows = _bystanders(count, length.person + begin, employers, drawn)
    first = length.employer + number * (PART // PER_EMPLOYER)
    numbers = wage_tax_numbers(np.r_[:LINKED, first : first + employers])
    same = unchanging(rows, numbers, asked.seed)
    return _Part(length=length, number=number, rows=rows, numbers=numbers, same=same)


def _bystanders(count: int, first: int, employers: int, chance: Generator) -> Rows:
    """Give ``count`` records a period; people are numbered from ``first``."""
    later, doubled = _later(count)
    jobs, corrected = later.start, later.stop - later.start
    person = first + np.arange(jobs) * 19 // 20  # one in twenty has two jobs
    employer = LINKED + np.sort((employers * chance.random(jobs) ** 2).astype(np.int64))
    kind = np.searchsorted(np.cumsum(KIND_SHARES), chance.integers(0, 100, jobs), side="right")
    number = 1 + (np.diff(person, prepend=first - 1) == 0)
    spaced = np.arange(corrected) * (jobs // max(1, corrected))
    origin = np.concatenate((np.arange(jobs), spaced, np.arange(count - doubled.start)))
    return side_by_side(
        person=person[origin], employer=employer[origin], number=number[origin], kind=kind[origin]
    )


def _later(count: int) -> tuple[slice, slice]:
    """Give the places of records that were filed later as a correction, and of doubles."""
    corrected, doubled = count // CORRECTED, count // DUPLICATED
    jobs = count - corrected - doubled
    return slice(jobs, jobs + corrected), slice(jobs + corrected, count)
