"""Claims in words that the figures may contradict: gehaald, afgenomen, verdubbeld, vier-meting.

A kind of claim is a heading of the vocabulary and a function that finds, for words under it, what
they claim: where it stands, whether it is so, and what should stand there else.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from reporter.annex.indicator import BASELINE_YEAR, FIRST_YEAR, Indicator, Measure, Sector, Unit
from reporter.proofread.binding import bind
from reporter.proofread.context import Context, Span, values_of
from reporter.proofread.passages import Passage, baseline
from reporter.proofread.proof import Judgement, Subject, claimed
from reporter.proofread.vocabulary import Facet, Mention, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.proofread.catalogue import Bound, Figures


Claim = tuple[tuple[int, int], bool, str]
Meanings = frozenset[Any]


def claims(passage: Passage, context: Context, judged: Sequence[Judgement]) -> Iterator[Judgement]:
    """Find what a sentence claims and hold it against the figures; ``judged`` are its numbers."""
    if passage.said(Facet.ELSEWHERE):
        return
    for facet, claim_of in KINDS:
        for mention in passage.said(facet):
            span = Span.at(passage, context, (mention.start, mention.end))
            claim = claim_of(span, mention.values, judged)
            if claim and not Span.at(passage, context, claim[0]).restricted:
                place, right, otherwise = claim
                yield claimed(passage.text, place, Subject.CLAIM, otherwise, right=right)


CONCLUSIONS = ("dus", "daarmee", "hiermee")
AGREED = ("aantallen", "macro-aantallen")
LOOSELY_AGREED = ("aantal", "afspraak", "tussendoel")
NEAR_NOT = 4
"""Words between ``niet`` and the verb it denies."""


def _target(span: Span, values: Meanings, judged: Sequence[Judgement]) -> Claim | None:
    """Judge whether a target was reached, where the sentence says it as a fact."""
    passage, figures = span.passage, span.context.figures
    about_targets = passage.names_target or passage.has(*AGREED, *LOOSELY_AGREED)
    if passage.said(Facet.CONDITION) or not about_targets or not _decided(span):
        return None
    (start, end), denied = _with_denial(span)
    bound = _narrowed(span, _aims(judged))
    years = [year for year in bound.years if isinstance(year, int) and year <= figures.year]
    year = next(iter(years), figures.year)
    gaps = [figures.jobs(Measure.GAP, year, sector) for sector in bound.sectors]
    known = [gap for gap in gaps if gap is not None]
    if not known:
        return None
    reached = ("ja" in values) != denied
    words = passage.text[start:end]
    other = words.replace("niet ", "", 1).replace(" niet", "", 1) if denied else f"niet {words}"
    return (start, end), any((gap >= 0) == reached for gap in known), other


def _aims(judged: Sequence[Judgement]) -> dict[int, Indicator]:
    """Give the targets among the numbers of a sentence by where they start."""
    return {
        number.place[0]: number.figure.indicator
        for number in judged
        if number.figure and number.figure.measure is Measure.TARGET
    }


def _decided(span: Span) -> bool:
    """Pass over ``gerealiseerd`` where it tells how many jobs there are, not whether enough."""
    passage = span.passage
    if span.text.lower() != "gerealiseerd" or passage.has(*AGREED):
        return True
    aims = [aim for aim in passage.said(Facet.MEASURE) if aim.values == {Measure.TARGET}]
    return passage.has(*CONCLUSIONS) and any(aim.start < span.start for aim in aims)


def _with_denial(span: Span) -> tuple[tuple[int, int], bool]:
    """Find the ``niet`` that belongs to a verb, right before it or a little way off."""
    starts = [word.start for word in span.passage.words]
    first, behind = bisect_left(starts, span.start), bisect_left(starts, span.end)
    for denial in span.passage.said(Facet.NEGATION):
        at = starts.index(denial.start)
        if 0 < first - at <= NEAR_NOT or 0 <= at - behind < NEAR_NOT:
            return (min(denial.start, span.start), max(denial.end, span.end)), True
    return (span.start, span.end), False


def _narrowed(span: Span, aims: Mapping[int, Indicator]) -> Bound:
    """Take the sector and year of a target that stands in the sentence, or of what it concludes."""
    bound = bind(span)
    if len({*aims.values()}) == 1:
        (aim,) = {*aims.values()}
        return replace(bound, sectors=(aim.sector,), years=(aim.year,))
    before = span.context.sentence.get(Facet.SECTOR, ())
    drawn = span.passage.has(*CONCLUSIONS) and not span.passage.said(Facet.SECTOR)
    return replace(bound, sectors=before) if drawn and len(before) == 1 else bound


OPPOSITE = {
    "toegenomen": "afgenomen",
    "gestegen": "gedaald",
    "meer": "minder",
    "hoger": "lager",
    "gegroeid": "gekrompen",
    "groeide": "kromp",
    "groeiden": "krompen",
    "steeg": "daalde",
    "stegen": "daalden",
    "nam": "nam … af",
    "namen": "namen … af",
    "opgelopen": "teruggelopen",
}
OPPOSITE |= {down: up for up, down in OPPOSITE.items()}
NEAR = 12
"""Characters between a number and the word that says how it moved."""
MOVES = (Measure.INCREASE, Measure.CHANGE)
DOUBLE = (Fraction(9, 5), Fraction(23, 10))


def _opposed(span: Span, *, right: bool | None) -> Claim | None:
    if right is None:
        return None
    opposite = OPPOSITE.get(span.text.lower(), f"niet {span.text}")
    return (span.start, span.end), right, opposite


def _direction(span: Span, values: Meanings, judged: Sequence[Judgement]) -> Claim | None:
    """Judge a verb of growth or decline: by the number it goes with, else by the figures."""
    if "verdubbeld" in values:
        return _opposed(span, right=_doubled(span.context.figures, bind(span)))
    right = _by_number(span, values, judged)
    if values & {"op", "neer"}:
        if right is None:
            right = _went(span, up="op" in values)
    elif right or not _right_behind(span, judged):
        right = None
    return _opposed(span, right=right)


def _by_number(span: Span, values: Meanings, judged: Sequence[Judgement]) -> bool | None:
    """Judge a verb by the change it goes with: ``afgenomen met 887``; None where it has none.

    A number with a word of its own right behind it, such as ``887 minder``, goes with that.
    """
    verbs = span.passage.said(Facet.DIRECTION)
    others = [verb for verb in verbs if verb.values != values]
    moving = [
        number
        for number in judged
        if span.clause.start <= number.place[0] < span.clause.end
        and number.figure
        and number.figure.measure in MOVES
        and not any(_right_behind(verb, [number]) for verb in others)
    ]
    if any(number.against for number in moving):
        return False
    if not moving or Span.at(span.passage, span.context, moving[0].place).level:
        return None
    return True


def _right_behind(word: Mention | Span, judged: Sequence[Judgement]) -> bool:
    """Tell whether a word says of a number how it moved, as in ``887 banen minder``."""
    return any(0 <= word.start - number.place[1] <= NEAR for number in judged)


def _went(span: Span, *, up: bool) -> bool | None:
    """Tell whether jobs went the way a verb says; None where words do not say which jobs."""
    figures, passage = span.context.figures, span.passage
    told = passage.said(Facet.SAME) and span.context.units == (Unit.JOBS,)
    named = told or passage.said(Facet.UNIT) or passage.said(Facet.FORM)
    if not named or passage.said(Facet.CONDITION):
        return None
    bound = bind(span)
    years = [year for year in bound.years if isinstance(year, int)]
    if Facet.YEAR in bound.explicit and years and years[0] > figures.year:
        return None
    since = any(baseline(year) for year in passage.references)
    units = passage.values(Facet.UNIT)
    people = Unit.PERSONS in units and Unit.JOBS not in units
    asked = replace(
        bound,
        measures=(Measure.INCREASE if since else Measure.CHANGE,),
        units=(Unit.PERSONS if people else Unit.JOBS,),
        years=(_past(figures, bound),),
        groups=values_of(passage.said(Facet.GROUP)) or (None,),
    )
    found = figures.find(asked)
    return any((known.amount >= 0) == up for known in found) if found else None


def _past(figures: Figures, bound: Bound) -> int:
    """Give the last year named that was measured, else that of the edition."""
    named = bound.years if Facet.YEAR in bound.explicit else ()
    past = range(FIRST_YEAR, figures.year + 1)
    return next((year for year in reversed(named) if year in past), figures.year)


def _doubled(figures: Figures, bound: Bound) -> bool | None:
    last = _past(figures, bound)
    grown = [
        now / then
        for measure in (Measure.STOCK, Measure.INCREASE)
        for sector, form in product(bound.sectors, bound.forms)
        for year in range(BASELINE_YEAR, figures.year)
        if (now := figures.jobs(measure, last, sector, form))
        and (then := figures.jobs(measure, year, sector, form))
    ]
    return any(DOUBLE[0] <= times <= DOUBLE[1] for times in grown) if grown else None


def _comparison(span: Span, values: Meanings, judged: Sequence[Judgement]) -> Claim | None:
    """Judge ``meer dan de 40.000`` where that is a target."""
    after = span.passage.text[span.end : span.end + NEAR]
    if not values & {"meer", "minder"} or not after.startswith((" dan de ", " dan het ")):
        return None
    gaps = [
        span.context.figures.jobs(Measure.GAP, aim.year, aim.sector)
        for start, aim in _aims(judged).items()
        if 0 < start - span.end <= len(after)
    ]
    right = next(((gap >= 0) == ("meer" in values) for gap in gaps if gap is not None), None)
    return _opposed(span, right=right)


TIMES = ("keer", "maal", "jaar")


def _row(span: Span, values: Meanings, _: object) -> Claim | None:
    """Count ``voor de vierde maal op rij``: years in which a target was reached, or missed."""
    behind = [word for word in span.passage.words if word.start > span.start][:3]
    words = [word.text for word in behind]
    if words[1:] != ["op", "rij"] or words[0] not in TIMES:
        return None
    runs = [run for sector in bind(span).sectors for run in _runs(span.context.figures, sector)]
    if not runs:
        return None
    right = any(run in values for run in runs)
    names = span.context.vocabulary.names(Facet.RANK, runs[0])
    expected = f"{names[0]} … op rij" if names else str(runs[0])
    return (span.start, behind[-1].end), right, expected


def _runs(figures: Figures, sector: Sector | None) -> list[int]:
    """Count back how often the target was reached, or missed, and how often there was growth."""
    counts: list[int] = []
    for measure in (Measure.GAP, Measure.INCREASE):
        years = range(figures.year, FIRST_YEAR - 1, -1)
        amounts = [figures.jobs(measure, year, sector) for year in years]
        signs = [amount >= 0 for amount in amounts if amount is not None]
        if len(signs) < len(amounts):
            return []  # a year in between is not known
        counts.append(next((i for i, sign in enumerate(signs) if sign != signs[0]), len(signs)))
    return counts


KINDS = (
    (Facet.VERDICT, _target),
    (Facet.DIRECTION, _direction),
    (Facet.DIRECTION, _comparison),
    (Facet.RANK, _row),
)


def measurement_names(passage: Passage, context: Context) -> Iterator[Judgement]:
    """Judge ``vier-meting``: right of its own year, or of the edition's where none is named."""
    year = context.figures.year
    for mention in passage.said(Facet.MEASUREMENT):
        number = in_order(mention.values)[0]
        if number == 0:
            continue
        years = values_of((*passage.said(Facet.YEAR), *passage.references))
        named = [value for value in years if isinstance(value, int) and value >= FIRST_YEAR]
        if {"vorig", "eerder"} & set(years):
            named.append(year - 1)
        wanted = [measured - FIRST_YEAR + 1 for measured in named or [year]]
        name = _name(wanted[0], passage.text[mention.start :], context)
        place = (mention.start, mention.end)
        yield claimed(passage.text, place, Subject.MEASUREMENT, name, right=number in wanted)


def _name(number: int, written: str, context: Context) -> str:
    """Write the name of a measurement the way the letter does: with a hyphen or without."""
    names = context.vocabulary.names(Facet.MEASUREMENT, number)
    hyphen = "-" in written[:15].split(" ", 1)[0]
    alike = [name for name in names if ("-" in name) == hyphen]
    return [*alike, *names, str(number)][0]


def stale_years(year: int, passage: Passage, judged: Sequence[Judgement]) -> Iterator[Judgement]:
    """Find a year in a sentence whose figure is the one of the edition's own year."""
    for number in judged:
        if not number.figure or not number.also:
            continue
        known = number.figure.indicator
        if known.year != year and replace(known, year=year) == number.also.indicator:
            for mention in passage.said(Facet.YEAR):
                if known.year in mention.values:
                    place = (mention.start, mention.end)
                    yield claimed(passage.text, place, Subject.YEAR, str(year))
