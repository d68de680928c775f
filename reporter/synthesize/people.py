"""The target group: what a count must find, the people for it, and the register they stand in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import HIRED_FORMS, Form, Sector
from reporter.errors import CountingError
from reporter.synthesize.columns import OPEN, dates, day, pseudonyms, side_by_side, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.annex.delivered import Deliveries
    from reporter.synthesize.columns import Numbers, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsRow:
    """One row of the persons table: its persons, and its December hours in hundredths."""

    form: Form
    group: str | None
    persons: int
    hours: Mapping[Sector | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The rows of one year, and how many people they are once each is counted once."""

    year: int
    formal: tuple[PersonsRow, ...]
    hired: tuple[PersonsRow, ...]
    unique: int

    @property
    def present(self) -> tuple[int, ...]:
        """Give the places of the groups with people; a group younger than the year has none."""
        return tuple(place for place, row in enumerate(self.formal) if row.persons) or (0,)

    @property
    def both(self) -> int:
        """How many people have formal and hired work."""
        return sum(row.persons for row in (*self.formal, *self.hired)) - self.unique


def wanted(deliveries: Deliveries, year: int) -> Wanted:
    """Give what the deliveries say of a year.

    Raises CountingError if the year is not delivered in enough detail, or if no people can
    have worked so.
    """
    formal = [_row(deliveries, year, Form.FORMAL, one.code, *Sector) for one in deliveries.groups]
    hired = [_row(deliveries, year, form, None, None) for form in HIRED_FORMS]
    unique = _amount(deliveries, Quantity(kind=Kind.PERSONS, year=year))
    found = Wanted(year=year, formal=tuple(formal), hired=tuple(hired), unique=unique)
    _refuse_the_impossible(found)
    return found


def _row(
    deliveries: Deliveries, year: int, form: Form, group: str | None, *sectors: Sector | None
) -> PersonsRow:
    persons = Quantity(kind=Kind.PERSONS, year=year, form=form, group=group)
    hours = replace(persons, kind=Kind.HOURS)
    return PersonsRow(
        form=form,
        group=group,
        persons=_amount(deliveries, persons),
        hours={one: _amount(deliveries, replace(hours, sector=one), 100) for one in sectors},
    )


def _amount(deliveries: Deliveries, quantity: Quantity, parts: int = 1) -> int:
    """Give a delivered amount as a whole number of parts."""
    if quantity not in deliveries.amounts:
        message = (
            f"{quantity.kind}.csv has no row {quantity.key}, so there is nothing to make registers "
            f"of {quantity.year} from. They need hours by sector and target group, and persons "
            "for each row and in all; 2012 and 2019 have these. Choose such a year with --year."
        )
        raise CountingError(message)
    return int(deliveries.amounts[quantity] * parts)


def _refuse_the_impossible(found: Wanted) -> None:
    for row in (*found.formal, *found.hired):
        hours = sum(row.hours.values())
        if hours < row.persons or (hours and not row.persons):
            name = " ".join(filter(None, (row.form, row.group)))
            message = (
                f"{found.year}, {name}: {hours / 100:.2f} hours of {row.persons} persons. Nobody "
                "can have worked so; check uren.csv and personen.csv."
            )
            raise CountingError(message)
    formal, hired = (sum(row.persons for row in rows) for rows in (found.formal, found.hired))
    if not max(formal, hired) <= found.unique <= formal + hired:
        message = (
            f"{found.year}: {found.unique} persons in all, with {formal} in formal and {hired} in "
            f"hired work. Expected {max(formal, hired)} to {formal + hired}; check personen.csv."
        )
        raise CountingError(message)


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

    The groups stand in the order of the rows, and a group is held as its place there;
    ``priority`` says which goes before which where grounds overlap; ``present`` are the
    groups that exist in the year.
    """

    of_group: Mapping[str, Sequence[str]]
    priority: Sequence[str]
    present: Sequence[int]

    @property
    def all(self) -> list[str]:
        """Every ground; a ground is held as its place in this list."""
        return [ground for grounds in self.of_group.values() for ground in grounds]

    def drawn(self, groups: Numbers, chance: Generator) -> Numbers:
        """Give a ground of each of these groups."""
        counts = np.array([len(grounds) for grounds in self.of_group.values()])
        starts = np.cumsum(counts) - counts
        return np.asarray(starts[groups] + chance.integers(0, counts[groups]))

    def lesser(self, groups: Numbers, chance: Generator) -> Numbers:
        """Give a group that each of these goes before, or the same group where it is the last."""
        names = list(self.of_group)
        order = sorted(self.present, key=lambda group: self.priority.index(names[group]))
        place = np.zeros(len(names), dtype=np.int64)
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
    rows = np.concatenate([*_registrations(people, grounds, ends, chance)])
    rows = rows[chance.permutation(len(rows))]
    return pa.table(
        {
            "persoon": texts(pseudonyms(rows["person"], seed)),
            "grondslag": pa.array(grounds.all).take(pa.array(rows["ground"])),
            "begin": dates(rows["begin"]),
            "einde": dates(rows["end"]),
        }
    )


def _registrations(
    people: People, grounds: Grounds, ends: tuple[int, int], chance: Generator
) -> Iterator[Rows]:
    """Register people on 31 December, some from or until that very day, some on more grounds.

    Last come people who are at work, and not registered on that day.
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
    absent = people.unregistered
    yield _not_that_day(absent, grounds.drawn(people.groups[absent], chance), ends, chance)


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
