"""What is said of a number or a claim of a letter, and how a number is weighed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Measure
from reporter.check.finding import Severity
from reporter.proofread.catalogue import Known, Value
from reporter.proofread.vocabulary import Hedge, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.numerals import Numeral


class Status(StrEnum):
    """What is known of a number or a claim."""

    RIGHT = "right"
    ROUNDING = "rounding"
    """Right but for rounding: one unit of its last digit beside what print should say."""
    WRONG = "wrong"
    AMBIGUOUS = "ambiguous"
    NOT_OURS = "not-ours"

    @property
    def severity(self) -> Severity:
        """How bad it is: what is ambiguous or off by rounding is to be looked at."""
        if self is Status.WRONG:
            return Severity.WRONG
        return Severity.WARNING if self in (Status.ROUNDING, Status.AMBIGUOUS) else Severity.GOOD


class Subject(StrEnum):
    """What a judgement is about."""

    NUMBER = "number"
    YEAR = "year"
    MEASUREMENT = "measurement"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one number, name or claim, and where in the letter it stands.

    In a table ``cell`` is (row, column) from 0; None is its caption.
    """

    said: Numeral | Token
    status: Status = Status.NOT_OURS
    known: Value | None = None
    """What the number is, or what should stand there."""
    subject: Subject = Subject.NUMBER
    words: str = ""
    """What should stand there instead of a claim, a name or a year."""
    against: bool = False
    """Whether only the verb by the number is off."""
    also: Known | None = None
    """The figure of another meaning that was printed instead."""
    candidates: tuple[Known, ...] = ()
    """What its words allow, the most likely first."""
    block: int = 0
    where: str = ""
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What the letter says, as it stands there."""
        return self.said.text

    @property
    def place(self) -> tuple[int, int]:
        """Where that starts and ends in the text of its block."""
        return self.said.start, self.said.end

    @property
    def figure(self) -> Known | None:
        """The figure that it is held against; None for what is no figure of its own."""
        return self.known if isinstance(self.known, Known) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A letter with all that was judged in it, in reading order."""

    letter: Letter
    edition: str
    judgements: tuple[Judgement, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return all(judged.status.severity is not Severity.WRONG for judged in self.judgements)


def claimed(
    text: str, place: tuple[int, int], subject: Subject, otherwise: str, *, right: bool = False
) -> Judgement:
    """Say of words at a place of a text whether they are right, and what belongs there else."""
    said = Token(text[slice(*place)], *place)
    if right:
        return Judgement(said, Status.RIGHT, subject=subject)
    return Judgement(said, Status.WRONG, subject=subject, words=otherwise)


MOVING = (Measure.INCREASE, Measure.CHANGE, Measure.GAP)
MOST_ROUNDED = Fraction(1, 20)
"""A round number without a word such as ``bijna`` may be this part of itself off."""
SMALLEST_ROUND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrounded:
    """A number with what stands around it: ``turned`` is -1 after a word such as afgenomen."""

    numeral: Numeral
    hedge: Hedge | None = None
    turned: int = 0
    fallen: bool = False
    """Whether a word such as minder stands anywhere in the sentence."""
    strict: bool = False
    """In a table a sign is never said in words."""

    def weigh(self, candidates: Sequence[Known]) -> Judgement | None:
        """Find the candidate that the number is right for, or right but for rounding."""
        for known in candidates:
            if self._is(known, self.turned):
                return Judgement(self.numeral, Status.RIGHT, known)
        if self.turned:
            for known in candidates:
                if known.measure in MOVING and self._is(known, -self.turned):
                    return Judgement(self.numeral, Status.RIGHT, known, against=True)
        for known in () if self.hedge else candidates:
            if self._is_beside(known):
                return Judgement(self.numeral, Status.ROUNDING, known)
        return None

    def _is(self, known: Known, turned: int) -> bool:
        numeral, amount = self.numeral, self._as_printed(known, turned)
        if amount is None:
            return False
        if self.hedge:
            below, above = self.hedge
            unit = min(numeral.hollow, abs(numeral.value) / 10)
            return -below * unit <= amount - numeral.value <= above * unit
        if numeral.text.endswith(("duizend", "miljoen")):
            return abs(amount - numeral.value) * 2 <= numeral.hollow
        return numeral.reads(amount)

    def _as_printed(self, known: Known, turned: int) -> Fraction | None:
        """Give the amount with the sign that print should have; None where the words forbid it."""
        amount = known.amount
        if self.numeral.signed or self.strict or known.measure not in MOVING:
            return amount
        if turned:
            return amount * turned if amount * turned >= 0 else None
        return abs(amount) if self.fallen or known.measure is Measure.GAP else amount

    def _is_beside(self, known: Known) -> bool:
        """One unit beside, or a round number that was never said to be one."""
        numeral, amount = self.numeral, self._as_printed(known, self.turned)
        if amount is None or not known.rounds or known.measure is Measure.TARGET:
            return False
        if numeral.is_beside(amount):
            return True
        if self.strict or numeral.hollow < SMALLEST_ROUND:
            return False
        off = abs(amount - numeral.value)
        return off * 2 <= numeral.hollow and off <= abs(numeral.value) * MOST_ROUNDED
