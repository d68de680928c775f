"""Tell what a check of editions found: as lines for a terminal, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporter.model.check import EditionCheck, Finding


def finding_lines(check: EditionCheck) -> Iterator[str]:
    """Say each finding in a line, mistakes first."""
    for one in sorted(check.findings, key=lambda finding: finding not in check.wrong):
        yield (
            f"{one.severity} in {check.edition}: {one.check}: {one.where}: found {one.found}, "
            f"expected {one.expected}"
        )


def check_lines(check: EditionCheck) -> Iterator[str]:
    """Say each finding, and then how much was looked at."""
    yield from finding_lines(check)
    counts = ", ".join(f"{number} {name}" for name, number in check.counted.items())
    wrong, warnings = len(check.wrong), len(check.findings) - len(check.wrong)
    verdict = f"{wrong} wrong" if wrong else "nothing wrong"
    yield f"{check.edition}: {verdict}, {warnings} warnings (looked at {counts})"


def render_findings_json(checks: Iterable[EditionCheck]) -> str:
    """Write a list of findings, an empty one if there are none."""
    found = [_parts(check.edition, one) for check in checks for one in check.findings]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _parts(edition: str, one: Finding) -> dict[str, str]:
    return {
        "edition": edition,
        "status": one.severity,
        "check": one.check,
        "where": one.where,
        "found": one.found,
        "expected": one.expected,
    }
