"""All checks of one edition, in the order in which they are told."""

from __future__ import annotations

from reporter.check.figures import (
    check_figures,
    check_links,
    check_persons,
    check_rounding_notes,
    check_sums,
)
from reporter.check.finding import EditionCheck, Finding, Steps
from reporter.check.words import check_keys, check_path, check_words, check_years

Check = "Callable[[Steps], tuple[int, Iterable[Finding]]]"

CHECKS = {
    "figures": check_figures,
    "identities": check_sums,
    "rounding notes": check_rounding_notes,
    "links": check_links,
    "targets": check_path,
    "claims": check_words,
    "keys": check_keys,
    "persons": check_persons,
    "years": check_years,
}
"""Each gives how much it looked at, and what it found."""


def check_edition(steps: Steps) -> EditionCheck:
    """Check an edition in every way there is."""
    counted: dict[str, int] = {}
    findings: list[Finding] = []
    for name, check in CHECKS.items():
        counted[name], found = check(steps)
        findings += found
    return EditionCheck(edition=steps.annex.edition.name, findings=tuple(findings), counted=counted)
