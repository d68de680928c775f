"""Notes stand where they belong, and every link leads somewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.checking.edition.figures import figures_by_key
from reporter.checking.identities import Coded, coded, identities
from reporter.model.check import Finding, Severity, Steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.model.printed import PrintedCell, PrintedLine, PrintedTable

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
                    findings.append(_wrong(where, "no note", "a note: print does not add up here"))
                if cell.anchor in noted and cell.anchor not in uneven:
                    findings.append(_wrong(where, "a rounding note", "none: print adds up here"))
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


def _wrong(where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WRONG,
        check="rounding notes",
        where=where,
        found=found,
        expected=expected,
    )
