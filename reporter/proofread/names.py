"""Judges names of measurements, years that went stale, and marks of notes that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.annex.indicator import FIRST_YEAR
from reporter.proofread.claims import Claim
from reporter.proofread.verdicts import Status
from reporter.proofread.vocabulary import Facet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reporter.proofread.catalogue import Desk
    from reporter.proofread.passage import Passage
    from reporter.proofread.verdicts import Judged
    from reporter.proofread.wording import Digits

EARLIER = {"vorig", "eerder"}


def measurement_names(desk: Desk, passage: Passage) -> Iterator[Claim]:
    """Judge ``vier-meting``: right of its own year, or of the edition's where none is named."""
    for mention in passage.said(Facet.MEASUREMENT):
        number = int(next(iter(mention.values)))
        if number == 0:
            continue
        year = number + FIRST_YEAR - 1
        years = [value for one in passage.said(Facet.YEAR) for value in one.values]
        years += [value for one in passage.references for value in one.values]
        named = [int(one) for one in years if one.isdigit() and int(one) >= FIRST_YEAR]
        if EARLIER & set(years):
            named.append(desk.year - 1)
        right = year in named if named else year == desk.year
        wanted = named[0] if named else desk.year
        yield Claim(
            start=mention.start,
            end=mention.end,
            right=right,
            expected=_name(desk, wanted - FIRST_YEAR + 1, passage, mention.start),
        )


def _name(desk: Desk, number: int, passage: Passage, place: int) -> str:
    """Write the name of a measurement the way the letter does: with a hyphen or without."""
    names = [
        phrase.words[0]
        for phrase in desk.vocabulary.phrases
        if phrase.facet is Facet.MEASUREMENT and str(number) in phrase.values
    ]
    hyphen = "-" in passage.text[place : place + 15].split(" ", 1)[0]
    fitting = [one for one in names if ("-" in one) == hyphen] or names
    return fitting[0] if fitting else str(number)


def stale_years(desk: Desk, passage: Passage, judged: Sequence[Judged]) -> Iterator[Claim]:
    """Find a year in a sentence whose figure is the one of the edition's own year."""
    for one in judged:
        also = one.also
        if one.verdict.status is not Status.WRONG or also is None or one.verdict.known is None:
            continue
        same = (
            also.parts[:2] + also.parts[3:]
            == one.verdict.known.parts[:2] + (one.verdict.known.parts[3:])
        )
        for mention in passage.said(Facet.YEAR):
            stale = one.verdict.known.year in mention.values and also.year == str(desk.year)
            if stale and same and also.year not in mention.values:
                yield Claim(start=mention.start, end=mention.end, right=False, expected=also.year)


def missing_notes(read: Digits, notes: Collection[str]) -> Iterator[Claim]:
    """Find marks of notes that the letter does not have; a letter without notes has no marks."""
    for offset, mark in read.marks:
        if notes and mark not in notes:
            yield Claim(start=offset, end=offset + len(mark), right=False, expected="")
