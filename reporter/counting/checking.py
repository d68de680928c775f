"""Which records are sound, and where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.counting.checks import Check, checks_of, passes, sound
from reporter.counting.locating import wrong_records
from reporter.errors import SHOWN, Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ibis.expr.types import Table

    from reporter.counting.december import December
    from reporter.counting.engines import Engine, Question
    from reporter.counting.intake import Register
    from reporter.counting.rules import Rules


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
