"""What the checks of an edition are given, what they find, and how that is told."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reporter.annex.compose import Annex
    from reporter.annex.printed import Figure, PrintedAnnex
    from reporter.check.finished_page import FinishedPage
    from reporter.page.archive_data import TextBlock


class Severity(StrEnum):
    """How bad something is, worst first: the one scale of checks, letters and previews."""

    WRONG = "wrong"
    """A mistake: the exit code is 1."""
    WARNING = "warning"
    """What a reader should look at."""
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """An annex at every step of its making, so that each step can be held against the others.

    ``figures`` are those of ``printed``, each once, by the key that stands in a page; ``page``
    is read back from what was made of the others.
    """

    annex: Annex
    printed: PrintedAnnex
    figures: Mapping[str, Figure]
    text: tuple[TextBlock, ...]
    page: FinishedPage


Discrepancy = tuple[str, str, str]
"""Where something is not as it should be, what was found there, and what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFinding:
    """One thing that a check of an edition found; ``check`` names what was checked."""

    severity: Severity
    check: str
    where: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCheck:
    """All that a check of one edition found; ``counted`` tells how much of what was looked at."""

    edition: str
    findings: tuple[EditionFinding, ...]
    counted: Mapping[str, int]

    @property
    def wrong(self) -> tuple[EditionFinding, ...]:
        """The findings that are mistakes."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.WRONG)


def finding_lines(check: EditionCheck) -> Iterator[str]:
    """Say each finding in a line, mistakes first."""
    for finding in sorted(check.findings, key=lambda finding: finding not in check.wrong):
        yield (
            f"{finding.severity} in {check.edition}: {finding.check}: {finding.where}: "
            f"found {finding.found}, expected {finding.expected}"
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
    found = []
    for check in checks:
        for finding in check.findings:
            fields = asdict(finding)
            status = fields.pop("severity")
            found.append({"edition": check.edition, "status": status, **fields})
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
