"""From a letter and an edition to what is right and wrong in it: its paragraphs and tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.annex.indicator import BASELINE_YEAR, STRUCTURAL, Form, Measure, Unit, Year
from reporter.errors import Fault, InputError
from reporter.proofread.binding import common_measures
from reporter.proofread.catalogue import Bound, Figures, read_figures
from reporter.proofread.claims import claims, measurement_names, stale_years
from reporter.proofread.context import Context, unique, values_of
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role
from reporter.proofread.letter.reading import read_letter
from reporter.proofread.numbers import Surrounded, judge
from reporter.proofread.numerals import Numeral, digits
from reporter.proofread.passages import Passage, baseline, passages
from reporter.proofread.proof import Judgement, Proof, Status, Subject, claimed
from reporter.proofread.vocabulary import Facet, Token, Values, Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reporter.project import Project

HEADS = (-1, -1)
"""Sorts a caption before the cells of its table."""


def proofread_letter(path: Path, edition: str, project: Project) -> Proof:
    """Hold a letter against the figures of an edition.

    Raises InputError for a letter that cannot be read or says nothing of the banenafspraak,
    and for an edition without figures.
    """
    figures, vocabulary = read_figures(edition, project), read_vocabulary(project.data)
    proof = proofread(read_letter(path), edition, figures, vocabulary)
    known = (Status.RIGHT, Status.ROUNDING, Status.WRONG)
    numbers = (judged for judged in proof.judgements if judged.subject is Subject.NUMBER)
    if not any(number.status in known for number in numbers):
        fault = Fault(
            file=str(path),
            found="no figure of the banenafspraak",
            expected="a letter with at least one figure that its words bind",
            advice="Is this the right file, and the right edition?",
        )
        raise InputError([fault])
    return proof


def proofread(letter: Letter, edition: str, figures: Figures, vocabulary: Vocabulary) -> Proof:
    """Judge every number and claim of a letter. Time is linear in the length of the letter."""
    paragraphs = (block for block in letter.blocks if isinstance(block, Paragraph))
    notes = {paragraph.mark for paragraph in paragraphs if paragraph.role is Role.NOTE}
    context = Context(figures, vocabulary, notes)
    judgements: list[Judgement] = []
    for number, block in enumerate(letter.blocks):
        if isinstance(block, LetterTable):
            found = _table(block, context)
        else:
            found = _paragraph(block, context)
        in_order = sorted(found, key=lambda judged: (judged.cell or HEADS, judged.place[0]))
        judgements += [
            replace(judged, block=number, where=judged.where or block.where) for judged in in_order
        ]
    return Proof(letter=letter, edition=edition, judgements=tuple(judgements))


def _paragraph(paragraph: Paragraph, context: Context) -> Iterator[Judgement]:
    text, notes = paragraph.text, context.notes
    read = digits(text, notes)
    sentences = list(passages(text, read, context.vocabulary))
    if paragraph.role is Role.HEADING:
        context.open_section(sentences)
    elif paragraph.role is Role.NOTE:
        context = Context(context.figures, context.vocabulary, notes)
    else:
        context.open_paragraph()
    yield from map(Judgement, read.others)
    for sentence in sentences:
        passage = context.carried(sentence)
        judged = list(judge(passage, context))
        yield from judged
        yield from claims(passage, context, judged)
        yield from measurement_names(passage, context)
        yield from stale_years(context.figures.year, passage, judged)
        if paragraph.role is not Role.HEADING:
            context.hear(passage)
    glued = read.marks if notes else []  # a letter without notes has no such marks
    for mark in (*glued, *(Token(mark, offset, offset) for offset, mark in paragraph.marks)):
        if mark.text not in notes:
            said = mark._replace(text=text[mark.start : mark.end] or mark.text)
            yield Judgement(said, Status.WRONG, subject=Subject.NOTE)


def _table(table: LetterTable, context: Context) -> Iterator[Judgement]:
    """Judge the cells of a table, and the year and the measurement in the line above it."""
    judged = list(_cells(table, context))
    yield from judged
    read = digits(table.caption)
    for passage in passages(table.caption, read, context.vocabulary):
        yield from measurement_names(passage, context)
    for year in read.years:
        if other := _stale_year(judged, *year.values):
            yield claimed(table.caption, (year.start, year.end), Subject.YEAR, str(other))


STRUCTURAL_WORDS = ("struc", "structureel", "struct")
LITTLE = frozenset(
    (Facet.FOLLOWER, Facet.BOUNDARY, Facet.ADJECTIVE, Facet.BACK, Facet.SAME, Facet.CONDITION)
)
"""Words that tell nothing of what stands in a row."""


def _cells(table: LetterTable, context: Context) -> Iterator[Judgement]:
    """Judge each number of a table, row by row."""
    figures, vocabulary = context.figures, context.vocabulary
    caption = _read(table.caption, vocabulary)
    heads = [_read(head, vocabulary) for head in table.heads]
    labels = [_read(row.label, vocabulary) for row in table.rows]
    divided = any(Form.SECONDMENT in label.values(Facet.FORM) for label in labels)
    for i, row in enumerate(table.rows):
        label = labels[i]
        vague = label.words and not {mention.facet for mention in label.mentions} - LITTLE
        for j, cell in enumerate(row.cells):
            for number in digits(cell, context.notes).numerals:
                bound = _bound(figures.year, (caption, heads[j], label), divided=divided)
                judged = _judged(figures, bound, number)
                if vague and judged.status is Status.WRONG:
                    judged = replace(judged, status=Status.AMBIGUOUS, known=None, also=None)
                where = f"{row.where}, {row.label} / {table.heads[j]}"
                yield replace(judged, where=where, cell=(i, j))


def _stale_year(judged: Sequence[Judgement], year: int) -> Year | None:
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
    words = [word for passage in read for word in passage.words]
    mentions = [mention for passage in read for mention in passage.mentions]
    references = [year for passage in read for year in passage.references]
    return Passage(text, 0, len(text), words, mentions, references, numerals=(), clauses=())


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
    weighed = Surrounded(numeral=numeral, strict=True).weigh(candidates)
    if weighed or not candidates:
        return weighed or Judgement(numeral)
    slips = (known for known in candidates if numeral.slipped(known.amount))
    best = next(slips, candidates[0])
    same = [
        known
        for known in figures.valued(numeral.value)
        if known.indicator.unit is best.indicator.unit
    ]
    also = min(same, key=lambda known: known.measure is not best.measure, default=None)
    return Judgement(numeral, Status.WRONG, best, candidates=candidates, also=also)
