"""What a record must be: every check is one condition on its columns.

Parquet keeps the bounds of each column, and most checks can be answered from those. So a check
also says which bounds clear it, and only the other files are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ibis.expr.types import BooleanValue, Table

    from reporter.counting.footers import Bounds
    from reporter.counting.schema import Column, Layout

EMPTY, OTHER_CODE = "an empty cell", "another code"
PERIODS = (("begin", "einde"), ("tijdvak_begin", "tijdvak_einde"))
NAMES = {
    "string": "a text",
    "date": "a date",
    "number": "a number",
    "integer": "a whole number",
    "datetime": "a time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One way in which a record of a register can be wrong.

    ``cleared`` tells whether the bounds of a file show that none of its records fails.
    ``found`` says what stands there where a message must not repeat it: a text may be a person
    where columns were mixed up. Only a text that nearly is one of ``codes`` is shown.
    """

    register: str
    column: str
    fails: Callable[[Table], BooleanValue]
    cleared: Callable[[Mapping[str, Bounds]], bool]
    expected: str
    found: str = ""
    codes: tuple[str, ...] = ()


def checks_of(layout: Layout) -> tuple[Check, ...]:
    """Give every check of one register."""
    single = (check for column in layout.columns for check in _of_column(layout.name, column))
    return (*single, *_of_periods(layout))


def _of_column(register: str, column: Column) -> Iterator[Check]:
    name = column.name
    check = partial(Check, register=register, column=name, expected=_wanted(column))
    if column.required:
        yield check(
            fails=lambda table: table[name].isnull(),
            cleared=lambda bounds: bounds[name].nulls == 0,
            found=EMPTY,
        )
    if column.required and column.holds == "string":
        yield check(
            fails=lambda table: table[name] == "",
            cleared=lambda bounds: _no_empty_text(bounds[name]),
            found=EMPTY,
        )
    if column.codes:
        # An empty text fails the check before this one, and each record is to fail one.
        known = (*column.codes, "")
        yield check(
            fails=lambda table: ~table[name].isin(known),
            cleared=lambda bounds: _one_of(known, bounds[name]),
            found=OTHER_CODE,
            codes=column.codes,
        )
    if (least := column.minimum) is not None:
        yield check(
            fails=lambda table: table[name] < least,
            cleared=lambda bounds: bounds[name].from_least(least),
        )
    if (greatest := column.maximum) is not None:
        yield check(
            fails=lambda table: table[name] > greatest,
            cleared=lambda bounds: bounds[name].to_greatest(greatest),
        )


def _no_empty_text(bounds: Bounds) -> bool:
    return bounds.empty or bool(bounds.least)


def _one_of(known: Sequence[str], bounds: Bounds) -> bool:
    """Tell whether a column holds one code only; what lies between two is not known."""
    return bounds.empty or (bounds.least in known and bounds.least == bounds.greatest)


def _wanted(column: Column) -> str:
    if column.codes:
        return f"one of {', '.join(column.codes)}"
    bounds = ""
    if column.minimum is not None:
        bounds = f" of {column.minimum} or more"
    if column.maximum is not None:
        bounds = f" from {column.minimum} to {column.maximum}"
    return NAMES[column.holds] + bounds


def _of_periods(layout: Layout) -> Iterator[Check]:
    for begin, end in PERIODS:
        if begin in layout.names:
            yield Check(
                register=layout.name,
                column=end,
                fails=partial(_ends_too_early, begin, end),
                cleared=partial(_ends_later, begin, end),
                expected=f"a date that is not before {begin}",
            )


def _ends_too_early(begin: str, end: str, table: Table) -> BooleanValue:
    return table[end] < table[begin]


def _ends_later(begin: str, end: str, bounds: Mapping[str, Bounds]) -> bool:
    latest = bounds[begin].greatest
    return bounds[begin].empty or (latest is not None and bounds[end].from_least(latest))


def passes(table: Table, checks: Sequence[Check]) -> BooleanValue:
    """Tell whether a record fails none of these checks."""
    failures = [check.fails(table).fill_null(False) for check in checks]  # noqa: FBT003 - Ibis's own
    return ~reduce(or_, failures) if failures else ibis.literal(True)  # noqa: FBT003 - the same


def sound(table: Table, checks: Sequence[Check]) -> Table:
    """Give the records that fail none of these checks."""
    return table.filter(passes(table, checks)) if checks else table
