"""The code list: the target groups in the order of print, the names of the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import Fault, suggestion
from reporter.inputs.declarations import CODE, KIND, NAME, NOTE, ConceptKind
from reporter.inputs.quoting import listed, quoted
from reporter.model.deliveries import Concept
from reporter.model.indicator import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.inputs.sheet import Row, Sheet

TOTAL = "totaal"
"""Stands for all groups together in the keys of quantities, so no group may be called this."""


def groups(sheet: Sheet) -> tuple[Concept, ...]:
    """Give the target groups."""
    return tuple(_concept(row) for row in sheet.rows if row[KIND] is ConceptKind.GROUP)


def forms(sheet: Sheet) -> dict[Form, Concept]:
    """Give the forms of employment."""
    rows = [row for row in sheet.rows if row[KIND] is ConceptKind.FORM]
    return {Form(row[CODE]): _concept(row) for row in rows}


def concept_faults(sheet: Sheet) -> Iterator[Fault]:
    """Refuse an unknown form, a form without a name, a reserved code, a list without groups."""
    for row in sheet.rows:
        yield from _code_faults(row, sheet.file)
    named = {row[CODE] for row in sheet.rows}
    missing = [form for form in Form if form not in named]
    if missing:
        found = f"no row for vorm {listed(missing)}"
        yield Fault(file=sheet.file, found=found, expected="a name for every form of employment")
    if not groups(sheet):
        yield Fault(file=sheet.file, found="no row for a doelgroep", expected="at least one")


def _code_faults(row: Row, file: str) -> Iterator[Fault]:
    code, is_form = row[CODE], row[KIND] is ConceptKind.FORM
    if is_form and code not in set(Form):
        expected, near = f"one of {listed(Form)}", suggestion(code, list(Form))
    elif not is_form and code in {*Form, TOTAL}:
        expected, near = "another code: this one has a meaning of its own", ""
    else:
        return
    yield Fault(
        file=file,
        row=row.number,
        column=CODE.name,
        found=quoted(code),
        expected=expected,
        advice=near,
    )


def _concept(row: Row) -> Concept:
    return Concept(code=row[CODE], name=row[NAME], note=row[NOTE])
