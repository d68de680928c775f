"""Figures in print with what they mean: of our letters by their place, of anybody by indicator."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.compose import scope_of, tables_of
from reporter.annex.indicator import (
    ALL,
    BASELINE_YEAR,
    STRUCTURAL,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.annex.prose import prose_figures
from reporter.border import parse_json, read_text_file
from reporter.check.identities import Interval, decimals_of
from reporter.deliveries.columns import (
    CODE,
    EMPTY,
    LAST_YEAR,
    NAME,
    NOTE,
    TARGET_YEAR,
    Column,
    ColumnType,
    Layout,
    Refusal,
)
from reporter.deliveries.editions import edition_names, read_edition
from reporter.deliveries.sheet import header_faults, read_sheet, records
from reporter.errors import Fault, InputError, listed, quoted, suggestion
from reporter.page.archive import PROSE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reporter.annex.delivered import Deliveries
    from reporter.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One cell of a printed table; ``row`` and ``column`` are its labels in print.

    ``text`` is exactly as printed (``(+6.000)``), ``line`` the line of the file that says so.
    """

    table: str
    row: str
    column: str
    text: str
    line: int

    @property
    def value(self) -> Fraction | None:
        """What the text says; None for a dash."""
        return _value(self.text)

    @property
    def address(self) -> str:
        """Its labels in one text; running text has no column."""
        return "/".join(filter(None, (self.table, self.row, self.column)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFigure:
    """A figure of a letter with its meaning; ``place`` tells where it stands in print."""

    indicator: Indicator
    value: Fraction
    letter: str
    place: PublishedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """A figure of anybody's table: its meaning, its text, and where it stands.

    The text is no dash. Printed alike in several places it is one figure of several ``places``.
    """

    indicator: Indicator
    text: str
    places: tuple[str, ...]

    @property
    def value(self) -> Fraction:
        """What the text says."""
        return _value(self.text) or Fraction(0)

    @property
    def decimals(self) -> int:
        """How precisely it says so."""
        return decimals_of(self.text)


DASHES = "–−-"
SIGN = rf"[+{DASHES}]?"
NUMBER = rf"(?P<open>\()?{SIGN}(?:0|%s)(?:,[0-9]{{1,2}})?(?(open)\))"
FIGURE = re.compile(NUMBER % r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){0,4}")
WITHOUT_POINTS = re.compile(NUMBER % r"[1-9][0-9]{0,14}")


def _value(text: str) -> Fraction | None:
    """Give what a printed text says; there is no value to a dash."""
    number = text.strip("()")
    size = number.lstrip(f"+{DASHES}").replace(".", "").replace(",", ".")
    if not size:
        return None
    return -Fraction(size) if number[0] in DASHES else Fraction(size)


def _as_printed(text: str) -> str | Refusal:
    """Read a figure as Dutch print has it: ``46.218``, ``(+6.000)`` or a dash."""
    if FIGURE.fullmatch(text) or text in [*DASHES]:
        return text
    return Refusal(expected="a printed figure such as 46.218, –984, (+6.000), 76,0 or –")


TABLE = Column(name="tabel", holds=NAME, description="Tabel in de brief.")
ROW = Column(name="rij", holds=NAME, description="Kop van de rij.")
COLUMN = Column(name="kolom", holds=NOTE, description="Kop van de kolom; leeg in lopende tekst.")
PRINTED = Column(
    name="gedrukt",
    holds=ColumnType(parse=_as_printed, constraints={"required": True}),
    description="Het cijfer precies zoals het is gedrukt.",
)
GEPUBLICEERD = Layout(
    name="gepubliceerd",
    title="Gepubliceerde cijfers",
    description="Cijfers precies zoals ze in een brief staan.",
    columns=(TABLE, ROW, COLUMN, PRINTED),
    key=(TABLE, ROW, COLUMN),
)


def read_published(path: Path) -> tuple[PublishedFigure, ...]:
    """Read the figures of one letter; ``path`` is a file in ``data/gepubliceerd``.

    Raises InputError with every fault of the file.
    """
    # abspath, not resolve: the user sees the name of a link, not what it points at
    file = "/".join(Path(os.path.abspath(path)).parts[-3:])  # noqa: PTH100 - see above
    return tuple(
        PublishedFigure(
            table=row[TABLE],
            row=row[ROW],
            column=row[COLUMN],
            text=row[PRINTED],
            line=row.number,
        )
        for row in read_sheet(path, file, GEPUBLICEERD).rows
    )


def published_figures(project: Project, frame: Deliveries) -> list[LetterFigure]:
    """Read the figures of all letters. Raises InputError for a figure without a place."""
    return [
        figure
        for letter in edition_names(project.data)
        if (path := project.published_file(letter)).is_file()
        for figure in figures_of_letter(
            path, f"data/gepubliceerd/{letter}.csv", letter, project, frame
        )
    ]


def figures_of_letter(
    path: Path, file: str, letter: str, project: Project, frame: Deliveries
) -> list[LetterFigure]:
    """Read the figures of one letter, whose tables are those of an edition; dashes are none.

    ``file`` is what messages call it. Raises InputError for a figure without a place.
    """
    edition = read_edition(project.data, letter)
    scope = scope_of(edition, frame)
    meanings = {
        (table.name, row.key, column.key): table.indicator(row, column)
        for table in tables_of(edition, scope)
        for row in table.rows
        for column in table.columns
    }
    meanings |= {(PROSE, name, ""): one for name, one in prose_figures(edition.year).items()}
    known = ["/".join(place) for place in meanings]
    printed = [((one.table, one.row, one.column), one) for one in read_published(path)]
    faults = [
        Fault(
            file=file,
            row=figure.line,
            found=f'"{"/".join(place)}"',
            expected="a table, row and column of this edition",
            advice=suggestion("/".join(place), known),
        )
        for place, figure in printed
        if place not in meanings
    ]
    if faults:
        raise InputError(faults)
    return [
        LetterFigure(indicator=meanings[place], value=figure.value, letter=letter, place=figure)
        for place, figure in printed
        if figure.value is not None
    ]


EXPECTED = "a printed figure such as 46.218 or 46218, –984, (+6.000), 76,0 or –"

# What goes wrong often, and what to do about it; the first that fits is given.
ADVICE = {
    rf"\(?{SIGN}[0-9]+,[0-9]{{3,}}\)?": (
        "A comma is for decimals, of which there are at most two; divide thousands by a point."
    ),
    rf"\(?{SIGN}[0-9]+\.[0-9]{{1,2}}\)?": (
        "A point divides thousands, three digits each; write decimals after a comma."
    ),
    rf"\(?{SIGN}[0-9.,]*[.,][0-9.,]*\)?": (
        "Divide thousands by points, three digits each, or not at all, and decimals by a comma."
    ),
    rf"{SIGN}[0-9.,]+ ?%": "Leave out the percent sign.",
    rf"\(?{SIGN}[0-9]{{1,3}}([ _'’\u00a0\u202f][0-9]{{3}})+\)?": (
        "Divide thousands by a point, or leave the mark out."
    ),
}


def _as_typed(text: str) -> str | Refusal:
    """Read a figure with or without its thousands points, or a dash."""
    if WITHOUT_POINTS.fullmatch(text) or not isinstance(_as_printed(text), Refusal):
        return text
    fitting = (advice for pattern, advice in ADVICE.items() if re.fullmatch(pattern, text))
    return Refusal(expected=EXPECTED, advice=next(fitting, ""))


EXAMPLE = "toename/banen/2019/markt/formeel/totaal"
PARTS = ("measure", "unit", "year", "sector", "form", "group")
YEARS = f"a year from {BASELINE_YEAR} to {LAST_YEAR} or {STRUCTURAL}"
PERCENT = (Measure.KEY, Measure.SHARE)
NEARLY = 0.85
"""How alike two names of groups are if one is the other misspelt; new groups are welcome."""


def parse_indicator(text: str, groups: Collection[str]) -> Indicator | Refusal:
    """Read ``toename/banen/2019/markt/formeel/totaal``; ``groups`` are those that are known."""
    parts = text.split("/")
    if len(parts) != len(PARTS):
        form = "/".join(PARTS)
        return Refusal(expected=f"an indicator of the form {form}, such as {EXAMPLE}")
    codes = ([*Measure], [*Unit], list[str](), [*Sector, ALL], [*Form, ALL], [*groups, ALL])
    for position, (name, part, known) in enumerate(zip(PARTS, parts, codes, strict=True)):
        if not _is_known(name, part, known):
            # name the part that is not known, and the nearest whole key
            expected = f"as its {name} one of {listed(known)}" if known else YEARS
            near = get_close_matches(part.casefold(), known, 1)
            whole = "/".join([*parts[:position], *near, *parts[position + 1 :]])
            return Refusal(expected=expected, advice=f'Did you mean "{whole}"?' if near else "")
    return next(_at_odds(parts), None) or Indicator.of_key(text)


def _is_known(name: str, part: str, known: Collection[str]) -> bool:
    if name == "year":
        return not isinstance(TARGET_YEAR.parse(part), Refusal)
    may_be_new = name == "group" and CODE.parse(part) == part
    return part in known or (may_be_new and not get_close_matches(part, known, 1, NEARLY))


def _at_odds(parts: list[str]) -> Iterator[Refusal]:
    """Refuse what each part allows and together means nothing."""
    measure, unit, year, sector, form, group = parts
    if (measure in PERCENT) != (unit == Unit.PERCENT):
        units = Unit.PERCENT if measure in PERCENT else f"{Unit.JOBS} or {Unit.PERSONS}"
        yield Refusal(expected=f"{units} as the unit of {measure}")
    if measure == Measure.KEY and (sector == ALL or {form, group} != {ALL}):
        yield Refusal(expected=f"a sector, and {ALL} as form and group, for a {measure}")
    if year == STRUCTURAL and measure != Measure.TARGET:
        yield Refusal(expected=f"a year for a {measure}; only a target can be {STRUCTURAL}")


JSON, INDICATOR = ".json", "indicator"
NAMES = ("printed", PRINTED.name)
"""How the column of printed texts may be called; ours are Dutch."""
JSON_FORM = f'a JSON list of objects such as {{"{INDICATOR}": "…", "{NAMES[0]}": "46.218"}}'
EITHER_FORM = f"a CSV file with the columns {INDICATOR} and {NAMES[0]}, or {JSON_FORM}"


def names_places(path: Path, file: str) -> bool:
    """Tell whether a file names figures by table, row and column, as those of a letter do."""
    text, _ = read_text_file(path, file, EITHER_FORM)
    header = next(records(text, file), None) if path.suffix.casefold() != JSON else None
    return header is not None and TABLE.name in header.cells and INDICATOR not in header.cells


def read_by_indicator(path: Path, file: str, groups: Collection[str]) -> list[PrintedFigure]:
    """Read the figures of a file that names them by indicator; a dash is no figure.

    The file is CSV, or JSON if its name ends so. Raises InputError with every fault, and
    where one indicator is printed in two ways.
    """
    text, _ = read_text_file(path, file, EITHER_FORM)
    faults: list[Fault] = []
    figures: list[PrintedFigure] = []
    cells = _of_json if path.suffix.casefold() == JSON else _of_csv
    for cell in cells(text, file):
        indicator, printed = parse_indicator(cell.key, groups), _as_typed(cell.printed)
        if isinstance(indicator, Refusal) or isinstance(printed, Refusal):
            faults += _faults(file, cell, indicator, printed)
        elif _value(printed) is not None:
            figures.append(PrintedFigure(indicator=indicator, text=printed, places=(cell.place,)))
    faults += _contradictions(figures, file)
    if faults or not figures:
        raise InputError(faults or [Fault(file=file, found="no figures", expected=EITHER_FORM)])
    return figures


class _TypedCell(NamedTuple):
    """An indicator and its printed text, where they stand; ``row`` is None in JSON."""

    place: str
    row: int | None
    key: str
    printed: str


def _of_csv(text: str, file: str) -> Iterator[_TypedCell]:
    lines = list(records(text, file))
    if not lines:
        raise InputError([Fault(file=file, found="an empty file", expected=EITHER_FORM)])
    header = lines[0].cells
    name = next((one for one in NAMES if one in header), NAMES[0])
    columns = tuple(Column(name=one, holds=ColumnType(parse=str)) for one in (INDICATOR, name))
    if faults := header_faults(header, Layout(name=file, columns=columns), file, lines[0].row):
        raise InputError(faults)
    for line in lines[1:]:
        if len(line.cells) != len(header):
            found = f"{len(line.cells)} cells"
            advice = "A cell that holds the separator, such as 69,9, needs quotation marks."
            raise InputError(
                [Fault(file=file, row=line.row, found=found, expected="2", advice=advice)]
            )
        named = dict(zip(header, line.cells, strict=True))
        yield _TypedCell(f"row {line.row}", line.row, named[INDICATOR], named[name])


def _of_json(text: str, file: str) -> Iterator[_TypedCell]:
    items = parse_json(text, file, JSON_FORM)
    if not isinstance(items, list):
        raise InputError([Fault(file=file, found="no list", expected=JSON_FORM)])
    for number, item in enumerate(items, start=1):
        name = next((one for one in NAMES if isinstance(item, dict) and one in item), None)
        key, printed = (item.get(INDICATOR), item[name]) if name else (None, None)
        if isinstance(printed, int) and not isinstance(printed, bool):
            printed = str(printed)  # other numbers lost how they were printed
        if not isinstance(key, str) or not isinstance(printed, str) or len(item) != 2:  # noqa: PLR2004 - an indicator and a text
            raise InputError([_fault_in_json(f"{file}, figure {number}", item, printed)])
        yield _TypedCell(f"figure {number}", None, key.strip(), printed.strip())


def _fault_in_json(place: str, item: object, printed: object) -> Fault:
    if isinstance(printed, Decimal):
        expected = 'a whole number, or the text as it is printed, such as "69,9" or "46.218"'
        return Fault(file=place, found=f"the number {quoted(str(printed))}", expected=expected)
    found = quoted(json.dumps(item, ensure_ascii=False, default=str))
    return Fault(file=place, found=found, expected=JSON_FORM)


def _faults(file: str, cell: _TypedCell, *values: object) -> Iterator[Fault]:
    texts = ((INDICATOR, cell.key), (NAMES[0], cell.printed))
    for (column, text), value in zip(texts, values, strict=True):
        if isinstance(value, Refusal):
            place = file if cell.row else f"{file}, {cell.place}"
            yield value.at(place, column, quoted(text) if text else EMPTY, cell.row)


def _contradictions(figures: Sequence[PrintedFigure], file: str) -> Iterator[Fault]:
    """Refuse an indicator that is printed in two ways which no amount can both be."""
    first: dict[Indicator, PrintedFigure] = {}
    for figure in figures:
        earlier = first.setdefault(figure.indicator, figure)
        place = earlier.places[0]
        amounts, others = (Interval.printed(one.value, one.decimals) for one in (figure, earlier))
        if not amounts.meets(others):
            yield Fault(
                file=f"{file}, {figure.places[0]}",
                found=f"{quoted(figure.text)} for {figure.indicator.key}",
                expected=f"{quoted(earlier.text)} as in {place}, or one of them left out",
            )
