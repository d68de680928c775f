"""An annex as it was archived: what was printed where, of what, made with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA_VERSION = 1
"""The schema of annex.json that this program writes, and the newest that it reads."""
PROSE = "tekst"
"""Stands for the running text where a place names its table."""


class Place(NamedTuple):
    """Where a figure stands: the name of its table, the keys of its row and column.

    In running text the table is ``tekst``, the row the figure's name, the column empty.
    """

    table: str
    row: str
    column: str


class NoteSign(NamedTuple):
    """That a note stands at a place: its kind, and what it says of this place alone."""

    kind: str
    detail: str


class Term(NamedTuple):
    """One term of an expression: coefficient as text, delivered quantity, key or None."""

    coefficient: str
    quantity: str
    key: str | None


class Occurrence(NamedTuple):
    """A figure at one place, as printed there."""

    place: Place
    printed: str
    notes: tuple[NoteSign, ...]


class ArchivedFigure(NamedTuple):
    """One indicator with its value; numbers are exact fractions or integers as text.

    ``exact`` and ``rounded`` are None where ``absence`` says why. ``kin`` is the key without
    its year: the same quantity in any year. ``inputs`` are the delivered amounts it was
    computed from, by quantity: those of the archive, or its own if it was accepted alone.
    """

    key: str
    measure: str
    year: str
    kin: str
    exact: str | None
    rounded: str | None
    absence: str | None
    terms: Sequence[Term]
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph; ``wording`` has each figure replaced by its indicator."""

    section: str
    text: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedTable:
    """What of a table is not a figure, and the order of its lines; notes in reading order."""

    name: str
    number: int
    title: str
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    notes: tuple[str, ...]
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCard:
    """With what an annex was made: hashes by file name, versions by library."""

    deliveries: Mapping[str, str]
    templates: Mapping[str, str]
    fonts: Mapping[str, str]
    program: str
    code: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A whole archived annex. Every figure has at least one occurrence.

    ``signatures`` holds all that is known of each figure as one text, by indicator: two
    figures with equal signatures are the same in every respect, so most of a comparison is
    a comparison of texts.
    """

    edition: str
    year: int
    title: str
    date: str | None
    tables: Mapping[str, ArchivedTable]
    figures: Mapping[str, ArchivedFigure]
    occurrences: Mapping[str, tuple[Occurrence, ...]]
    signatures: Mapping[str, str]
    text: tuple[TextBlock, ...]
    card: RunCard
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition_file(self) -> tuple[str, str, str | None]:
        """What the file of the edition says, apart from which tables it has."""
        return self.edition, self.title, self.date

    def label(self, place: Place) -> str:
        """Name a place as a reader would find it: ``Tabel 1, Totaal, markt``."""
        if place.table == PROSE or place.table not in self.tables:
            return f"{place.table}, {place.row}"
        table = self.tables[place.table]
        row, column = table.rows[place.row], table.columns[place.column]
        return f"Tabel {table.number}, {row}, {column}"
