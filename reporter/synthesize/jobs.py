"""The work: employers, the employments of the target group, their hours, and what was filed.

Hours add up to what was delivered, to the hundredth; all are in hundredths of an hour.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.annex.indicator import Form, Sector
from reporter.synthesize.columns import OPEN, dates, day, pseudonyms, side_by_side, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.synthesize.columns import Numbers, Rows
    from reporter.synthesize.people import People, PersonsRow, Wanted

MARKET, GOVERNMENT = range(2000), range(2000, 2300)
AGENCIES, SHELTERED, WORKSHOPS = range(2300, 2450), range(2450, 2500), range(2500, 2540)
"""Sheltered companies lend people out; workshops employ them inside."""
LINKED = 2540
"""How many employers pay people of the target group; those after them pay only others."""
CHANGED = 10
"""One in so many employers has changed sector during the year; as many ended on its last day."""

NUMBERS = 10**8
SCATTER = 61_803_399
"""Has no divisor in common with NUMBERS, so that every employer keeps a number of its own."""
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)


def wage_tax_numbers(employers: Numbers) -> pa.Array:
    """Give each employer a number like 123456789L01 that fails the elfproef, so nobody has it."""
    digits = (employers * SCATTER % NUMBERS)[:, None] // 10 ** np.arange(7, -1, -1) % 10
    last = (digits @ np.array(WEIGHTS) % 11 + 1) % 10
    text = np.empty((len(employers), 12), dtype=np.uint8)
    text[:, :8] = digits + ord("0")
    text[:, 8] = last + ord("0")
    text[:, 9:] = np.frombuffer(b"L01", dtype=np.uint8)
    return texts(text)


def employer_table(employers: Numbers, year: int, chance: Generator) -> pa.Table:
    """Give the sector of each employer, and the one before for those that changed.

    A formal record takes the sector of 31 December, so who changed did it before that day
    ended: halfway the year, or on its last day.
    """
    sector = np.isin(employers, (*GOVERNMENT, *SHELTERED, *WORKSHOPS)).astype(np.int8)
    others = employers >= LINKED
    sector[others] = chance.integers(0, 10, int(others.sum())) == 0
    changed = chance.integers(0, CHANGED, len(employers)) == 0
    halfway, last = day(dt.date(year, 7, 1)), day(dt.date(year, 12, 31))
    change = np.where(chance.integers(0, 4, len(employers)) == 0, last, halfway)
    founded = day(dt.date(year - 8, 1, 1)) + chance.integers(0, 7 * 365, len(employers))
    end = np.where(chance.integers(0, CHANGED, len(employers)) == 0, last, OPEN)
    now = _spells(employers, sector, np.where(changed, change, founded), end)
    some, then, until = employers[changed], founded[changed], change[changed] - 1
    return pa.concat_tables([now, _spells(some, 1 - sector[changed], then, until)])


def _spells(employers: Numbers, sector: NDArray[np.int8], begin: Numbers, end: Numbers) -> pa.Table:
    sectors = pa.array([str(one) for one in Sector]).take(pa.array(sector))
    return pa.table(
        {
            "loonheffingennummer": wage_tax_numbers(employers),
            "sector": sectors,
            "begin": dates(begin),
            "einde": dates(end),
        }
    )


KINDS = ("formeel", "uitzend", "wsw_detachering", "wsw_intern", "beschut")
"""What an employment is, as the agencies write it; employments hold the place in this list."""
FORMAL, AGENCY, SECONDMENT, INTERNAL, SHELTERED_NEW = range(5)
WHERE = (MARKET, AGENCIES, SHELTERED, WORKSHOPS, WORKSHOPS)
"""With which employers, in the order of KINDS."""
HIRED = {Form.AGENCY: AGENCY, Form.SECONDMENT: SECONDMENT}
FOUR_WEEKLY = 10
"""One employment in so many is paid every four weeks."""
BEGUN = 4
"""One employment in so many began during the year."""


def jobs(wanted: Wanted, people: People, chance: Generator) -> Rows:
    """Give every employment of the target group in a year.

    ``december`` holds the hours in December in hundredths, ``first`` and ``last`` the months
    of the year in which they are paid; ``four_weekly`` tells that they are not paid by month.
    """
    return np.concatenate([*_counting(wanted, people, chance), *_others(people, chance)])


def _counting(wanted: Wanted, people: People, chance: Generator) -> Iterator[Rows]:
    for row in (*wanted.formal, *wanted.hired):
        members = people.rows[row.form, row.group]
        for sector, hours, some in _by_sector(row, members):
            kind = HIRED.get(row.form, FORMAL)
            pool = GOVERNMENT if sector is Sector.GOVERNMENT else WHERE[kind]
            december = spread(hours, employments(hours, len(some)), chance)
            yield _made(some, kind, pool, december, chance)


def _by_sector(row: PersonsRow, members: Numbers) -> Iterator[tuple[Sector | None, int, Numbers]]:
    """Divide the people of a row over its sectors as its hours are; some work in two."""
    total, behind = sum(row.hours.values()), 0
    for sector, hours in row.hours.items():
        if not hours:
            continue
        ahead = behind + hours
        start = min(len(members) * behind // total, len(members) - 1)
        end = len(members) * ahead // total
        extra = 0 if ahead == total else len(members) // 100
        some = members[start : min(max(end + extra, start + 1), start + hours)]
        yield sector, hours, some
        behind = ahead


def _others(people: People, chance: Generator) -> Iterator[Rows]:
    """Give the work that must not be counted."""
    half = len(people.sheltered) // 2
    stopped = _made_freely(people.stopped, FORMAL, chance)
    months = chance.integers(1, 11, len(people.stopped), endpoint=True)
    stopped["first"], stopped["last"] = np.minimum(stopped["first"], months), months
    stopped["four_weekly"] = False  # four weeks may end in December
    yield stopped
    yield _made_freely(people.sheltered[:half], INTERNAL, chance)
    yield _made_freely(people.sheltered[half:], SHELTERED_NEW, chance)
    yield _made_freely(people.counting[:: 3 * LEAST], INTERNAL, chance)
    for kind in (FORMAL, AGENCY, SECONDMENT):
        yield _made_freely(people.unregistered[kind::3], kind, chance)


def _made_freely(members: Numbers, kind: int, chance: Generator) -> Rows:
    """Give each of these people one employment, of any number of hours."""
    december = chance.integers(FULL_TIME // LEAST, FULL_TIME, len(members))
    return _made(members, kind, WHERE[kind], december, chance)


def _made(members: Numbers, kind: int, pool: range, december: Numbers, chance: Generator) -> Rows:
    """Deal employments to people; who gets a second one has it with the same employer."""
    count = len(december)
    number, turn = np.divmod(np.arange(count), max(1, len(members)))
    employer = chance.integers(pool.start, pool.stop, len(members))
    begun = chance.integers(0, BEGUN, count) == 0
    return side_by_side(
        person=members[turn],
        employer=employer[turn],
        number=number + 1,
        kind=np.full(count, kind),
        december=december,
        first=np.where(begun, chance.integers(1, 12, count, endpoint=True), 1),
        last=np.full(count, 12),
        four_weekly=chance.integers(0, FOUR_WEEKLY, count) == 0,
    )


FULL_TIME = 184_00
"""The most that one employment pays in a month: 23 working days of 8 hours."""
USUAL = 130_00
"""What one employment pays at most on average; more hours mean more employments."""
LEAST = 10
"""The smallest part of the average that one employment pays, as one in so many."""
SWING = (80, 120)
"""Between which percentages of December the other periods lie."""


def spread(total: int, count: int, chance: Generator) -> Numbers:
    """Give ``count`` numbers of hours, each above nought, whose sum is ``total``.

    Each second one loses what its partner gains, so the sum holds whatever chance draws.
    """
    mean, rest = divmod(total, count)
    hours = np.full(count, mean, dtype=np.int64)
    pairs = count // 2
    room = max(0, min(mean - max(1, mean // LEAST), FULL_TIME - mean - 1))
    swing = chance.integers(0, room, pairs, endpoint=True)
    hours[:pairs] += swing
    hours[pairs : 2 * pairs] -= swing
    hours[:rest] += 1
    return chance.permutation(hours)


def employments(total: int, persons: int) -> int:
    """Tell how many employments a row needs: some people have two, many hours take more."""
    return min(total, max(persons + persons // 16, -(-total // USUAL)))


DECEMBER = 12
FOUR_WEEKS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A pay period by its first day and its length; ``name`` names the file of its records."""

    name: str
    begin: dt.date
    days: int

    @property
    def end(self) -> dt.date:
        """Its last day."""
        return self.begin + dt.timedelta(days=self.days - 1)

    def month(self, year: int) -> int:
        """Give the month of ``year`` in which it begins; 1 if it began the year before."""
        return self.begin.month if self.begin.year == year else 1

    def december(self, year: int) -> int:
        """Count its days in December of ``year``."""
        first = max(self.begin, dt.date(year, DECEMBER, 1))
        last = min(self.end, dt.date(year, DECEMBER, 31))
        return max(0, (last - first).days + 1)


def months(year: int) -> tuple[Period, ...]:
    """Give the twelve months of a year."""
    return tuple(
        Period(
            name=f"maand-{year}-{month:02}",
            begin=dt.date(year, month, 1),
            days=calendar.monthrange(year, month)[1],
        )
        for month in range(1, DECEMBER + 1)
    )


def four_weeks(year: int) -> tuple[Period, ...]:
    """Give the periods of four weeks, counted from the first ISO week, that begin by 31 December.

    The first may begin in the year before and the last may end in the year after, so up to
    three of them hold days of December.
    """
    first = dt.date.fromisocalendar(year, 1, 1)
    begins = [first + dt.timedelta(days=number * FOUR_WEEKS) for number in range(14)]
    return tuple(
        Period(name=f"vierweken-{year}-{number:02}", begin=begin, days=FOUR_WEEKS)
        for number, begin in enumerate(begins, start=1)
        if begin <= dt.date(year, DECEMBER, 31)
    )


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


def unchanging(rows: Rows, numbers: pa.Array, seed: int) -> list[pa.Array]:
    """Give the columns that no period changes; an employer is a place in ``numbers``."""
    employer, number, kind = (
        rows[name].astype(np.int32) for name in ("employer", "number", "kind")
    )
    return [
        texts(pseudonyms(rows["person"], seed)),
        pa.DictionaryArray.from_arrays(pa.array(employer), numbers),
        pa.array(number),
        pa.DictionaryArray.from_arrays(pa.array(kind), pa.array(KINDS)),
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


def filings(jobs: Rows, year: int, periods: Sequence[Period], chance: Generator) -> Iterator[Rows]:
    """Give the records of each period, in an order that means nothing.

    ``filed`` is in seconds since 1970, ``hours`` in hundredths.
    """
    hours = year_hours(jobs["december"], year, periods, chance)
    for period, paid in zip(periods, hours, strict=True):
        month = period.month(year)
        begun = (jobs["first"] <= month) | (period.december(year) > 0)
        active = begun & (jobs["last"] >= month)
        names = ("person", "employer", "number", "kind")
        final = side_by_side(
            **{name: jobs[name][active] for name in names},
            hours=paid[active],
            filed=filing_times(period, int(active.sum()), chance),
        )
        yield _with_what_went_before(final, chance)


def year_hours(
    december: Numbers, year: int, periods: Sequence[Period], chance: Generator
) -> Numbers:
    """Give the hours of each employment (columns) in each period (rows).

    What of them lies in December, each period for the share of its days rounded half up,
    adds up to ``december``: the period with most days there takes what the others leave.
    """
    shape = (len(periods), len(december))
    hours = december * chance.integers(*SWING, shape, endpoint=True) // 100
    days = [period.december(year) for period in periods]
    main = days.index(max(days))
    beside = [number for number, held in enumerate(days) if held and number != main]
    left = december.copy()
    for number in beside:
        period = periods[number]
        hours[number] = hours[number] * period.days // 31
        left -= counted(hours[number], days[number], period.days)
    hours[main] = hours_for(left, days[main], periods[main].days)
    return hours


def counted(hours: Numbers, days: int, length: int) -> Numbers:
    """Count hours for ``days`` of a period of ``length`` days, half up, as a count does."""
    return (2 * hours * days + length) // (2 * length)


def hours_for(target: Numbers, days: int, length: int) -> Numbers:
    """Give the fewest hours that count for ``target``: the inverse of ``counted``."""
    return np.maximum(0, -((length - 2 * target * length) // (2 * days)))


def filing_times(period: Period, count: int, chance: Generator) -> Numbers:
    """Give moments within the weeks after a period."""
    return (day(period.end) + 1) * DAY + chance.integers(0, IN_TIME * DAY, count)


def _with_what_went_before(final: Rows, chance: Generator) -> Rows:
    """Add what was filed before a correction, which no longer counts, and records sent twice."""
    fate = chance.integers(0, 1000, len(final))
    corrected, twice = fate < CORRECTED, fate < TWICE
    first = _otherwise(final[corrected], chance)
    second = _otherwise(final[twice], chance)
    second["filed"] += chance.integers(1, 45 * DAY, len(second))
    later = chance.integers(45 * DAY, 90 * DAY, len(final))
    final["filed"] += np.where(corrected, later, 0)
    filed = np.concatenate([final, first, second])
    double = filed[chance.integers(0, 1000, len(filed)) < DUPLICATED]
    every = np.concatenate([filed, double])
    return every[chance.permutation(len(every))]


def _otherwise(rows: Rows, chance: Generator) -> Rows:
    """Make records what was filed at first: other hours, and now and then another kind."""
    rows["hours"] = rows["hours"] * chance.integers(50, 150, len(rows)) // 100 + 1
    mistaken = chance.integers(0, OTHER_KIND, len(rows)) == 0
    rows["kind"] = np.where(mistaken, chance.integers(0, len(KINDS), len(rows)), rows["kind"])
    return rows
