"""Claims in words that the figures may contradict: gehaald, afgenomen, verdubbeld, vier-meting.

A kind of claim is a heading of the vocabulary and a function that finds, for words under it, what
they claim: where it stands, whether it is so, and what should stand there else.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.indicator import (
    BASELINE_YEAR,
    FIRST_YEAR,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
    Year,
)
from reporter.proofread.binding import bind
from reporter.proofread.context import Context, Span, values_of
from reporter.proofread.passages import Passage, baseline
from reporter.proofread.verdicts import Judgement, Subject, claimed
from reporter.proofread.vocabulary import Facet, Mention, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.catalogue import Bound, Figures


Claim = tuple[tuple[int, int], bool, str]


class _Sentence(NamedTuple):
    """What a claim may be held against."""

    passage: Passage
    context: Context
    judged: Sequence[Judgement]
    """The numbers of the sentence."""

    def bound(self, mention: Mention) -> Bound:
        return bind(self.span(mention.start, mention.end))

    def span(self, start: int, end: int) -> Span:
        return Span(self.passage, self.context, self.passage.clause_at(start), start, end)

    def aims(self) -> list[tuple[int, Indicator]]:
        """Give the targets among its numbers, with where they start."""
        return [
            (number.place[0], number.figure.indicator)
            for number in self.judged
            if number.figure and number.figure.measure is Measure.TARGET
        ]

    def jobs(
        self, measure: Measure, year: Year, sector: Sector | None, form: Form | None = None
    ) -> Fraction | None:
        return self.context.figures.amount(
            Indicator(measure=measure, unit=Unit.JOBS, year=year, sector=sector, form=form)
        )


def claims(passage: Passage, context: Context, judged: Sequence[Judgement]) -> Iterator[Judgement]:
    """Find what a sentence claims and hold it against the figures."""
    if passage.said(Facet.ELSEWHERE):
        return
    sentence = _Sentence(passage, context, judged)
    for facet, claim_of in KINDS:
        for mention in passage.said(facet):
            claim = claim_of(sentence, mention)
            if claim and not sentence.span(*claim[0]).restricted:
                place, right, otherwise = claim
                yield claimed(passage.text, place, Subject.CLAIM, otherwise, right=right)


CONCLUSIONS = ("dus", "daarmee", "hiermee")
AGREED = ("aantallen", "macro-aantallen")
LOOSELY_AGREED = ("aantal", "afspraak", "tussendoel")
NEAR_NOT = 4
"""Words between ``niet`` and the verb it denies."""


def _target(sentence: _Sentence, mention: Mention) -> Claim | None:
    """Judge whether a target was reached, where the sentence says it as a fact."""
    passage = sentence.passage
    about_targets = passage.names_target or passage.has(*AGREED, *LOOSELY_AGREED)
    if passage.said(Facet.CONDITION) or not about_targets or not _decided(passage, mention):
        return None
    (start, end), denied = _with_denial(passage, mention)
    bound = _narrowed(sentence, sentence.bound(mention))
    edition = sentence.context.figures.year
    years = [year for year in bound.years if isinstance(year, int) and year <= edition]
    year = next(iter(years), edition)
    gaps = [sentence.jobs(Measure.GAP, year, sector) for sector in bound.sectors]
    known = [gap for gap in gaps if gap is not None]
    if not known:
        return None
    reached = ("ja" in mention.values) != denied
    words = passage.text[start:end]
    other = words.replace("niet ", "", 1).replace(" niet", "", 1) if denied else f"niet {words}"
    return (start, end), any((gap >= 0) == reached for gap in known), other


def _decided(passage: Passage, mention: Mention) -> bool:
    """Pass over ``gerealiseerd`` where it tells how many jobs there are, not whether enough."""
    word = passage.text[mention.start : mention.end].lower()
    if word != "gerealiseerd" or passage.has(*AGREED):
        return True
    aims = [aim for aim in passage.said(Facet.MEASURE) if aim.values == {Measure.TARGET}]
    return passage.has(*CONCLUSIONS) and any(aim.start < mention.start for aim in aims)


def _with_denial(passage: Passage, mention: Mention) -> tuple[tuple[int, int], bool]:
    """Find the ``niet`` that belongs to a verb, right before it or a little way off."""
    starts = [word.start for word in passage.words]
    first, behind = (bisect_left(starts, place) for place in (mention.start, mention.end))
    for denial in passage.said(Facet.NEGATION):
        at = starts.index(denial.start)
        if 0 < first - at <= NEAR_NOT or 0 <= at - behind < NEAR_NOT:
            return (min(denial.start, mention.start), max(denial.end, mention.end)), True
    return (mention.start, mention.end), False


def _narrowed(sentence: _Sentence, bound: Bound) -> Bound:
    """Take the sector and year of a target that stands in the sentence, or of what it concludes."""
    aims = {aim for _, aim in sentence.aims()}
    if len(aims) == 1:
        (aim,) = aims
        return replace(bound, sectors=(aim.sector,), years=(aim.year,))
    before = sentence.context.sentence.get(Facet.SECTOR, ())
    drawn = sentence.passage.has(*CONCLUSIONS) and not sentence.passage.said(Facet.SECTOR)
    return replace(bound, sectors=before) if drawn and len(before) == 1 else bound


OPPOSITE = {
    "gehaald": "niet gehaald",
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


def _opposed(passage: Passage, mention: Mention, *, right: bool | None) -> Claim | None:
    if right is None:
        return None
    text = passage.text[mention.start : mention.end]
    opposite = OPPOSITE.get(text.lower(), f"niet {text}")
    return (mention.start, mention.end), right, opposite


def _direction(sentence: _Sentence, mention: Mention) -> Claim | None:
    """Judge a verb of growth or decline: by the number it goes with, else by the figures."""
    if "verdubbeld" in mention.values:
        right = _doubled(sentence, sentence.bound(mention))
    else:
        right = _by_number(sentence, mention)
        if mention.values & {"op", "neer"}:
            if right is None:
                right = _went(sentence, mention)
        elif right or not _right_behind(mention, sentence.judged):
            right = None
    return _opposed(sentence.passage, mention, right=right)


def _by_number(sentence: _Sentence, mention: Mention) -> bool | None:
    """Judge a verb by the change it goes with: ``afgenomen met 887``; None where it has none.

    A number with a word of its own right behind it, such as ``887 minder``, goes with that.
    """
    span = sentence.span(mention.start, mention.end)
    verbs = sentence.passage.said(Facet.DIRECTION)
    others = [verb for verb in verbs if verb.values != mention.values]
    moving = [
        number
        for number in sentence.judged
        if span.clause.start <= number.place[0] < span.clause.end
        and number.figure
        and number.figure.measure in MOVES
        and not any(_right_behind(verb, [number]) for verb in others)
    ]
    if any(number.against for number in moving):
        return False
    if not moving or sentence.span(*moving[0].place).level:
        return None
    return True


def _right_behind(mention: Mention, judged: Sequence[Judgement]) -> bool:
    """Tell whether a word says of a number how it moved, as in ``887 banen minder``."""
    return any(0 <= mention.start - number.place[1] <= NEAR for number in judged)


def _went(sentence: _Sentence, mention: Mention) -> bool | None:
    """Tell whether jobs went the way a verb says; None where words do not say which jobs."""
    figures, passage = sentence.context.figures, sentence.passage
    told = passage.said(Facet.SAME) and sentence.context.units == (Unit.JOBS,)
    named = told or passage.said(Facet.UNIT) or passage.said(Facet.FORM)
    if not named or passage.said(Facet.CONDITION):
        return None
    bound = sentence.bound(mention)
    years = [year for year in bound.years if isinstance(year, int)]
    if Facet.YEAR in bound.explicit and years and years[0] > figures.year:
        return None
    since = any(baseline(year) for year in passage.references)
    units = passage.values(Facet.UNIT)
    people = Unit.PERSONS in units and Unit.JOBS not in units
    groups = values_of(passage.said(Facet.GROUP))
    asked = replace(
        bound,
        measures=(Measure.INCREASE if since else Measure.CHANGE,),
        units=(Unit.PERSONS if people else Unit.JOBS,),
        years=(_past(figures, bound),),
        groups=groups or (None,),
    )
    found = figures.find(asked)
    up = "op" in mention.values
    return any((known.amount >= 0) == up for known in found) if found else None


def _past(figures: Figures, bound: Bound) -> int:
    """Give the last year named that was measured, else that of the edition."""
    named = bound.years if Facet.YEAR in bound.explicit else ()
    past = range(FIRST_YEAR, figures.year + 1)
    return next((year for year in reversed(named) if year in past), figures.year)


def _doubled(sentence: _Sentence, bound: Bound) -> bool | None:
    """Tell whether a stock or an increase is about twice what it was."""
    edition, last = sentence.context.figures.year, _past(sentence.context.figures, bound)
    grown = [
        now / then
        for measure in (Measure.STOCK, Measure.INCREASE)
        for sector, form in product(bound.sectors, bound.forms)
        for year in range(BASELINE_YEAR, edition)
        if (now := sentence.jobs(measure, last, sector, form))
        and (then := sentence.jobs(measure, year, sector, form))
    ]
    return any(DOUBLE[0] <= times <= DOUBLE[1] for times in grown) if grown else None


def _comparison(sentence: _Sentence, mention: Mention) -> Claim | None:
    """Judge ``meer dan de 40.000`` where that is a target."""
    values, passage = mention.values & {"meer", "minder"}, sentence.passage
    after = passage.text[mention.end : mention.end + NEAR]
    if not values or not after.startswith((" dan de ", " dan het ")):
        return None
    gaps = [
        sentence.jobs(Measure.GAP, aim.year, aim.sector)
        for start, aim in sentence.aims()
        if 0 < start - mention.end <= len(after)
    ]
    right = next(((gap >= 0) == ("meer" in values) for gap in gaps if gap is not None), None)
    return _opposed(passage, mention, right=right)


TIMES = ("keer", "maal", "jaar")


def _row(sentence: _Sentence, mention: Mention) -> Claim | None:
    """Count ``voor de vierde maal op rij``: years in which a target was reached, or missed."""
    passage = sentence.passage
    behind = [word for word in passage.words if word.start > mention.start][:3]
    words = [word.text for word in behind]
    if words[1:] != ["op", "rij"] or words[0] not in TIMES:
        return None
    sectors = sentence.bound(mention).sectors
    runs = [run for sector in sectors for run in _runs(sentence, sector)]
    if not runs:
        return None
    right = any(run in mention.values for run in runs)
    names = sentence.context.vocabulary.names(Facet.RANK, runs[0])
    expected = f"{names[0]} … op rij" if names else str(runs[0])
    return (mention.start, behind[-1].end), right, expected


def _runs(sentence: _Sentence, sector: Sector | None) -> list[int]:
    """Count back how often the target was reached, or missed, and how often there was growth."""
    counts: list[int] = []
    for measure in (Measure.GAP, Measure.INCREASE):
        years = range(sentence.context.figures.year, FIRST_YEAR - 1, -1)
        amounts = [sentence.jobs(measure, year, sector) for year in years]
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
