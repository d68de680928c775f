"""What the rows of a year must be together, file by file and between files."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import BASELINE_YEAR, HIRED_FORMS, Form, Sector, Year
from reporter.deliveries import schema
from reporter.deliveries.code_lists import BEGRIPPEN, CodeLists, code_list_faults
from reporter.deliveries.columns import EMPTY, Refusal
from reporter.errors import Fault, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reporter.annex.delivered import Concept
    from reporter.annex.indicator import Codes
    from reporter.deliveries.schema import Delivered
    from reporter.deliveries.sheet import CsvFile

    Groups = Sequence[Concept]

MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRows:
    """The rows of one year in one file, at least one, and of one code of each own dimension."""

    file: str
    year: Year
    codes: Codes
    amounts: Mapping[Quantity, Delivered]

    @property
    def when(self) -> str:
        """Say of what these are the rows: ``2019``, or ``2019 (regio drenthe)``."""
        codes = listed(f"{dimension} {code}" for dimension, code in self.codes)
        return f"{self.year} ({codes})" if codes else str(self.year)

    def of(self, form: Form | None, sector: Sector | None = None) -> dict[Quantity, Delivered]:
        """Choose the rows of one form and sector; None for where they are not divided by it."""
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


def year_faults(
    sheets: Mapping[str, CsvFile], amounts: Mapping[Quantity, Delivered], words: CodeLists
) -> list[Fault]:
    """Check the files (by name) whose rows are sound; rules that need another file wait.

    A rule is tried only where the rows it looks at could be read: otherwise one mistake would
    be told many times over.
    """
    years = _by_year(sheets, amounts)
    faults: list[Fault] = []
    if BEGRIPPEN.name in sheets:
        faults += code_list_faults(sheets[BEGRIPPEN.name])
        for kind, of_year in ((Kind.HOURS, _hours_year), (Kind.PERSONS, _persons_year)):
            faults += _divided_faults(years[kind], words.groups, of_year)
            faults += _dimension_faults(years[kind], words.dimensions)
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
) -> dict[Kind, list[YearRows]]:
    """Gather the rows of each kind by year, in the order in which years first appear."""
    found: dict[tuple[Kind, Year, Codes], dict[Quantity, Delivered]] = {}
    for row, delivered in amounts.items():
        found.setdefault((row.kind, row.year, row.codes), {})[row] = delivered
    years: dict[Kind, list[YearRows]] = {kind: [] for kind in Kind}
    for (kind, year, codes), rows in found.items():
        file = sheets[f"{kind}.csv"].file
        years[kind].append(YearRows(file=file, year=year, codes=codes, amounts=rows))
    return years


def _dimension_faults(
    years: Sequence[YearRows], dimensions: Mapping[str, Sequence[Concept]]
) -> Iterator[Fault]:
    """Refuse a year that is not divided by every code there is then, each of them once.

    What is the total of other codes is not delivered: it is their sum.
    """
    of_year: dict[Year, list[YearRows]] = {}
    for rows in years:
        of_year.setdefault(rows.year, []).append(rows)
    totals = {concept.parent for codes in dimensions.values() for concept in codes}
    for year, divisions in of_year.items():
        names = dict.fromkeys(name for rows in divisions for name, _ in rows.codes)
        there = (
            [(name, concept.code) for concept in dimensions[name] if concept.there(int(year))]
            for name in names
        )
        leaves = [[pair for pair in pairs if pair[1] not in totals] for pairs in there]
        wanted = {tuple(sorted(codes)) for codes in product(*leaves)}
        for rows in divisions:
            if rows.codes not in wanted:
                expected = f"a code of each of {listed(names)} that is no total and exists then"
                yield rows.fault(f"rows of {rows.when}", expected)
        missing = sorted(wanted - {rows.codes for rows in divisions})
        if missing:
            lacking = listed(" ".join(code for _, code in codes) for codes in missing[:MOST_TOLD])
            more = f" and {len(missing) - MOST_TOLD} more" if len(missing) > MOST_TOLD else ""
            expected = "one for every code: what is nought is delivered as 0"
            yield divisions[0].fault(f"no rows of {year} for {lacking}{more}", expected)


def _divided_faults(
    years: Sequence[YearRows],
    groups: Groups,
    of_year: Callable[[YearRows, Groups], Iterator[Fault]],
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
    elif group is not None and group not in (known := _codes(groups, row.year)):
        refusal = Refusal(expected=f"one of {listed(known)}", advice=suggestion(group, known))
        yield "doelgroep", quoted(group), refusal


def _codes(groups: Groups, year: Year) -> list[str]:
    """Give the target groups that there are in a year."""
    return [group.code for group in groups if group.there(int(year))]


def _hours_year(rows: YearRows, groups: Groups) -> Iterator[Fault]:
    formal = [fault for sector in Sector for fault in _sector_faults(rows, sector, groups)]
    divided = {row.sector for row in rows.amounts if row.group is not None}
    if not formal and len(divided) == 1:
        found = f"formal hours of {rows.when} by doelgroep in sector {listed(divided)} only"
        formal = [rows.fault(found, "the same division in both sectors of a year")]
    yield from formal
    yield from _hired_faults(rows, "hours")


def _sector_faults(rows: YearRows, sector: Sector, groups: Groups) -> Iterator[Fault]:
    delivered = {row.group for row in rows.of(Form.FORMAL, sector)}
    expected = "one row without doelgroep, or one for every group in begrippen.csv"
    missing = [group for group in _codes(groups, rows.year) if group not in delivered]
    where = f"formal hours of {rows.when} in sector {sector}"
    if not delivered:
        yield rows.fault(f"no {where}", expected)
    elif None in delivered and len(delivered) > 1:
        yield rows.fault(f"{where} both with and without doelgroep", expected)
    elif None not in delivered and missing:
        yield rows.fault(f"no {where} for {listed(missing)}", expected)


def _hired_faults(rows: YearRows, what: str) -> Iterator[Fault]:
    """Refuse a year that does not hold hired work once: together, or in its two kinds."""
    forms = {row.form for row in rows.amounts} - {Form.FORMAL, None}
    if forms not in ({Form.HIRED}, set(HIRED_FORMS)):
        present = listed(form for form in Form if form in forms)
        kinds = f" but {present}" if present else ""
        found = f"no complete hired {what} of {rows.when}{kinds}"
        yield rows.fault(found, "either inleen, or both uitzend and wsw_detachering")


def _persons_year(rows: YearRows, groups: Groups) -> Iterator[Fault]:
    delivered = {row.group for row in rows.of(Form.FORMAL)}
    missing = [group for group in _codes(groups, rows.year) if group not in delivered]
    if missing:
        found = f"no persons in formal employment of {rows.when} for {listed(missing)}"
        yield rows.fault(found, "one row for every group in begrippen.csv")
    hired = list(_hired_faults(rows, "persons"))
    yield from hired
    if not rows.of(None):
        found = f"no unique persons of {rows.when}"
        yield rows.fault(found, "one row totaal, in which everybody counts once")
    elif not missing and not hired:
        yield from _total_faults(rows)


def _total_faults(rows: YearRows) -> Iterator[Fault]:
    """Check the unique total: nobody is in two groups, people may be in two forms [letter]."""
    (total,) = (delivered.amount for delivered in rows.of(None).values())
    parts = [sum(delivered.amount for delivered in rows.of(form).values()) for form in Form]
    found = f"{total} unique persons in {rows.when}"
    if total > sum(parts):
        yield rows.fault(found, f"at most {sum(parts)}, all rows of that year added")
    if total < max(parts):
        largest = list(Form)[parts.index(max(parts))]
        yield rows.fault(found, f"at least {max(parts)}, the persons with work of form {largest}")


def _both_sectors(rows: YearRows) -> Iterator[Fault]:
    delivered = {row.sector for row in rows.amounts}
    if len(delivered) == 1:
        found = f"{rows.year} for sector {listed(delivered)} only"
        yield rows.fault(found, "both markt and overheid")


def _whole(rows: YearRows) -> Iterator[Fault]:
    """Refuse a key that does not spread all hired hours of its year."""
    total = sum(delivered.amount for delivered in rows.amounts.values())
    if len(rows.amounts) == len(Sector) and total != 1:
        found = f"percentages of {rows.year} that add up to {float(total * 100):.2f}"
        yield rows.fault(found, "exactly 100")


def _missing_keys(
    hours: Sequence[YearRows], keys: Sequence[YearRows], file: str
) -> Iterator[Fault]:
    """Refuse hired hours that no key spreads over the sectors."""
    known = {rows.year for rows in keys}
    for rows in hours:
        hired = [one.row for row, one in rows.amounts.items() if row.form is not Form.FORMAL]
        if hired and rows.year not in known:
            where = f"{rows.file}, row {hired[0]}"
            expected = f"a distribution key for the hired hours of that year ({where})"
            yield Fault(file=file, found=f"no percentages of {rows.year}", expected=expected)
