"""What a declaration may depend on: the year of the edition and what was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.annex.indicator import FIRST_YEAR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from reporter.annex.expression import Quantity
    from reporter.annex.indicator import Form, Year


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
class FileHash:
    """The SHA-256 of one delivered file, as it lay on disk."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Everything read from ``data/``; iteration order is the order of the files.

    Hours are in hours, persons in persons, targets in jobs, keys fractions between 0 and 1.
    ``groups`` stand in the order of print; ``fingerprint`` is one hash over all files.
    """

    amounts: Mapping[Quantity, Fraction]
    sources: Mapping[Quantity, Source]
    groups: tuple[Concept, ...]
    forms: Mapping[Form, Concept]
    files: tuple[FileHash, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One annex as its file in ``data/editions`` describes it.

    ``text`` names the template in ``templates/teksten`` with the words around the tables.
    ``tables`` names the declared tables in the order in which they are printed.
    ``date`` is the date of the letter the annex belongs to, None if it is not known.
    """

    name: str
    year: int
    title: str
    date: dt.date | None
    tables: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The year reported on, the target groups in print order, the years that have targets."""

    year: int
    groups: tuple[Concept, ...]
    target_years: tuple[Year, ...]

    @property
    def measurement(self) -> str:
        """The name of the measurement: 2019 is the vijf-meting, measurement 5."""
        return measurement_name(self.year)


ORDINALS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
    "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien",
)  # fmt: skip


def measurement_name(year: int) -> str:
    """Name the measurement of a year: the number is the year less 2014, in words if we can."""
    number = year - (FIRST_YEAR - 1)
    return f"{ORDINALS[number]}-meting" if number < len(ORDINALS) else f"{number}-meting"
