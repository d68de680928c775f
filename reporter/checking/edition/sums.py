"""Every figure that is the sum of others agrees with them, but for rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.checking.edition.figures import figures_by_key, interval_of
from reporter.checking.identities import coded, identities
from reporter.model.check import Finding, Severity, Steps

if TYPE_CHECKING:
    from reporter.checking.interval import Interval
    from reporter.model.expression import Expression
    from reporter.model.printed import Figure


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
            findings.append(_wrong(whole, [figure for figure, _, _ in parts]))
    return len(found), findings


def _wrong(whole: Figure, parts: list[Figure]) -> Finding:
    texts = " + ".join(f"{part.text} ({part.indicator.key})" for part in parts)
    return Finding(
        severity=Severity.WRONG,
        check="identities",
        where=whole.indicator.key,
        found=whole.text,
        expected=f"{texts}, but for rounding",
    )
