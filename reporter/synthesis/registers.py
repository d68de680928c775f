"""Synthetic registers of a year, from which a count finds what was delivered."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.synthesis.chance import Topic, chance
from reporter.synthesis.employers import LINKED, employer_table
from reporter.synthesis.files import write_table
from reporter.synthesis.filings import filings
from reporter.synthesis.jobs import jobs
from reporter.synthesis.notice import EMPLOYERS, PAYROLL, README, REGISTER
from reporter.synthesis.people import people
from reporter.synthesis.periods import four_weeks, months
from reporter.synthesis.registrations import register_table
from reporter.synthesis.strand import Strand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.synthesis.grounds import Grounds
    from reporter.synthesis.notice import Synthesis
    from reporter.synthesis.people import People
    from reporter.synthesis.wanted import Wanted

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
