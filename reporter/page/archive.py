"""The archive of an annex: all that is needed to compare and explain it later, and the run card.

It is made as the data of ``annex.json``, which ``annex.schema.json`` describes; what is compared
is read from these data, whether they were made now or come from a file.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from reporter.annex.indicator import Indicator
from reporter.border import held, parse_json
from reporter.errors import ArchiveError, InputError
from reporter.page.archive_data import AnnexData, FigureData, TableData, Term, TextBlock
from reporter.page.card import run_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reporter.annex.compose import LeftOut
    from reporter.annex.printed import Figure, PrintedAnnex, PrintedTable
    from reporter.annex.tables import Heading
    from reporter.page.card import RunCard
    from reporter.project import Templates

    Parts = Mapping[str, Any]
    """JSON data."""

MOST = 280
"""Characters of what is wrong with an archive that a message repeats."""
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


class ArchivedFigure(NamedTuple):
    """A figure at one place; an indicator has the same value wherever it stands.

    ``exact`` and ``rounded`` are fractions as text, which compares faster than numbers, and None
    where ``absence`` says why. ``terms`` is None where there is no expression. ``inputs`` are
    the delivered amounts it was computed from by quantity, None if they are the archive's: only
    a figure that was accepted alone has its own. ``notes`` are the kinds of its notes, each with
    what it says of this place alone.
    """

    indicator: Indicator
    place: Place
    printed: str
    rounded: str | None
    exact: str | None
    absence: str | None
    terms: tuple[Term, ...] | None
    notes: tuple[tuple[str, str], ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedTable:
    """What is said around figures: a label for each key of a column or row, in their order."""

    name: str
    number: int
    title: str
    columns: Mapping[str, str]
    rows: Mapping[str, str]
    notes: tuple[str, ...]
    legend: tuple[str, ...]

    @property
    def label(self) -> str:
        """What a reader calls it: ``Tabel 1``."""
        return f"Tabel {self.number}"

    def has(self, place: Place) -> bool:
        """Tell whether it has the row and the column of a place."""
        return place.row in self.rows and place.column in self.columns


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A whole archived annex.

    ``cells`` has every figure at every place: table by table in reading order, then the running
    text. ``amounts`` are the delivered ones that a figure follows from, exact and as text.
    ``parts`` are the data that all this was read from, to be written as they are.
    """

    edition: str
    year: int
    title: str
    date: str | None
    fingerprint: str
    card: RunCard
    amounts: Mapping[str, str]
    tables: Mapping[str, ArchivedTable]
    cells: tuple[ArchivedFigure, ...]
    text: tuple[TextBlock, ...]
    left_out: tuple[LeftOut, ...]
    parts: Parts

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
    prose = {name: _figure_parts(figure) for name, figure in annex.prose.items()}
    tables = [_table_parts(table) for table in annex.tables]
    figures = chain(prose.values(), *(table["cells"] for table in tables))
    used = {name for figure in figures for term in figure["expression"] or () for name in term[1:]}
    sources = annex.deliveries.sources
    return _archive(
        {
            "schema": SCHEMA_VERSION,
            "edition": annex.edition.name,
            "year": annex.edition.year,
            "title": annex.title,
            "date": annex.edition.date.isoformat() if annex.edition.date else None,
            "fingerprint": annex.colophon["fingerprint"],
            "card": asdict(run_card(annex, templates)),
            "quantities": {
                row.key: {"amount": str(amount), "assumed": sources[row].assumed}
                for row, amount in annex.deliveries.amounts.items()
                if row.key in used
            },
            "tables": tables,
            "prose": prose,
            "text": [asdict(block) for block in text],
            "left_out": [asdict(missing) for missing in annex.left_out],
        }
    )


def _table_parts(table: PrintedTable) -> Parts:
    return {
        "number": table.number,
        "name": table.name,
        "title": table.title,
        "columns": _heads(table.columns),
        "rows": _heads(table.rows),
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                **_figure_parts(cell.figure),
                "notes": [
                    {"mark": note.mark, "kind": note.kind, "detail": link.detail}
                    for note in table.notes
                    for link in note.backlinks
                    if link.anchor == cell.anchor
                ],
            }
            for row in table.cells
            for cell in row
        ],
        "notes": [
            {"mark": note.mark, "kind": note.kind, "text": note.text} for note in table.notes
        ],
        "legend": [*table.legend],
    }


def _heads(lines: Iterable[Heading]) -> list[Parts]:
    return [
        {"key": line.key, "label": line.label, "notes": [note.mark for note in line.marks]}
        for line in lines
    ]


def _parts_of(indicator: Indicator) -> Parts:
    """Give what an indicator says part by part; of own dimensions only where it has codes."""
    parts = asdict(indicator)
    codes = dict(parts.pop("codes"))
    return {**parts, "codes": codes} if codes else parts


def _figure_parts(figure: Figure) -> Parts:
    expression = figure.expression
    return {
        "indicator": figure.indicator.key,
        **_parts_of(figure.indicator),
        "printed": figure.text,
        "rounded": None if figure.rounded is None else str(figure.rounded),
        "exact": None if figure.exact is None else str(figure.exact),
        "absence": figure.absence,
        "expression": expression
        and [
            [str(number), factor.quantity.key, factor.key.key if factor.key else None]
            for factor, number in expression.terms
        ],
    }


def write_archive(archive: Archive) -> bytes:
    """Write ``annex.json``; ``read_archive`` gives the same archive back."""
    return write_json(archive.parts)


def write_json(parts: object) -> bytes:
    """Write JSON line by line, as people read it and version control compares it."""
    return (json.dumps(parts, ensure_ascii=False, indent=1) + "\n").encode()


UNSOUND = "an annex.json as build writes it; build the edition again"


@contextmanager
def as_archive_error() -> Iterator[None]:
    """Tell what is wrong with the file of an archive as ArchiveError."""
    try:
        yield
    except InputError as error:
        raise ArchiveError(str(error)) from error


def read_archive(content: str | bytes, name: str) -> Archive:
    """Read an ``annex.json``, or the one in a file of what was accepted.

    ``name`` tells the user which file it was. Raises ArchiveError for broken JSON, another schema,
    a figure that stands twice in one table, or one indicator with two values.
    """
    parts = archive_parts(content, name)
    return archive_from(parts.get("annex") if "approvals" in parts else parts, name)


@as_archive_error()
def archive_parts(content: str | bytes, name: str) -> Parts:
    """Read JSON that says of which schema it is. Raises ArchiveError, also for a newer one."""
    parts = parse_json(content, name, UNSOUND)
    check_schema(parts, name)
    return cast("Parts", parts)


@as_archive_error()
def archive_from(parts: object, name: str) -> Archive:
    """Read an archive from JSON data, as ``read_archive`` does. Raises ArchiveError."""
    check_schema(parts, name)
    try:
        archive = _archive(cast("Parts", parts), name)
        problem = next(_problems(archive), None)
    except (KeyError, ValueError) as error:
        problem = f"found no sound archive ({error}), expected {UNSOUND}"
    if problem:
        message = f"{name}: {problem[:MOST]}"
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


def _archive(parts: Parts, name: str = "") -> Archive:
    annex = held(parts, AnnexData, name, UNSOUND)
    return Archive(
        edition=annex.edition,
        year=annex.year,
        title=annex.title,
        date=annex.date,
        fingerprint=annex.fingerprint,
        card=annex.card,
        amounts={name: known.amount for name, known in annex.quantities.items()},
        tables={table.name: _table(table) for table in annex.tables},
        cells=(
            *(
                _figure(Place(table.name, cell.row, cell.column), cell)
                for table in annex.tables
                for cell in table.cells
            ),
            *(_figure(Place(PROSE, name, ""), figure) for name, figure in annex.prose.items()),
        ),
        text=annex.text,
        left_out=annex.left_out,
        parts=parts,
    )


def _table(table: TableData) -> ArchivedTable:
    return ArchivedTable(
        name=table.name,
        number=table.number,
        title=table.title,
        columns={line.key: line.label for line in table.columns},
        rows={line.key: line.label for line in table.rows},
        notes=tuple(note.text for note in table.notes),
        legend=table.legend,
    )


def placed(parts: Parts) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Give the data of every figure at every place, in the order of ``Archive.cells``."""
    for table in parts["tables"]:
        for cell in table["cells"]:
            yield Place(table["name"], cell["row"], cell["column"]), cell
    for name, figure in parts["prose"].items():
        yield Place(PROSE, name, ""), figure


def _figure(place: Place, figure: FigureData) -> ArchivedFigure:
    return ArchivedFigure(
        indicator=Indicator.of_key(figure.indicator),
        place=place,
        printed=figure.printed,
        rounded=figure.rounded,
        exact=figure.exact,
        absence=figure.absence,
        terms=figure.expression,
        notes=tuple((sign.kind, sign.detail) for sign in figure.notes),
        inputs=figure.inputs,
    )


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
