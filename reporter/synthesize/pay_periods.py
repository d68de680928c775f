"""Records of one length of pay period, part by part into a file for each period."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.synthesize.columns import Topic, chance, even, parquet, pseudonyms, texts
from reporter.synthesize.employers import LINKED, wage_tax_numbers
from reporter.synthesize.filings import DAY, REPEATED, SCHEMA, batch, employments, filing_times
from reporter.synthesize.hours import FULL_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from numpy.random import Generator
    from numpy.typing import NDArray
    from pyarrow.parquet import ParquetWriter

    from reporter.synthesize.filings import Records
    from reporter.synthesize.hours import Period
    from reporter.synthesize.wanted import Synthesis

    Numbers = NDArray[np.int64]

PART = 1 << 18
"""How many records of a period are made at once: what bounds the memory."""
PER_EMPLOYER = 28
"""Employments of one employer on average; big ones have many more."""
CORRECTED, DUPLICATED = 100, 1000
"""One record in so many was corrected, or is delivered double."""
KIND_SHARES = (90, 8, 1, 1, 0)
"""Of a hundred employments, how many are of each kind, in the order of KINDS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bystanders:
    """One part of them: what is the same in every period, a place in each array for a record.

    ``employer`` counts from the first of the ``employers`` of this part; ``corrections`` and
    ``doubles`` are the places of records that were filed later, or delivered twice.
    """

    person: Numbers
    employer: Numbers
    number: Numbers
    kind: Numbers
    employers: int
    corrections: slice
    doubles: slice

    def period(self, period: Period, chance: Generator) -> tuple[Numbers, Numbers]:
        """Give hours in hundredths, and when each record was filed: an employer files at once."""
        hours = chance.integers(0, FULL_TIME, len(self.person))
        filed = filing_times(period, self.employers, chance)[self.employer]
        filed[self.corrections] += 45 * DAY
        hours[self.doubles] = hours[: self.doubles.stop - self.doubles.start]
        return hours, filed


def bystanders(count: int, first: int, chance: Generator) -> Bystanders:
    """Give a part of ``count`` records a period; people are numbered from ``first``."""
    corrected, doubled = count // CORRECTED, count // DUPLICATED
    jobs, employers = count - corrected - doubled, max(1, count // PER_EMPLOYER)
    person = first + np.arange(jobs) * 19 // 20  # one in twenty has two jobs
    employer = np.sort((employers * chance.random(jobs) ** 2).astype(np.int64))
    kind = np.searchsorted(np.cumsum(KIND_SHARES), chance.integers(0, 100, jobs), side="right")
    number = 1 + (np.diff(person, prepend=first - 1) == 0)
    spaced = np.arange(corrected) * (jobs // max(1, corrected))
    origin = np.concatenate((np.arange(jobs), spaced, np.arange(doubled)))
    return Bystanders(
        person=person[origin],
        employer=employer[origin],
        number=number[origin],
        kind=kind[origin],
        employers=employers,
        corrections=slice(jobs, jobs + corrected),
        doubles=slice(jobs + corrected, count),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The months of a year or its periods of four weeks, with the records of the target group.

    Of the bystanders there are ``bystanders`` records a period; their people are numbered
    from ``person``, their employers from ``employer``.
    """

    asked: Synthesis
    place: int
    periods: Sequence[Period]
    linked: Sequence[Records]
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
        return self.parts * EMPLOYERS

    def write(self, folder: Path, pool: Executor, told: Callable[[int], None]) -> None:
        """Write a file for each period; ``told`` hears how many records have been written."""
        with ExitStack() as stack:
            writers = [
                stack.enter_context(
                    parquet(
                        folder / f"{period.name}.parquet", SCHEMA, REPEATED, self.asked.metadata
                    )
                )
                for period in self.periods
            ]
            ahead = pool.submit(_part, self, 0)
            for number in range(self.parts):
                part = ahead.result()
                if number + 1 < self.parts:
                    ahead = pool.submit(_part, self, number + 1)
                told(sum(pool.map(part.write, range(len(writers)), writers)))


EMPLOYERS = PART // PER_EMPLOYER
"""Of one part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some of the bystanders, in the columns that no period changes."""

    strand: Strand
    number: int
    bystanders: Bystanders
    employers: pa.Array
    same: list[pa.Array]

    def write(self, place: int, writer: ParquetWriter) -> int:
        """Write the records of one period, those of the target group first."""
        strand, period = self.strand, self.strand.periods[place]
        asked, where = strand.asked, (strand.place, self.number, place)
        drawn = chance(asked.seed, asked.year, Topic.HOURS, *where)
        others = batch(self.same, period, *self.bystanders.period(period, drawn))
        linked = self._linked(strand.linked[place], period)
        table = pa.Table.from_batches([linked, others])
        writer.write_table(table, row_group_size=even(len(table)))
        return len(table)

    def _linked(self, records: Records, period: Period) -> pa.RecordBatch:
        """Give the part of the target group that is spread through this part."""
        bounds = len(records) * np.arange(self.strand.parts + 1) // self.strand.parts
        some = records.at(slice(bounds[self.number], bounds[self.number + 1]))
        people = texts(pseudonyms(some.person, self.strand.asked.seed))
        same = employments(people, some.employer, self.employers, some.number, some.kind)
        return batch(same, period, some.hours, some.filed)


def _part(strand: Strand, number: int) -> _Part:
    asked, begin = strand.asked, number * PART
    drawn = chance(asked.seed, asked.year, Topic.BYSTANDERS, strand.place, number)
    some = bystanders(min(PART, strand.bystanders - begin), strand.person + begin, drawn)
    first = strand.employer + number * EMPLOYERS
    numbers = wage_tax_numbers(np.r_[:LINKED, first : first + some.employers])
    return _Part(
        strand=strand,
        number=number,
        bystanders=some,
        employers=numbers,
        same=employments(
            texts(pseudonyms(some.person, asked.seed)),
            some.employer + LINKED,
            numbers,
            some.number,
            some.kind,
        ),
    )
