"""What employers filed: a record for each employment and period, and those before a correction."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.synthesize.columns import day
from reporter.synthesize.hours import year_hours
from reporter.synthesize.jobs import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.synthesize.hours import Period
    from reporter.synthesize.jobs import Jobs

    Numbers = NDArray[np.int64]

HUNDREDTHS = pa.decimal32(6, 2)
TEXTS = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("persoon", pa.string()),
        ("loonheffingennummer", TEXTS),
        ("ikv", pa.int32()),
        ("tijdvak_begin", pa.date32()),
        ("tijdvak_einde", pa.date32()),
        ("aard", TEXTS),
        ("verloonde_uren", HUNDREDTHS),
        ("ingediend", pa.timestamp("us")),
    ]
)
REPEATED = [name for name in SCHEMA.names if name not in ("persoon", "verloonde_uren")]
"""The columns whose values come back so often that a dictionary makes them small."""


def employments(
    pseudonyms: pa.Array, employer: Numbers, numbers: pa.Array, number: Numbers, kind: Numbers
) -> list[pa.Array]:
    """Give the columns that no period changes; ``employer`` is a place in ``numbers``."""
    return [
        pseudonyms,
        pa.DictionaryArray.from_arrays(pa.array(employer.astype(np.int32)), numbers),
        pa.array(number.astype(np.int32)),
        pa.DictionaryArray.from_arrays(pa.array(kind.astype(np.int32)), pa.array(KINDS)),
    ]


def batch(same: list[pa.Array], period: Period, hours: Numbers, filed: Numbers) -> pa.RecordBatch:
    """Give the records of one period; hours in hundredths, filed in seconds since 1970."""
    person, employer, number, kind = same
    count = len(hours)
    begin, end = (
        pa.repeat(pa.scalar(day(date), pa.int32()).cast(pa.date32()), count)
        for date in (period.begin, period.end)
    )
    paid = pa.Array.from_buffers(HUNDREDTHS, count, [None, pa.py_buffer(hours.astype(np.int32))])
    moment = pa.array(filed * 1_000_000).view(pa.timestamp("us"))
    columns = [person, employer, number, begin, end, kind, paid, moment]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


DAY = 24 * 60 * 60
IN_TIME = 28
"""Days after a period within which it is filed for the first time."""
CORRECTED, TWICE, DUPLICATED = 30, 5, 10
"""Of a thousand records: corrected once or more, twice, and delivered double."""
OTHER_KIND = 5
"""One in so many corrections says that the work was of another kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Payroll records of one period side by side; ``filed`` in seconds since 1970."""

    person: Numbers
    employer: Numbers
    number: Numbers
    kind: Numbers
    hours: Numbers
    filed: Numbers

    def __len__(self) -> int:
        return len(self.person)

    def at(self, places: Numbers | NDArray[np.bool_] | slice) -> Records:
        """Keep the records at these places, in this order."""
        return Records(**{one.name: getattr(self, one.name)[places] for one in fields(self)})


def joined(parts: Sequence[Records]) -> Records:
    """Put records one after the other."""
    names = [one.name for one in fields(Records)]
    return Records(
        **{name: np.concatenate([getattr(some, name) for some in parts]) for name in names}
    )


def filings(
    jobs: Jobs, year: int, periods: Sequence[Period], chance: Generator
) -> Iterator[Records]:
    """Give the records of each period, in an order that means nothing."""
    hours = year_hours(jobs.december, year, periods, chance)
    for period, paid in zip(periods, hours, strict=True):
        month = period.month(year)
        begun = (jobs.first <= month) | (period.december(year) > 0)
        active = begun & (jobs.last >= month)
        final = Records(
            person=jobs.person[active],
            employer=jobs.employer[active],
            number=jobs.number[active],
            kind=jobs.kind[active],
            hours=paid[active],
            filed=filing_times(period, int(active.sum()), chance),
        )
        yield _with_what_went_before(final, chance)


def filing_times(period: Period, count: int, chance: Generator) -> Numbers:
    """Give moments within the weeks after a period."""
    return (day(period.end) + 1) * DAY + chance.integers(0, IN_TIME * DAY, count)


def _with_what_went_before(final: Records, chance: Generator) -> Records:
    """Add what was filed before a correction, which no longer counts, and records sent twice."""
    fate = chance.integers(0, 1000, len(final))
    corrected, twice = fate < CORRECTED, fate < TWICE
    first = _otherwise(final.at(corrected), chance)
    second = _otherwise(final.at(twice), chance)
    second = replace(second, filed=second.filed + chance.integers(1, 45 * DAY, len(second)))
    later = chance.integers(45 * DAY, 90 * DAY, len(final))
    final = replace(final, filed=np.where(corrected, final.filed + later, final.filed))
    filed = joined([final, first, second])
    double = filed.at(chance.integers(0, 1000, len(filed)) < DUPLICATED)
    return joined([filed, double]).at(chance.permutation(len(filed) + len(double)))


def _otherwise(right: Records, chance: Generator) -> Records:
    """Give records as they were filed at first, with other hours and now and then another kind."""
    hours = right.hours * chance.integers(50, 150, len(right)) // 100 + 1
    mistaken = chance.integers(0, OTHER_KIND, len(right)) == 0
    kind = np.where(mistaken, chance.integers(0, len(KINDS), len(right)), right.kind)
    return replace(right, hours=hours, kind=kind)
