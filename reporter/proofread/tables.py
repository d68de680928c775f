"""Judges the cells of a table: its caption, the head of the column and the label of the row."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.annex.indicator import BASELINE_YEAR, STRUCTURAL, Form, Measure, Unit, Year
from reporter.proofread.binding import common_measures
from reporter.proofread.catalogue import Bound, Figures
from reporter.proofread.context import Context, unique, values_of
from reporter.proofread.numerals import Numeral, digits
from reporter.proofread.passages import Passage, baseline, passages
from reporter.proofread.verdicts import Judgement, Status, Surrounded, slipped, weigh
from reporter.proofread.vocabulary import Facet, Values, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.letter.letter import LetterTable

STRUCTURAL_WORDS = ("struc", "structureel", "struct")
LITTLE = frozenset(
    (Facet.FOLLOWER, Facet.BOUNDARY, Facet.ADJECTIVE, Facet.BACK, Facet.SAME, Facet.CONDITION)
)
"""Words that tell nothing of what stands in a row."""


def judge_table(table: LetterTable, context: Context) -> Iterator[Judgement]:
    """Judge each number of a table, row by row."""
    figures, vocabulary = context.figures, context.vocabulary
    caption = _read(table.caption, vocabulary)
    heads = [_read(head, vocabulary) for head in table.heads]
    labels = [_read(row.label, vocabulary) for row in table.rows]
    divided = any(Form.SECONDMENT in label.values(Facet.FORM) for label in labels)
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            for number in digits(cell, context.notes).numerals:
                bound = _bound(figures.year, (caption, heads[j], labels[i]), divided=divided)
                judged = _judged(figures, bound, number)
                if _tells_nothing(labels[i]) and judged.status is Status.WRONG:
                    judged = replace(judged, status=Status.AMBIGUOUS, known=None, also=None)
                where = f"{row.where}, {row.label} / {table.heads[j]}"
                yield replace(judged, where=where, cell=(i, j))


def stale_year(judged: Sequence[Judgement], year: int) -> Year | None:
    """Find the year that nearly all cells are of, where the caption names another."""
    ours = sum(cell.status is not Status.NOT_OURS for cell in judged)
    years = Counter(cell.also.indicator.year for cell in judged if cell.also)
    for best, times in years.most_common(1):
        if best != year and times >= 3 and times * 2 >= ours:  # noqa: PLR2004 - two may be chance
            return best
    return None


def _read(text: str, vocabulary: Vocabulary) -> Passage:
    """Read a caption, a head or a label as one passage, however many sentences it has."""
    read = list(passages(text, digits(text), vocabulary))
    return Passage(
        text,
        start=0,
        end=len(text),
        words=[word for passage in read for word in passage.words],
        mentions=[mention for passage in read for mention in passage.mentions],
        references=[year for passage in read for year in passage.references],
        numerals=(),
        clauses=(),
    )


def _tells_nothing(label: Passage) -> bool:
    return bool(label.words) and not {mention.facet for mention in label.mentions} - LITTLE


_Labels = tuple[Passage, Passage, Passage]
"""The caption, the head of the column, the label of the row."""


def _bound(edition: int, labels: _Labels, *, divided: bool) -> Bound:
    """Bind a cell; ``divided`` is whether a row of the table is of secondment alone."""
    caption, head, label = labels
    years = _years(edition, (head, label, caption))
    form = _nearest((label, head, caption), Facet.FORM)
    spelt_out = len(label.said(Facet.FORM)) > 1  # agency work and secondment together
    if form == (Form.HIRED,) and divided and not spelt_out:
        form = (Form.AGENCY, Form.HIRED)
    sectors = _nearest((head, label, caption), Facet.SECTOR)
    return Bound(
        measures=(Measure.STOCK,) if years == (BASELINE_YEAR,) else _measures(labels),
        units=_nearest((head, label, caption), Facet.UNIT) or (Unit.JOBS,),
        years=years,
        sectors=tuple(sector for sector in sectors if sector) or (None,),
        forms=form or (None,),
        groups=_nearest((label, head), Facet.GROUP) or (None,),
        explicit=frozenset(facet for facet in Facet if any(label.said(facet) for label in labels)),
    )


def _measures(labels: _Labels) -> tuple[Measure, ...] | None:
    """Take the measure of the label, then of the head, then of the caption."""
    caption, head, said = (
        common_measures([mention.values for mention in label.said(Facet.MEASURE)])
        for label in labels
    )
    if said and said <= {Measure.TARGET, Measure.GAP}:
        return (Measure.TARGET,)
    if head:
        said = head - {Measure.TARGET} or head
    elif any(baseline(year) for label in labels[:2] for year in label.references[:1]):
        return (Measure.INCREASE,)
    else:
        said = said or caption
    return tuple(measure for measure in Measure if measure in said) if said else None


def _years(edition: int, labels: _Labels) -> Values:
    named = {"nulmeting": BASELINE_YEAR, "dit": edition}
    for label in labels:
        years = unique(named.get(year, year) for year in values_of(label.said(Facet.YEAR)))
        if years:
            return years
        if label.has(*STRUCTURAL_WORDS):
            return (STRUCTURAL,)
    return (edition,)


def _nearest(labels: Sequence[Passage], facet: Facet) -> Values:
    return next((values for label in labels if (values := values_of(label.said(facet)))), ())


def _judged(figures: Figures, bound: Bound, numeral: Numeral) -> Judgement:
    """Judge one cell: its words bind it, so a number that fits nothing is wrong."""
    if not bound.explicit & {Facet.UNIT, Facet.MEASURE, Facet.SECTOR}:
        return Judgement(numeral)
    candidates = figures.find(bound)
    weighed = weigh(Surrounded(numeral=numeral, strict=True), candidates)
    if weighed or not candidates:
        return weighed or Judgement(numeral)
    best = next((known for known in candidates if slipped(numeral, known)), candidates[0])
    same = figures.valued(numeral.value)
    also = min(
        (known for known in same if known.indicator.unit is best.indicator.unit),
        key=lambda known: known.measure is not best.measure,
        default=None,
    )
    return Judgement(numeral, Status.WRONG, best, candidates=candidates, also=also)
