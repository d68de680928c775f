"""Finds what a number counts: jobs, persons, percent, hours, or something that is not ours."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from reporter.model.indicator import Unit
from reporter.model.vocabulary import Facet
from reporter.proofreading.binding import COUNTS

if TYPE_CHECKING:
    from reporter.proofreading.notation import Numeral
    from reporter.proofreading.passage import Passage

SKIPPED = (Facet.ADJECTIVE, Facet.FORM)
NO_NOUN = (
    Facet.FOLLOWER,
    Facet.DIRECTION,
    Facet.VERDICT,
    Facet.SECTOR,
    Facet.TOTAL,
    Facet.REFERENCE,
    Facet.BOUNDARY,
    Facet.MEASURE,
)
HOURS = "uren"


class Counted(StrEnum):
    """How it is known what a number counts."""

    NAMED = "named"
    UNDERSTOOD = "understood"
    """No noun follows: ``40.000 in de sector markt``."""
    FOREIGN = "foreign"


def counted(passage: Passage, number: Numeral) -> tuple[Counted, tuple[str, ...]]:
    """Give how it is known what a number counts, and what that is."""
    if number.percent:
        return Counted.NAMED, (Unit.PERCENT,)
    starts: dict[int, list[tuple[Facet, int, frozenset[str]]]] = {}
    low = bisect_left(passage.mentions, number.end, key=attrgetter("start"))
    for one in passage.mentions[low : low + 12]:
        starts.setdefault(one.start, []).append((one.facet, one.end, one.values))
    place = number.end
    for word in passage.words[bisect_left(passage.words, number.end, key=attrgetter("start")) :]:
        if word.start < place:
            continue
        if passage.text[place : word.start].strip():
            break
        here = starts.get(word.start, [])
        units = [values for facet, _, values in here if facet is Facet.UNIT]
        if units:
            return Counted.NAMED, tuple(sorted(units[0]))
        skipped = [end for facet, end, _ in here if facet in SKIPPED]
        inside = _unit_inside(passage, word.start, max(skipped, default=word.start))
        if inside:
            return Counted.NAMED, inside
        if not skipped:
            if any(facet in NO_NOUN for facet, _, _ in here):
                break
            return Counted.FOREIGN, COUNTS
        place = max(skipped)
    return Counted.UNDERSTOOD, _understood(passage, number)


def _unit_inside(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    """Find the noun that is part of an adjective's own phrase, as in ``formele banen``."""
    inside = [one for one in passage.said(Facet.UNIT) if start <= one.start and one.end <= end]
    return tuple(sorted(inside[-1].values)) if inside else ()


def _understood(passage: Passage, number: Numeral) -> tuple[str, ...]:
    """Take percent or hours from the number before; jobs and persons stay open."""
    said = passage.said(Facet.UNIT)
    before = [one for one in said if one.start < number.start]
    nearest = before[-1] if before else next(iter(said), None)
    if nearest and nearest.values & {Unit.PERCENT, HOURS} and (number.decimals or not before):
        return tuple(sorted(nearest.values))
    if number.decimals:
        return (Unit.PERCENT,)
    return COUNTS
