"""Where the records are that are wrong: the file and the row, and never the person.

Looked for only when a count found that there are any, and always by DuckDB: whatever engine
counts, the files lie where this program can read them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from reporter.counting.checks import sound
from reporter.counting.csv_files import LINE
from reporter.counting.filings import EMPLOYMENT
from reporter.counting.tally import FAULTY, Reason, judged, linked
from reporter.errors import Fault, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ibis.expr.types import Table

    from reporter.counting.checking import Checked, Records
    from reporter.counting.checks import Check
    from reporter.counting.engines import Engine
    from reporter.counting.intake import Register

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
