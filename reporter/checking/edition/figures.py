"""Every figure on the page is the one that its meaning gives; no number stands there alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.checking.interval import Interval
from reporter.model.check import Finding, Severity, Steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.archive import TextBlock
    from reporter.model.printed import Figure, PrintedTable

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
    for block in steps.blocks:
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
    norm = steps.printed.norm
    for match in NUMBER.finditer(FIGURE.sub("", block.wording)):
        if match[0] not in (norm.week, norm.december, norm.year):
            yield _wrong(
                f'running text, "{block.text[:60]}…"',
                f"the number {match[0]}",
                "a figure by its indicator, so that it cannot go stale",
            )


def _wrong(where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WRONG, check="figures", where=where, found=found, expected=expected
    )
