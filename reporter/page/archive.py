"""The run card: with what an annex was made, so that the same can be shown to give the same."""

from __future__ import annotations

import ctypes
import hashlib
import platform
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reporter.annex.delivered import Deliveries
    from reporter.project import Templates

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


LIBRARIES = ("babel", "fonttools", "jinja2", "odfdo", "pydyf", "tinycss2", "weasyprint")
"""The Python libraries that have a say in what is printed."""
PANGO = "libpango-1.0.so.0"
FONTS = "fonts"
OTHERS = ("verschillen", "voorbeeld")
"""How the templates begin that have no say in an annex: of the report on differences, of the
preview."""
CODE = Path(__file__).resolve().parent.parent


def run_card(deliveries: Deliveries, templates: Templates, program: str) -> RunCard:
    """Fill in the card for an annex that is made now, here, by this version of the program."""
    files = templates.files().items()
    hashes = _hashes({name: path for name, path in files if not path.name.startswith(OTHERS)})
    return RunCard(
        deliveries={one.name: one.sha256 for one in deliveries.files},
        templates={name: sha for name, sha in hashes.items() if not name.startswith(FONTS + "/")},
        fonts={name: sha for name, sha in hashes.items() if name.startswith(FONTS + "/")},
        program=program,
        code=_code(),
        libraries=_libraries(),
    )


def _hashes(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


@cache
def _code() -> str:
    """Hash the program file by file, so that a changed line shows even without a new version."""
    paths = sorted(path for path in CODE.rglob("*.py") if path.is_file())
    files = _hashes({path.relative_to(CODE).as_posix(): path for path in paths})
    return hashlib.sha256("".join(f"{n}:{sha}\n" for n, sha in files.items()).encode()).hexdigest()


@cache
def _libraries() -> dict[str, str]:
    found = {name: version(name) for name in LIBRARIES}
    return {**found, "pango": _pango(), "python": platform.python_version()}


def _pango() -> str:
    """Ask the system's Pango for its version; without it only HTML and data can be made."""
    try:
        library = ctypes.CDLL(PANGO)
    except OSError:
        return "absent"
    library.pango_version_string.restype = ctypes.c_char_p
    text: bytes = library.pango_version_string()
    return text.decode()
