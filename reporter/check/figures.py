"""Jobs and persons of the same row go together: the hours of a person in a week are plausible."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import BASELINE_YEAR, JOB_NORM, Unit
from reporter.check.finding import Finding, Severity, Steps
from reporter.check.identities import Coded, Interval, coded, identities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.annex.expression import Expression
    from reporter.annex.printed import Figure, PrintedCell, PrintedLine, PrintedTable
    from reporter.page.archive import TextBlock

FIGURE = re.compile(r"\{[^}]*\}")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d{5,}")
"""A number as only a figure is written: with a thousands point, decimals, or many digits."""


def check_figures(steps: Steps) -> tuple[int, list[Finding]]:
    """Compare cells, and figures of the text, with what was calculated."""
    findings: list[Finding] = []
    count = 0
    for table in steps.printed.tables:
        count += sum(len(row) for row in table.cells)
        findings += _heads(steps, table)
        findings += _cells(steps, table)
    known = figures_by_key(steps)
    for key, text in steps.page.figures:
        count += 1
        findings += _in_text(key, text, known.get(key))
    for block in steps.text:
        findings += _bare_numbers(block, steps)
    return count, findings


def figures_by_key(steps: Steps) -> dict[str, Figure]:
    """Give every figure of an annex once, by its indicator."""
    cells = (cell.figure for table in steps.printed.tables for row in table.cells for cell in row)
    return {one.indicator.key: one for one in (*steps.printed.prose.values(), *cells)}


def interval_of(figure: Figure) -> Interval | None:
    """Give what a printed figure leaves open; None where there is no figure."""
    if figure.rounded is None:
        return None
    decimals = len(figure.text.strip("()").partition(",")[2])
    return Interval.printed(figure.rounded, decimals)


def _heads(steps: Steps, table: PrintedTable) -> Iterator[Finding]:
    """Compare the title and the heads: a figure under another head means something else."""
    page = steps.page
    heads = [(line.label, page.cells.get(line.anchor)) for line in (*table.rows, *table.columns)]
    for label, text in ((table.title, page.captions.get(table.anchor)), *heads):
        if text != " ".join(label.split()):
            yield _wrong(f"{table.label}, title or head", f'"{text}" on the page', f'"{label}"')


def _cells(steps: Steps, table: PrintedTable) -> Iterator[Finding]:
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            where = f"{table.label}, {row.label}, {column.label}"
            text = steps.page.cells.get(cell.anchor, "nothing")
            if text != cell.figure.text:
                yield _wrong(where, f'"{text}" on the page', f'"{cell.figure.text}"')
            if not _follows(cell.figure):
                yield _wrong(where, cell.figure.text, "what its deliveries give")


def _follows(figure: Figure) -> bool:
    """Tell whether the exact amount is one that is printed so."""
    interval = interval_of(figure)
    if interval is None or figure.exact is None:
        return True
    return interval.meets(Interval.exactly(figure.exact))


def _in_text(key: str, text: str, figure: Figure | None) -> Iterator[Finding]:
    if figure is None:
        yield _wrong("running text", f'"{text}" for {key}', "a figure of this annex")
    elif text not in (figure.text, figure.size):
        yield _wrong("running text", f'"{text}" for {key}', f'"{figure.text}"')


def _bare_numbers(block: TextBlock, steps: Steps) -> Iterator[Finding]:
    """Find numbers that were typed: nothing corrects them when the deliveries change."""
    for match in NUMBER.finditer(FIGURE.sub("", block.wording)):
        if match[0] not in steps.printed.norm.values():
            yield _wrong(
                f'running text, "{block.text[:60]}…"',
                f"the number {match[0]}",
                "a figure by its indicator, so that it cannot go stale",
            )


def _wrong(where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WRONG, check="figures", where=where, found=found, expected=expected
    )


def check_sums(steps: Steps) -> tuple[int, list[Finding]]:
    """Compare printed figures, within tables and between them, wherever expressions add up."""
    known: list[tuple[Figure, Expression, Interval]] = []
    for one in figures_by_key(steps).values():
        interval = interval_of(one)
        if one.expression is not None and interval is not None:
            known.append((one, one.expression, interval))
    found = identities(coded(expression for _, expression, _ in known))
    findings = []
    for identity in found:
        parts = [known[part] for part in identity.parts]
        reach = parts[0][2]
        for _, _, interval in parts[1:]:
            reach += interval
        whole, _, interval = known[identity.whole]
        if not reach.meets(interval):
            findings.append(_wrong_sums(whole, [figure for figure, _, _ in parts]))
    return len(found), findings


def _wrong_sums(whole: Figure, parts: list[Figure]) -> Finding:
    texts = " + ".join(f"{part.text} ({part.indicator.key})" for part in parts)
    return Finding(
        severity=Severity.WRONG,
        check="identities",
        where=whole.indicator.key,
        found=whole.text,
        expected=f"{texts}, but for rounding",
    )


ROUNDING = "afronding"
"""The kind of note that says that print does not add up."""


def check_rounding_notes(steps: Steps) -> tuple[int, list[Finding]]:
    """Ask for a note at each total that differs from its printed parts, and nowhere else."""
    findings: list[Finding] = []
    count, codes = 0, _codes(steps)
    for table in steps.printed.tables:
        uneven = _uneven(table, codes)
        noted = _noted(steps, table)
        count += len(noted)
        for row, cells in zip(table.rows, table.cells, strict=True):
            for column, cell in zip(table.columns, cells, strict=True):
                where = f"{table.label}, {row.label}, {column.label}"
                asked = cell.anchor in uneven and (row.total or column.total)
                if asked and cell.anchor not in noted:
                    findings.append(
                        _wrong_notes(where, "no note", "a note: print does not add up here")
                    )
                if cell.anchor in noted and cell.anchor not in uneven:
                    findings.append(
                        _wrong_notes(where, "a rounding note", "none: print adds up here")
                    )
    return count, findings


def _codes(steps: Steps) -> dict[str, Coded]:
    known = {key: one.expression for key, one in figures_by_key(steps).items() if one.expression}
    return dict(zip(known, coded(known.values()), strict=True))


def _uneven(table: PrintedTable, codes: Mapping[str, Coded]) -> set[str]:
    """Give the cells that are not the sum of printed cells in their row or column."""
    lines = list(table.cells) if any(column.total for column in table.columns) else []
    if any(row.total for row in table.rows):
        lines += zip(*table.cells, strict=True)
    return {anchor for line in lines for anchor in _uneven_in(line, codes)}


def _uneven_in(line: Sequence[PrintedCell], codes: Mapping[str, Coded]) -> Iterator[str]:
    cells = [cell for cell in line if cell.figure.indicator.key in codes]
    rounded = [cell.figure.rounded or 0 for cell in cells]
    for one in identities([codes[cell.figure.indicator.key] for cell in cells]):
        if rounded[one.whole] != sum(rounded[part] for part in one.parts):
            yield cells[one.whole].anchor


def _noted(steps: Steps, table: PrintedTable) -> set[str]:
    """Give the cells that a rounding note comes back to, on the page itself."""
    linked = set(steps.page.links)
    notes = (note for note in table.notes if note.kind == ROUNDING)
    return {link.anchor for note in notes for link in note.backlinks if link.anchor in linked}


def check_links(steps: Steps) -> tuple[int, list[Finding]]:
    """Follow every link of the page, and find notes that no mark leads to."""
    there, links = set(steps.page.anchors), set(steps.page.links)
    findings = [
        _broken("page", f"a link to {link}", "a place of that name")
        for link in steps.page.links
        if link not in there
    ]
    findings += [
        _broken("page", f"{times} places called {anchor}", "one, so that a link finds it")
        for anchor, times in Counter(steps.page.anchors).items()
        if times > 1
    ]
    for table in steps.printed.tables:
        for note in table.notes:
            if note.anchor not in links:
                where = f"{table.label}, note {note.mark}"
                findings.append(_broken(where, "no mark on the page", "a mark that leads to it"))
        findings += _without_note(table)
    return len(steps.page.links), findings


def _without_note(table: PrintedTable) -> Iterator[Finding]:
    known = {note.anchor for note in table.notes}
    places: list[PrintedCell | PrintedLine] = [*table.columns, *table.rows]
    for place in (*places, *(cell for row in table.cells for cell in row)):
        for mark in place.marks:
            if mark.anchor not in known:
                where = f"{table.label}, {place.anchor}"
                yield _broken(where, f"the mark {mark.mark}", "a note of that mark")


def _broken(where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WRONG, check="links", where=where, found=found, expected=expected
    )


def _wrong_notes(where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WRONG,
        check="rounding notes",
        where=where,
        found=found,
        expected=expected,
    )


FEWEST, MOST = Fraction(8), Fraction(40)
"""Hours a week that a whole row may come to on average: a day, and a full week. The letter of
2 July 2020 gives 28,9 for the baseline."""


def check_persons(steps: Steps) -> tuple[int, list[Finding]]:
    """Divide the hours of each row by its persons, where the annex speaks of persons."""
    if not _speaks_of_persons(steps):
        return 0, []
    rows = [
        row
        for row in steps.annex.deliveries.amounts
        if row.kind is Kind.PERSONS and row.year in (BASELINE_YEAR, steps.annex.edition.year)
    ]
    return len(rows), [one for row in rows for one in _implausible(steps, row)]


def _speaks_of_persons(steps: Steps) -> bool:
    return any(
        cell.figure.indicator.unit is Unit.PERSONS
        for table in steps.printed.tables
        for cells in table.cells
        for cell in cells
    )


def _implausible(steps: Steps, row: Quantity) -> Iterator[Finding]:
    amounts = steps.annex.deliveries.amounts
    found = [
        amount
        for other, amount in amounts.items()
        if other.kind is Kind.HOURS
        and other.year == row.year
        and row.form in (None, other.form)
        and row.group in (None, other.group)
    ]
    hours, persons = sum(found, Fraction(0)), amounts[row]
    if not found or hours == persons == 0:
        return
    week = hours / JOB_NORM.december * JOB_NORM.week / persons if persons else None
    if week is None or not FEWEST <= week <= MOST:
        each = "hours without persons" if week is None else f"{float(week):.1f} hours a week each"
        yield Finding(
            severity=Severity.WARNING,
            check="persons",
            where=row.key,
            found=f"{persons} persons with {float(hours):.2f} hours in December: {each}",
            expected=f"{FEWEST} to {MOST} hours a week each",
        )
