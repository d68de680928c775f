"""Judges percentages: distribution keys, and ratios of figures that follow or do not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.indicator import BASELINE_YEAR, Measure, Unit
from reporter.model.proof import Status
from reporter.model.vocabulary import Facet
from reporter.proofreading.catalogue import ALL, Known, rounded
from reporter.proofreading.judged import Judged, aside
from reporter.proofreading.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofreading.asked import Asked
    from reporter.proofreading.binding import Bound
    from reporter.proofreading.desk import Desk
    from reporter.proofreading.notation import Numeral

PERCENT = (Unit.PERCENT,)
FARTHEST = 2


def judge_percentage(
    desk: Desk, asked: Asked, bound: Bound, number: Numeral, earlier: Sequence[Numeral]
) -> Judged:
    """Hold a percentage against the keys, the shares and the numbers around it."""
    keys = _keys(desk, asked, bound, number)
    numbers = [*earlier, *(one for one in asked.passage.numerals if one.start < number.start)]
    followed = [*_pairs(numbers), *_shares(desk, bound)]
    if _explains(asked, number):
        followed = [*_named_shares(desk, asked, bound), *_pairs(numbers)]
        followed += _told(desk, bound, numbers)
    for known in keys or followed:
        if rounded(known.amount, number.decimals) == number.value:
            return Judged(
                number=number, bound=bound, verdict=Verdict(status=Status.RIGHT, known=known)
            )
    if asked.passage.said(Facet.ELSEWHERE) or asked.restricted:
        return aside(number, bound)
    best = next(iter(keys), None) or _claimed(desk, asked, bound, number, followed)
    if best is None:
        return aside(number, bound, Status.AMBIGUOUS if followed else Status.NOT_OURS)
    if best.rounds and abs(rounded(best.amount, number.decimals) - number.value) == number.step:
        verdict = Verdict(status=Status.ROUNDING, known=best)
    else:
        verdict = Verdict(status=Status.WRONG, known=best)
    return Judged(number=number, bound=bound, verdict=verdict)


def _keys(desk: Desk, asked: Asked, bound: Bound, number: Numeral) -> tuple[Known, ...]:
    """Give the distribution keys where the words speak of one."""
    said = [one for one in asked.passage.said(Facet.MEASURE) if Measure.KEY in one.values]
    if not said and not (number.decimals and "inleen" in bound.forms):
        return ()
    words = {one.text for one in asked.passage.words}
    if {"van", "naar"} <= words:  # the key of one year against that of another
        bound = replace(bound, years=(*bound.years, str(desk.year - 1), str(BASELINE_YEAR)))
    wanted = replace(bound, measures=(Measure.KEY,), units=PERCENT, forms=(ALL,), groups=(ALL,))
    return desk.catalogue.find(wanted.allowed)


def _shares(desk: Desk, bound: Bound) -> Iterator[Known]:
    """Give the ratios that the words allow; ``formeel`` may stand after the percentage."""
    for one in desk.ratios:
        fits = one.year in bound.years and one.parts[3] in (*bound.sectors, ALL)
        if fits and (one.parts[4] in bound.forms or one.parts[4] == ALL):
            yield one


def _named_shares(desk: Desk, asked: Asked, bound: Bound) -> tuple[Known, ...]:
    """Give the shares of the forms that are named in the sentence or were before."""
    said = {value for one in asked.passage.said(Facet.FORM) for value in one.values}
    forms = tuple(one for one in bound.forms if one in said) or bound.forms[:1]
    if forms == (ALL,):
        return ()
    share = replace(bound, measures=(Measure.SHARE,), units=PERCENT, forms=forms, groups=(ALL,))
    return desk.catalogue.find(share.allowed)


def _told(desk: Desk, bound: Bound, numbers: Sequence[Numeral]) -> Iterator[Known]:
    """Give the ratios whose part is the number that a percentage explains."""
    values = {abs(one.value) for one in numbers[-2:]}
    for one in _shares(desk, bound):
        part = desk.catalogue.keyed(one.key.partition(" : ")[0])
        if part is not None and rounded(abs(part)) in values:
            yield one


def _explains(asked: Asked, number: Numeral) -> bool:
    """Tell whether a percentage says of a number before it what part it is."""
    before = asked.passage.text[asked.passage.start : number.start].casefold()
    shared = any(Measure.SHARE in one.values for one in asked.said(Facet.MEASURE))
    return shared or before.endswith(("(", "dat is ", "dit is ", "ofwel "))


def _pairs(numbers: Sequence[Numeral]) -> Iterator[Known]:
    """Give what one number is of another, for those that stand before a percentage."""
    counts = [one.value for one in numbers if not one.decimals and one.value > 1]
    for part in reversed(counts):
        for whole in counts:
            if whole > part:
                yield Known(
                    key="", parts=(Measure.SHARE, *PERCENT), amount=Fraction(part * 100, whole)
                )


def _claimed(
    desk: Desk, asked: Asked, bound: Bound, number: Numeral, followed: Sequence[Known]
) -> Known | None:
    """Find the share that is meant where the words leave no doubt that one is."""
    bracketed = _explains(asked, number)
    shares = _named_shares(desk, asked, bound)
    pairs = [one for one in followed if not one.key]
    best = next(iter(shares), None)
    if best is None and bracketed:
        best = next(iter(pairs), None)
    if best is None or not (pairs or bracketed):
        return None
    near = max(best.amount, number.value) <= FARTHEST * min(best.amount, number.value)
    return best if bracketed or near else None
