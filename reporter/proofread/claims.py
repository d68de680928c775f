"""Claims in words that the figures may contradict: gehaald, afgenomen, verdubbeld."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, BASELINE_YEAR, FIRST_YEAR, Measure, Unit
from reporter.proofread.asked import Asked, asked_number
from reporter.proofread.binding import bind
from reporter.proofread.passage import baseline
from reporter.proofread.vocabulary import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.asked import Context, Values
    from reporter.proofread.binding import Bound
    from reporter.proofread.catalogue import Desk
    from reporter.proofread.passage import Passage
    from reporter.proofread.verdicts import Judged
    from reporter.proofread.wording import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words at a place that say something of the figures: whether so, and what would be."""

    start: int
    end: int
    right: bool
    expected: str


def asked_words(passage: Passage, mention: Mention | Claim) -> Asked:
    """Ask for words of a sentence."""
    return Asked(
        passage=passage,
        part=passage.part_of(mention.start),
        start=mention.start,
        end=mention.end,
    )


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


TIMES = ("keer", "maal", "jaar")


def row_claims(desk: Desk, passage: Passage, context: Context) -> Iterator[Claim]:
    """Count ``voor de vierde maal op rij``: years in which a target was reached, or missed."""
    words = passage.words
    for i, word in enumerate(words[:-3]):
        following = [one.text for one in words[i + 1 : i + 4]]
        if following[0] not in TIMES or following[1:] != ["op", "rij"]:
            continue
        rank = [one for one in passage.said(Facet.RANK) if one.start == word.start]
        if not rank:
            continue
        asked = Asked(
            passage=passage, part=passage.part_of(word.start), start=word.start, end=word.end
        )
        runs = [
            run for sector in bind(asked, context, desk.year).sectors for run in _runs(desk, sector)
        ]
        if runs:
            right = any(str(run) in rank[0].values for run in runs)
            expected = _ranked(desk, runs[0])
            yield Claim(start=word.start, end=words[i + 3].end, right=right, expected=expected)


def _runs(desk: Desk, sector: str) -> list[int]:
    """Count back how often the target was reached, or missed, and how often there was growth."""
    counts: list[int] = []
    for measure in (Measure.GAP, Measure.INCREASE):
        signs: list[bool] = []
        for year in range(desk.year, FIRST_YEAR - 1, -1):
            amount = desk.catalogue.amount(
                measure=measure, unit=Unit.JOBS, year=str(year), sector=sector
            )
            if amount is None:
                return []  # a year in between is not known
            signs.append(amount >= 0)
        counts.append(next((i for i, one in enumerate(signs) if one != signs[0]), len(signs)))
    return counts


def _ranked(desk: Desk, run: int) -> str:
    for phrase in desk.vocabulary.phrases:
        if phrase.facet is Facet.RANK and str(run) in phrase.values:
            return f"{' '.join(phrase.words)} … op rij"
    return str(run)


CONCLUSIONS = ("dus", "daarmee", "hiermee")
AGREED = ("aantallen", "macro-aantallen")
LOOSELY_AGREED = ("aantal", "afspraak", "tussendoel")
NEAR_NOT = 4
"""Words between ``niet`` and the verb it denies."""


def target_claims(
    desk: Desk, passage: Passage, context: Context, judged: Sequence[Judged]
) -> Iterator[Claim]:
    """Judge whether a target was reached, where the sentence says it as a fact."""
    if not _speaks_of_targets(passage) or passage.said(Facet.CONDITION):
        return
    for mention in passage.said(Facet.VERDICT):
        if not _decided(passage, mention):
            continue
        asked = asked_words(passage, mention)
        start, end, denied = _with_denial(passage, mention)
        reached = ("ja" in mention.values) != denied
        bound = bind(asked, context, desk.year)
        gaps = list(_gaps(desk, _narrowed(bound, judged, _concluded(passage, context))))
        if gaps:
            right = any((gap >= 0) == reached for gap in gaps)
            yield Claim(
                start=start, end=end, right=right, expected=_other(passage, start, end, denied)
            )


def _narrowed(bound: Bound, judged: Sequence[Judged], before: Values) -> Bound:
    """Take the sector and year of a target that stands in the sentence, or of what it concludes."""
    targets = [one.verdict.known for one in judged if one.verdict.known]
    targets = [one for one in targets if one.measure == Measure.TARGET]
    if len({one.parts for one in targets}) == 1:
        return replace(bound, sectors=(targets[0].parts[3],), years=(targets[0].year,))
    return replace(bound, sectors=before) if before else bound


def _concluded(passage: Passage, context: Context) -> Values:
    """Give the one sector of which ``dus`` draws a conclusion; empty where it is not one."""
    before = context.sentence.get(Facet.SECTOR, ())
    drawn = any(one.text in CONCLUSIONS for one in passage.words)
    return before if drawn and len(before) == 1 and not passage.said(Facet.SECTOR) else ()


def _speaks_of_targets(passage: Passage) -> bool:
    return any(
        Measure.TARGET in one.values and Measure.CHANGE not in one.values
        for one in passage.said(Facet.MEASURE)
    ) or any(word.text in (*AGREED, *LOOSELY_AGREED) for word in passage.words)


def _decided(passage: Passage, mention: Mention) -> bool:
    """Pass over ``gerealiseerd`` where it tells how many jobs there are, not whether enough."""
    word = passage.text[mention.start : mention.end].lower()
    if word != "gerealiseerd" or any(one.text in AGREED for one in passage.words):
        return True
    concluded = any(one.text in CONCLUSIONS for one in passage.words)
    aims = [one for one in passage.said(Facet.MEASURE) if one.values == {Measure.TARGET}]
    return concluded and any(one.start < mention.start for one in aims)


def _gaps(desk: Desk, bound: Bound) -> Iterator[Fraction]:
    years = [one for one in bound.years if one.isdigit() and int(one) <= desk.year]
    for year in years[:1] or [str(desk.year)]:
        for sector in bound.sectors:
            gap = desk.catalogue.amount(
                measure=Measure.GAP, unit=Unit.JOBS, year=year, sector=sector
            )
            if gap is not None:
                yield gap


def _with_denial(passage: Passage, mention: Mention) -> tuple[int, int, bool]:
    """Find the ``niet`` that belongs to a verb, right before it or a little way off."""
    words = passage.words
    places = [i for i, one in enumerate(words) if mention.start <= one.start < mention.end]
    for denial in passage.said(Facet.NEGATION):
        at = next((i for i, one in enumerate(words) if one.start == denial.start), None)
        if at is None or not places:
            continue
        if 0 < places[0] - at <= NEAR_NOT or 0 < at - places[-1] <= NEAR_NOT:
            return min(denial.start, mention.start), max(denial.end, mention.end), True
    return mention.start, mention.end, False


def _other(passage: Passage, start: int, end: int, denied: bool) -> str:  # noqa: FBT001 - one use
    words = passage.text[start:end]
    if denied:
        return words.replace("niet ", "", 1).replace(" niet", "", 1)
    return f"niet {words}"


def claims(
    desk: Desk, passage: Passage, context: Context, judged: Sequence[Judged]
) -> Iterator[Claim]:
    """Find what a sentence claims and hold it against the figures."""
    if passage.said(Facet.ELSEWHERE):
        return
    found = chain(
        target_claims(desk, passage, context, judged),
        direction_claims(desk, passage, context, judged),
        comparison_claims(desk, passage, judged),
        row_claims(desk, passage, context),
    )
    yield from (one for one in found if not asked_words(passage, one).restricted)
