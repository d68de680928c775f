"""Figures of anybody's tables by indicator, in CSV or JSON, exactly as they are printed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from reporter.errors import Fault, InputError
from reporter.inputs.columns import Column, ColumnType, Refusal
from reporter.inputs.csv_rows import records
from reporter.inputs.header import header_faults
from reporter.inputs.indicator_keys import parse_indicator
from reporter.inputs.published import PRINTED, TABLE
from reporter.inputs.quoting import quoted
from reporter.inputs.text_file import read_text_file
from reporter.inputs.typed_figures import read_typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from reporter.model.indicator import Indicator

INDICATOR = "indicator"
NAMES = ("printed", PRINTED.name)
"""How the column of printed texts may be called; ours are Dutch."""
CSV_FORM = f"a CSV file with the columns {INDICATOR} and {NAMES[0]}, or"
JSON_FORM = f'a JSON list of objects such as {{"{INDICATOR}": "…", "{NAMES[0]}": "46.218"}}'
EXPECTED = f"{CSV_FORM} {JSON_FORM}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorInPrint:
    """A figure with its meaning; ``place`` says where in the file it stands."""

    indicator: Indicator
    text: str
    value: Fraction
    decimals: int
    place: str


def is_by_table(path: Path, file: str) -> bool:
    """Tell whether a file names figures by table, row and column, as those of a letter do."""
    text = read_text_file(path, file, EXPECTED).text
    if _is_json(text):
        return False
    header = next(records(text, file), None)
    return header is not None and TABLE.name in header.cells and INDICATOR not in header.cells


def read_by_indicator(
    path: Path, file: str, groups: Collection[str]
) -> tuple[IndicatorInPrint, ...]:
    """Read the figures of a file that names them by indicator; a dash is no figure.

    Raises InputError with every fault, and where one indicator is printed in two ways.
    """
    text = read_text_file(path, file, EXPECTED).text
    cells = list(_of_json(text, file) if _is_json(text) else _of_csv(text, file))
    faults: list[Fault] = []
    figures: list[IndicatorInPrint] = []
    for cell in cells:
        found = _figure(cell, groups)
        if isinstance(found, IndicatorInPrint):
            figures.append(found)
        else:
            faults += [_fault(file, cell, one) for one in found]
    faults += _contradictions(figures, file)
    if faults:
        raise InputError(faults)
    if not figures:
        raise InputError([Fault(file=file, found="no figures", expected=EXPECTED)])
    return tuple(figures)


def decimals_of(text: str) -> int:
    """Count the decimals that are printed."""
    return len(text.strip("()").partition(",")[2])


class Cell(NamedTuple):
    """An indicator and its printed text, where they stand; ``row`` is None in JSON."""

    place: str
    row: int | None
    key: str
    printed: str


Wrong = tuple[str, str, Refusal]
"""A column, what was found there, and why it is not right."""


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("[", "{")


def _of_csv(text: str, file: str) -> Iterator[Cell]:
    lines = list(records(text, file))
    if not lines:
        raise InputError([Fault(file=file, found="an empty file", expected=EXPECTED)])
    header = lines[0].cells
    name = next((one for one in NAMES if one in header), NAMES[0])
    columns = [
        Column(name=one, holds=ColumnType(parse=str), description="") for one in (INDICATOR, name)
    ]
    faults = header_faults(lines[0], columns, file)
    if faults:
        raise InputError(faults)
    for line in lines[1:]:
        if len(line.cells) != len(header):
            found = f"{len(line.cells)} cells"
            advice = "A cell that holds the separator, such as 69,9, needs quotation marks."
            raise InputError(
                [Fault(file=file, row=line.row, found=found, expected="2", advice=advice)]
            )
        named = dict(zip(header, line.cells, strict=True))
        yield Cell(f"row {line.row}", line.row, named[INDICATOR], named[name])


def _of_json(text: str, file: str) -> Iterator[Cell]:
    try:
        items = json.loads(text, parse_float=Decimal)  # keeps 46.10 as it is written
    except (ValueError, RecursionError) as error:
        found = f"broken JSON ({error})"
        raise InputError([Fault(file=file, found=found, expected=JSON_FORM)]) from error
    if not isinstance(items, list):
        raise InputError([Fault(file=file, found="no list", expected=JSON_FORM)])
    for number, item in enumerate(items, start=1):
        name = next((one for one in NAMES if isinstance(item, dict) and one in item), None)
        texts = (item.get(INDICATOR), item[name]) if name else (None, None)
        key, printed = texts[0], _whole(texts[1])
        if not isinstance(key, str) or not isinstance(printed, str) or len(item) != len(texts):
            raise InputError([_fault_in_json(f"{file}, figure {number}", item, printed)])
        yield Cell(f"figure {number}", None, key.strip(), printed.strip())


def _whole(printed: object) -> object:
    """Write a whole number as text; other numbers lost how they were printed."""
    is_whole = isinstance(printed, int) and not isinstance(printed, bool)
    return str(printed) if is_whole else printed


def _fault_in_json(place: str, item: object, printed: object) -> Fault:
    if isinstance(printed, Decimal):
        expected = 'a whole number, or the text as it is printed, such as "69,9" or "46.218"'
        return Fault(file=place, found=f"the number {quoted(str(printed))}", expected=expected)
    found = quoted(json.dumps(item, ensure_ascii=False, default=str))
    return Fault(file=place, found=found, expected=JSON_FORM)


def _figure(cell: Cell, groups: Collection[str]) -> IndicatorInPrint | list[Wrong]:
    key, printed = cell.key, cell.printed
    indicator, number = parse_indicator(key, groups), read_typed(printed)
    wrong = [
        (name, text, value)
        for name, text, value in ((INDICATOR, key, indicator), (NAMES[0], printed, number))
        if isinstance(value, Refusal)
    ]
    if isinstance(indicator, Refusal) or isinstance(number, Refusal):
        return wrong
    if number.value is None:
        return []
    return IndicatorInPrint(
        indicator=indicator,
        text=printed,
        value=number.value,
        decimals=decimals_of(printed),
        place=cell.place,
    )


def _fault(file: str, cell: Cell, wrong: Wrong) -> Fault:
    column, text, why = wrong
    return Fault(
        file=file if cell.row else f"{file}, {cell.place}",
        row=cell.row,
        column=column,
        found=quoted(text) if text else "an empty cell",
        expected=why.expected,
        advice=why.advice,
    )


def _contradictions(figures: Sequence[IndicatorInPrint], file: str) -> Iterator[Fault]:
    """Refuse an indicator that is printed in two ways which no amount can both be."""
    first: dict[str, IndicatorInPrint] = {}
    for one in figures:
        earlier = first.setdefault(one.indicator.key, one)
        halves = Fraction(1, 2 * 10**one.decimals) + Fraction(1, 2 * 10**earlier.decimals)
        if one.value != earlier.value and abs(one.value - earlier.value) >= halves:
            yield Fault(
                file=f"{file}, {one.place}",
                found=f"{quoted(one.text)} for {one.indicator.key}",
                expected=f"{quoted(earlier.text)} as in {earlier.place}, or one of them left out",
            )
