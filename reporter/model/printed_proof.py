"""What proofreading found, in the words and numbers in which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporter.model.letter import Letter
    from reporter.model.proof import Place, Status, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFinding:
    """One number or claim: ``word`` names its status and ``reason`` explains it, in Dutch.

    ``where`` is its place in Dutch; ``expected`` is as print should have it, empty where nothing
    is wrong. ``meaning``, ``also`` and ``candidates`` are keys of indicators.
    """

    text: str
    status: Status
    subject: Subject
    place: Place
    where: str
    expected: str
    word: str
    reason: str
    meaning: str = ""
    also: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedProof:
    """A letter with its findings in reading order, and how many there are of each status."""

    letter: Letter
    edition: str
    findings: tuple[PrintedFinding, ...]
    counts: tuple[tuple[Status, str, str], ...]
    """Status, its word in Dutch, and the number as text; all five, the gravest first."""

    @property
    def clean(self) -> bool:
        """Tell whether nothing is wrong."""
        return all(one.status != "wrong" for one in self.findings)
