"""The archive of an annex: a value first, the file ``annex.json`` second.

It holds all that is needed to compare and explain an annex later, and the run card: with what
the annex was made, so that the same can be shown to give the same. ``annex.schema.json``
describes the file.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import platform
import re
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reporter.annex.compose import LeftOut
from reporter.annex.indicator import Indicator
from reporter.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reporter.annex.delivered import Deliveries
    from reporter.annex.printed import Figure, PrintedAnnex, PrintedCell, PrintedTable
    from reporter.annex.tables import Heading
    from reporter.project import Templates

    Parts = Mapping[str, Any]

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
    """That a note stands at a place: its mark and kind, and what it says of this place alone."""

    mark: str
    kind: str
    detail: str


class Term(NamedTuple):
    """One term of an expression: coefficient as text, delivered quantity, key or None."""

    coefficient: str
    quantity: str
    key: str | None


class ArchivedFigure(NamedTuple):
    """A figure at one place; an indicator has the same value wherever it stands.

    ``exact`` and ``rounded`` are fractions as text, which compares faster than numbers, and None
    where ``absence`` says why. ``terms`` is None where there is no expression. ``inputs`` are
    the delivered amounts it was computed from by quantity, None if they are the archive's: only
    a figure that was accepted alone has its own.
    """

    indicator: Indicator
    place: Place
    printed: str
    rounded: str | None
    exact: str | None
    absence: str | None
    terms: tuple[Term, ...] | None
    notes: tuple[NoteSign, ...]
    inputs: Mapping[str, str] | None = None

    @property
    def value(self) -> tuple[str | None, str | None, str | None]:
        """What the figure says, apart from how and where it is printed."""
        return self.exact, self.rounded, self.absence

    @property
    def quantities(self) -> tuple[str, ...]:
        """Every quantity and key of its expression once, in reading order."""
        names = (name for term in self.terms or () for name in term[1:] if name is not None)
        return tuple(dict.fromkeys(names))


class Head(NamedTuple):
    """The head of a row or column; ``notes`` are the marks that stand at it."""

    key: str
    label: str
    notes: tuple[str, ...]


class TableNote(NamedTuple):
    """A note below a table."""

    mark: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph; ``wording`` has each figure replaced by its indicator."""

    section: str
    text: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedTable:
    """What of a table is no figure: its heads by key, in order; its notes in reading order."""

    name: str
    number: int
    title: str
    columns: Mapping[str, Head]
    rows: Mapping[str, Head]
    notes: tuple[TableNote, ...]
    legend: tuple[str, ...]

    @property
    def label(self) -> str:
        """What a reader calls it: ``Tabel 1``."""
        return f"Tabel {self.number}"

    def has(self, place: Place) -> bool:
        """Tell whether it has the row and the column of a place."""
        return place.row in self.rows and place.column in self.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCard:
    """With what an annex was made: hashes by file name, versions by library."""

    deliveries: Mapping[str, str]
    templates: Mapping[str, str]
    fonts: Mapping[str, str]
    program: str
    code: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A whole archived annex.

    ``cells`` has every figure at every place: table by table in reading order, then the running
    text. ``amounts`` are the delivered ones that a figure follows from, exact and as text;
    ``assumed`` says which of them nobody delivered.
    """

    edition: str
    year: int
    title: str
    date: str | None
    fingerprint: str
    card: RunCard
    amounts: Mapping[str, str]
    assumed: frozenset[str]
    tables: Mapping[str, ArchivedTable]
    cells: tuple[ArchivedFigure, ...]
    text: tuple[TextBlock, ...]
    left_out: tuple[LeftOut, ...]

    @cached_property
    def figures(self) -> Mapping[Indicator, tuple[ArchivedFigure, ...]]:
        """Each figure with all its places, at least one."""
        found: dict[Indicator, list[ArchivedFigure]] = {}
        for cell in self.cells:
            found.setdefault(cell.indicator, []).append(cell)
        return {indicator: tuple(there) for indicator, there in found.items()}

    @property
    def edition_file(self) -> tuple[str, str, str | None]:
        """What the file of the edition says, apart from which tables it has."""
        return self.edition, self.title, self.date

    def amount(self, figure: ArchivedFigure, quantity: str) -> str | None:
        """Look up the delivered amount that went into a figure of this archive."""
        return (figure.inputs or self.amounts).get(quantity)


def archive_of(annex: PrintedAnnex, text: Sequence[TextBlock], templates: Templates) -> Archive:
    """Archive an annex with its running text, as these templates have laid it out."""
    cells = [_cell(table, cell) for table in annex.tables for row in table.cells for cell in row]
    cells += [_figure(Place(PROSE, name, ""), figure) for name, figure in annex.prose.items()]
    used = {quantity for cell in cells for quantity in cell.quantities}
    amounts = {row: amount for row, amount in annex.deliveries.amounts.items() if row.key in used}
    sources = annex.deliveries.sources
    return Archive(
        edition=annex.edition.name,
        year=annex.edition.year,
        title=annex.title,
        date=annex.edition.date.isoformat() if annex.edition.date else None,
        fingerprint=annex.deliveries.fingerprint,
        card=_run_card(annex.deliveries, templates, annex.colophon["version"]),
        amounts={row.key: str(amount) for row, amount in amounts.items()},
        assumed=frozenset(row.key for row in amounts if sources[row].assumed),
        tables={table.name: _table(table) for table in annex.tables},
        cells=tuple(cells),
        text=tuple(text),
        left_out=annex.left_out,
    )


def _cell(table: PrintedTable, cell: PrintedCell) -> ArchivedFigure:
    notes = tuple(
        NoteSign(note.mark, note.kind, link.detail)
        for note in table.notes
        for link in note.backlinks
        if link.anchor == cell.anchor
    )
    return _figure(Place(table.name, cell.row, cell.column), cell.figure, notes)


def _figure(place: Place, figure: Figure, notes: tuple[NoteSign, ...] = ()) -> ArchivedFigure:
    expression = figure.expression
    return ArchivedFigure(
        indicator=figure.indicator,
        place=place,
        printed=figure.text,
        rounded=None if figure.rounded is None else str(figure.rounded),
        exact=None if figure.exact is None else str(figure.exact),
        absence=figure.absence,
        terms=None
        if expression is None
        else tuple(
            Term(str(number), factor.quantity.key, factor.key.key if factor.key else None)
            for factor, number in expression.terms
        ),
        notes=notes,
    )


def _table(table: PrintedTable) -> ArchivedTable:
    return ArchivedTable(
        name=table.name,
        number=table.number,
        title=table.title,
        columns=_heads(table.columns),
        rows=_heads(table.rows),
        notes=tuple(TableNote(note.mark, note.kind, note.text) for note in table.notes),
        legend=table.legend,
    )


def _heads(lines: Iterable[Heading]) -> dict[str, Head]:
    return {
        line.key: Head(line.key, line.label, tuple(note.mark for note in line.marks))
        for line in lines
    }


def write_archive(archive: Archive) -> bytes:
    """Write ``annex.json``; ``read_archive`` gives the same archive back."""
    return write_json(archive_parts(archive))


def write_json(parts: object) -> bytes:
    """Write JSON line by line, as people read it and version control compares it."""
    return (json.dumps(parts, ensure_ascii=False, indent=1) + "\n").encode()


def archive_parts(archive: Archive) -> dict[str, Any]:
    """Give an archive as JSON data."""
    cells: dict[str, list[ArchivedFigure]] = {}
    for cell in archive.cells:
        cells.setdefault(cell.place.table, []).append(cell)
    return {
        "schema": SCHEMA_VERSION,
        "edition": archive.edition,
        "year": archive.year,
        "title": archive.title,
        "date": archive.date,
        "fingerprint": archive.fingerprint,
        "card": asdict(archive.card),
        "quantities": {
            name: {"amount": amount, "assumed": name in archive.assumed}
            for name, amount in archive.amounts.items()
        },
        "tables": [
            _table_parts(table, cells.get(name, ())) for name, table in archive.tables.items()
        ],
        "prose": {figure.place.row: _figure_parts(figure) for figure in cells.get(PROSE, ())},
        "text": [asdict(block) for block in archive.text],
        "left_out": [asdict(missing) for missing in archive.left_out],
    }


def _table_parts(table: ArchivedTable, cells: Iterable[ArchivedFigure]) -> Parts:
    return {
        "number": table.number,
        "name": table.name,
        "title": table.title,
        "columns": [head._asdict() for head in table.columns.values()],
        "rows": [head._asdict() for head in table.rows.values()],
        "cells": [
            {"row": cell.place.row, "column": cell.place.column, **_figure_parts(cell)}
            for cell in cells
        ],
        "notes": [note._asdict() for note in table.notes],
        "legend": table.legend,
    }


def _figure_parts(figure: ArchivedFigure) -> dict[str, Any]:
    parts = {
        "indicator": figure.indicator.key,
        **asdict(figure.indicator),
        "printed": figure.printed,
        "rounded": figure.rounded,
        "exact": figure.exact,
        "absence": figure.absence,
        "expression": figure.terms,
    }
    if figure.place.table != PROSE:
        parts["notes"] = [note._asdict() for note in figure.notes]
    return parts if figure.inputs is None else {**parts, "inputs": figure.inputs}


def read_archive(content: bytes | str, name: str) -> Archive:
    """Read an ``annex.json``, or the one in a file of what was accepted.

    ``name`` tells the user which file it was. Raises ArchiveError for broken JSON, another schema,
    a figure that stands twice in one table, or one indicator with two values.
    """
    try:
        parts = json.loads(content)
    except ValueError as error:
        message = f"{name}: found broken JSON ({error}), expected an annex.json as build writes it"
        raise ArchiveError(message) from error
    if isinstance(parts, dict) and "approvals" in parts:
        parts = parts.get("annex")
    return archive_from(parts, name)


def archive_from(parts: Any, name: str) -> Archive:  # noqa: ANN401 - any JSON
    """Read an archive from JSON data, as ``read_archive`` does. Raises ArchiveError."""
    check_schema(parts, name)
    try:
        archive = _archive(parts)
        problem = next(_problems(archive), None)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = (
            f"{name}: found no sound archive (at {error!r}), expected an annex.json as build "
            "writes it; build the edition again"
        )
        raise ArchiveError(message) from error
    if problem:
        message = f"{name}: {problem}"
        raise ArchiveError(message)
    return archive


def check_schema(parts: object, name: str) -> None:
    """Refuse what is no archive, and an archive of a newer program. Raises ArchiveError."""
    schema = parts.get("schema") if isinstance(parts, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        message = f"{name}: found JSON that is no archive of an annex, expected a schema number"
        raise ArchiveError(message)
    if schema > SCHEMA_VERSION:
        message = (
            f"{name}: found schema {schema}, expected at most {SCHEMA_VERSION}; it was written "
            "by a newer reporter, use that one"
        )
        raise ArchiveError(message)


def _archive(parts: Parts) -> Archive:
    quantities = parts["quantities"]
    return Archive(
        edition=str(parts["edition"]),
        year=int(parts["year"]),
        title=str(parts["title"]),
        date=parts.get("date"),
        fingerprint=parts["fingerprint"],
        card=RunCard(**parts["card"]),
        amounts={name: _exact(known["amount"]) for name, known in quantities.items()},
        assumed=frozenset(name for name, known in quantities.items() if known["assumed"]),
        tables={table["name"]: _table_from(table) for table in parts["tables"]},
        cells=tuple(_cells_from(parts)),
        text=tuple(TextBlock(**block) for block in parts["text"]),
        left_out=tuple(LeftOut(**table) for table in parts["left_out"]),
    )


def _table_from(table: Parts) -> ArchivedTable:
    return ArchivedTable(
        name=table["name"],
        number=int(table["number"]),
        title=table["title"],
        columns=_heads_from(table["columns"]),
        rows=_heads_from(table["rows"]),
        notes=tuple(TableNote(**note) for note in table["notes"]),
        legend=tuple(table["legend"]),
    )


def _heads_from(lines: Sequence[Parts]) -> dict[str, Head]:
    return {line["key"]: Head(line["key"], line["label"], tuple(line["notes"])) for line in lines}


def _cells_from(parts: Parts) -> Iterator[ArchivedFigure]:
    for table in parts["tables"]:
        for cell in table["cells"]:
            yield _figure_from(Place(table["name"], cell["row"], cell["column"]), cell)
    for name, cell in parts["prose"].items():
        yield _figure_from(Place(PROSE, name, ""), cell)


def _figure_from(place: Place, cell: Parts) -> ArchivedFigure:
    terms = cell["expression"]
    return ArchivedFigure(
        indicator=Indicator.of_key(cell["indicator"]),
        place=place,
        printed=cell["printed"],
        rounded=None if cell["rounded"] is None else _exact(cell["rounded"]),
        exact=None if cell["exact"] is None else _exact(cell["exact"]),
        absence=cell["absence"],
        terms=None if terms is None else tuple(Term(*term) for term in terms),
        notes=tuple(NoteSign(**note) for note in cell.get("notes", ())),
        inputs=cell.get("inputs"),
    )


EXACT = re.compile(r"-?\d+(?:/[1-9]\d*)?")


def _exact(text: str) -> str:
    if not EXACT.fullmatch(text):
        message = f"{text!r} is no exact number"
        raise ValueError(message)
    return text


def _problems(archive: Archive) -> Iterator[str]:
    """Find figures that contradict themselves or stand nowhere; most stand at one place only."""
    for cell in archive.cells:
        name, row, column = cell.place
        table = archive.tables.get(name)
        if table and not table.has(cell.place):
            yield f"table {name} has no {row}, {column}, where {cell.indicator.key} is to stand"
    for indicator, (first, *others) in archive.figures.items():
        seen = {first.place.table}
        for other in others:
            if other.place.table in seen and other.place.table != PROSE:
                yield f"table {other.place.table} holds {indicator.key} twice; expected it once"
            if (first.value, first.terms) != (other.value, other.terms):
                yield f"found two values for {indicator.key}, expected one"
            seen.add(other.place.table)


LIBRARIES = ("babel", "fonttools", "jinja2", "odfdo", "pydyf", "tinycss2", "weasyprint")
"""The Python libraries that have a say in what is printed."""
PANGO = "libpango-1.0.so.0"
FONTS = "fonts"
OTHERS = ("verschillen", "voorbeeld")
"""How the templates begin that have no say in an annex: of the report on differences, of the
preview."""
CODE = Path(__file__).resolve().parent.parent


def _run_card(deliveries: Deliveries, templates: Templates, program: str) -> RunCard:
    """Fill in the card for an annex that is made now, here, by this version of the program."""
    files = templates.files().items()
    hashes = _hashes({name: path for name, path in files if not path.name.startswith(OTHERS)})
    return RunCard(
        deliveries=dict(deliveries.files),
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
