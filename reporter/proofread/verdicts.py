"""What is said of a number or a claim of a letter, and how a number is weighed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Measure
from reporter.annex.numbers import round_half_away
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
        looked_at = self in (Status.ROUNDING, Status.AMBIGUOUS)
        return Severity.WARNING if looked_at else Severity.GOOD


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
FARTHEST = 3
"""A figure more than this many times another is no misprint of it."""


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


def weigh(number: Surrounded, candidates: Sequence[Known]) -> Judgement | None:
    """Find the candidate that the number is right for, or right but for rounding."""
    for known in candidates:
        if _is(number, known, number.turned):
            return Judgement(number.numeral, Status.RIGHT, known)
    if number.turned:
        for known in candidates:
            if known.measure in MOVING and _is(number, known, -number.turned):
                return Judgement(number.numeral, Status.RIGHT, known, against=True)
    if number.hedge:
        return None
    for known in candidates:
        if _is_beside(number, known):
            return Judgement(number.numeral, Status.ROUNDING, known)
    return None


def _is(number: Surrounded, known: Known, turned: int) -> bool:
    numeral, amount = number.numeral, _as_printed(number, known, turned)
    if amount is None:
        return False
    if number.hedge:
        unit = min(numeral.hollow, abs(numeral.value) / 10)
        low = numeral.value - number.hedge.below * unit
        return low <= amount <= numeral.value + number.hedge.above * unit
    if numeral.text.endswith(("duizend", "miljoen")):
        return abs(amount - numeral.value) * 2 <= numeral.hollow
    return prints_as(amount, numeral)


def prints_as(amount: Fraction, numeral: Numeral) -> bool:
    """Tell whether an amount reads as this number when it is rounded."""
    return round_half_away(amount, numeral.decimals) == numeral.value


def is_beside(amount: Fraction, numeral: Numeral) -> bool:
    """Tell whether an amount reads as a number one unit of the last digit away from this."""
    return abs(round_half_away(amount, numeral.decimals) - numeral.value) == numeral.step


def _as_printed(number: Surrounded, known: Known, turned: int) -> Fraction | None:
    """Give the amount with the sign that print should have; None where the words forbid it."""
    amount = known.amount
    if number.numeral.signed or number.strict or known.measure not in MOVING:
        return amount
    if turned:
        return amount * turned if amount * turned >= 0 else None
    return abs(amount) if number.fallen or known.measure is Measure.GAP else amount


def _is_beside(number: Surrounded, known: Known) -> bool:
    """One unit beside, or a round number that was never said to be one."""
    numeral, amount = number.numeral, _as_printed(number, known, number.turned)
    if amount is None or not known.rounds or known.measure is Measure.TARGET:
        return False
    if is_beside(amount, numeral):
        return True
    if number.strict or numeral.hollow < SMALLEST_ROUND:
        return False
    off = abs(amount - numeral.value)
    return off * 2 <= numeral.hollow and off <= abs(numeral.value) * MOST_ROUNDED


def slipped(numeral: Numeral, known: Value) -> bool:
    """Tell whether a number is what was known but for its sign, or for a slip of the keys."""
    size = round_half_away(abs(known.amount), numeral.decimals)
    return size == abs(numeral.value) != 0 or alike(numeral, known)


def alike(numeral: Numeral, known: Value) -> bool:
    """Tell whether two numbers differ by a slip of the keys: one digit, or two exchanged."""
    scale = 10**numeral.decimals
    ours = str(abs(int(round_half_away(known.amount, numeral.decimals) * scale)))
    theirs = str(abs(int(numeral.value * scale)))
    if len(ours) < len("100"):
        return False
    if len(ours) == len(theirs):
        wrong = [i for i, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
        return len(wrong) == 1 or (len(wrong) == 2 and sorted(ours) == sorted(theirs))  # noqa: PLR2004 - two digits exchanged
    short, long = sorted((ours, theirs), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )


def comparable(numeral: Numeral, known: Value) -> bool:
    """Tell whether one could stand where the other belongs, by size."""
    ours, theirs = abs(known.amount), abs(numeral.value)
    return bool(ours) and bool(theirs) and max(ours, theirs) <= FARTHEST * min(ours, theirs)
