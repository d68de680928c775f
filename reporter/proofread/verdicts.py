"""A number with its verdict, on its way to a finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Measure
from reporter.check.finding import Severity
from reporter.proofread.catalogue import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.proofread.binding import Bound
    from reporter.proofread.catalogue import Known
    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.vocabulary import Hedge
    from reporter.proofread.wording import Numeral


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
        return all(one.status.severity is not Severity.WRONG for one in self.findings)


EXACT = (Measure.TARGET,)
MOVING = (Measure.INCREASE, Measure.CHANGE, Measure.GAP)
MOST_ROUNDED = Fraction(1, 20)
"""A round number without a word such as ``bijna`` may be this part of itself off."""
SMALLEST_ROUND = 1000
FARTHEST = 3
"""A figure more than this many times another is no misprint of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number with what stands around it: ``turned`` is -1 after a word such as afgenomen."""

    numeral: Numeral
    hedge: Hedge | None = None
    turned: int = 0
    fallen: bool = False
    """Whether a word such as minder stands anywhere in the sentence."""
    strict: bool = False
    """In a table a sign is never said in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What holding a number against figures gave; ``against`` tells that only its verb is off."""

    status: Status
    known: Known | None = None
    against: bool = False


def weigh(printed: Printed, candidates: Sequence[Known]) -> Verdict | None:
    """Find the candidate that the number is right for, or right but for rounding."""
    for known in candidates:
        if _is(printed, known, turned=printed.turned):
            return Verdict(status=Status.RIGHT, known=known)
    if printed.turned:
        for known in candidates:
            if known.measure in MOVING and _is(printed, known, turned=-printed.turned):
                return Verdict(status=Status.RIGHT, known=known, against=True)
    if printed.hedge:
        return None
    for known in candidates:
        if _is_beside(printed, known):
            return Verdict(status=Status.ROUNDING, known=known)
    return None


def _is(printed: Printed, known: Known, turned: int) -> bool:
    number, amount = printed.numeral, _as_printed(printed, known, turned)
    if amount is None:
        return False
    if printed.hedge:
        unit = min(number.hollow, abs(number.value) / 10)
        low = number.value - printed.hedge.below * unit
        high = number.value + printed.hedge.above * unit
        return low <= amount <= high
    if _scaled(number):
        return abs(amount - number.value) * 2 <= number.hollow
    return rounded(amount, number.decimals) == number.value


def _as_printed(printed: Printed, known: Known, turned: int) -> Fraction | None:
    """Give the amount with the sign that print should have; None where the words forbid it."""
    amount = known.amount
    if printed.numeral.signed or printed.strict or known.measure not in MOVING:
        return amount
    if turned:
        return amount * turned if amount * turned >= 0 else None
    return abs(amount) if printed.fallen or known.measure == Measure.GAP else amount


def _scaled(number: Numeral) -> bool:
    return number.text.endswith(("duizend", "miljoen"))


def _is_beside(printed: Printed, known: Known) -> bool:
    """One unit beside, or a round number that was never said to be one."""
    number = printed.numeral
    amount = _as_printed(printed, known, printed.turned)
    if amount is None or not known.rounds or known.measure in EXACT:
        return False
    if abs(rounded(amount, number.decimals) - number.value) == number.step:
        return True
    if printed.strict or number.hollow < SMALLEST_ROUND:
        return False
    off = abs(amount - number.value)
    return off * 2 <= number.hollow and off <= abs(number.value) * MOST_ROUNDED


def lost_sign(printed: Printed, known: Known) -> bool:
    """Tell whether a number is right but for its sign."""
    value = printed.numeral.value
    return rounded(abs(known.amount), printed.numeral.decimals) == abs(value) and value != 0


def alike(number: Numeral, known: Known) -> bool:
    """Tell whether two numbers differ by a slip of the keys: one digit, or two exchanged."""
    ours = str(abs(int(rounded(known.amount, number.decimals) * 10**number.decimals)))
    theirs = str(abs(int(number.value * 10**number.decimals)))
    if len(ours) < len("100"):
        return False
    if len(ours) == len(theirs):
        wrong = [i for i, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
        return len(wrong) == 1 or (len(wrong) == 2 and sorted(ours) == sorted(theirs))  # noqa: PLR2004 - two digits exchanged
    short, long = sorted((ours, theirs), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )


def comparable(number: Numeral, known: Known) -> bool:
    """Tell whether one could stand where the other belongs, by size."""
    ours, theirs = abs(known.amount), abs(number.value)
    return bool(ours) and bool(theirs) and max(ours, theirs) <= FARTHEST * min(ours, theirs)


MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A number, what it was bound to, and the figure of another meaning that was printed."""

    number: Numeral
    bound: Bound
    verdict: Verdict
    candidates: tuple[Known, ...] = ()
    also: Known | None = None


def aside(number: Numeral, bound: Bound, status: Status = Status.NOT_OURS) -> Judged:
    """Leave a number unjudged."""
    return Judged(number=number, bound=bound, verdict=Verdict(status=status))


def finding_of(one: Judged, place: Place) -> Finding:
    """Write a judged number down."""
    known, status = one.verdict.known, one.verdict.status
    expected = None
    if known is not None and status in (Status.WRONG, Status.ROUNDING):
        signed = one.number.signed or known.amount < 0
        expected = Expected(amount=known.amount, decimals=one.number.decimals, signed=signed)
    doubtful = status is Status.AMBIGUOUS
    return Finding(
        text=one.number.text,
        status=status,
        subject=Subject.NUMBER,
        place=place,
        expected=expected,
        meaning=known.key if known else "",
        candidates=tuple(c.key for c in one.candidates[:MOST_CANDIDATES]) if doubtful else (),
        also=one.also.key if one.also else "",
    )
