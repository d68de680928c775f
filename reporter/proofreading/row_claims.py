"""Claims that count years: ``voor de vierde maal op rij``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import FIRST_YEAR, Measure, Unit
from reporter.model.vocabulary import Facet
from reporter.proofreading.asked import Asked
from reporter.proofreading.binding import bind
from reporter.proofreading.claim import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.proofreading.context import Context
    from reporter.proofreading.desk import Desk
    from reporter.proofreading.passage import Passage

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
