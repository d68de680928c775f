"""The target group register: on what ground each person stands in it, from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.synthesize.columns import OPEN, dates, day, pseudonyms, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.annex.indicator import Form
    from reporter.synthesize.wanted import Row, Wanted

    Numbers = NDArray[np.int64]

ONE_IN = 20
"""For every so many people who count there is one in each of the ways not to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Numbers of people, from nought, each in one way of counting or of not counting.

    ``groups`` is the target group of each of them, as its place in the order of the rows;
    ``rows`` the people of each row that counts, of whom some stand in two.
    """

    groups: Numbers
    rows: Mapping[tuple[Form, str | None], Numbers]
    counting: Numbers
    sheltered: Numbers
    """Only in sheltered work, which does not count."""
    unregistered: Numbers
    """At work in December, but not registered on the last day of the year."""
    stopped: Numbers
    """No longer at work in December."""
    unpaid: Numbers
    """Registered without any pay."""

    @property
    def registered(self) -> Numbers:
        """All who are registered on 31 December."""
        return np.concatenate((self.counting, self.sheltered, self.stopped, self.unpaid))


def people(wanted: Wanted, chance: Generator) -> People:
    """Give everyone a row, or a reason not to count."""
    few = -(-wanted.unique // ONE_IN)
    sizes = (wanted.unique, few, few, few, wanted.unique)
    ends = np.cumsum(sizes)
    counting, *others = (np.arange(end - size, end) for end, size in zip(ends, sizes, strict=True))
    formal = sum(row.persons for row in wanted.formal)
    groups = chance.choice(wanted.present, int(ends[-1]))
    groups[:formal] = np.repeat(np.arange(len(wanted.formal)), _persons(wanted.formal))
    both = chance.permutation(formal)[: wanted.both]
    hired = chance.permutation(np.concatenate((both, counting[formal:])))
    rows = {
        (row.form, row.group): of_row
        for rows, members in ((wanted.formal, counting[:formal]), (wanted.hired, hired))
        for row, of_row in zip(rows, np.split(members, np.cumsum(_persons(rows))), strict=False)
    }
    sheltered, unregistered, stopped, unpaid = others
    return People(
        groups=groups,
        rows=rows,
        counting=counting,
        sheltered=sheltered,
        unregistered=unregistered,
        stopped=stopped,
        unpaid=unpaid,
    )


def _persons(rows: tuple[Row, ...]) -> list[int]:
    return [row.persons for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The grounds of each target group.

    ``groups`` stand in the order of the rows, and a group is held as its place there;
    ``priority`` says which goes before which where grounds overlap; ``present`` are the
    groups that exist in the year.
    """

    of_group: Mapping[str, Sequence[str]]
    priority: Sequence[str]
    groups: Sequence[str]
    present: Sequence[int]

    @property
    def all(self) -> list[str]:
        """Every ground; a ground is held as its place in this list."""
        return [ground for group in self.groups for ground in self.of_group[group]]

    def drawn(self, groups: Numbers, chance: Generator) -> Numbers:
        """Give a ground of each of these groups."""
        counts = np.array([len(self.of_group[group]) for group in self.groups])
        starts = np.cumsum(counts) - counts
        return np.asarray(starts[groups] + chance.integers(0, counts[groups]))

    def lesser(self, groups: Numbers, chance: Generator) -> Numbers:
        """Give a group that each of these goes before, or the same group where it is the last."""
        order = sorted(self.present, key=lambda one: self.priority.index(self.groups[one]))
        place = np.zeros(len(self.groups), dtype=np.int64)
        place[order] = np.arange(len(order))
        return np.array(order)[chance.integers(place[groups], len(order))]

    def any(self, count: int, chance: Generator) -> Numbers:
        """Give groups without regard to anything."""
        return chance.choice(np.array(self.present), count)


SCHEMA = pa.schema(
    [
        ("persoon", pa.string()),
        ("grondslag", pa.string()),
        ("begin", pa.date32()),
        ("einde", pa.date32()),
    ]
)
BEFORE = 3 * 365
"""Registrations began at most so many days before the year."""
ONE_IN_REGISTRATIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrations:
    """Registrations side by side; days since 1970, the last day counts."""

    person: Numbers
    ground: Numbers
    begin: Numbers
    end: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The days that decide: the first and the last of the year."""

    first: int
    last: int

    @classmethod
    def of(cls, year: int) -> Year:
        """Give the days of a year."""
        return cls(first=day(dt.date(year, 1, 1)), last=day(dt.date(year, 12, 31)))


def register_table(
    people: People, grounds: Grounds, year: int, chance: Generator, seed: int
) -> pa.Table:
    """Give the register as it is delivered after the year, in an order that means nothing."""
    parts = [*_registered(people, grounds, Year.of(year), chance)]
    parts += _not_registered(people, grounds, Year.of(year), chance)
    order = chance.permutation(sum(len(part.person) for part in parts))
    person, ground, begin, end = (
        np.concatenate([getattr(part, name) for part in parts])[order]
        for name in ("person", "ground", "begin", "end")
    )
    columns = [
        texts(pseudonyms(person, seed)),
        pa.array(grounds.all).take(pa.array(ground)),
        dates(begin),
        dates(end),
    ]
    return pa.table(columns, schema=SCHEMA)


def _registered(
    people: People, grounds: Grounds, year: Year, chance: Generator
) -> Iterator[Registrations]:
    """Register people on 31 December, some from or until that very day, some on more grounds."""
    persons = people.registered
    groups, count = people.groups[persons], len(persons)
    begin = year.first + chance.integers(-BEFORE, 300, count)
    begin = np.where(_some(count, 50, chance), year.last, begin)
    later = year.last + chance.integers(1, 400, count)
    end = np.where(_some(count, ONE_IN_REGISTRATIONS, chance), later, OPEN)
    end = np.where(_some(count, ONE_IN_REGISTRATIONS, chance), year.last, end)
    ground = grounds.drawn(groups, chance)
    yield Registrations(person=persons, ground=ground, begin=begin, end=end)
    again = _some(count, 20, chance)  # an earlier spell, ended just before this one
    yield Registrations(
        person=persons[again],
        ground=grounds.drawn(groups[again], chance),
        begin=begin[again] - chance.integers(30, 300, int(again.sum())),
        end=begin[again] - 1,
    )
    lesser = grounds.drawn(grounds.lesser(groups, chance), chance)
    beside = _some(count, ONE_IN_REGISTRATIONS, chance) & (
        lesser != ground
    )  # at once: priority decides
    yield Registrations(
        person=persons[beside], ground=lesser[beside], begin=begin[beside], end=end[beside]
    )
    past = _some(count, 25, chance)  # any ground, also one that goes before, but not that day
    other = grounds.drawn(grounds.any(int(past.sum()), chance), chance)
    yield _not_that_day(persons[past], other, year, chance)


def _not_registered(
    people: People, grounds: Grounds, year: Year, chance: Generator
) -> Iterator[Registrations]:
    """Register people who are gone by 31 December, or only come after it."""
    persons = people.unregistered
    ground = grounds.drawn(people.groups[persons], chance)
    yield _not_that_day(persons, ground, year, chance)


def _not_that_day(
    persons: Numbers, ground: Numbers, year: Year, chance: Generator
) -> Registrations:
    """Give registrations that end before 31 December, often the day before, or begin after it."""
    count = len(persons)
    end = year.first + chance.integers(0, 300, count)
    end = np.where(_some(count, 3, chance), year.last - 1, end)
    begin = year.first - chance.integers(1, BEFORE, count)
    after = _some(count, 3, chance)
    return Registrations(
        person=persons,
        ground=ground,
        begin=np.where(after, year.last + 1, begin),
        end=np.where(after, OPEN, end),
    )


def _some(count: int, one_in: int, chance: Generator) -> NDArray[np.bool_]:
    return np.asarray(chance.integers(0, one_in, count) == 0)
