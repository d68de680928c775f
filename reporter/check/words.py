"""No year or measurement stands in a text that the figures beside it are not of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind
from reporter.annex.indicator import BASELINE_YEAR, Measure, Sector
from reporter.check.finding import Finding, Severity, Steps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from fractions import Fraction

    from reporter.annex.compose import Amount
    from reporter.annex.expression import Quantity
    from reporter.annex.printed import PrintedTable
    from reporter.page.archive import TextBlock

TARGET = re.compile(r"\{doelstelling/([^}]*)\}")
REACHED = re.compile(r"\b(niet )?gehaald\b", re.IGNORECASE)


def check_path(steps: Steps) -> tuple[int, list[Finding]]:
    """Look whether there is a target for the year, and whether the path only rises."""
    path: dict[Sector | None, list[tuple[int, Fraction]]] = {}
    for row, jobs in steps.annex.deliveries.amounts.items():
        if row.kind is Kind.TARGET and isinstance(row.year, int):
            path.setdefault(row.sector, []).append((row.year, jobs))
    findings = []
    for sector, targets in path.items():
        ordered = sorted(targets)
        for (_, before), (year, jobs) in pairwise(ordered):
            if jobs < before:
                findings.append(_falls(sector, year, before, jobs))
        if steps.annex.edition.year not in dict(targets):
            findings.append(_warning("targets", f"{sector}", "no target", "one for this year"))
    return sum(len(targets) for targets in path.values()), findings


def _falls(sector: Sector | None, year: int, before: Fraction, jobs: Fraction) -> Finding:
    where = f"doelstellingen.csv, {sector} {year}"
    return _warning("targets", where, f"{jobs}", f"at least the {before} of the year before")


def check_words(steps: Steps) -> tuple[int, list[Finding]]:
    """Compare "gehaald" and "niet gehaald" with the exact distance to the target named there."""
    gaps = _gaps(steps)
    findings: list[Finding] = []
    count = 0
    for block in steps.text:
        claim, targets = REACHED.search(block.text), set(TARGET.findall(block.wording))
        if claim is None or len(targets) != 1:
            continue
        gap = gaps.get(f"{Measure.GAP}/{targets.pop()}")
        if gap is not None and gap.exact is not None:
            count += 1
            findings += _claims(block, "niet gehaald" if gap.exact < 0 else "gehaald")
    return count, findings


def _claims(block: TextBlock, right: str) -> Iterator[Finding]:
    for match in REACHED.finditer(block.text):
        if match[0].casefold() != right:
            yield Finding(
                severity=Severity.WRONG,
                check="claims",
                where=f'running text, "{block.text[:60]}"',
                found=match[0],
                expected=right,
            )


def check_keys(steps: Steps) -> tuple[int, list[Finding]]:
    """Try the key of every other year: a target that only this one reaches needs a warning."""
    amounts, year = steps.annex.deliveries.amounts, steps.annex.edition.year
    keys: dict[int, dict[Sector | None, Fraction]] = {}
    for row, share in amounts.items():
        if row.kind is Kind.KEY and isinstance(row.year, int):
            keys.setdefault(row.year, {})[row.sector] = share
    findings = []
    for gap in _gaps(steps).values():
        turned = {
            other: found
            for other in sorted(keys)
            if other != year and (found := _with_key(gap, amounts, year, keys[other])) is not None
        }
        if gap.exact is not None and turned:
            findings.append(_decides(gap, turned, keys))
    return len(keys), findings


def _with_key(
    gap: Amount,
    amounts: Mapping[Quantity, Fraction],
    year: int,
    shares: Mapping[Sector | None, Fraction],
) -> Fraction | None:
    """Give the distance with another key if it lies at the other side of the target."""
    if gap.expression is None or gap.exact is None:
        return None
    distance = gap.exact + sum(
        coefficient * amounts[factor.quantity] * (shares[factor.key.sector] - amounts[factor.key])
        for factor, coefficient in gap.expression.terms
        if factor.key is not None and factor.key.year == year and factor.key.sector in shares
    )
    return distance if (distance < 0) != (gap.exact < 0) else None


def _decides(
    gap: Amount,
    turned: Mapping[int, Fraction],
    keys: Mapping[int, Mapping[Sector | None, Fraction]],
) -> Finding:
    sector = gap.indicator.sector
    word = "missed" if gap.exact is not None and gap.exact >= 0 else "reached"
    told = "; ".join(
        f"{word} by {abs(round(distance))} jobs with the key of {year}"
        f"{_percent(keys[year], sector)}"
        for year, distance in sorted(turned.items(), reverse=True)
    )
    return _warning(
        "keys",
        f"target of {gap.indicator.year}, {sector or 'both sectors'}",
        f"{'reached' if word == 'missed' else 'missed'} with its own key, {told}",
        "a line that tells the reader so",
    )


def _percent(shares: Mapping[Sector | None, Fraction], sector: Sector | None) -> str:
    share = shares.get(sector)
    return "" if share is None else f" ({float(share * 100):.1f} percent)"


def _gaps(steps: Steps) -> dict[str, Amount]:
    """Give the distances to the targets of this year, by indicator."""
    amounts = (*steps.annex.prose.values(),)
    return {
        one.indicator.key: one
        for one in amounts
        if one.indicator.measure is Measure.GAP and one.exact is not None
    }


def _warning(check: str, where: str, found: str, expected: str) -> Finding:
    return Finding(
        severity=Severity.WARNING, check=check, where=where, found=found, expected=expected
    )


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
    texts += [_of_block(steps, block) for block in steps.text if block.text != title]
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
