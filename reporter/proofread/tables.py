"""Judges the cells of a table: its caption, the head of the column and the label of the row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, BASELINE_YEAR, Form, Measure, Unit
from reporter.proofread.binding import Bound
from reporter.proofread.passage import Passage, baseline, passages
from reporter.proofread.verdicts import (
    Judged,
    Printed,
    Status,
    Verdict,
    alike,
    aside,
    lost_sign,
    weigh,
)
from reporter.proofread.vocabulary import Facet
from reporter.proofread.wording import digits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reporter.proofread.catalogue import Desk, Known
    from reporter.proofread.letter.letter import LetterTable
    from reporter.proofread.wording import Numeral

STRUCTURAL = ("struc", "structureel", "struct")
LITTLE = frozenset(
    (Facet.FOLLOWER, Facet.BOUNDARY, Facet.ADJECTIVE, Facet.BACK, Facet.SAME, Facet.CONDITION)
)
"""Words that tell nothing of what stands in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number of a table with its place: (row, column) from 0."""

    place: tuple[int, int]
    number: Numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the words of a caption, a head or a label say."""

    passages: tuple[Passage, ...]

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Give what is said under a heading."""
        said = [one for passage in self.passages for one in passage.said(facet)]
        return tuple(dict.fromkeys(v for one in said for v in sorted(one.values)))

    @property
    def unknown(self) -> bool:
        """Tell whether there are words, but none that tell anything."""
        words = any(passage.words for passage in self.passages)
        told = {one.facet for passage in self.passages for one in passage.mentions} - LITTLE
        return words and not told

    @property
    def compared(self) -> str | None:
        """Give the year it is compared with."""
        for passage in self.passages:
            for one in passage.references:
                return str(BASELINE_YEAR) if baseline(one) else next(iter(one.values))
        return None

    @property
    def measures(self) -> frozenset[str] | None:
        """Give what all its words allow together; None where they say nothing."""
        said = [one.values for passage in self.passages for one in passage.said(Facet.MEASURE)]
        firm = [one for one in said if one != {Measure.STOCK}] or said
        if not firm:
            return None
        return frozenset.intersection(*firm) or frozenset.union(*firm)


def judge_table(
    desk: Desk, table: LetterTable, notes: Collection[str]
) -> Iterator[tuple[Cell, Judged]]:
    """Judge each number of a table."""
    caption = _line(desk, table.caption)
    heads = [_line(desk, head) for head in table.heads]
    labels = [_line(desk, row.label) for row in table.rows]
    forms = {value for label in labels for value in label.values(Facet.FORM)}
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            for number in digits(cell, notes).numerals:
                bound = _bound(desk, (caption, heads[j], labels[i]), forms)
                judged = _judged(desk, bound, number)
                if labels[i].unknown and judged.verdict.status is Status.WRONG:
                    doubt = Verdict(status=Status.AMBIGUOUS)
                    judged = replace(judged, verdict=doubt, also=None)
                yield Cell(place=(i, j), number=number), judged


def _line(desk: Desk, text: str) -> Line:
    read = digits(text)
    return Line(passages=tuple(passages(text, read, desk.lexicon, desk.vocabulary)))


def _bound(desk: Desk, lines: tuple[Line, Line, Line], forms: Collection[str]) -> Bound:
    caption, head, label = lines
    measures = _measures(lines)
    years = _years(desk, lines)
    if years == (str(BASELINE_YEAR),):
        measures = (Measure.STOCK,)
    units = _nearest((head, label, caption), Facet.UNIT) or (Unit.JOBS,)
    sectors = _nearest((head, label, caption), Facet.SECTOR)
    form = _nearest((label, head, caption), Facet.FORM)
    if form == (Form.HIRED,) and Form.SECONDMENT in forms and not _both(label):
        form = (Form.AGENCY, Form.HIRED)
    return Bound(
        measures=measures,
        units=units,
        years=years,
        sectors=tuple(one for one in sectors if one != ALL) or (ALL,),
        forms=form or (ALL,),
        groups=_nearest((label, head), Facet.GROUP) or (ALL,),
        explicit=frozenset(facet for facet in Facet if any(line.values(facet) for line in lines)),
    )


def _both(label: Line) -> bool:
    """Tell whether a label spells hired labour out: agency work and secondment together."""
    said = [one for passage in label.passages for one in passage.said(Facet.FORM)]
    return len(said) > 1


def _measures(lines: tuple[Line, Line, Line]) -> tuple[str, ...] | None:
    """Take the measure of the label, then of the head, then of the caption."""
    caption, head, label = lines
    if label.measures and label.measures <= {Measure.TARGET, Measure.GAP}:
        return (Measure.TARGET,)
    if head.measures:
        return _sorted(head.measures - {Measure.TARGET} or head.measures)
    if caption.compared == str(BASELINE_YEAR) or head.compared == str(BASELINE_YEAR):
        return (Measure.INCREASE,)
    for line in (label, caption):
        if line.measures:
            return _sorted(line.measures)
    return None


def _sorted(measures: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in Measure if one in measures)


def _years(desk: Desk, lines: tuple[Line, Line, Line]) -> tuple[str, ...]:
    for line in (lines[1], lines[2], lines[0]):
        said = line.values(Facet.YEAR)
        named = {"nulmeting": str(BASELINE_YEAR), "dit": str(desk.year)}
        years = tuple(dict.fromkeys(named.get(one, one) for one in said))
        if years:
            return years
        words = [word.text for passage in line.passages for word in passage.words]
        if any(word in STRUCTURAL for word in words):
            return ("structureel",)
    return (str(desk.year),)


def _nearest(lines: tuple[Line, ...], facet: Facet) -> tuple[str, ...]:
    for line in lines:
        values = line.values(facet)
        if values:
            return values
    return ()


def _judged(desk: Desk, bound: Bound, number: Numeral) -> Judged:
    """Judge one cell: its words bind it, so a number that fits nothing is wrong."""
    if not bound.explicit & {Facet.UNIT, Facet.MEASURE, Facet.SECTOR}:
        return aside(number, bound)
    candidates = desk.catalogue.find(bound.allowed)
    printed = Printed(numeral=number, strict=True)
    verdict = weigh(printed, candidates)
    if verdict is None:
        if not candidates:
            return aside(number, bound)
        best = _best(printed, candidates)
        verdict = Verdict(status=Status.WRONG, known=best)
    return Judged(
        number=number,
        bound=bound,
        verdict=verdict,
        candidates=candidates,
        also=_also(desk, number, verdict),
    )


def _best(printed: Printed, candidates: tuple[Known, ...]) -> Known:
    slips = [one for one in candidates if alike(printed.numeral, one) or lost_sign(printed, one)]
    return (slips or list(candidates))[0]


def _also(desk: Desk, number: Numeral, verdict: Verdict) -> Known | None:
    if verdict.status is not Status.WRONG or verdict.known is None:
        return None
    measure, unit = verdict.known.parts[:2]
    same = [one for one in desk.catalogue.valued(number.value) if one.parts[1] == unit]
    return min(same, key=lambda one: one.measure != measure, default=None)


def stale_year(judged: list[Judged], year: str) -> str | None:
    """Find the year that nearly all cells are of, where the caption names another."""
    counts = [one for one in judged if one.verdict.status is not Status.NOT_OURS]
    wrong = [one for one in counts if one.verdict.status is Status.WRONG]
    years = Counter(one.also.year for one in wrong if one.also)
    if not years:
        return None
    best, times = years.most_common(1)[0]
    return best if best != year and times >= 3 and times * 2 >= len(counts) else None  # noqa: PLR2004 - two may be chance
