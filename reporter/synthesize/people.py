"""The target group register: on what ground each person stands in it, from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.synthesize.columns import OPEN, dates, day, pseudonyms, side_by_side, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.annex.indicator import Form
    from reporter.synthesize.columns import Numbers, Rows
    from reporter.synthesize.wanted import Wanted

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


def people(wanted: Wanted, chance: Generator) -> People:
    """Give everyone a row, or a reason not to count."""
    few = -(-wanted.unique // ONE_IN)
    ends = np.cumsum((0, wanted.unique, few, few, few, wanted.unique))
    counting, sheltered, unregistered, stopped, unpaid = map(np.arange, ends, ends[1:])
    all_rows, count = (*wanted.formal, *wanted.hired), len(wanted.formal)
    persons = [row.persons for row in all_rows]
    formal = sum(persons[:count])
    groups = chance.choice(wanted.present, int(ends[-1]))
    groups[:formal] = np.repeat(np.arange(count), persons[:count])
    both = chance.permutation(formal)[: wanted.both]
    hired = chance.permutation(np.concatenate((both, counting[formal:])))
    members = np.split(np.concatenate((counting[:formal], hired)), np.cumsum(persons)[:-1])
    return People(
        groups=groups,
        rows={(row.form, row.group): one for row, one in zip(all_rows, members, strict=True)},
        counting=counting,
        sheltered=sheltered,
        unregistered=unregistered,
        stopped=stopped,
        unpaid=unpaid,
    )


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


BEFORE = 3 * 365
"""Registrations began at most so many days before the year."""
ONE_IN_REGISTRATIONS = 10


def register_table(
    people: People, grounds: Grounds, year: int, chance: Generator, seed: int
) -> pa.Table:
    """Give the register as it is delivered after the year, in an order that means nothing."""
    ends = day(dt.date(year, 1, 1)), day(dt.date(year, 12, 31))
    parts = [*_registered(people, grounds, ends, chance)]
    absent = people.unregistered
    parts.append(_not_that_day(absent, grounds.drawn(people.groups[absent], chance), ends, chance))
    rows = np.concatenate(parts)
    rows = rows[chance.permutation(len(rows))]
    return pa.table(
        {
            "persoon": texts(pseudonyms(rows["person"], seed)),
            "grondslag": pa.array(grounds.all).take(pa.array(rows["ground"])),
            "begin": dates(rows["begin"]),
            "einde": dates(rows["end"]),
        }
    )


def _registered(
    people: People, grounds: Grounds, ends: tuple[int, int], chance: Generator
) -> Iterator[Rows]:
    """Register people on 31 December, some from or until that very day, some on more grounds.

    Days are counted from 1970; ``ends`` are the first and the last of the year.
    """
    first, last = ends
    persons = np.concatenate((people.counting, people.sheltered, people.stopped, people.unpaid))
    groups, count = people.groups[persons], len(persons)
    begin = first + chance.integers(-BEFORE, 300, count)
    begin = np.where(_some(count, 50, chance), last, begin)
    later = last + chance.integers(1, 400, count)
    end = np.where(_some(count, ONE_IN_REGISTRATIONS, chance), later, OPEN)
    end = np.where(_some(count, ONE_IN_REGISTRATIONS, chance), last, end)
    ground = grounds.drawn(groups, chance)
    yield side_by_side(person=persons, ground=ground, begin=begin, end=end)
    again = _some(count, 20, chance)  # an earlier spell, ended just before this one
    yield side_by_side(
        person=persons[again],
        ground=grounds.drawn(groups[again], chance),
        begin=begin[again] - chance.integers(30, 300, int(again.sum())),
        end=begin[again] - 1,
    )
    lesser = grounds.drawn(grounds.lesser(groups, chance), chance)
    # at once with another: priority decides
    beside = _some(count, ONE_IN_REGISTRATIONS, chance) & (lesser != ground)
    yield side_by_side(person=persons, ground=lesser, begin=begin, end=end)[beside]
    past = _some(count, 25, chance)  # any ground, also one that goes before, but not that day
    other = grounds.drawn(chance.choice(np.array(grounds.present), int(past.sum())), chance)
    yield _not_that_day(persons[past], other, ends, chance)


def _not_that_day(
    persons: Numbers, ground: Numbers, ends: tuple[int, int], chance: Generator
) -> Rows:
    """Give registrations that end before 31 December, often the day before, or begin after it."""
    count, (first, last) = len(persons), ends
    end = first + chance.integers(0, 300, count)
    end = np.where(_some(count, 3, chance), last - 1, end)
    begin = first - chance.integers(1, BEFORE, count)
    after = _some(count, 3, chance)
    begin, end = np.where(after, last + 1, begin), np.where(after, OPEN, end)
    return side_by_side(person=persons, ground=ground, begin=begin, end=end)


def _some(count: int, one_in: int, chance: Generator) -> NDArray[np.bool_]:
    return np.asarray(chance.integers(0, one_in, count) == 0)
