"""The code lists of ``begrippen.csv``: dimensions, their codes, and what each is called in print.

Every project has the target groups and the forms of employment. Any other word in the column
``soort`` declares a dimension of the project's own, such as ``regio``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.delivered import Concept
from reporter.annex.indicator import ALL, Form
from reporter.deliveries import columns
from reporter.deliveries.columns import Column, Layout, Refusal
from reporter.deliveries.sheet import read_sheet, shown
from reporter.errors import Fault, InputError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reporter.deliveries.sheet import CsvFile, SheetRow

GROUP, FORM = "doelgroep", "vorm"
TAKEN = (
    *("jaar", "kwartaal", "sector", "maat", "eenheid", "doelstellingsjaar", "herkomst", ALL),
    *("verloonde_uren", "personen", "percentage", "banen", "bestand", "rijen"),
)
"""Words that mean something else in deliveries and in tables."""

KIND = Column(
    name="soort",
    holds=columns.CODE,
    description="Doelgroep, vorm, of een eigen dimensie van het project, zoals regio.",
)
CODE = Column(name="code", holds=columns.CODE, description="Code in de andere bestanden.")
NAME = Column(name="naam", holds=columns.NAME, description="Naam zoals die in de bijlage staat.")
NOTE = Column(name="toelichting", holds=columns.NOTE, description="Wat de naam omvat.")
PARENT = Column(
    name="ouder",
    holds=columns.or_else(columns.CODE, None),
    description="Code waar deze een deel van is; leeg als dat er geen is.",
    optional=True,
)
FIRST = Column(
    name="vanaf",
    holds=columns.or_else(columns.YEAR, None),
    description="Eerste jaar waarin de code bestaat; leeg als die er altijd al was.",
    optional=True,
)
LAST = Column(
    name="tot_en_met",
    holds=columns.or_else(columns.YEAR, None),
    description="Laatste jaar waarin de code bestaat; leeg als die er nog is.",
    optional=True,
)
BEGRIPPEN = Layout(
    name="begrippen.csv",
    title="Begrippen",
    description="Doelgroepen, vormen van werk en eigen dimensies, in de volgorde van de bijlage.",
    columns=(KIND, CODE, NAME, NOTE, PARENT, FIRST, LAST),
    key=(KIND, CODE),
)


class CodeLists(NamedTuple):
    """Codes in the order of print: of target groups, forms, and each dimension of the project."""

    groups: tuple[Concept, ...]
    forms: Mapping[Form, Concept]
    dimensions: Mapping[str, tuple[Concept, ...]]


def code_lists(sheet: CsvFile) -> CodeLists:
    """Give the words of the code list; what ``faults`` refuses is left out."""
    found: dict[str, list[Concept]] = {GROUP: [], FORM: []}
    for row in sheet.rows:
        concept = Concept(
            code=row[CODE],
            name=row[NAME],
            note=row[NOTE],
            parent=row[PARENT] or "",
            first=row[FIRST],
            last=row[LAST],
        )
        found.setdefault(row[KIND], []).append(concept)
    groups, forms = found.pop(GROUP), found.pop(FORM)
    return CodeLists(
        groups=tuple(groups),
        forms={Form(word.code): word for word in forms if word.code in set(Form)},
        dimensions={n: tuple(codes) for n, codes in found.items() if n not in TAKEN},
    )


def code_list_faults(sheet: CsvFile) -> Iterator[Fault]:
    """Refuse an unknown form, a form without a name, a reserved word, a list without groups."""
    for row in sheet.rows:
        for column, found, refusal in _wrong_row(row, sheet):
            yield refusal.at(sheet.file, column, quoted(found), row.number)
    named = {row[CODE] for row in sheet.rows if row[KIND] == FORM}
    missing = [form for form in Form if form not in named]
    if missing:
        found = f"no row for vorm {listed(missing)}"
        yield Fault(file=sheet.file, found=found, expected="a name for every form of employment")
    if not any(row[KIND] == GROUP for row in sheet.rows):
        yield Fault(file=sheet.file, found="no row for a doelgroep", expected="at least one")


def _wrong_row(row: SheetRow, sheet: CsvFile) -> Iterator[tuple[str, str, Refusal]]:
    kind, code, parent = row[KIND], row[CODE], row[PARENT]
    siblings = {other[CODE]: other[PARENT] for other in sheet.rows if other[KIND] == kind}
    if kind in TAKEN:
        expected = "doelgroep, vorm or another word for a dimension of the project"
        yield KIND.name, kind, Refusal(expected=expected)
    if kind == FORM and code not in set(Form):
        known = Refusal(expected=f"one of {listed(Form)}", advice=suggestion(code, list(Form)))
        yield CODE.name, code, known
    elif code == ALL or (kind == GROUP and code in set(Form)):
        yield CODE.name, code, Refusal(expected="another code: this one has a meaning of its own")
    if parent is not None and (kind in {GROUP, FORM} or parent not in siblings):
        yield PARENT.name, parent, Refusal(expected=f"the code of another {kind}, or nothing")
    elif parent is not None and _is_below_itself(code, siblings):
        yield PARENT.name, parent, Refusal(expected="a code that is not itself a part of this one")
    first, last = row[FIRST], row[LAST]
    if first is not None and last is not None and last < first:
        yield LAST.name, str(last), Refusal(expected=f"{first} or later: it begins then")


def _is_below_itself(code: str, parents: Mapping[str, str | None]) -> bool:
    above, seen = parents[code], {code}
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above is not None


def own_dimensions(data: Path) -> tuple[str, ...]:
    """Name the dimensions of a project's own; none where its code list cannot be read.

    What is wrong with that file is told by who reads the deliveries.
    """
    try:
        sheet = read_sheet(data / BEGRIPPEN.name, shown(data, BEGRIPPEN.name), BEGRIPPEN)
    except InputError:
        return ()
    return tuple(code_lists(sheet).dimensions)
