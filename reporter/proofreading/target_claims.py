"""Claims that a target was reached or not: gehaald, niet bereikt, overtroffen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.model.indicator import Measure, Unit
from reporter.model.vocabulary import Facet
from reporter.proofreading.binding import bind
from reporter.proofreading.claim import Claim, asked_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from reporter.proofreading.asked import Values
    from reporter.proofreading.binding import Bound
    from reporter.proofreading.context import Context
    from reporter.proofreading.desk import Desk
    from reporter.proofreading.judged import Judged
    from reporter.proofreading.passage import Passage
    from reporter.proofreading.wording import Mention

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
