"""Which records are sound, and where the others are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, cast

import ibis

from reporter.count.csv_files import LINE
from reporter.count.tally import EMPLOYMENT, FAULTY, Reason, judged, linked
from reporter.errors import SHOWN, Fault, InputError, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ibis.expr.types import BooleanValue, Table

    from reporter.count.engines import Engine, Question
    from reporter.count.files import Bounds
    from reporter.count.intake import Register
    from reporter.count.rules import Rules
    from reporter.count.schema import Column, Layout
    from reporter.count.tally import December

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


TOGETHER = {
    Reason.CONTRADICTORY: (
        "verloonde_uren",
        "another record of this employment and period, filed at the same time, that differs",
        "one record, or equal ones",
    ),
    Reason.NO_SECTOR: (
        "loonheffingennummer",
        "an employer that has no sector on 31 December",
        "a row in the register of employers that holds that day",
    ),
    Reason.TWO_SECTORS: (
        "loonheffingennummer",
        "an employer that has two sectors on 31 December",
        "one sector for each day",
    ),
}
"""What is wrong with a record only beside others: column, found and expected."""
LARGEST = 10**6
"""A number as large as this is not shown: where columns were mixed up it may be a person."""


def numbered(register: Register, engine: Engine) -> Table:
    """Give the records with the file and row that each stands in."""
    name = f"{register.layout.name}_numbered"
    table = engine.table(name, register.files, numbered=True)
    row = table[LINE] if LINE in table.columns else table.file_row_number + 1
    return table.mutate(file=table.filename, row=row)


def wrong_records(
    check: Check, register: Register, engine: Engine, limit: int | None
) -> Iterator[Fault]:
    """Name the records that fail a check, at most so many, in the order of the files."""
    table = numbered(register, engine)
    failing = table.filter(check.fails(table))
    failing = failing.select("file", "row", value=failing[check.column])
    for file, row, value in engine.rows(failing.order_by("file", "row").limit(limit)):
        near = suggestion(str(value), check.codes) if check.codes else ""
        yield Fault(
            file=register.origin(str(file)),
            row=cast("int", row),
            column=check.column,
            found=f'"{value}"' if near else check.found or _shown(value),
            expected=check.expected,
            advice=near,
        )


def _shown(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | Decimal) and -LARGEST < value < LARGEST:
        return str(value)
    return "a number that is far too large"


def wrong_together(checked: Checked, records: Records) -> Iterator[Fault]:
    """Name the records that contradict another one or have no sector to count in."""
    tables = {
        name: sound(numbered(register, records.local), checked.failed[name])
        for name, register in records.registers.items()
    }
    payroll, rules, month = tables["payroll"], records.rules, records.month
    found = linked(payroll, tables["register"], rules, month)
    filed = judged(found, tables["employers"], rules, month)
    filed = filed.filter(filed.reason.isin([reason.value for reason in FAULTY]))
    keys = [*EMPLOYMENT, "ingediend"]
    wrong = payroll.join(filed.select(*keys, "reason"), keys)
    wrong = wrong.select("file", "row", "reason").order_by("file", "row")
    for file, row, reason in records.local.rows(wrong):
        column, what, expected = TOGETHER[Reason(str(reason))]
        yield Fault(
            file=records.registers["payroll"].origin(str(file)),
            row=cast("int", row),
            column=column,
            found=what,
            expected=expected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is counted: the registers, one December, the rules; ``local`` finds wrong records."""

    registers: Mapping[str, Register]
    month: December
    rules: Rules
    local: Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The sound records: as tables, and how many of them; ``december`` counts payroll only.

    The table of the payroll leaves out files that have nothing of December. ``failed`` are the
    checks that some record failed, by register.
    """

    tables: Mapping[str, Table]
    sound: Mapping[str, int]
    december: int
    failed: Mapping[str, tuple[Check, ...]]
    faults: tuple[Fault, ...]


def check(records: Records, chosen: Engine, *, keep_going: bool) -> Checked:
    """Check every record; wrong ones are left out, or stop the count.

    Raises InputError, with the first wrong records of each kind, unless ``keep_going``, and
    for a payroll without a record of the month.
    """
    registers = records.registers
    views = Views(chosen)
    failed = _failed(registers, views)
    unread = [fault for register in registers.values() for fault in register.faults]
    limit = None if keep_going else SHOWN
    located = [
        fault
        for one in failed
        for fault in wrong_records(one, registers[one.register], records.local, limit)
    ]
    faults = (*unread, *located)
    if faults and not keep_going:
        raise InputError(faults, more=sum(failed.values()) - len(located))
    kept = {name: tuple(one for one in failed if one.register == name) for name in registers}
    december = _december(records, kept["payroll"], views)
    if not december:
        raise InputError([_no_december(records)])
    return Checked(
        tables=_sound_tables(records, kept, views),
        sound=_sizes(registers, kept, views),
        december=december,
        failed=kept,
        faults=faults,
    )


class Views:
    """Tables of some files of a register; the same files are registered once."""

    def __init__(self, chosen: Engine) -> None:
        self.chosen = chosen
        self._known: dict[tuple[Path, ...], Table] = {}

    def of(self, register: Register, files: tuple[Path, ...]) -> Table:
        """Give the table of these files, of which there is at least one."""
        if files not in self._known:
            name = f"{register.layout.name}_{len(self._known)}"
            self._known[files] = self.chosen.table(name, files)
        return self._known[files]


def _failed(registers: Mapping[str, Register], views: Views) -> dict[Check, int]:
    """Count the records that fail each check, reading only the files that it is not cleared for."""
    asked: dict[Check, Question] = {}
    for register in registers.values():
        for one in checks_of(register.layout):
            files = tuple(
                file for file in register.files if not one.cleared(register.footers[str(file)])
            )
            if files:
                table = views.of(register, files)
                asked[one] = (table, one.fails(table))
    sizes = views.chosen.counts([*asked.values()])
    return {one: size for one, size in zip(asked, sizes, strict=True) if size}


def _may_be_december(records: Records) -> tuple[Path, ...]:
    payroll, month = records.registers["payroll"], records.month
    return tuple(
        file for file in payroll.files if month.surely(payroll.footers[str(file)]) is not False
    )


def _december(records: Records, failed: tuple[Check, ...], views: Views) -> int:
    """Count the sound records of periods that lie in December, wholly or partly."""
    payroll, month = records.registers["payroll"], records.month
    december, unknown = 0, []
    for file in _may_be_december(records):
        bounds = payroll.footers[str(file)]
        if month.surely(bounds) and not failed:
            december += bounds["tijdvak_begin"].records
        else:
            unknown.append(file)
    if unknown:
        table = views.of(payroll, tuple(unknown))
        december += sum(
            views.chosen.counts([(table, month.touches(table) & passes(table, failed))])
        )
    return december


def _sound_tables(
    records: Records, failed: Mapping[str, tuple[Check, ...]], views: Views
) -> dict[str, Table]:
    files = {name: register.files for name, register in records.registers.items()}
    files["payroll"] = _may_be_december(records)
    return {
        name: sound(views.of(register, files[name]), failed[name])
        for name, register in records.registers.items()
    }


def _sizes(
    registers: Mapping[str, Register], failed: Mapping[str, tuple[Check, ...]], views: Views
) -> dict[str, int]:
    """Count the sound records of each register."""
    sizes = {name: register.readable for name, register in registers.items()}
    for name, checks in failed.items():
        if checks:
            table = views.of(registers[name], registers[name].files)
            (sizes[name],) = views.chosen.counts([(table, passes(table, checks))])
    return sizes


def _no_december(records: Records) -> Fault:
    files = records.registers["payroll"].delivered
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return Fault(
        file=f"{files[0]}{more}",
        found=f"no record of December {records.month.year}",
        expected="the payroll of that month",
        advice="Give its files too with --payroll, or another --year.",
    )
