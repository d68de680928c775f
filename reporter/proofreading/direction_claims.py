"""Claims that jobs went up or down: toegenomen, kromp, verdubbeld, meer dan de 40.000."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.indicator import BASELINE_YEAR, FIRST_YEAR, Measure, Unit
from reporter.model.vocabulary import Facet
from reporter.proofreading.asked import asked_number
from reporter.proofreading.binding import bind
from reporter.proofreading.catalogue import ALL
from reporter.proofreading.claim import Claim, asked_words
from reporter.proofreading.passage import baseline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofreading.asked import Asked
    from reporter.proofreading.binding import Bound
    from reporter.proofreading.context import Context
    from reporter.proofreading.desk import Desk
    from reporter.proofreading.judged import Judged
    from reporter.proofreading.passage import Passage
    from reporter.proofreading.wording import Mention

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
NEAR = 12
"""Characters between a number and the word that says how it moved."""
MOVES = (Measure.INCREASE, Measure.CHANGE)
DOUBLE = (Fraction(9, 5), Fraction(23, 10))


def direction_claims(
    desk: Desk, passage: Passage, context: Context, judged: Sequence[Judged]
) -> Iterator[Claim]:
    """Judge verbs of growth and decline: by the number they go with, else by the figures."""
    for mention in passage.said(Facet.DIRECTION):
        asked = asked_words(passage, mention)
        bound = bind(asked, context, desk.year)
        if "verdubbeld" in mention.values:
            right = _doubled(desk, bound)
        else:
            right = _by_number(asked, mention, judged)
            if not mention.values & {"op", "neer"}:
                right = None if right or not _right_behind(mention, judged) else right
            elif right is None:
                told = bool(passage.said(Facet.SAME)) and context.units == (Unit.JOBS,)
                right = _went(desk, passage, bound, up="op" in mention.values, told=told)
        if right is not None:
            text = passage.text[mention.start : mention.end]
            yield Claim(start=mention.start, end=mention.end, right=right, expected=_opposite(text))


def _by_number(asked: Asked, mention: Mention, judged: Sequence[Judged]) -> bool | None:
    """Judge a verb by the change it goes with: ``afgenomen met 887``; None where it has none.

    A number with a word of its own right behind it, such as ``887 minder``, goes with that.
    """
    others = [one for one in asked.passage.said(Facet.DIRECTION) if one.values != mention.values]
    moving = [
        one
        for one in judged
        if asked.part.start <= one.number.start < asked.part.end
        and one.verdict.known
        and one.verdict.known.measure in MOVES
        and not any(_right_behind(other, [one]) for other in others)
    ]
    if any(one.verdict.against for one in moving):
        return False
    if moving and not asked_number(asked.passage, moving[0].number).level:
        return True
    return None


def _right_behind(mention: Mention, judged: Sequence[Judged]) -> bool:
    """Tell whether a word says of a number how it moved, as in ``887 banen minder``."""
    return any(0 <= mention.start - one.number.end <= NEAR for one in judged)


def _opposite(text: str) -> str:
    known = {**OPPOSITE, **{new: old for old, new in OPPOSITE.items()}}
    return known.get(text.lower(), f"niet {text}")


def _went(desk: Desk, passage: Passage, bound: Bound, *, up: bool, told: bool) -> bool | None:
    """Tell whether jobs went up or down; None where the words do not say which jobs.

    ``told`` is whether the sentence before said so.
    """
    named = told or passage.said(Facet.UNIT) or passage.said(Facet.FORM)
    if not named or passage.said(Facet.CONDITION):
        return None
    years = [one for one in bound.years if one.isdigit()]
    if Facet.YEAR in bound.explicit and years and int(years[0]) > desk.year:
        return None
    since = any(baseline(one) for one in passage.references)
    units = [value for one in passage.said(Facet.UNIT) for value in one.values]
    found = desk.catalogue.find(
        (
            (Measure.INCREASE if since else Measure.CHANGE,),
            (Unit.PERSONS,) if Unit.PERSONS in units and Unit.JOBS not in units else (Unit.JOBS,),
            (_past(desk, bound),),
            bound.sectors,
            bound.forms,
            tuple(v for one in passage.said(Facet.GROUP) for v in sorted(one.values)) or (ALL,),
        )
    )
    if not found:
        return None
    return any((one.amount >= 0) == up for one in found)


def _past(desk: Desk, bound: Bound) -> str:
    years = [one for one in bound.years if one.isdigit() and FIRST_YEAR <= int(one) <= desk.year]
    return years[-1] if years and Facet.YEAR in bound.explicit else str(desk.year)


def _doubled(desk: Desk, bound: Bound) -> bool | None:
    """Tell whether a stock or an increase is about twice what it was."""
    found = False
    for measure in (Measure.STOCK, Measure.INCREASE):
        for sector in bound.sectors:
            for form in bound.forms:
                where = {"unit": Unit.JOBS, "sector": sector, "form": form}
                now = desk.catalogue.amount(measure=measure, year=_past(desk, bound), **where)
                for year in range(BASELINE_YEAR, desk.year):
                    then = desk.catalogue.amount(measure=measure, year=str(year), **where)
                    if now and then:
                        found = True
                        if DOUBLE[0] <= now / then <= DOUBLE[1]:
                            return True
    return False if found else None


def comparison_claims(desk: Desk, passage: Passage, judged: Sequence[Judged]) -> Iterator[Claim]:
    """Judge ``meer dan de 40.000`` where that is a target."""
    for mention in passage.said(Facet.DIRECTION):
        values = mention.values & {"meer", "minder"}
        after = passage.text[mention.end : mention.end + 12]
        if not values or not after.startswith((" dan de ", " dan het ")):
            continue
        for one in judged:
            known = one.verdict.known
            near = 0 < one.number.start - mention.end <= len(after)
            if not near or known is None or known.measure != Measure.TARGET:
                continue
            gap = desk.catalogue.amount(
                measure=Measure.GAP, unit=Unit.JOBS, year=known.year, sector=known.parts[3]
            )
            if gap is not None:
                text = passage.text[mention.start : mention.end]
                right = (gap >= 0) == ("meer" in values)
                yield Claim(
                    start=mention.start, end=mention.end, right=right, expected=_opposite(text)
                )
