"""Targets lie on the path, words say what the figures say, and a key decides nothing unseen."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.model.check import Finding, Severity, Steps
from reporter.model.expression import Kind
from reporter.model.indicator import Measure, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from reporter.model.annex import Amount
    from reporter.model.archive import TextBlock
    from reporter.model.expression import Quantity

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
    for block in steps.blocks:
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
