"""What proofreading found in a letter: each number and claim with its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from reporter.model.letter import Letter


class Status(StrEnum):
    """What is known of a number or a claim."""

    RIGHT = "right"
    ROUNDING = "rounding"
    """Right but for rounding: one unit of its last digit beside what print should say."""
    WRONG = "wrong"
    AMBIGUOUS = "ambiguous"
    NOT_OURS = "not-ours"


class Subject(StrEnum):
    """What a finding is about."""

    NUMBER = "number"
    YEAR = "year"
    MEASUREMENT = "measurement"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding stands: a block of the letter, and the characters within its text.

    ``cell`` is (row, column) from 0 in a table; row -1 is the line of the heads, and None with
    a table means its caption.
    """

    block: int
    start: int
    end: int
    where: str
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What should stand there: an exact amount to be written with ``decimals``, or words."""

    amount: Fraction | None = None
    decimals: int = 0
    signed: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One number, name or claim with its verdict.

    ``meaning`` is the key of the indicator it is bound to, ``candidates`` are keys where more
    than one is possible, ``also`` is the key of the figure that was printed instead.
    """

    text: str
    status: Status
    subject: Subject
    place: Place
    expected: Expected | None = None
    meaning: str = ""
    candidates: tuple[str, ...] = ()
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A letter with all findings, in reading order."""

    letter: Letter
    edition: str
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Tell whether nothing is wrong."""
        return all(one.status is not Status.WRONG for one in self.findings)
