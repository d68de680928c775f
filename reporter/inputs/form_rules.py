"""Rules on forms of employment that hours and persons share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import Fault, suggestion
from reporter.inputs.quoting import listed, quoted
from reporter.model.indicator import BASELINE_YEAR, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.inputs.entries import Entry, YearRows

HIRED_TOGETHER = frozenset({Form.HIRED})
HIRED_APART = frozenset({Form.AGENCY, Form.SECONDMENT})


def baseline_faults(years: Sequence[YearRows]) -> Iterator[Fault]:
    """Refuse years without the year they are compared with."""
    if years and all(rows.year != BASELINE_YEAR for rows in years):
        yield Fault(
            file=years[0].file,
            found=f"no rows of {BASELINE_YEAR}",
            expected="the baseline, against which every increase is counted",
        )


def group_faults(entry: Entry, groups: Sequence[str], file: str) -> Iterator[Fault]:
    """Refuse a target group that the code list does not have, or where none belongs."""
    group = entry.quantity.group
    if group is None:
        return
    if entry.quantity.form is not Form.FORMAL:
        expected = "an empty cell: only formal employment is divided by target group"
        yield _cell(entry, file, "doelgroep", (quoted(group), expected, ""))
    elif group not in groups:
        expected = f"one of {listed(groups)}"
        near = suggestion(group, groups)
        yield _cell(entry, file, "doelgroep", (quoted(group), expected, near))


def sector_faults(entry: Entry, file: str) -> Iterator[Fault]:
    """Refuse formal work without a sector, and hired work with one [letter]."""
    sector = entry.quantity.sector
    if entry.quantity.form is Form.FORMAL and sector is None:
        expected = "markt or overheid: formal jobs count in the employer's own sector"
        yield _cell(entry, file, "sector", ("an empty cell", expected, ""))
    if entry.quantity.form is not Form.FORMAL and sector is not None:
        expected = "an empty cell: the payroll does not know where hired work is done"
        yield _cell(entry, file, "sector", (quoted(sector), expected, ""))


def hired_faults(rows: YearRows, what: str) -> Iterator[Fault]:
    """Refuse a year that does not hold hired work once: together, or in its two kinds."""
    forms = {entry.quantity.form for entry in rows.entries} - {Form.FORMAL, None}
    if forms not in (HIRED_TOGETHER, HIRED_APART):
        present = listed(form for form in Form if form in forms)
        kinds = f" but {present}" if present else ""
        found = f"no complete hired {what} of {rows.year}{kinds}"
        yield rows.fault(found, "either inleen, or both uitzend and wsw_detachering")


def _cell(entry: Entry, file: str, column: str, said: tuple[str, str, str]) -> Fault:
    found, expected, advice = said
    row = entry.source.row
    return Fault(file=file, row=row, column=column, found=found, expected=expected, advice=advice)
