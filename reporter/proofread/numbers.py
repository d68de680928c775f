"""Judges the numbers of a sentence: counts, percentages, and the hours of one job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import BASELINE_YEAR, JOB_NORM, Form, Measure, Unit
from reporter.annex.numbers import round_half_away
from reporter.proofread.binding import HORIZON, Counted, bind, counted
from reporter.proofread.catalogue import NORM, Bound, Figures, Known, Value
from reporter.proofread.context import Context, Span
from reporter.proofread.proof import Judgement, Status
from reporter.proofread.vocabulary import HOURS, Facet, Hedge, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.numerals import Numeral
    from reporter.proofread.passages import Passage

PER_YEAR = 1000
SHORTEST = 100
"""A smaller number is only a figure of another meaning where its own measure is named."""


def judge(passage: Passage, context: Context) -> Iterator[Judgement]:
    """Judge each number of a sentence."""
    for number, clause in zip(passage.numerals, passage.clauses, strict=True):
        how, units = counted(passage, number)
        span = Span(passage, context, clause, number.start, number.end)
        if units == (HOURS,):
            yield _hours(passage, number)
        elif units == (Unit.PERCENT,):
            yield _percentage(span, bind(span, units), number)
        else:
            yield _count(span, bind(span, units), number, how)


def _hours(passage: Passage, number: Numeral) -> Judgement:
    """Hold the hours of one job against the norm, where the sentence defines a job."""
    norms = (JOB_NORM.week, JOB_NORM.december, JOB_NORM.year)
    if number.value in norms:
        return Judgement(number, Status.RIGHT, Value(amount=number.value, name=NORM))
    for norm in norms if passage.said(Facet.DEFINITION) else ():
        if number.alike(norm) or abs(number.value - norm) * 10 <= norm:
            return Judgement(number, Status.WRONG, Value(amount=norm, name=NORM))
    return Judgement(number)


def _count(span: Span, bound: Bound, numeral: Numeral, how: Counted) -> Judgement:
    figures, said = span.context.figures, span.passage.said
    number = Surrounded(
        numeral=numeral,
        hedge=_hedge_before(span, numeral),
        turned=_turned(span),
        fallen=bool(span.passage.values(Facet.DIRECTION) & {"neer", "minder"}),
    )
    candidates = _after_reference(span, _candidates(figures, bound))
    weighed = number.weigh(candidates)
    if said(Facet.SUM):  # rounded parts may add up to one beside the rounded total
        right = weighed and replace(weighed, status=Status.RIGHT)
        weighed = right or _double_counted(figures, numeral)
    loose = weighed and (weighed.status is Status.ROUNDING or weighed.against)
    if loose and span.restricted:
        weighed = Judgement(numeral, Status.AMBIGUOUS, candidates=candidates)
    if how == "foreign" and (weighed is None or numeral.value < PER_YEAR):
        return Judgement(numeral)
    return weighed or _mismatch(span, bound, number, candidates, named=how == "named")


def _mismatch(
    span: Span, bound: Bound, number: Surrounded, candidates: tuple[Known, ...], *, named: bool
) -> Judgement:
    """Decide whether a number that fits nothing is wrong, or cannot be judged, or is not ours."""
    numeral, strength = number.numeral, len(bound.explicit)
    also = _elsewhere(span.context.figures, bound, numeral)
    best = _best(numeral, candidates, also)
    if best is None:
        return Judgement(numeral)
    close, sized = numeral.slipped(best.amount), numeral.comparable(best.amount)
    sure = close or (also is not None and strength > 0) or (sized and strength > 1)
    if number.hedge:
        same = [known for known in span.context.figures.known if known.counts_like(best)]
        sure = strength > 1 and (sized or number.weigh(same) is not None)
    if span.passage.said(Facet.ELSEWHERE) and not (close and strength > 1):
        sure = False
    if sure and not span.restricted:
        if _excused(span, bound, number):
            return Judgement(numeral, Status.AMBIGUOUS, candidates=candidates)
        return Judgement(numeral, Status.WRONG, best, candidates=candidates, also=also)
    status = Status.AMBIGUOUS if sized and named else Status.NOT_OURS
    return Judgement(numeral, status, candidates=candidates)


def _elsewhere(figures: Figures, bound: Bound, numeral: Numeral) -> Known | None:
    if numeral.decimals:
        return None
    measures, year = bound.measures or (), figures.year
    found = (
        known
        for known in figures.valued(numeral.value)
        if known.indicator.unit in bound.units
        and (abs(numeral.value) >= SHORTEST or (known.measure in measures and numeral.value))
    )
    return min(
        found,
        key=lambda known: (known.measure not in measures, known.indicator.year != year),
        default=None,
    )


def _best(numeral: Numeral, candidates: Sequence[Known], also: Known | None) -> Known | None:
    """Choose what should stand there: like what does, then likely by its words."""

    def unlike(known: Known) -> tuple[bool, bool]:
        other = also.counts_like(known) if also else numeral.comparable(known.amount)
        return not numeral.slipped(known.amount), not other

    return min(candidates, key=unlike, default=None)


def _excused(span: Span, bound: Bound, number: Surrounded) -> bool:
    """Tell whether the number may be right in a way that words tell too loosely to judge.

    It is the figure of another measure with all else the same, it is of a year to come, or it
    compares with a year that is neither the baseline nor the year before.
    """
    figures = span.context.figures
    years = _years(span.said(Facet.YEAR))
    to_come = bool(years) and min(years) > figures.year
    if to_come and not (span.passage.names_target and years & figures.years):
        return True
    if any(BASELINE_YEAR < year < figures.year - 1 for year in _years(span.passage.references)):
        return True
    others = figures.find(replace(bound, measures=None))
    found = number.weigh(_after_reference(span, others))
    return found is not None and found.status is Status.RIGHT


def _years(mentions: Sequence[Mention]) -> set[int]:
    return {year for mention in mentions for year in mention.values if isinstance(year, int)}


def _after_reference(span: Span, found: Sequence[Known]) -> tuple[Known, ...]:
    """Leave out the changes that came before the year that is compared with."""
    compared = _years(span.passage.references) - _years(span.passage.said(Facet.YEAR))
    return tuple(
        known
        for known in found
        if known.measure is not Measure.CHANGE or known.indicator.year not in compared
    )


def _candidates(figures: Figures, bound: Bound) -> list[Known]:
    """Find what words allow; where that is nothing, the year or the measure may be said loosely."""
    found = (
        figures.find(bound)
        or figures.find(replace(bound, years=(figures.year, *bound.years)))
        or figures.find(replace(bound, measures=None))
    )
    return sorted(found, key=lambda known: known.indicator.year in HORIZON)


def _double_counted(figures: Figures, numeral: Numeral) -> Judgement | None:
    """Persons of all forms added up count some twice; letters say so in a note."""
    for known in figures.known:
        formal = known.indicator
        counts = formal.measure in (Measure.INCREASE, Measure.STOCK) and formal.group is None
        if counts and formal.unit is Unit.PERSONS and formal.form is Form.FORMAL:
            hired = figures.amount(replace(formal, form=Form.HIRED))
            both = None if hired is None else known.amount + hired
            if both is not None and round_half_away(both) == numeral.value:
                return Judgement(numeral, Status.RIGHT, replace(known, amount=both))
    return None


def _hedge_before(span: Span, number: Numeral) -> Hedge | None:
    """Find the words right before a number that make it round; the longest count."""
    passage, start = span.passage, number.start
    before = [word for word in passage.words if start - 40 < word.start < start]
    if not before or passage.text[before[-1].end : start].strip():
        return None
    hedges = span.context.vocabulary.hedges
    phrases = (tuple(word.text for word in before[-size:]) for size in (3, 2, 1))
    return next((hedges[phrase] for phrase in phrases if phrase in hedges), None)


def _turned(span: Span) -> int:
    """Give the direction of the verb that a change stands by; 0 where none does."""
    if span.level:
        return 0
    for verb in span.said(Facet.DIRECTION):
        if verb.values & {"op", "toename", "meer"}:
            return 1
        if verb.values & {"neer", "minder"}:
            return -1
    return 0


PERCENT = (Unit.PERCENT,)
FARTHEST = 2
"""A percentage more than this many times the share that is meant is no misprint of it."""


def _percentage(span: Span, bound: Bound, number: Numeral) -> Judgement:
    """Hold a percentage against the keys, the shares and the numbers around it."""
    figures = span.context.figures
    before = [earlier for earlier in span.passage.numerals if earlier.start < number.start]
    numbers = [*span.context.numbers, *before]
    pairs, shares = list(_pairs(numbers)), _shares(figures, bound)
    named, explains = _named_shares(span, bound), _explains(span, number)
    followed: list[Value] = [*pairs, *shares]
    if explains:  # the number before it is the part
        values = {abs(part.value) for part in numbers[-2:]}
        parts = {known.indicator for value in values for known in figures.valued(value)}
        followed = [*named, *pairs, *(share for share in shares if share.indicator in parts)]
    keys = _keys(span, bound, number)
    for known in keys or followed:
        if number.reads(known.amount):
            return Judgement(number, Status.RIGHT, known)
    if span.passage.said(Facet.ELSEWHERE) or span.restricted:
        return Judgement(number)
    best = next(iter([*keys, *named, *(pairs if explains else ())]), None)
    if best and not keys and not explains:
        low, high = sorted((best.amount, number.value))
        best = best if pairs and high <= FARTHEST * low else None
    if best is None:
        return Judgement(number, Status.AMBIGUOUS if followed else Status.NOT_OURS)
    beside = best.rounds and number.is_beside(best.amount)
    return Judgement(number, Status.ROUNDING if beside else Status.WRONG, best)


def _keys(span: Span, bound: Bound, number: Numeral) -> tuple[Known, ...]:
    said = Measure.KEY in span.passage.values(Facet.MEASURE)
    if not said and not (number.decimals and Form.HIRED in bound.forms):
        return ()
    years = bound.years
    if {"van", "naar"} <= {word.text for word in span.passage.words}:  # one year against another
        years = (*years, span.context.figures.year - 1, BASELINE_YEAR)
    key = Bound(measures=(Measure.KEY,), units=PERCENT, years=years, sectors=bound.sectors)
    return span.context.figures.find(key)


def _shares(figures: Figures, bound: Bound) -> list[Known]:
    """Give the ratios that the words allow; ``formeel`` may stand after the percentage."""
    return [
        ratio
        for ratio in figures.ratios
        if ratio.indicator.year in bound.years
        and ratio.indicator.sector in (*bound.sectors, None)
        and ratio.indicator.form in (*bound.forms, None)
    ]


def _named_shares(span: Span, bound: Bound) -> tuple[Known, ...]:
    """Give the shares of the forms that are named in the sentence or were before."""
    said = span.passage.values(Facet.FORM)
    forms = tuple(form for form in bound.forms if form in said) or bound.forms[:1]
    if forms == (None,):
        return ()
    share = replace(bound, measures=(Measure.SHARE,), units=PERCENT, forms=forms, groups=(None,))
    return span.context.figures.find(share)


def _explains(span: Span, number: Numeral) -> bool:
    """Tell whether a percentage says of a number before it what part it is."""
    before = span.passage.text[span.passage.start : number.start].casefold()
    shared = any(Measure.SHARE in mention.values for mention in span.said(Facet.MEASURE))
    return shared or before.endswith(("(", "dat is ", "dit is ", "ofwel "))


def _pairs(numbers: Sequence[Numeral]) -> Iterator[Value]:
    """Give what one number is of another, for those that stand before a percentage."""
    counts = [number.value for number in numbers if not number.decimals and number.value > 1]
    for part in reversed(counts):
        for whole in counts:
            if whole > part:
                yield Value(amount=Fraction(part * 100, whole))


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
