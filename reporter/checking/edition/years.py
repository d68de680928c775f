"""No year or measurement stands in a text that the figures beside it are not of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.model.check import Finding, Severity, Steps
from reporter.model.indicator import BASELINE_YEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reporter.model.archive import TextBlock
    from reporter.model.expression import Quantity
    from reporter.model.printed import PrintedTable

YEAR = re.compile(r"(?<![\d.,])20\d\d(?![\d]|[.,]\d)")
MEASUREMENT = re.compile(r"\b(?!nul)(?:[a-z]+|\d+)-meting\b", re.IGNORECASE)
IN_WORDING = re.compile(r"\{([^}]*)\}")
DEFINITION = "begrip"
"""The kind of note that explains a word, which may name the year of a law."""


def check_years(steps: Steps) -> tuple[int, list[Finding]]:
    """Read every title, label, note and paragraph for years and names of measurements."""
    texts = [*_titles(steps)]
    for table in steps.printed.tables:
        texts += _of_table(steps, table)
    title = steps.annex.edition.title  # which is told above
    texts += [_of_block(steps, block) for block in steps.blocks if block.text != title]
    findings = [one for text in texts for one in _stale(steps, *text)]
    return len(texts), findings


Text = tuple[str, str, "Collection[int]"]
"""Where a text stands, what it says, and the years that it may name."""


def _titles(steps: Steps) -> Iterator[Text]:
    yield "title of the edition", steps.annex.edition.title, _always(steps)


def _always(steps: Steps) -> set[int]:
    """Give the years that may stand anywhere: the edition's, the baseline's, the letter's."""
    edition = steps.annex.edition
    years = {edition.year, BASELINE_YEAR}
    return years | {edition.date.year} if edition.date else years


def _of_table(steps: Steps, table: PrintedTable) -> Iterator[Text]:
    years = [[cell.figure.indicator.year for cell in row] for row in table.cells]
    all_years = _numbers(year for row in years for year in row) | {BASELINE_YEAR}
    yield f"{table.label}, title", steps.page.captions.get(table.anchor, table.title), all_years
    for line, found in (
        *zip(table.rows, years, strict=True),
        *zip(table.columns, zip(*years, strict=True), strict=True),
    ):
        label = steps.page.cells.get(line.anchor, line.label)
        yield f"{table.label}, {line.label}", label, _numbers(found) | {BASELINE_YEAR}
    for note in table.notes:
        if note.kind != DEFINITION:
            yield f"{table.label}, note {note.mark}", note.text, all_years
    for legend in table.legend:
        yield f"{table.label}, legend", legend, all_years


def _of_block(steps: Steps, block: TextBlock) -> Text:
    """Let a paragraph name the years of its figures, and those that have a target to come."""
    figures = (key.split("/") for key in IN_WORDING.findall(block.wording))
    named = {int(parts[2]) for parts in figures if len(parts) > 2 and parts[2].isdecimal()}  # noqa: PLR2004 - the year is the third part
    words = IN_WORDING.sub("", block.wording)
    allowed = _always(steps) | named | _to_come(steps)
    return f'running text, "{block.text[:60]}"', words, allowed


def _to_come(steps: Steps) -> set[int]:
    amounts: Iterable[Quantity] = steps.annex.deliveries.amounts
    return {
        year for year in _numbers(one.year for one in amounts) if year > steps.annex.edition.year
    }


def _numbers(years: Iterable[object]) -> set[int]:
    return {year for year in years if isinstance(year, int)}


def _stale(steps: Steps, where: str, text: str, allowed: Collection[int]) -> Iterator[Finding]:
    for match in YEAR.finditer(text):
        if int(match[0]) > BASELINE_YEAR and int(match[0]) not in allowed:
            years = ", ".join(str(year) for year in sorted(allowed))
            yield _wrong(where, match[0], f"a year of its figures: {years}")
    for match in MEASUREMENT.finditer(text):
        if match[0].casefold() != steps.annex.measurement:
            yield _wrong(where, match[0], steps.annex.measurement)


def _wrong(where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WRONG, check="years", where=where, found=found, expected=expected
    )
