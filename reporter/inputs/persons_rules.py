"""What the rows of personen.csv must be together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import Fault
from reporter.inputs.form_rules import baseline_faults, group_faults, hired_faults
from reporter.inputs.quoting import listed
from reporter.model.indicator import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from reporter.inputs.entries import Entry, YearRows


def persons_faults(years: Sequence[YearRows], groups: Sequence[str]) -> list[Fault]:
    """Check each row, and only when all are sound what they are together."""
    faults = [
        fault
        for rows in years
        for entry in rows.entries
        for fault in (*_undivided(entry, rows.file), *group_faults(entry, groups, rows.file))
    ]
    if faults:
        return sorted(faults, key=lambda fault: fault.row or 0)
    together = [fault for rows in years for fault in _year_faults(rows, groups)]
    return [*baseline_faults(years), *together]


def _undivided(entry: Entry, file: str) -> Iterator[Fault]:
    if entry.quantity.form is Form.FORMAL and entry.quantity.group is None:
        yield Fault(
            file=file,
            row=entry.source.row,
            column="doelgroep",
            found="an empty cell",
            expected="a target group: persons in formal employment are delivered by group",
        )


def _year_faults(rows: YearRows, groups: Sequence[str]) -> Iterator[Fault]:
    delivered = {entry.quantity.group for entry in rows.of(Form.FORMAL)}
    missing = [group for group in groups if group not in delivered]
    if missing:
        found = f"no persons in formal employment of {rows.year} for {listed(missing)}"
        yield rows.fault(found, "one row for every group in begrippen.csv")
    hired = list(hired_faults(rows, "persons"))
    yield from hired
    if not rows.of(None):
        found = f"no unique persons of {rows.year}"
        yield rows.fault(found, "one row totaal, in which everybody counts once")
    elif not missing and not hired:
        yield from _total_faults(rows)


def _total_faults(rows: YearRows) -> Iterator[Fault]:
    """Check the unique total: nobody is in two groups, people may be in two forms [letter]."""
    total = rows.of(None)[0].amount
    parts = [_added(rows.of(form)) for form in Form]
    found = f"{total} unique persons in {rows.year}"
    if total > sum(parts):
        yield rows.fault(found, f"at most {sum(parts)}, all rows of that year added")
    if total < max(parts):
        largest = list(Form)[parts.index(max(parts))]
        yield rows.fault(found, f"at least {max(parts)}, the persons with work of form {largest}")


def _added(entries: Sequence[Entry]) -> Fraction | int:
    return sum(entry.amount for entry in entries)
