"""An edition and its tables as declared: lines one by one, or one for each code of a dimension.

A declaration is data (``data/tabellen``). It has no arithmetic, and what it leaves open (the year
of the edition, the target groups, the years that have targets) comes from the edition's scope.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from reporter.annex.delivered import Concept
from reporter.annex.indicator import (
    ALL,
    FIRST_YEAR,
    STRUCTURAL,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.annex.tables import Fixed, Heading, Table
from reporter.errors import CountingError, listed, quoted, suggestion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from reporter.annex.indicator import Year

Code = str | int
"""A code of a dimension as it stands in a declaration; a year may be a number."""

THIS = "editie"
"""The year of the edition, where a declaration names a year."""

MEANING = {
    "maat": "measure",
    "eenheid": "unit",
    "jaar": "year",
    "sector": "sector",
    "vorm": "form",
    "doelgroep": "group",
}
"""The part of an indicator that each dimension is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The year reported on, the target groups in print order, the years that have targets."""

    year: int
    groups: tuple[Concept, ...]
    target_years: tuple[Year, ...]
    dimensions: Mapping[str, tuple[Concept, ...]] = field(default_factory=dict)

    @property
    def measurement(self) -> str:
        """The name of the measurement, numbered from 2015 on, in words if we can: vijf-meting."""
        number = self.year - FIRST_YEAR + 1
        return f"{ORDINALS[number] if number < len(ORDINALS) else number}-meting"

    def codes(self, dimension: str) -> tuple[Concept, ...]:
        """List the codes of a dimension in the order of print, each with its name."""
        match dimension:
            case "doelgroep":
                return tuple(code for code in self.groups if (code.first or 0) <= self.year)
            case "sector":
                return tuple(Concept(code=sector, name=sector) for sector in Sector)
            case "jaar":
                years: tuple[Year, ...] = tuple(range(FIRST_YEAR, self.year + 1))
            case "doelstellingsjaar":
                years = self.target_years
            case _:
                known = self.dimensions.get(dimension, ())
                return tuple(code for code in known if (code.first or 0) <= self.year)
        return tuple(Concept(code=str(year), name=str(year).capitalize()) for year in years)


DIMENSIONS = {"sector": "sector", "doelgroep": "doelgroep", "jaar": "jaar"} | {
    "doelstellingsjaar": "jaar"
}
"""What a table may have a row, a column or a sub-table for each of, and what such a one fixes."""

ORDINALS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
    "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row or a column as declared; with ``each`` one for every code of that dimension.

    ``first`` and ``last`` bound the years of ``each``. ``total_of`` names the lines, or the
    dimension, that it is the total of. ``once`` names the lines across in which its total counts a
    person once who stands in two parts. ``explained`` asks for the note of the code list.
    """

    label: str
    code: str = ""
    each: str = ""
    first: Code | None = None
    last: Code | None = None
    fixes: Mapping[str, Code] = field(default_factory=dict)
    total_of: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    signed: bool = False
    target: bool = False
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A table as its file declares it, under the name that an edition calls it by.

    A file with ``per`` declares a table for every code of that dimension; this is the one of
    ``code``.
    """

    name: str
    title: str
    corner: str
    fixes: Mapping[str, Code]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    per: str = ""
    code: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that it was read from, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One annex as its file in ``data/editions`` describes it.

    ``text`` names the template in ``templates/teksten`` with the words around the tables.
    ``tables`` are declared in the order in which they are printed.
    ``date`` is the date of the letter the annex belongs to, None if it is not known.
    """

    name: str
    year: int
    title: str
    date: dt.date | None
    tables: tuple[Declaration, ...]
    text: str


def table_of(declaration: Declaration, scope: Scope) -> Table:
    """Lay a declared table out for the year and the groups of an edition.

    Raises CountingError where the deliveries have no such code as the table is of.
    """
    fixes, words = dict(declaration.fixes), {"jaar": str(scope.year), "meting": scope.measurement}
    if declaration.per:
        codes = {concept.code: concept.name for concept in scope.codes(declaration.per)}
        if declaration.code not in codes:
            message = (
                f"found {quoted(declaration.name)}, expected a table of one {declaration.per} "
                f"({listed(codes)}). "
                f"{suggestion(declaration.code, codes)}"
            )
            raise CountingError(message.rstrip())
        fixes[DIMENSIONS.get(declaration.per, declaration.per)] = declaration.code
        words[declaration.per] = codes[declaration.code]
    rows = tuple(_headings(declaration.rows, scope, words))
    columns = tuple(_headings(declaration.columns, scope, words))
    whatever = Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=scope.year)
    return Table(
        name=declaration.name,
        title=declaration.title.format_map(words),
        corner=declaration.corner,
        base=replace(whatever, **_fixed(fixes, scope)),
        rows=rows,
        columns=columns,
        overlapping=frozenset(
            (line.code, across) for line in declaration.rows for across in line.once
        ),
    )


def _headings(lines: tuple[Line, ...], scope: Scope, words: Mapping[str, str]) -> Iterator[Heading]:
    """Give a heading for each line, or for each code that a line stands for."""
    for line in lines:
        parts = tuple(part for name in line.total_of for part in _parts(name, scope))
        concepts = _within(line, scope) if line.each else [Concept(code=line.code, name="")]
        for concept in concepts:
            own = {DIMENSIONS.get(line.each, line.each): concept.code} if line.each else {}
            yield Heading(
                key=concept.code,
                label=line.label.format_map({**words, "naam": concept.name}),
                fixes=_fixed({**line.fixes, **own}, scope),
                parts=(*parts, *_below(concept.code, line.each, scope)),
                signed=line.signed,
                target=line.target,
                concept=concept.code if line.explained else "",
            )


def _within(line: Line, scope: Scope) -> Iterator[Concept]:
    """Walk through the codes that a line stands for: of years those from ``first`` to ``last``.

    What stays in force after all years ("structureel") lies behind every first year.
    """
    first, last = (scope.year if edge == THIS else edge for edge in (line.first, line.last))
    for concept in scope.codes(line.each):
        year = int(concept.code) if concept.code.isdecimal() else float("inf")
        if (first is None or year >= int(first)) and (last is None or year <= int(last)):
            yield concept


def _below(code: str, dimension: str, scope: Scope) -> tuple[str, ...]:
    """Give the codes that a code is the total of."""
    known = scope.dimensions.get(dimension, ())
    return tuple(concept.code for concept in known if concept.parent == code)


def _parts(name: str, scope: Scope) -> Iterator[str]:
    """Read what a total is of: a line, or the codes of a dimension that are no part of others."""
    if name in DIMENSIONS or name in scope.dimensions:
        yield from (concept.code for concept in scope.codes(name) if not concept.parent)
    else:
        yield name


def _fixed(codes: Mapping[str, Code], scope: Scope) -> Fixed:
    """Read the codes of a declaration as the parts of an indicator."""
    own = {name: str(code) for name, code in codes.items() if name not in MEANING}
    law = {MEANING[name]: READ[name](codes[name], scope) for name in codes if name in MEANING}
    return cast("Fixed", {**law, **({"codes": tuple(sorted(own.items()))} if own else {})})


def _year(code: Code, scope: Scope) -> Year:
    if code == THIS:
        return scope.year
    return STRUCTURAL if str(code) == STRUCTURAL else int(code)


READ: Mapping[str, Callable[[Code, Scope], object]] = {
    "maat": lambda code, _: Measure(str(code)),
    "eenheid": lambda code, _: Unit(str(code)),
    "jaar": _year,
    "sector": lambda code, _: None if code == ALL else Sector(str(code)),
    "vorm": lambda code, _: None if code == ALL else Form(str(code)),
    "doelgroep": lambda code, _: None if code == ALL else str(code),
}
"""How a code of each dimension is read; "totaal" is all codes together."""
