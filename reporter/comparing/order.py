"""Which tables, rows and columns changed places among those that stayed."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.model.archive import Archive, Place


@dataclass(frozen=True, slots=True)
class Moved:
    """Lines out of their old order: table names, (table, row key), (table, column key).

    A line that merely makes room for a new one has not moved.
    """

    tables: frozenset[str]
    rows: frozenset[tuple[str, str]]
    columns: frozenset[tuple[str, str]]

    @classmethod
    def between(cls, old: Archive, new: Archive) -> Moved:
        """Compare the order of all lines that both annexes have."""
        common = [(old.tables[name], new.tables[name]) for name in old.tables if name in new.tables]
        return cls(
            tables=frozenset(out_of_order(old.tables, new.tables)),
            rows=frozenset(
                (one.name, key)
                for one, other in common
                for key in out_of_order(one.rows, other.rows)
            ),
            columns=frozenset(
                (one.name, key)
                for one, other in common
                for key in out_of_order(one.columns, other.columns)
            ),
        )

    def figures(self, annex: Archive) -> list[str]:
        """Name the figures of an annex that moved with their table, row or column."""
        if not (self.tables or self.rows or self.columns):
            return []
        return [
            key
            for key, there in annex.occurrences.items()
            if any(self._holds(one.place) for one in there)
        ]

    def _holds(self, place: Place) -> bool:
        return (
            place.table in self.tables
            or (place.table, place.row) in self.rows
            or (place.table, place.column) in self.columns
        )


def out_of_order(old: Iterable[str], new: Iterable[str]) -> set[str]:
    """Give the fewest names that must move to bring the common names in their new order."""
    position = {name: number for number, name in enumerate(new)}
    common = [name for name in old if name in position]
    return set(common) - set(_longest_rising(common, position))


def _longest_rising(names: Sequence[str], position: dict[str, int]) -> list[str]:
    """Give the longest run of names whose positions rise (patience sorting)."""
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for name in names:
        place = bisect_left(ends, position[name])
        before[name] = last[place - 1] if place else None
        ends[place : place + 1] = [position[name]]
        last[place : place + 1] = [name]
    run: list[str] = []
    name_or_none = last[-1] if last else None
    while name_or_none is not None:
        run.append(name_or_none)
        name_or_none = before[name_or_none]
    return run
