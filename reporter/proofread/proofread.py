"""From a letter and an edition to what is right and wrong in it: the order of it all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.errors import Fault, InputError
from reporter.proofread.catalogue import Figures, read_figures
from reporter.proofread.claims import claims, measurement_names, stale_years
from reporter.proofread.context import Context
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role
from reporter.proofread.letter.reading import read_letter
from reporter.proofread.numbers import judge
from reporter.proofread.numerals import digits
from reporter.proofread.passages import Passage, passages
from reporter.proofread.tables import judge_table, stale_year
from reporter.proofread.verdicts import Judgement, Proof, Status, Subject, claimed
from reporter.proofread.vocabulary import Token, Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    paragraphs = [block for block in letter.blocks if isinstance(block, Paragraph)]
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
    for start, end in read.others:
        yield Judgement(Token(text[start:end], start, end))
    for sentence in sentences:
        passage = context.carried(sentence)
        yield from _sentence(passage, context)
        if paragraph.role is not Role.HEADING:
            context.hear(passage)
    for offset, mark in read.marks:
        if notes and mark not in notes:  # a letter without notes has no marks
            yield claimed(text, (offset, offset + len(mark)), Subject.NOTE, "")
    for offset, mark in paragraph.marks:
        if mark not in notes:
            yield Judgement(Token(mark, offset, offset), Status.WRONG, subject=Subject.NOTE)


def _sentence(passage: Passage, context: Context) -> Iterator[Judgement]:
    judged = list(judge(passage, context))
    yield from judged
    yield from claims(passage, context, judged)
    yield from measurement_names(passage, context)
    yield from stale_years(context.figures.year, passage, judged)


def _table(table: LetterTable, context: Context) -> Iterator[Judgement]:
    """Judge the cells of a table, and the year and the measurement in the line above it."""
    judged = list(judge_table(table, context))
    yield from judged
    read = digits(table.caption)
    for passage in passages(table.caption, read, context.vocabulary):
        yield from measurement_names(passage, context)
    for year in read.years:
        other = stale_year(judged, int(year.value))
        if other:
            yield claimed(table.caption, (year.start, year.end), Subject.YEAR, str(other))
