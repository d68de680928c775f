"""What rows must be together, within a file and between files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.annex.expression import Kind
from reporter.annex.indicator import BASELINE_YEAR, Form, Sector
from reporter.deliveries.entries import YearRows, by_year, concept_faults, groups
from reporter.deliveries.schema import BEGRIPPEN, VERDEELSLEUTELS
from reporter.errors import Fault, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from reporter.deliveries.entries import Entry
    from reporter.deliveries.sheet import Sheet

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
    together = [fault for rows in years for fault in _year_faults_persons_rules(rows, groups)]
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


def _year_faults_persons_rules(rows: YearRows, groups: Sequence[str]) -> Iterator[Fault]:
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


def rule_faults(sheets: Mapping[str, Sheet]) -> list[Fault]:
    """Check the files (by name) whose rows are sound; rules that need another file wait.

    A rule is tried only where the rows it looks at could be read: otherwise one mistake would
    be told many times over.
    """
    kinds = [kind for kind in Kind if f"{kind}.csv" in sheets]
    years = {kind: by_year(kind, sheets[f"{kind}.csv"]) for kind in kinds}
    faults = [*_by_group(sheets, years)]
    faults += key_faults(years.get(Kind.KEY, ()))
    faults += target_faults(years.get(Kind.TARGET, ()))
    if Kind.HOURS in years and Kind.KEY in years:
        keys = sheets[VERDEELSLEUTELS.name]
        faults += missing_keys(years[Kind.HOURS], years[Kind.KEY], keys.file)
    return faults


def _by_group(
    sheets: Mapping[str, Sheet], years: Mapping[Kind, tuple[YearRows, ...]]
) -> list[Fault]:
    if BEGRIPPEN.name not in sheets:
        return []
    words = sheets[BEGRIPPEN.name]
    codes = [group.code for group in groups(words)]
    return [
        *concept_faults(words),
        *hours_faults(years.get(Kind.HOURS, ()), codes),
        *persons_faults(years.get(Kind.PERSONS, ()), codes),
    ]
