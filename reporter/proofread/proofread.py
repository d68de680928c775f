"""From a letter and an edition to what is right and wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from reporter.annex.compose import measure
from reporter.annex.expression import Kind
from reporter.annex.indicator import (
    BASELINE_YEAR,
    FIRST_YEAR,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.annex.measure import Measurement
from reporter.deliveries.editions import read_edition
from reporter.deliveries.reading import read_deliveries
from reporter.errors import Fault, InputError
from reporter.proofread.asked import Context
from reporter.proofread.catalogue import Desk
from reporter.proofread.claims import Claim, claims
from reporter.proofread.letter.letter import LetterTable, Paragraph, Role
from reporter.proofread.letter.reading import read_letter
from reporter.proofread.names import measurement_names, missing_notes, stale_years
from reporter.proofread.numbers import judge
from reporter.proofread.passage import passages
from reporter.proofread.report import print_proof, proof_lines, render_proof_json
from reporter.proofread.tables import Cell, judge_table, stale_year
from reporter.proofread.verdicts import Expected, Finding, Place, Proof, Status, Subject, finding_of
from reporter.proofread.vocabulary import read_vocabulary
from reporter.proofread.wording import digits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from reporter.annex.compose import Amount
    from reporter.annex.delivered import Deliveries
    from reporter.project import Project
    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.passage import Passage
    from reporter.proofread.report import PrintedProof
    from reporter.proofread.verdicts import Judged

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


KNOWN = (Status.RIGHT, Status.ROUNDING, Status.WRONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Which letter to hold against which edition, and how to tell it."""

    letter: Path
    edition: str
    form: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was found in the form asked for, and whether nothing is wrong."""

    content: bytes
    clean: bool


def tell(request: Request, project: Project) -> Told:
    """Proofread a letter and tell what was found. Raises ReporterError."""
    proof = print_proof(proofread_letter(request.letter, request.edition, project))
    return Told(content=_content(proof, request.form, project).encode(), clean=proof.clean)


def _content(proof: PrintedProof, form: str, project: Project) -> str:
    if form == "json":
        return render_proof_json(proof)
    if form == "html":
        from reporter.proofread.marked_page import render_proof_page  # noqa: PLC0415 - only for a page

        return render_proof_page(proof, project.templates)
    return "".join(f"{line}\n" for line in proof_lines(proof))


def proofread_letter(path: Path, edition: str, project: Project) -> Proof:
    """Hold a letter against the figures of an edition.

    Raises InputError for a letter that cannot be read or says nothing of the banenafspraak,
    and for an edition without figures.
    """
    desk = desk_of(edition, project)
    proof = proofread(read_letter(path), edition, desk)
    if not any(one.status in KNOWN and one.subject is Subject.NUMBER for one in proof.findings):
        fault = Fault(
            file=str(path),
            found="no figure of the banenafspraak",
            expected="a letter with at least one figure that its words bind",
            advice="Is this the right file, and the right edition?",
        )
        raise InputError([fault])
    return proof


def desk_of(name: str, project: Project) -> Desk:
    """Lay the figures of an edition's deliveries ready, of every year that they speak of."""
    edition = read_edition(project.data, name)
    deliveries = read_deliveries(project.data)
    if not any(q.kind is Kind.HOURS and q.year == edition.year for q in deliveries.amounts):
        fault = Fault(
            file="data/uren.csv",
            column="jaar",
            found=f"no row of {edition.year}",
            expected=f"the hours of {edition.year}, so that there are figures to proofread with",
            advice=f"Deliver them, or proofread with another edition than {name}.",
        )
        raise InputError([fault])
    vocabulary = read_vocabulary(project.data)
    return Desk.laid(edition.year, figures(deliveries), vocabulary)


def figures(deliveries: Deliveries) -> Iterator[Amount]:
    """Give every figure that can be printed of the deliveries, whatever year it is of."""
    measurement = Measurement(deliveries)
    for indicator in _indicators(deliveries):
        amount = measure(measurement, indicator)
        if amount.exact is not None:
            yield amount


def _indicators(deliveries: Deliveries) -> Iterator[Indicator]:
    counted = sorted({int(q.year) for q in deliveries.amounts if q.kind is Kind.HOURS})
    aimed = list(dict.fromkeys(q.year for q in deliveries.amounts if q.kind is Kind.TARGET))
    sectors = (None, *Sector)
    for sector in sectors:
        for year in aimed:
            yield Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=year, sector=sector)
        for year in counted:
            yield Indicator(measure=Measure.KEY, unit=Unit.PERCENT, year=year, sector=sector)
            if year in aimed:
                yield Indicator(measure=Measure.GAP, unit=Unit.JOBS, year=year, sector=sector)
    for year, sector, (form, group) in product(counted, sectors, _rows(deliveries)):
        for unit in (Unit.JOBS, Unit.PERSONS):
            where = {"unit": unit, "sector": sector, "form": form, "group": group}
            yield Indicator(measure=Measure.STOCK, year=year, **where)
            if year > BASELINE_YEAR:
                yield Indicator(measure=Measure.INCREASE, year=year, **where)
            if year > FIRST_YEAR:
                yield Indicator(measure=Measure.CHANGE, year=year, **where)
        if year > BASELINE_YEAR and form and not group:
            yield Indicator(
                measure=Measure.SHARE, unit=Unit.PERCENT, year=year, sector=sector, form=form
            )


def _rows(deliveries: Deliveries) -> list[tuple[Form | None, str | None]]:
    """Give the forms, and the groups that formal employment is divided by."""
    forms: list[tuple[Form | None, str | None]] = [(None, None)]
    forms += [(form, None) for form in Form]
    forms += [(Form.FORMAL, one.code) for one in deliveries.groups]
    return forms
