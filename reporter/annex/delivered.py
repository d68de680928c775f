"""What was delivered: amounts, where each stands, and the words of the code list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from reporter.annex.expression import Quantity
    from reporter.annex.indicator import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a delivered amount stands, and whether print determines it or we assumed it."""

    file: str
    row: int
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A word from the code list: its code, its name in print, what it covers.

    ``parent`` is the code that it is a part of, ``first`` and ``last`` the years in which it is
    there; None is always.
    """

    code: str
    name: str
    note: str = ""
    parent: str = ""
    first: int | None = None
    last: int | None = None

    def there(self, year: int) -> bool:
        """Tell whether the code exists in a year."""
        return (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Everything read from ``data/``; iteration order is the order of the files.

    Hours are in hours, persons in persons, targets in jobs, keys fractions between 0 and 1.
    ``groups`` stand in the order of print. ``files`` has the SHA-256 of each file by name, as
    it lay on disk. ``bounds`` are those of grenzen.toml, by table and name. ``dimensions`` are
    those that the project declares beside sector, form and group, their codes in print order.
    """

    amounts: Mapping[Quantity, Fraction]
    sources: Mapping[Quantity, Source]
    groups: tuple[Concept, ...]
    forms: Mapping[Form, Concept]
    files: Mapping[str, str]
    bounds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    dimensions: Mapping[str, tuple[Concept, ...]] = field(default_factory=dict)

    def above(self, dimension: str, code: str) -> tuple[str, ...]:
        """Give a code and all that it is a part of, from near to far."""
        parents = {concept.code: concept.parent for concept in self.dimensions.get(dimension, ())}
        found = [code]
        while parent := parents.get(found[-1]):
            found.append(parent)
        return tuple(found)
