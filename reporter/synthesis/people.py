"""The people of the target group: who works how, and who stands in the register for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.model.indicator import Form
    from reporter.synthesis.wanted import Row, Wanted

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
