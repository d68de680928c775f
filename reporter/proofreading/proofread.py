"""Reads a letter from top to bottom and writes down what is right and what is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporter.model.letter import LetterTable, Paragraph, Role
from reporter.model.proof import Expected, Finding, Place, Proof, Status, Subject
from reporter.proofreading.claim import Claim
from reporter.proofreading.claims import claims
from reporter.proofreading.context import Context
from reporter.proofreading.judged import finding_of
from reporter.proofreading.names import measurement_names, missing_notes, stale_years
from reporter.proofreading.notation import digits
from reporter.proofreading.numbers import judge
from reporter.proofreading.passage import passages
from reporter.proofreading.tables import Cell, judge_table, stale_year

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reporter.model.letter import Letter
    from reporter.proofreading.desk import Desk
    from reporter.proofreading.judged import Judged
    from reporter.proofreading.passage import Passage

LABEL_COLUMN = -1


def proofread(letter: Letter, edition: str, desk: Desk) -> Proof:
    """Judge every number and claim of a letter. Time is linear in the length of the letter."""
    context = Context()
    notes = {
        one.mark for one in letter.blocks if isinstance(one, Paragraph) and one.role is Role.NOTE
    }
    findings: list[Finding] = []
    for number, block in enumerate(letter.blocks):
        if isinstance(block, LetterTable):
            found = _table(desk, block, number, notes)
        else:
            found = _paragraph(desk, block, number, (context, notes))
        findings += sorted(found, key=_order)
    return Proof(letter=letter, edition=edition, findings=tuple(findings))


def _order(finding: Finding) -> tuple[tuple[int, int], int]:
    return (finding.place.cell or (LABEL_COLUMN, LABEL_COLUMN), finding.place.start)


def _paragraph(
    desk: Desk, paragraph: Paragraph, block: int, told: tuple[Context, Collection[str]]
) -> Iterator[Finding]:
    context, notes = told
    read = digits(paragraph.text, notes)
    sentences = list(passages(paragraph.text, read, desk.lexicon, desk.vocabulary))
    if paragraph.role is Role.HEADING:
        context.open_section(sentences)
    elif paragraph.role is Role.NOTE:
        context = Context()
    else:
        context.open_paragraph()
    line = _Line(text=paragraph.text, block=block, where=paragraph.where)
    for start, end in read.others:
        yield line.number_of_others(start, end)
    for sentence in sentences:
        passage = context.carried(sentence)
        yield from _sentence(desk, passage, context, line)
        if paragraph.role is not Role.HEADING:
            context.hear(passage)
    for claim in missing_notes(read, notes):
        yield line.claim(claim, Subject.NOTE)
    for offset, mark in paragraph.marks:
        if mark not in notes:
            lost = Claim(start=offset, end=offset, right=False, expected="")
            yield replace(line.claim(lost, Subject.NOTE), text=mark)


def _sentence(desk: Desk, passage: Passage, context: Context, line: _Line) -> Iterator[Finding]:
    judged = list(judge(desk, passage, context))
    for one in judged:
        yield finding_of(one, line.place(one.number.start, one.number.end))
    for claim in claims(desk, passage, context, judged):
        yield line.claim(claim, Subject.CLAIM)
    for claim in measurement_names(desk, passage):
        yield line.claim(claim, Subject.MEASUREMENT)
    for claim in stale_years(desk, passage, judged):
        yield line.claim(claim, Subject.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A text of the letter that findings are written down for."""

    text: str
    block: int
    where: str

    def place(self, start: int, end: int) -> Place:
        return Place(block=self.block, start=start, end=end, where=self.where)

    def claim(self, claim: Claim, subject: Subject) -> Finding:
        return Finding(
            text=self.text[claim.start : claim.end],
            status=Status.RIGHT if claim.right else Status.WRONG,
            subject=subject,
            place=self.place(claim.start, claim.end),
            expected=None if claim.right else Expected(words=claim.expected),
        )

    def number_of_others(self, start: int, end: int) -> Finding:
        return Finding(
            text=self.text[start:end],
            status=Status.NOT_OURS,
            subject=Subject.NUMBER,
            place=self.place(start, end),
        )


def _table(desk: Desk, table: LetterTable, block: int, notes: Collection[str]) -> Iterator[Finding]:
    judged = list(judge_table(desk, table, notes))
    for cell, one in judged:
        row, column = cell.place
        head = table.heads[column]
        where = f"{table.rows[row].where}, {table.rows[row].label} / {head}"
        yield finding_of(one, _cell_place(block, cell, one, where))
    yield from _caption(desk, table, block, [one for _, one in judged])


def _cell_place(block: int, cell: Cell, one: Judged, where: str) -> Place:
    return Place(
        block=block, start=one.number.start, end=one.number.end, where=where, cell=cell.place
    )


def _caption(desk: Desk, table: LetterTable, block: int, judged: list[Judged]) -> Iterator[Finding]:
    """Judge the year and the name of the measurement in the line above a table."""
    read = digits(table.caption)
    line = _Line(text=table.caption, block=block, where=table.where)
    for passage in passages(table.caption, read, desk.lexicon, desk.vocabulary):
        for claim in measurement_names(desk, passage):
            yield line.claim(claim, Subject.MEASUREMENT)
    for year in read.years:
        other = stale_year(judged, year.text)
        if other:
            claim = Claim(start=year.start, end=year.end, right=False, expected=other)
            yield line.claim(claim, Subject.YEAR)
