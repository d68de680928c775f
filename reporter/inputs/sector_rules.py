"""Rules on what is delivered for both sectors: distribution keys and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import Fault
from reporter.inputs.quoting import listed
from reporter.model.indicator import Form, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.inputs.entries import YearRows


def target_faults(years: Sequence[YearRows]) -> list[Fault]:
    """Refuse a year with a target for one sector only."""
    return [fault for rows in years for fault in _both_sectors(rows)]


def key_faults(years: Sequence[YearRows]) -> list[Fault]:
    """Refuse a key that does not spread all hired hours of its year."""
    return [fault for rows in years for fault in (*_both_sectors(rows), *_whole(rows))]


def missing_keys(hours: Sequence[YearRows], keys: Sequence[YearRows], file: str) -> Iterator[Fault]:
    """Refuse hired hours that no key spreads over the sectors."""
    known = {rows.year for rows in keys}
    for rows in hours:
        hired = [entry for entry in rows.entries if entry.quantity.form is not Form.FORMAL]
        if hired and rows.year not in known:
            where = f"{rows.file}, row {hired[0].source.row}"
            expected = f"a distribution key for the hired hours of that year ({where})"
            yield Fault(file=file, found=f"no percentages of {rows.year}", expected=expected)


def _both_sectors(rows: YearRows) -> Iterator[Fault]:
    delivered = {entry.quantity.sector for entry in rows.entries}
    if len(delivered) == 1:
        found = f"{rows.year} for sector {listed(delivered)} only"
        yield rows.fault(found, "both markt and overheid")


def _whole(rows: YearRows) -> Iterator[Fault]:
    total = sum(entry.amount for entry in rows.entries)
    if len(rows.entries) == len(Sector) and total != 1:
        found = f"percentages of {rows.year} that add up to {float(total * 100):.2f}"
        yield rows.fault(found, "exactly 100")
