"""Words beside the figures: targets, "gehaald", the choice of key, years and measurements."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import BASELINE_YEAR, Indicator, Measure, Sector

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from fractions import Fraction

    from reporter.annex.compose import Amount
    from reporter.annex.printed import PrintedTable
    from reporter.check.finding import Discrepancy, Steps
    from reporter.page.archive_data import TextBlock

IN_WORDING = re.compile(r"\{([^}]*)\}")
"""Where a figure stands in the wording of a text, by its indicator."""
REACHED = re.compile(r"\b(niet )?gehaald\b", re.IGNORECASE)


def check_path(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Look whether there is a target for the year, and whether the path only rises."""
    path: dict[Sector | None, dict[int, Fraction]] = {}
    for row, jobs in steps.annex.deliveries.amounts.items():
        if row.kind is Kind.TARGET and isinstance(row.year, int):
            path.setdefault(row.sector, {})[row.year] = jobs
    found = []
    for sector, targets in path.items():
        for (_, before), (year, jobs) in pairwise(sorted(targets.items())):
            if jobs < before:
                expected = f"at least the {before} of the year before"
                found.append((f"doelstellingen.csv, {sector} {year}", f"{jobs}", expected))
        if steps.annex.edition.year not in targets:
            found.append((f"{sector}", "no target", "one for this year"))
    return sum(len(targets) for targets in path.values()), found


def check_words(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Compare "gehaald" and "niet gehaald" with the exact distance to the target named there."""
    gaps = _gaps(steps)
    found: list[Discrepancy] = []
    count = 0
    for block in steps.text:
        targets = {
            figure for figure in _figures_in(steps, block) if figure.measure is Measure.TARGET
        }
        if not REACHED.search(block.text) or len(targets) != 1:
            continue
        gap = gaps.get(replace(targets.pop(), measure=Measure.GAP))
        if gap is not None:
            count += 1
            right = "niet gehaald" if gap[1] < 0 else "gehaald"
            found += [
                (f'running text, "{block.text[:60]}"', match[0], right)
                for match in REACHED.finditer(block.text)
                if match[0].casefold() != right
            ]
    return count, found


def _figures_in(steps: Steps, block: TextBlock) -> list[Indicator]:
    keys = IN_WORDING.findall(block.wording)
    return [steps.figures[key].indicator for key in keys if key in steps.figures]


def _gaps(steps: Steps) -> dict[Indicator, tuple[Amount, Fraction]]:
    """Give the distances to the targets that the text speaks of, each with its exact amount."""
    return {
        gap.indicator: (gap, gap.exact)
        for gap in steps.annex.prose.values()
        if gap.indicator.measure is Measure.GAP and gap.exact is not None
    }


def check_keys(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Try the key of every other year: a target that only this one reaches needs a warning."""
    amounts, year = steps.annex.deliveries.amounts, steps.annex.edition.year
    years = _numbers(row.year for row in amounts if row.kind is Kind.KEY)
    found = []
    for gap, exact in _gaps(steps).values():
        turned = {}
        for other in sorted(years - {year}, reverse=True):
            distance = exact + _moved(gap, amounts, year, other)
            if (distance < 0) != (exact < 0):
                turned[other] = distance
        if turned:
            found.append(_decides(gap.indicator, turned, amounts))
    return len(years), found


def _moved(
    gap: Amount, amounts: Mapping[Quantity, Fraction], year: int, other: int
) -> Fraction | int:
    """Give how much a distance changes with the key of another year."""
    return sum(
        coefficient * amounts[factor.quantity] * (amounts[moved] - amounts[factor.key])
        for factor, coefficient in (gap.expression.terms if gap.expression else ())
        if factor.key is not None
        and factor.key.year == year
        and (moved := replace(factor.key, year=other)) in amounts
    )


def _decides(
    gap: Indicator, turned: Mapping[int, Fraction], amounts: Mapping[Quantity, Fraction]
) -> Discrepancy:
    """Say what other keys give; all that are ``turned`` lie on the same side of the target."""
    missed = any(distance < 0 for distance in turned.values())
    own, other = ("reached", "missed") if missed else ("missed", "reached")
    told = []
    for year, distance in turned.items():
        share = amounts.get(Quantity(kind=Kind.KEY, year=year, sector=gap.sector))
        percent = "" if share is None else f" ({float(share * 100):.1f} percent)"
        told.append(f"{other} by {abs(round(distance))} jobs with the key of {year}{percent}")
    return (
        f"target of {gap.year}, {gap.sector or 'both sectors'}",
        f"{own} with its own key, {'; '.join(told)}",
        "a line that tells the reader so",
    )


YEAR = re.compile(r"(?<![\d.,])20\d\d(?![\d]|[.,]\d)")
MEASUREMENT = re.compile(r"\b(?!nul)(?:[a-z]+|\d+)-meting\b", re.IGNORECASE)
DEFINITION = "begrip"
"""The kind of note that explains a word, which may name the year of a law."""


def check_years(steps: Steps) -> tuple[int, list[Discrepancy]]:
    """Read every title, label, note and paragraph for years and names of measurements."""
    texts = list(_texts(steps))
    return len(texts), [one for text in texts for one in _stale(steps, *text)]


def _texts(steps: Steps) -> Iterator[tuple[str, str, Collection[int]]]:
    """Give where each text stands, what it says, and the years that it may name."""
    edition = steps.annex.edition
    always = {edition.year, BASELINE_YEAR}
    if edition.date:
        always.add(edition.date.year)
    yield "title of the edition", edition.title, always
    for table in steps.printed.tables:
        yield from _of_table(steps, table)
    delivered = _numbers(row.year for row in steps.annex.deliveries.amounts)
    to_come = {year for year in delivered if year > edition.year}
    for block in steps.text:
        if block.text != edition.title:
            named = _numbers(figure.year for figure in _figures_in(steps, block))
            words = IN_WORDING.sub("", block.wording)
            yield f'running text, "{block.text[:60]}"', words, always | named | to_come


def _of_table(steps: Steps, table: PrintedTable) -> Iterator[tuple[str, str, Collection[int]]]:
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


def _numbers(years: Iterable[object]) -> set[int]:
    return {year for year in years if isinstance(year, int)}


def _stale(steps: Steps, where: str, text: str, allowed: Collection[int]) -> Iterator[Discrepancy]:
    for match in YEAR.finditer(text):
        if int(match[0]) > BASELINE_YEAR and int(match[0]) not in allowed:
            years = ", ".join(str(year) for year in sorted(allowed))
            yield where, match[0], f"a year of its figures: {years}"
    for match in MEASUREMENT.finditer(text):
        if match[0].casefold() != steps.annex.measurement:
            yield where, match[0], steps.annex.measurement
