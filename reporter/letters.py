"""From a letter and an edition to what is right and wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from reporter.errors import Fault, InputError
from reporter.formatting.proof import print_proof
from reporter.inputs import read_deliveries, read_edition
from reporter.inputs.letter import read_letter
from reporter.inputs.vocabulary import read_vocabulary
from reporter.measurement import Measurement, measure
from reporter.model.expression import Kind
from reporter.model.indicator import (
    BASELINE_YEAR,
    FIRST_YEAR,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.model.proof import Status, Subject
from reporter.proofreading import Desk, proofread
from reporter.rendering.proof import proof_lines, render_proof_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.model.annex import Amount
    from reporter.model.deliveries import Deliveries
    from reporter.model.printed_proof import PrintedProof
    from reporter.model.proof import Proof
    from reporter.project import Project

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
        from reporter.rendering.proof_page import (  # noqa: PLC0415 - loads Jinja2
            render_proof_page,
        )

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
