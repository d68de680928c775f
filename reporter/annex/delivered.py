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
    """A word from the code list: its code, its name in print, what it covers."""

    code: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Everything read from ``data/``; iteration order is the order of the files.

    Hours are in hours, persons in persons, targets in jobs, keys fractions between 0 and 1.
    ``groups`` stand in the order of print. ``files`` has the SHA-256 of each file by name, as
    it lay on disk; ``fingerprint`` is one hash over all of them. ``bounds``
    are those of grenzen.toml, by table and name.
    """

    amounts: Mapping[Quantity, Fraction]
    sources: Mapping[Quantity, Source]
    groups: tuple[Concept, ...]
    forms: Mapping[Form, Concept]
    files: Mapping[str, str]
    fingerprint: str
    bounds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
