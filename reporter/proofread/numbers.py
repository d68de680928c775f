"""Judges the numbers of a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, BASELINE_YEAR, JOB_NORM, Measure, Unit
from reporter.proofread.asked import Asked, asked_number
from reporter.proofread.binding import HORIZON, HOURS, Bound, Counted, bind, counted
from reporter.proofread.catalogue import Known, rounded
from reporter.proofread.verdicts import (
    Judged,
    Printed,
    Status,
    Verdict,
    alike,
    aside,
    comparable,
    lost_sign,
    weigh,
)
from reporter.proofread.vocabulary import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.asked import Context
    from reporter.proofread.catalogue import Desk
    from reporter.proofread.passage import Passage
    from reporter.proofread.vocabulary import Hedge
    from reporter.proofread.wording import Numeral

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


PER_YEAR = 1000
SHORTEST = 100
"""A smaller number is only a figure of another meaning where its own measure is named."""


def judge(desk: Desk, passage: Passage, context: Context) -> Iterator[Judged]:
    """Judge each number of a sentence."""
    for number in passage.numerals:
        how, units = counted(passage, number)
        asked = asked_number(passage, number)
        bound = bind(asked, context, desk.year, units)
        if units == (HOURS,):
            yield _hours(desk, passage, number, bound)
        elif units == (Unit.PERCENT,):
            yield judge_percentage(desk, asked, bound, number, context.numbers)
        else:
            yield _count(desk, asked, bound, number, how)


def _count(desk: Desk, asked: Asked, bound: Bound, number: Numeral, how: Counted) -> Judged:
    """Judge a number of jobs or persons."""
    fallen = any(one.values & {"neer", "minder"} for one in asked.passage.said(Facet.DIRECTION))
    printed = Printed(
        numeral=number,
        hedge=hedge_before(desk, asked.passage, number),
        turned=turned(asked),
        fallen=fallen,
    )
    candidates = _after_reference(asked, _candidates(desk, bound))
    verdict = weigh(printed, candidates)
    if asked.passage.said(Facet.SUM):
        verdict = _summed(desk, printed, verdict)
    if verdict and asked.restricted and (verdict.status is Status.ROUNDING or verdict.against):
        verdict = Verdict(status=Status.AMBIGUOUS)
    if verdict and (how is not Counted.FOREIGN or number.value >= PER_YEAR):
        return Judged(number=number, bound=bound, verdict=verdict, candidates=candidates)
    if how is Counted.FOREIGN:
        return aside(number, bound)
    return _mismatch(
        desk, asked, _Mismatch(bound=bound, candidates=candidates, printed=printed), how
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mismatch:
    """A number that no candidate explains."""

    bound: Bound
    candidates: tuple[Known, ...]
    printed: Printed


def _mismatch(desk: Desk, asked: Asked, case: _Mismatch, how: Counted) -> Judged:
    """Decide whether a number that fits nothing is wrong, or cannot be judged, or is not ours."""
    number, bound, candidates = case.printed.numeral, case.bound, case.candidates
    also = _elsewhere_in_catalogue(desk, number, bound)
    best = best_of(case.printed, candidates, also)
    if best is None:
        return aside(number, bound)
    close = alike(number, best) or lost_sign(case.printed, best)
    strength = len(bound.explicit)
    sized = comparable(number, best)
    known = also is not None and strength > 0
    sure = close or known or (sized and strength > 1)
    if case.printed.hedge:
        sure = strength > 1 and (sized or _fits_another(desk, case.printed, best))
    if asked.passage.said(Facet.ELSEWHERE) and not (close and strength > 1):
        sure = False
    sure = sure and not asked.restricted
    if sure and _excused(desk, asked, case):
        doubt = Verdict(status=Status.AMBIGUOUS)
        return Judged(number=number, bound=bound, verdict=doubt, candidates=candidates)
    if sure:
        verdict = Verdict(status=Status.WRONG, known=best)
        return Judged(number=number, bound=bound, verdict=verdict, candidates=candidates, also=also)
    status = Status.AMBIGUOUS if sized and how is Counted.NAMED else Status.NOT_OURS
    return Judged(number=number, bound=bound, verdict=Verdict(status=status), candidates=candidates)


def _excused(desk: Desk, asked: Asked, case: _Mismatch) -> bool:
    """Tell whether the number may be right in a way that words tell too loosely to judge.

    It is the figure of another measure with all else the same, it is of a year to come, or it
    compares with a year that is neither the baseline nor the year before.
    """
    years = {value for one in asked.said(Facet.YEAR) for value in one.values if value.isdigit()}
    aimed = any(
        Measure.TARGET in one.values and Measure.CHANGE not in one.values
        for one in asked.passage.said(Facet.MEASURE)
    )
    to_come = bool(years) and min(int(one) for one in years) > desk.year
    if to_come and not (aimed and years & desk.catalogue.years):
        return True
    if asked.beyond(desk.year):
        return True
    loosely = replace(case.bound, measures=None)
    others = desk.catalogue.find(loosely.allowed)
    found = weigh(case.printed, _after_reference(asked, others))
    return found is not None and found.status is Status.RIGHT


def _after_reference(asked: Asked, found: Sequence[Known]) -> tuple[Known, ...]:
    """Leave out the changes that came before the year that is compared with."""
    compared = {value for one in asked.passage.references for value in one.values}
    compared -= {value for one in asked.passage.said(Facet.YEAR) for value in one.values}
    return tuple(one for one in found if one.measure != Measure.CHANGE or one.year not in compared)


def _candidates(desk: Desk, bound: Bound) -> tuple[Known, ...]:
    """Find what words allow; where that is nothing, the year or the measure may be said loosely."""
    found = desk.catalogue.find(bound.allowed)
    if not found:
        year = replace(bound, years=(str(desk.year), *bound.years))
        found = desk.catalogue.find(year.allowed)
    if not found:
        found = desk.catalogue.find(replace(bound, measures=None).allowed)
    usual = [one for one in found if one.year not in HORIZON]
    return (*usual, *(one for one in found if one.year in HORIZON))


def best_of(printed: Printed, candidates: Sequence[Known], also: Known | None) -> Known | None:
    """Choose what should stand there: like what does, then likely by its words."""

    def rank(pair: tuple[int, Known]) -> tuple[bool, ...]:
        place, one = pair
        slip = alike(printed.numeral, one) or lost_sign(printed, one)
        same = also is not None and also.parts[:2] == one.parts[:2]
        unlike = also is None and not comparable(printed.numeral, one)
        return (not slip, not same, unlike, place)  # type: ignore[return-value]  # a place sorts like a bool

    return min(enumerate(candidates), key=rank, default=(0, None))[1]


def _elsewhere_in_catalogue(desk: Desk, number: Numeral, bound: Bound) -> Known | None:
    """Find the figure of another sector, year or form that was printed instead."""
    if number.decimals:
        return None
    measures = bound.measures or ()
    found = [
        one
        for one in desk.catalogue.valued(number.value)
        if one.parts[1] in bound.units
        and (abs(number.value) >= SHORTEST or (one.measure in measures and number.value))
    ]
    found.sort(key=lambda one: (one.measure not in measures, one.year != str(desk.year)))
    return found[0] if found else None


def _fits_another(desk: Desk, printed: Printed, best: Known) -> bool:
    """Tell whether a vague number fits the figure of another sector, form or year."""
    same = [one for one in desk.catalogue.known if one.parts[:2] == best.parts[:2]]
    return weigh(printed, same) is not None


def _summed(desk: Desk, printed: Printed, verdict: Verdict | None) -> Verdict | None:
    """A sum of rounded parts may be beside the rounded total, where the sentence says it is one."""
    if verdict is None:
        return _double_counted(desk, printed)
    return replace(verdict, status=Status.RIGHT)


def _double_counted(desk: Desk, printed: Printed) -> Verdict | None:
    """Persons of all forms added up count some twice; letters say so in a note."""
    parts = [
        one
        for one in desk.catalogue.known
        if one.parts[1] == Unit.PERSONS
        and one.measure in (Measure.INCREASE, Measure.STOCK)
        and one.parts[4] in ("formeel", "inleen")
        and one.parts[5] == ALL
    ]
    for formal in parts:
        for hired in parts:
            alike_but_form = formal.parts[:4] == hired.parts[:4]
            if alike_but_form and formal.parts[4] < hired.parts[4]:
                both = formal.amount + hired.amount
                if rounded(both) == printed.numeral.value:
                    return Verdict(status=Status.RIGHT, known=replace(formal, amount=both))
    return None


def _hours(desk: Desk, passage: Passage, number: Numeral, bound: Bound) -> Judged:
    """Hold the hours of one job against the norm, where the sentence defines a job."""
    norms = (JOB_NORM.week, JOB_NORM.december, JOB_NORM.year)
    if number.value in norms:
        known = desk.norm(number.value)
        return Judged(number=number, bound=bound, verdict=Verdict(status=Status.RIGHT, known=known))
    if passage.said(Facet.DEFINITION):
        for norm in norms:
            known = desk.norm(norm)
            if alike(number, known) or abs(number.value - norm) * 10 <= norm:
                verdict = Verdict(status=Status.WRONG, known=known)
                return Judged(number=number, bound=bound, verdict=verdict)
    return aside(number, bound)


def hedge_before(desk: Desk, passage: Passage, number: Numeral) -> Hedge | None:
    """Find the words right before a number that make it round; the longest count."""
    before = [one.text for one in passage.words if number.start - 40 < one.start < number.start]
    last = [one for one in passage.words if one.end <= number.start][-1:]
    if not last or passage.text[last[0].end : number.start].strip():
        return None
    for size in (3, 2, 1):
        hedge = desk.vocabulary.hedges.get(tuple(before[-size:]))
        if hedge:
            return hedge
    return None


def turned(asked: Asked) -> int:
    """Give the direction of the verb that a change stands by; 0 where none does."""
    if asked.level:
        return 0
    for mention in asked.said(Facet.DIRECTION):
        if mention.values & {"op", "toename", "meer"}:
            return 1
        if mention.values & {"neer", "minder"}:
            return -1
    return 0
