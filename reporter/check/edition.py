"""All checks of one edition, in the order in which they are told; here those of its figures."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import BASELINE_YEAR, JOB_NORM, Indicator, Unit
from reporter.check.bounds import check_bounds
from reporter.check.finding import Discrepancy, EditionCheck, EditionFinding, Severity, Steps
from reporter.check.identities import Coded, Interval, coded, decimals_of, identities
from reporter.check.words import IN_WORDING, check_keys, check_path, check_words, check_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.annex.compose import Annex
    from reporter.annex.printed import Figure, PrintedAnnex, PrintedCell, PrintedTable
    from reporter.annex.tables import Heading
    from reporter.check.finished_page import FinishedPage
    from reporter.page.archive_data import TextBlock


def check_edition(
    annex: Annex, printed: PrintedAnnex, text: tuple[TextBlock, ...], page: FinishedPage
) -> EditionCheck:
    """Hold the steps of a build against each other, up to the page that was laid out."""
    cells = [cell.figure for table in printed.tables for row in table.cells for cell in row]
    figures = {figure.indicator.key: figure for figure in (*printed.prose.values(), *cells)}
    steps = Steps(annex=annex, printed=printed, figures=figures, text=text, page=page)
    counted: dict[str, int] = {}
    findings: list[EditionFinding] = []
    for name, (severity, check) in CHECKS.items():
        counted[name], found = check(steps)
        findings += [
            EditionFinding(
                severity=severity, check=name, where=where, found=what, expected=expected
            )
            for where, what, expected in found
        ]
    return EditionCheck(edition=annex.edition.name, findings=tuple(findings), counted=counted)


def check_figures(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Compare cells, heads, and figures of the text, with what was calculated."""
    found: list[Discrepancy] = []
    for table in steps.printed.tables:
        found += [*_heads(steps.page, table), *_cells(steps.page, table)]
    for key, text in steps.page.figures:
        figure = steps.figures.get(key)
        if figure is None or text not in (figure.text, figure.size):
            expected = f'"{figure.text}"' if figure else "a figure of this annex"
            found.append(("running text", f'"{text}" for {key}', expected))
    for block in steps.text:
        found += _bare_numbers(block, steps)
    cells = sum(len(row) for table in steps.printed.tables for row in table.cells)
    return cells + len(steps.page.figures), found


def _heads(page: FinishedPage, table: PrintedTable) -> Iterator[Discrepancy]:
    """Compare the title and the heads: a figure under another head means something else."""
    heads = [(line.label, page.cells.get(line.anchor)) for line in (*table.rows, *table.columns)]
    for label, text in ((table.title, page.captions.get(table.anchor)), *heads):
        if text != " ".join(label.split()):
            yield f"{table.label}, title or head", f'"{text}" on the page', f'"{label}"'


def _cells(page: FinishedPage, table: PrintedTable) -> Iterator[Discrepancy]:
    for where, _, cell in _places(table):
        figure, text = cell.figure, page.cells.get(cell.anchor, "nothing")
        if text != figure.text:
            yield where, f'"{text}" on the page', f'"{figure.text}"'
        interval, exact = _interval(figure), figure.exact
        if interval and exact is not None and not interval.meets(Interval.exactly(exact)):
            yield where, figure.text, "what its deliveries give"


def _places(table: PrintedTable) -> Iterator[tuple[str, bool, PrintedCell]]:
    """Give each cell with the words for its place, and whether a total may stand there."""
    for row, column, cell in table.places():
        where = f"{table.label}, {row.label}, {column.label}"
        yield where, row.total or column.total, cell


def _interval(figure: Figure) -> Interval | None:
    """Give what a printed figure leaves open; None where there is no figure."""
    if figure.rounded is None:
        return None
    return Interval.printed(figure.rounded, decimals_of(figure.text))


NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d{5,}")
"""A number as only a figure is written: with a thousands point, decimals, or many digits."""


def _bare_numbers(block: TextBlock, steps: Steps) -> Iterator[Discrepancy]:
    """Find numbers that were typed: nothing corrects them when the deliveries change."""
    for match in NUMBER.finditer(IN_WORDING.sub("", block.wording)):
        if match[0] not in steps.printed.norm.values():
            where = f'running text, "{block.text[:60]}…"'
            expected = "a figure by its indicator, so that it cannot go stale"
            yield where, f"the number {match[0]}", expected


def check_sums(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Compare printed figures, within tables and between them, wherever expressions add up."""
    known = [
        (figure, figure.expression, interval)
        for figure in steps.figures.values()
        if figure.expression is not None and (interval := _interval(figure)) is not None
    ]
    intervals = [interval for _, _, interval in known]
    told = identities(coded(expression for _, expression, _ in known))
    found = []
    for identity in told:
        if not identity.may_hold(intervals):
            whole, parts = known[identity.whole][0], [known[part][0] for part in identity.parts]
            texts = " + ".join(f"{part.text} ({part.indicator.key})" for part in parts)
            found.append((whole.indicator.key, whole.text, f"{texts}, but for rounding"))
    return len(told), found


ROUNDING = "afronding"
"""The kind of note that says that print does not add up."""


def check_rounding_notes(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Ask for a note at each total that differs from its printed parts, and nowhere else."""
    expressions = {
        figure.indicator: figure.expression
        for figure in steps.figures.values()
        if figure.expression
    }
    codes = dict(zip(expressions, coded(expressions.values()), strict=True))
    found: list[Discrepancy] = []
    count = 0
    for table in steps.printed.tables:
        uneven, noted = set(_uneven(table, codes)), _noted(steps, table)
        count += len(noted)
        for where, is_total, cell in _places(table):
            if cell.anchor in uneven and is_total and cell.anchor not in noted:
                found.append((where, "no note", "a note: print does not add up here"))
            if cell.anchor in noted and cell.anchor not in uneven:
                found.append((where, "a rounding note", "none: print adds up here"))
    return count, found


def _uneven(table: PrintedTable, codes: Mapping[Indicator, Coded]) -> Iterator[str]:
    """Give the cells that are not the sum of printed cells in their row or column."""
    lines = list(table.cells) if any(column.total for column in table.columns) else []
    if any(row.total for row in table.rows):
        lines += zip(*table.cells, strict=True)
    for line in lines:
        cells = [cell for cell in line if cell.figure.indicator in codes]
        rounded = [cell.figure.rounded or 0 for cell in cells]
        for identity in identities([codes[cell.figure.indicator] for cell in cells]):
            if rounded[identity.whole] != sum(rounded[part] for part in identity.parts):
                yield cells[identity.whole].anchor


def _noted(steps: Steps, table: PrintedTable) -> set[str]:
    """Give the cells that a rounding note comes back to, on the page itself."""
    linked = set(steps.page.links)
    notes = (note for note in table.notes if note.kind == ROUNDING)
    return {link.anchor for note in notes for link in note.backlinks if link.anchor in linked}


def check_links(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Follow every link of the page, and find notes that no mark leads to."""
    there, links = Counter(steps.page.anchors), set(steps.page.links)
    found = [
        ("page", f"a link to {link}", "a place of that name")
        for link in steps.page.links
        if link not in there
    ]
    found += [
        ("page", f"{times} places called {anchor}", "one, so that a link finds it")
        for anchor, times in there.items()
        if times > 1
    ]
    for table in steps.printed.tables:
        found += [
            (f"{table.label}, note {note.mark}", "no mark on the page", "a mark that leads to it")
            for note in table.notes
            if note.anchor not in links
        ]
        known = {note.anchor for note in table.notes}
        cells = [cell for row in table.cells for cell in row]
        places: list[PrintedCell | Heading] = [*table.columns, *table.rows, *cells]
        found += [
            (f"{table.label}, {place.anchor}", f"the mark {mark.mark}", "a note of that mark")
            for place in places
            for mark in place.marks
            if mark.anchor not in known
        ]
    return len(steps.page.links), found


FEWEST, MOST = Fraction(8), Fraction(40)
"""Hours a week that a whole row may come to on average: a day, and a full week. The letter of
2 July 2020 gives 28,9 for the baseline."""


def check_persons(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Divide the hours of each row by its persons, where the annex speaks of persons."""
    cells = (cell for table in steps.printed.tables for row in table.cells for cell in row)
    if not any(cell.figure.indicator.unit is Unit.PERSONS for cell in cells):
        return 0, []
    amounts = steps.annex.deliveries.amounts
    rows = [
        row
        for row in amounts
        if row.kind is Kind.PERSONS and row.year in (BASELINE_YEAR, steps.annex.edition.year)
    ]
    return len(rows), [one for row in rows for one in _implausible(amounts, row)]


def _implausible(amounts: Mapping[Quantity, Fraction], row: Quantity) -> Iterator[Discrepancy]:
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
        yield (
            row.key,
            f"{persons} persons with {float(hours):.2f} hours in December: {each}",
            f"{FEWEST} to {MOST} hours a week each",
        )


CHECKS = {
    "figures": (Severity.WRONG, check_figures),
    "identities": (Severity.WRONG, check_sums),
    "rounding notes": (Severity.WRONG, check_rounding_notes),
    "links": (Severity.WRONG, check_links),
    "targets": (Severity.WARNING, check_path),
    "claims": (Severity.WRONG, check_words),
    "keys": (Severity.WARNING, check_keys),
    "persons": (Severity.WARNING, check_persons),
    "bounds": (Severity.WARNING, check_bounds),
    "years": (Severity.WRONG, check_years),
}
"""How bad it is what each finds. Each gives how much it looked at, and what is not right."""
