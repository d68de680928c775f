"""A number with its verdict, on its way to a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.model.proof import Expected, Finding, Status, Subject
from reporter.proofreading.verdicts import Verdict

if TYPE_CHECKING:
    from reporter.model.proof import Place
    from reporter.proofreading.binding import Bound
    from reporter.proofreading.catalogue import Known
    from reporter.proofreading.notation import Numeral

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
