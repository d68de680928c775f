"""The grounds of registration, drawn so that everybody ends up in the group that was meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


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
