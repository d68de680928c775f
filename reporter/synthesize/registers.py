"""From deliveries to registers that give them: read what a count must find, make, write."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.count.rules import read_rules, read_schema
from reporter.deliveries.publishing import filled
from reporter.deliveries.reading import read_deliveries
from reporter.errors import CountingError, PublishingError
from reporter.synthesize.columns import Topic, chance, write_table
from reporter.synthesize.employers import LINKED, employer_table
from reporter.synthesize.filings import filings
from reporter.synthesize.hours import four_weeks, months
from reporter.synthesize.jobs import jobs
from reporter.synthesize.pay_periods import Strand
from reporter.synthesize.people import Grounds, people, register_table
from reporter.synthesize.wanted import (
    EMPLOYERS,
    FIRST_LINE,
    OURS,
    PAYROLL,
    README,
    REGISTER,
    wanted,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.synthesize.people import People
    from reporter.synthesize.wanted import Synthesis, Wanted

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
    strands: tuple[Strand, ...]

    @property
    def records(self) -> int:
        """How many payroll records there will be."""
        return sum(strand.records for strand in self.strands)

    @property
    def size(self) -> int:
        """About how many bytes they will take on disk."""
        return BESIDE + BYTES * self.records

    def write(self, folder: Path, progress: Callable[[str], None]) -> None:
        """Fill an empty folder with the registers."""
        asked, about = self.asked, self.asked.metadata
        drawn = chance(asked.seed, asked.year, Topic.REGISTER)
        register = register_table(self.people, self.grounds, asked.year, drawn, asked.seed)
        write_table(folder / REGISTER, register, register.schema.names[1:], about)
        employers = self._employers()
        write_table(folder / EMPLOYERS, employers, employers.schema.names[1:], about)
        (folder / PAYROLL).mkdir()
        self._write_payroll(folder / PAYROLL, progress)
        (folder / README).write_bytes(asked.readme(self.records))

    def _employers(self) -> pa.Table:
        """Give the employers of the target group, which are the same at every scale, and others."""
        year, seed = self.asked.year, self.asked.seed
        last = LINKED + sum(strand.employers for strand in self.strands)
        drawn = (chance(seed, year, Topic.EMPLOYERS, place) for place in (0, 1))
        parts = (np.arange(LINKED), np.arange(LINKED, last))
        return pa.concat_tables(map(employer_table, parts, (year, year), drawn))

    def _write_payroll(self, folder: Path, progress: Callable[[str], None]) -> None:
        done = 0

        def told(records: int) -> None:
            nonlocal done
            done += records
            progress(f"{done:,} of {self.records:,} records")

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for strand in self.strands:
                strand.write(folder, pool, told)


def registers(wanted: Wanted, grounds: Grounds, asked: Synthesis) -> Registers:
    """Make the people of the target group and all their records; the same at every scale."""
    everyone = people(wanted, chance(asked.seed, asked.year, Topic.PEOPLE))
    found = jobs(wanted, everyone, chance(asked.seed, asked.year, Topic.JOBS))
    person, employer, strands = len(everyone.groups), LINKED, []
    lengths = ((months, MONTHLY, ~found.four_weekly), (four_weeks, FOUR_WEEKLY, found.four_weekly))
    for place, (periods_of, size, chosen) in enumerate(lengths):
        periods = periods_of(asked.year)
        drawn = chance(asked.seed, asked.year, Topic.FILINGS, place)
        strand = Strand(
            asked=asked,
            place=place,
            periods=periods,
            linked=[*filings(found.only(chosen), asked.year, periods, drawn)],
            bystanders=round(size * asked.scale),
            person=person,
            employer=employer,
        )
        person, employer = person + strand.bystanders, employer + strand.employers
        strands.append(strand)
    return Registers(asked=asked, people=everyone, grounds=grounds, strands=tuple(strands))


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
