"""The employments of the target group: those that make the delivered hours, and the others."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from reporter.annex.indicator import Form, Sector
from reporter.synthesize.employers import AGENCIES, GOVERNMENT, MARKET, SHELTERED, WORKSHOPS
from reporter.synthesize.hours import FULL_TIME, LEAST, employments, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.synthesize.people import People
    from reporter.synthesize.wanted import Row, Wanted

    Numbers = NDArray[np.int64]

KINDS = ("formeel", "uitzend", "wsw_detachering", "wsw_intern", "beschut")
"""What an employment is, as the agencies write it; employments hold the place in this list."""
FORMAL, AGENCY, SECONDMENT, INTERNAL, SHELTERED_NEW = range(5)
WHERE = {
    FORMAL: MARKET,
    AGENCY: AGENCIES,
    SECONDMENT: SHELTERED,
    INTERNAL: WORKSHOPS,
    SHELTERED_NEW: WORKSHOPS,
}
HIRED = {Form.AGENCY: AGENCY, Form.SECONDMENT: SECONDMENT}
FOUR_WEEKLY = 10
"""One employment in so many is paid every four weeks."""
BEGUN = 4
"""One employment in so many began during the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Employments side by side: one place in every array.

    ``december`` holds the hours in December in hundredths, ``first`` and ``last`` the months
    of the year in which they are paid.
    """

    person: Numbers
    employer: Numbers
    number: Numbers
    kind: Numbers
    december: Numbers
    first: Numbers
    last: Numbers
    four_weekly: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_]) -> Jobs:
        """Keep some of them."""
        return Jobs(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})


def jobs(wanted: Wanted, people: People, chance: Generator) -> Jobs:
    """Give every employment of the target group in a year."""
    found = [*_counting(wanted, people, chance), *_others(people, chance)]
    return Jobs(
        **{
            one.name: np.concatenate([getattr(some, one.name) for some in found])
            for one in fields(Jobs)
        }
    )


def _counting(wanted: Wanted, people: People, chance: Generator) -> Iterator[Jobs]:
    for row in (*wanted.formal, *wanted.hired):
        members = people.rows[row.form, row.group]
        for sector, hours, some in _by_sector(row, members):
            count = employments(hours, len(some))
            kind = HIRED.get(row.form, FORMAL)
            pool = GOVERNMENT if sector is Sector.GOVERNMENT else WHERE[kind]
            december = spread(hours, count, chance)
            yield _made(some, kind, pool, december, chance)


def _by_sector(row: Row, members: Numbers) -> Iterator[tuple[Sector | None, int, Numbers]]:
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


def _others(people: People, chance: Generator) -> Iterator[Jobs]:
    """Give the work that must not be counted."""
    half = len(people.sheltered) // 2
    also = people.counting[:: 3 * LEAST]
    stopped = _made_freely(people.stopped, FORMAL, chance)
    months = chance.integers(1, 11, len(people.stopped), endpoint=True)
    monthly = np.zeros(len(months), dtype=np.bool_)  # four weeks may end in December
    first = np.minimum(stopped.first, months)
    yield replace(stopped, first=first, last=months, four_weekly=monthly)
    yield _made_freely(people.sheltered[:half], INTERNAL, chance)
    yield _made_freely(people.sheltered[half:], SHELTERED_NEW, chance)
    yield _made_freely(also, INTERNAL, chance)
    for kind in (FORMAL, AGENCY, SECONDMENT):
        yield _made_freely(people.unregistered[kind::3], kind, chance)


def _made_freely(members: Numbers, kind: int, chance: Generator) -> Jobs:
    """Give each of these people one employment, of any number of hours."""
    december = chance.integers(FULL_TIME // LEAST, FULL_TIME, len(members))
    return _made(members, kind, WHERE[kind], december, chance)


def _made(members: Numbers, kind: int, pool: range, december: Numbers, chance: Generator) -> Jobs:
    """Deal employments to people; who gets a second one has it with the same employer."""
    count, turn = len(december), np.arange(len(december))
    employer = chance.integers(pool.start, pool.stop, len(members))
    begun = chance.integers(0, BEGUN, count) == 0
    return Jobs(
        person=members[turn % len(members)] if count else members[:0],
        employer=employer[turn % len(members)] if count else employer[:0],
        number=turn // max(1, len(members)) + 1,
        kind=np.full(count, kind),
        december=december,
        first=np.where(begun, chance.integers(1, 12, count, endpoint=True), 1),
        last=np.full(count, 12),
        four_weekly=chance.integers(0, FOUR_WEEKLY, count) == 0,
    )
