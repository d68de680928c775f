"""The delivered files as one value, or every fault of each, of its rows together, of them all."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from os.path import samestat
from typing import TYPE_CHECKING

from reporter.annex.delivered import Deliveries, Source
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import ALL, BASELINE_YEAR, HIRED_FORMS, Form, Sector, Year
from reporter.deliveries import schema
from reporter.deliveries.bounds import read_bounds
from reporter.deliveries.columns import EMPTY, Layout, Refusal
from reporter.deliveries.controls import control_faults, control_totals
from reporter.deliveries.schema import CONTROLETOTALEN
from reporter.deliveries.sheet import CsvFile, SheetRow, read_sheet, shown
from reporter.errors import Fault, InputError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.deliveries.schema import Delivered

    Groups = Sequence[str]

FINGERPRINT = 12
"""Characters of the hash that stand in the colophon of an annex."""


def read_words_and_targets(data: Path) -> Deliveries:
    """Read only the words and the targets, which are there before any hours are.

    Raises InputError with every fault of both files.
    """
    return read_deliveries(data, (schema.BEGRIPPEN, schema.DOELSTELLINGEN))


def read_deliveries(data: Path, layouts: Sequence[Layout] = schema.LAYOUTS) -> Deliveries:
    """Read the five delivered files, or some of them.

    Raises InputError with every fault of every file.
    """
    if not data.is_dir():
        expected = f"a folder with {listed(layout.name for layout in layouts)}"
        raise InputError([Fault(file=shown(data), found="no such folder", expected=expected)])
    exchanged = True
    while exchanged:  # by a count meanwhile: figures are of what it found or of what it left
        before, controls = data.stat(), (data / CONTROLETOTALEN.name).exists()
        sheets, faults = _sheets(data, (*layouts, CONTROLETOTALEN) if controls else layouts)
        exchanged = not samestat(before, data.stat())
    totals = control_totals(sheets.pop(CONTROLETOTALEN.name, None))
    read = {
        kind: schema.entries(kind, sheets[f"{kind}.csv"])
        for kind in Kind
        if f"{kind}.csv" in sheets
    }
    rows = {row: delivered for table in read.values() for row, delivered in table.items()}
    faults += (*_rule_faults(sheets, rows), *control_faults(data, read, totals))
    if faults:
        raise InputError(faults)
    files = {name: sheets[name].sha256 for name in sorted(sheets)}
    hashes = "".join(f"{name}:{sha256}\n" for name, sha256 in files.items())
    words = sheets[schema.BEGRIPPEN.name]
    return Deliveries(
        amounts={row: delivered.amount for row, delivered in rows.items()},
        sources={
            row: Source(
                file=f"{row.kind}.csv",
                row=delivered.row,
                assumed=delivered.origin is schema.Provenance.ASSUMED,
            )
            for row, delivered in rows.items()
        },
        groups=schema.concepts(words, schema.ConceptKind.GROUP),
        forms={Form(word.code): word for word in schema.concepts(words, schema.ConceptKind.FORM)},
        files=files,
        fingerprint=hashlib.sha256(hashes.encode()).hexdigest()[:FINGERPRINT],
        bounds=read_bounds(data),
    )


def _sheets(data: Path, layouts: Sequence[Layout]) -> tuple[dict[str, CsvFile], list[Fault]]:
    sheets: dict[str, CsvFile] = {}
    faults: list[Fault] = []
    for layout in layouts:
        try:
            sheets[layout.name] = read_sheet(data / layout.name, shown(data, layout.name), layout)
        except InputError as error:
            faults += error.faults
    return sheets, faults


def read_kind(data: Path, kind: Kind) -> dict[Quantity, Delivered]:
    """Read the rows of one kind, in their order; a file that is not there has none.

    Raises InputError for a file that cannot be read; what rows must be together is not asked.
    """
    name = f"{kind}.csv"
    if not (data / name).exists():
        return {}
    return schema.entries(kind, read_sheet(data / name, shown(data, name), schema.AMOUNTS[kind]))


def not_ours(
    rows: Mapping[Quantity, Delivered],
    ours: Collection[schema.Provenance],
    year: Year | None = None,
) -> Counter[str]:
    """Count by origin the rows, perhaps of one year, that are not ours to write over."""
    return Counter(
        delivered.origin.value
        for row, delivered in rows.items()
        if delivered.origin not in ours and year in {None, row.year}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _YearRows:
    """The rows of one year in one file, at least one."""

    file: str
    year: Year
    amounts: Mapping[Quantity, Delivered]

    def of(self, form: Form | None, sector: Sector | None = None) -> dict[Quantity, Delivered]:
        wanted = (form, sector)
        return {
            row: delivered
            for row, delivered in self.amounts.items()
            if (row.form, row.sector) == wanted
        }

    def fault(self, found: str, expected: str) -> Fault:
        """Say what is wrong with the year as a whole, at its first row."""
        first = next(iter(self.amounts.values())).row
        return Fault(file=self.file, row=first, found=found, expected=expected)


def _rule_faults(
    sheets: Mapping[str, CsvFile], amounts: Mapping[Quantity, Delivered]
) -> list[Fault]:
    """Check the files (by name) whose rows are sound; rules that need another file wait.

    A rule is tried only where the rows it looks at could be read: otherwise one mistake would
    be told many times over.
    """
    years = _by_year(sheets, amounts)
    faults: list[Fault] = []
    if schema.BEGRIPPEN.name in sheets:
        words = sheets[schema.BEGRIPPEN.name]
        groups = [group.code for group in schema.concepts(words, schema.ConceptKind.GROUP)]
        faults += _concept_faults(words, groups)
        faults += _divided_faults(years[Kind.HOURS], groups, _hours_year)
        faults += _divided_faults(years[Kind.PERSONS], groups, _persons_year)
    for rows in years[Kind.KEY]:
        faults += (*_both_sectors(rows), *_whole(rows))
    for rows in years[Kind.TARGET]:
        faults += _both_sectors(rows)
    if schema.VERDEELSLEUTELS.name in sheets:
        file = sheets[schema.VERDEELSLEUTELS.name].file
        faults += _missing_keys(years[Kind.HOURS], years[Kind.KEY], file)
    return faults


def _by_year(
    sheets: Mapping[str, CsvFile], amounts: Mapping[Quantity, Delivered]
) -> dict[Kind, list[_YearRows]]:
    """Gather the rows of each kind by year, in the order in which years first appear."""
    found: dict[tuple[Kind, Year], dict[Quantity, Delivered]] = {}
    for row, delivered in amounts.items():
        found.setdefault((row.kind, row.year), {})[row] = delivered
    years: dict[Kind, list[_YearRows]] = {kind: [] for kind in Kind}
    for (kind, year), rows in found.items():
        file = sheets[f"{kind}.csv"].file
        years[kind].append(_YearRows(file=file, year=year, amounts=rows))
    return years


def _concept_faults(sheet: CsvFile, groups: Groups) -> Iterator[Fault]:
    """Refuse an unknown form, a form without a name, a reserved code, a list without groups."""
    for row in sheet.rows:
        yield from _code_faults(row, sheet.file)
    named = {row[schema.CODE] for row in sheet.rows}
    missing = [form for form in Form if form not in named]
    if missing:
        found = f"no row for vorm {listed(missing)}"
        yield Fault(file=sheet.file, found=found, expected="a name for every form of employment")
    if not groups:
        yield Fault(file=sheet.file, found="no row for a doelgroep", expected="at least one")


def _code_faults(row: SheetRow, file: str) -> Iterator[Fault]:
    code, is_form = row[schema.CODE], row[schema.KIND] is schema.ConceptKind.FORM
    if is_form and code not in set(Form):
        expected, near = f"one of {listed(Form)}", suggestion(code, list(Form))
    elif not is_form and code in {*Form, ALL}:
        expected, near = "another code: this one has a meaning of its own", ""
    else:
        return
    refusal = Refusal(expected=expected, advice=near)
    yield refusal.at(file, schema.CODE.name, quoted(code), row.number)


def _divided_faults(
    years: Sequence[_YearRows],
    groups: Groups,
    of_year: Callable[[_YearRows, Groups], Iterator[Fault]],
) -> list[Fault]:
    """Check each row, and only when all are sound what they are together."""
    faults = [
        refusal.at(rows.file, column, found, delivered.row)
        for rows in years
        for row, delivered in rows.amounts.items()
        for column, found, refusal in _wrong_cells(row, groups)
    ]
    if faults:
        return sorted(faults, key=lambda fault: fault.row or 0)
    if years and all(rows.year != BASELINE_YEAR for rows in years):
        expected = "the baseline, against which every increase is counted"
        found = f"no rows of {BASELINE_YEAR}"
        faults.append(Fault(file=years[0].file, found=found, expected=expected))
    return [*faults, *(fault for rows in years for fault in of_year(rows, groups))]


def _wrong_cells(row: Quantity, groups: Groups) -> Iterator[tuple[str, str, Refusal]]:
    """Refuse a sector or group that does not belong to a form, or that is not there [letter]."""
    formal, hours, group = row.form is Form.FORMAL, row.kind is Kind.HOURS, row.group
    if hours and formal and row.sector is None:
        expected = "markt or overheid: formal jobs count in the employer's own sector"
        yield "sector", EMPTY, Refusal(expected=expected)
    if hours and not formal and row.sector is not None:
        expected = "an empty cell: the payroll does not know where hired work is done"
        yield "sector", quoted(row.sector), Refusal(expected=expected)
    if not hours and formal and group is None:
        expected = "a target group: persons in formal employment are delivered by group"
        yield "doelgroep", EMPTY, Refusal(expected=expected)
    if group is not None and not formal:
        expected = "an empty cell: only formal employment is divided by target group"
        yield "doelgroep", quoted(group), Refusal(expected=expected)
    elif group is not None and group not in groups:
        refusal = Refusal(expected=f"one of {listed(groups)}", advice=suggestion(group, groups))
        yield "doelgroep", quoted(group), refusal


def _hours_year(rows: _YearRows, groups: Groups) -> Iterator[Fault]:
    formal = [fault for sector in Sector for fault in _sector_faults(rows, sector, groups)]
    divided = {row.sector for row in rows.amounts if row.group is not None}
    if not formal and len(divided) == 1:
        found = f"formal hours of {rows.year} by doelgroep in sector {listed(divided)} only"
        formal = [rows.fault(found, "the same division in both sectors of a year")]
    yield from formal
    yield from _hired_faults(rows, "hours")


def _sector_faults(rows: _YearRows, sector: Sector, groups: Groups) -> Iterator[Fault]:
    delivered = {row.group for row in rows.of(Form.FORMAL, sector)}
    expected = "one row without doelgroep, or one for every group in begrippen.csv"
    missing = [group for group in groups if group not in delivered]
    where = f"formal hours of {rows.year} in sector {sector}"
    if not delivered:
        yield rows.fault(f"no {where}", expected)
    elif None in delivered and len(delivered) > 1:
        yield rows.fault(f"{where} both with and without doelgroep", expected)
    elif None not in delivered and missing:
        yield rows.fault(f"no {where} for {listed(missing)}", expected)


def _hired_faults(rows: _YearRows, what: str) -> Iterator[Fault]:
    """Refuse a year that does not hold hired work once: together, or in its two kinds."""
    forms = {row.form for row in rows.amounts} - {Form.FORMAL, None}
    if forms not in ({Form.HIRED}, set(HIRED_FORMS)):
        present = listed(form for form in Form if form in forms)
        kinds = f" but {present}" if present else ""
        found = f"no complete hired {what} of {rows.year}{kinds}"
        yield rows.fault(found, "either inleen, or both uitzend and wsw_detachering")


def _persons_year(rows: _YearRows, groups: Groups) -> Iterator[Fault]:
    delivered = {row.group for row in rows.of(Form.FORMAL)}
    missing = [group for group in groups if group not in delivered]
    if missing:
        found = f"no persons in formal employment of {rows.year} for {listed(missing)}"
        yield rows.fault(found, "one row for every group in begrippen.csv")
    hired = list(_hired_faults(rows, "persons"))
    yield from hired
    if not rows.of(None):
        found = f"no unique persons of {rows.year}"
        yield rows.fault(found, "one row totaal, in which everybody counts once")
    elif not missing and not hired:
        yield from _total_faults(rows)


def _total_faults(rows: _YearRows) -> Iterator[Fault]:
    """Check the unique total: nobody is in two groups, people may be in two forms [letter]."""
    (total,) = (delivered.amount for delivered in rows.of(None).values())
    parts = [sum(delivered.amount for delivered in rows.of(form).values()) for form in Form]
    found = f"{total} unique persons in {rows.year}"
    if total > sum(parts):
        yield rows.fault(found, f"at most {sum(parts)}, all rows of that year added")
    if total < max(parts):
        largest = list(Form)[parts.index(max(parts))]
        yield rows.fault(found, f"at least {max(parts)}, the persons with work of form {largest}")


def _both_sectors(rows: _YearRows) -> Iterator[Fault]:
    delivered = {row.sector for row in rows.amounts}
    if len(delivered) == 1:
        found = f"{rows.year} for sector {listed(delivered)} only"
        yield rows.fault(found, "both markt and overheid")


def _whole(rows: _YearRows) -> Iterator[Fault]:
    """Refuse a key that does not spread all hired hours of its year."""
    total = sum(delivered.amount for delivered in rows.amounts.values())
    if len(rows.amounts) == len(Sector) and total != 1:
        found = f"percentages of {rows.year} that add up to {float(total * 100):.2f}"
        yield rows.fault(found, "exactly 100")


def _missing_keys(
    hours: Sequence[_YearRows], keys: Sequence[_YearRows], file: str
) -> Iterator[Fault]:
    """Refuse hired hours that no key spreads over the sectors."""
    known = {rows.year for rows in keys}
    for rows in hours:
        hired = [one.row for row, one in rows.amounts.items() if row.form is not Form.FORMAL]
        if hired and rows.year not in known:
            where = f"{rows.file}, row {hired[0]}"
            expected = f"a distribution key for the hired hours of that year ({where})"
            yield Fault(file=file, found=f"no percentages of {rows.year}", expected=expected)
