"""What the rows of uren.csv must be together: a partly delivered year gives wrong totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.inputs.form_rules import baseline_faults, group_faults, hired_faults, sector_faults
from reporter.inputs.quoting import listed
from reporter.model.indicator import Form, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.errors import Fault
    from reporter.inputs.entries import YearRows


def hours_faults(years: Sequence[YearRows], groups: Sequence[str]) -> list[Fault]:
    """Check each row, and only when all are sound what they are together."""
    faults = [
        fault
        for rows in years
        for entry in rows.entries
        for fault in (*sector_faults(entry, rows.file), *group_faults(entry, groups, rows.file))
    ]
    if faults:
        return sorted(faults, key=lambda fault: fault.row or 0)
    together = [fault for rows in years for fault in _year_faults(rows, groups)]
    return [*baseline_faults(years), *together]


def _year_faults(rows: YearRows, groups: Sequence[str]) -> Iterator[Fault]:
    formal = [fault for sector in Sector for fault in _sector_faults(rows, sector, groups)]
    yield from formal or _division_faults(rows)
    yield from hired_faults(rows, "hours")


def _sector_faults(rows: YearRows, sector: Sector, groups: Sequence[str]) -> Iterator[Fault]:
    delivered = {entry.quantity.group for entry in rows.of(Form.FORMAL, sector)}
    expected = "one row without doelgroep, or one for every group in begrippen.csv"
    missing = [group for group in groups if group not in delivered]
    where = f"formal hours of {rows.year} in sector {sector}"
    if not delivered:
        yield rows.fault(f"no {where}", expected)
    elif None in delivered and len(delivered) > 1:
        yield rows.fault(f"{where} both with and without doelgroep", expected)
    elif None not in delivered and missing:
        yield rows.fault(f"no {where} for {listed(missing)}", expected)


def _division_faults(rows: YearRows) -> Iterator[Fault]:
    divided = {
        sector for sector in Sector if rows.of(Form.FORMAL, sector)[0].quantity.group is not None
    }
    if len(divided) == 1:
        found = f"formal hours of {rows.year} by doelgroep in sector {listed(divided)} only"
        yield rows.fault(found, "the same division in both sectors of a year")
