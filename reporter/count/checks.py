"""Which records are sound, and where the others are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial, reduce
from operator import and_
from typing import TYPE_CHECKING, Any

import ibis

from reporter.count.intake import LINE, Register
from reporter.count.tally import EMPLOYMENT, FAULTY, December, Fate, judged
from reporter.deliveries.columns import EMPTY, Column, Layout
from reporter.errors import SHOWN, Fault, InputError, listed, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ibis.expr.types import BooleanValue, Table

    from reporter.count.engines import Engine, Question
    from reporter.count.parquet_files import Bounds
    from reporter.count.rules import Rules

PERIODS = (("begin", "einde"), ("tijdvak_begin", "tijdvak_einde"))
NAMES = {
    "string": "a text",
    "date": "a date",
    "number": "a number",
    "integer": "a whole number",
    "datetime": "a time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is counted, of which December, by which rules, and with what.

    ``chosen`` counts; ``local`` finds wrong records.
    """

    registers: Mapping[str, Register]
    month: December
    rules: Rules
    chosen: Engine
    local: Engine
    _views: dict[tuple[Path, ...], Table] = field(default_factory=dict)

    def view(self, register: str, files: tuple[Path, ...]) -> Table:
        """Give the table of these files, of which there is at least one; made once."""
        if files not in self._views:
            self._views[files] = self.chosen.table(f"{register}_{len(self._views)}", files)
        return self._views[files]

    def may_be_december(self) -> tuple[Path, ...]:
        """Give the files of the payroll that may have something of December."""
        payroll = self.registers["payroll"]
        return tuple(
            file
            for file in payroll.files
            if self.month.surely(payroll.footers[str(file)]) is not False
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The sound records: as tables, and how many of them; ``december`` counts payroll only.

    The table of the payroll leaves out files that have nothing of December. ``failed`` are the
    checks that some record failed, by register.
    """

    tables: Mapping[str, Table]
    sound: Mapping[str, int]
    december: int
    failed: Mapping[str, tuple[RecordCheck, ...]]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCheck:
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


def check(task: Task, *, keep_going: bool) -> Checked:
    """Check every record; wrong ones are left out, or stop the count.

    Raises InputError, with the first wrong records of each kind, unless ``keep_going``, and
    for a payroll without a record of the month.
    """
    registers = task.registers
    failed = _failed(task)
    limit = None if keep_going else SHOWN
    located = [fault for check in failed for fault in _wrong_records(check, task, limit)]
    faults = (*(fault for one in registers.values() for fault in one.faults), *located)
    if faults and not keep_going:
        raise InputError(faults, more=sum(failed.values()) - len(located))
    by_register = {
        name: tuple(check for check in failed if check.register == name) for name in registers
    }
    december = _december(task, by_register["payroll"])
    if not december:
        raise InputError([_no_december(task)])
    files = {name: register.files for name, register in registers.items()}
    files["payroll"] = task.may_be_december()
    return Checked(
        tables=_sound({name: task.view(name, files[name]) for name in files}, by_register),
        sound={name: _size(task, name, checks) for name, checks in by_register.items()},
        december=december,
        failed=by_register,
        faults=faults,
    )


def _failed(task: Task) -> dict[RecordCheck, int]:
    """Count the records that fail each check, reading only the files that it is not cleared for."""
    asked: dict[RecordCheck, Question] = {}
    for name, register in task.registers.items():
        for check in _checks_of(register.layout):
            files = tuple(
                file for file in register.files if not check.cleared(register.footers[str(file)])
            )
            if files:
                table = task.view(name, files)
                asked[check] = (table, check.fails(table))
    sizes = task.chosen.counts([*asked.values()])
    return {check: size for check, size in zip(asked, sizes, strict=True) if size}


def _checks_of(layout: Layout) -> Iterator[RecordCheck]:
    for column in layout.columns:
        yield from _of_column(layout.name, column)
    for begin, end in PERIODS:
        if begin in layout.names:
            yield _of_period(layout.name, begin, end)


def _of_column(register: str, column: Column[str]) -> Iterator[RecordCheck]:
    name, bounded = column.name, column.holds.constraints
    least, greatest = bounded.get("minimum"), bounded.get("maximum")
    check = partial(RecordCheck, register=register, column=name, expected=_wanted(column))
    if column.required:
        yield check(
            fails=lambda table: table[name].isnull(),
            cleared=lambda bounds: bounds[name].nulls == 0,
            found=EMPTY,
        )
    if column.required and column.holds.name == "string":
        yield check(
            fails=lambda table: table[name] == "",
            cleared=lambda bounds: bounds[name].empty or bool(bounds[name].least),
            found=EMPTY,
        )
    if column.codes:
        # An empty text fails the check before this one, and each record is to fail one.
        known = (*column.codes, "")
        yield check(
            fails=lambda table: ~table[name].isin(known),
            cleared=lambda bounds: bounds[name].is_one_of(known),
            found="another code",
            codes=column.codes,
        )
    if least is not None:
        yield check(
            fails=lambda table: table[name] < least,
            cleared=lambda bounds: bounds[name].from_least(least),
        )
    if greatest is not None:
        yield check(
            fails=lambda table: table[name] > greatest,
            cleared=lambda bounds: bounds[name].to_greatest(greatest),
        )


def _wanted(column: Column[str]) -> str:
    if column.codes:
        return f"one of {listed(column.codes)}"
    bounded = column.holds.constraints
    bounds = f" of {bounded['minimum']} or more" if "minimum" in bounded else ""
    if "maximum" in bounded:
        bounds = f" from {bounded.get('minimum', 'any')} to {bounded['maximum']}"
    return NAMES[column.holds.name] + bounds


def _of_period(register: str, begin: str, end: str) -> RecordCheck:
    def cleared(bounds: Mapping[str, Bounds]) -> bool:
        latest = bounds[begin].greatest
        return bounds[begin].empty or (latest is not None and bounds[end].from_least(latest))

    return RecordCheck(
        register=register,
        column=end,
        fails=lambda table: table[end] < table[begin],
        cleared=cleared,
        expected=f"a date that is not before {begin}",
    )


def _passes(table: Table, checks: Sequence[RecordCheck]) -> BooleanValue:
    passes = (~check.fails(table).fill_null(False) for check in checks)  # noqa: FBT003 - Ibis's own
    return reduce(and_, passes, ibis.literal(True))  # noqa: FBT003 - the same


def _sound(
    tables: Mapping[str, Table], failed: Mapping[str, Sequence[RecordCheck]]
) -> dict[str, Table]:
    return {name: table.filter(_passes(table, failed[name])) for name, table in tables.items()}


def _size(task: Task, name: str, checks: Sequence[RecordCheck]) -> int:
    register = task.registers[name]
    if not checks:
        return register.readable
    table = task.view(name, register.files)
    return sum(task.chosen.counts([(table, _passes(table, checks))]))


def _december(task: Task, failed: Sequence[RecordCheck]) -> int:
    """Count the sound records of periods that lie in December, wholly or partly."""
    footers, month = task.registers["payroll"].footers, task.month
    files = task.may_be_december()
    known = [file for file in files if not failed and month.surely(footers[str(file)])]
    december = sum(footers[str(file)]["tijdvak_begin"].records for file in known)
    unknown = tuple(file for file in files if file not in known)
    if unknown:
        table = task.view("payroll", unknown)
        asked = [(table, month.touches(table) & _passes(table, failed))]
        december += sum(task.chosen.counts(asked))
    return december


def _no_december(task: Task) -> Fault:
    files = task.registers["payroll"].delivered
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return Fault(
        file=f"{files[0]}{more}",
        found=f"no record of December {task.month.year}",
        expected="the payroll of that month",
        advice="Give its files too with --payroll, or another --year.",
    )


LARGEST = 10**6
"""A number as large as this is not shown: where columns were mixed up it may be a person."""


def _wrong_records(check: RecordCheck, task: Task, limit: int | None) -> Iterator[Fault]:
    """Name the records that fail a check, at most so many, in the order of the files."""
    table = _numbered(check.register, task)
    failing = table.filter(check.fails(table))
    failing = failing.select("file", "row", value=failing[check.column])
    for file, row, value in _located(failing, check.register, task, limit):
        near = suggestion(str(value), check.codes) if check.codes else ""
        yield Fault(
            file=file,
            row=row,
            column=check.column,
            found=f'"{value}"' if near else check.found or _shown(value),
            expected=check.expected,
            advice=near,
        )


def _numbered(register: str, task: Task) -> Table:
    """Give the records with the file and row that each stands in."""
    table = task.local.table(f"{register}_numbered", task.registers[register].files, numbered=True)
    row = table[LINE] if LINE in table.columns else table.file_row_number + 1
    return table.mutate(file=table.filename, row=row)


def _located(
    wrong: Table, register: str, task: Task, limit: int | None = None
) -> Iterator[tuple[str, int, Any]]:
    rows: list[Any] = task.local.rows(wrong.order_by("file", "row").limit(limit))
    for file, row, what in rows:
        yield task.registers[register].origin(file), row, what


def _shown(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | Decimal) and -LARGEST < value < LARGEST:
        return str(value)
    return "a number that is far too large"


TOGETHER = {
    Fate.CONTRADICTORY: (
        "verloonde_uren",
        "another record of this employment and period, filed at the same time, that differs",
        "one record, or equal ones",
    ),
    Fate.NO_SECTOR: (
        "loonheffingennummer",
        "an employer that has no sector on 31 December",
        "a row in the register of employers that holds that day",
    ),
    Fate.TWO_SECTORS: (
        "loonheffingennummer",
        "an employer that has two sectors on 31 December",
        "one sector for each day",
    ),
}
"""What is wrong with a record only beside others: column, found and expected."""


def wrong_together(checked: Checked, task: Task) -> Iterator[Fault]:
    """Name the records that contradict another one or have no sector to count in."""
    tables = _sound({name: _numbered(name, task) for name in task.registers}, checked.failed)
    payroll, filed = tables["payroll"], judged(tables, task.rules, task.month)
    filed = filed.filter(filed.fate.isin([fate.value for fate in FAULTY]))
    keys = [*EMPLOYMENT, "ingediend"]
    wrong = payroll.join(filed.select(*keys, "fate"), keys).select("file", "row", "fate")
    for file, row, fate in _located(wrong, "payroll", task):
        column, what, expected = TOGETHER[Fate(fate)]
        yield Fault(file=file, row=row, column=column, found=what, expected=expected)
