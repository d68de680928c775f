"""Say in Dutch what a build has checked, and what a writer must look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.formatting.draft import counted
from reporter.model.check import Severity
from reporter.model.draft import Check, Verdict
from reporter.model.indicator import Absence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.annex import Annex
    from reporter.model.check import EditionCheck
    from reporter.model.printed import PrintedAnnex


ORDER = (Verdict.WRONG, Verdict.ATTENTION, Verdict.GOOD)
SUBJECTS = {
    "figures": "Een getal of kop op de pagina past niet bij zijn betekenis.",
    "identities": "Een totaal is niet de som van zijn delen.",
    "rounding notes": "Een noot over afronding ontbreekt of is te veel.",
    "links": "Een noot of verwijzing komt nergens uit.",
    "targets": "De doelstelling past niet in het ingroeipad.",
    "claims": "De woorden zeggen iets anders dan de cijfers.",
    "keys": "De uitkomst hangt af van de verdeelsleutel.",
    "persons": "Personen en banen passen niet bij elkaar.",
    "years": "Een jaartal of naam van een meting lijkt verouderd.",
}
"""What a finding of each check is about."""
LOOKED_AT = {"figures": ("cijfer", "cijfers"), "identities": ("som", "sommen")}


def print_checks(annex: Annex, printed: PrintedAnnex, check: EditionCheck) -> tuple[Check, ...]:
    """Give what a check found, and what holds for an annex that was built.

    What must be looked at comes first.
    """
    found = [*_found(check), _read(annex), *_sums(annex), *_rounded(printed), *_assumed(annex)]
    found += [*_absent(printed), *_left_out(annex)]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.verdict)))


def _found(check: EditionCheck) -> Iterator[Check]:
    for one in check.findings:
        wrong = one.severity is Severity.WRONG
        yield Check(
            verdict=Verdict.WRONG if wrong else Verdict.ATTENTION,
            text=SUBJECTS[one.check],
            detail=f"{one.where}: found {one.found}, expected {one.expected}",
        )
    if not check.wrong:
        looked = (counted(check.counted[name], *words) for name, words in LOOKED_AT.items())
        yield Check(verdict=Verdict.GOOD, text=f"Niets fout gevonden in {', '.join(looked)}.")


def _read(annex: Annex) -> Check:
    files = counted(len(annex.deliveries.files), "bestand", "bestanden")
    amounts = counted(len(annex.deliveries.amounts), "bedrag", "bedragen")
    text = f"De leveringen zijn zonder fouten gelezen: {files} met {amounts}."
    return Check(verdict=Verdict.GOOD, text=text)


def _sums(annex: Annex) -> Iterator[Check]:
    proved = sum(not one.overlap for table in annex.tables for one in table.sums)
    if proved:
        text = (
            f"Precies de som van de delen: {counted(proved, 'totaal', 'totalen')}, vóór afronding."
        )
        yield Check(verdict=Verdict.GOOD, text=text)


def _rounded(printed: PrintedAnnex) -> Iterator[Check]:
    marked = [
        link.anchor
        for table in printed.tables
        for note in table.notes
        if note.kind == "afronding"
        for link in note.backlinks
    ]
    if marked:
        totals = counted(len(marked), "totaal wijkt", "totalen wijken")
        text = f"Door afronding {totals} af van de delen. Overal staat er een noot bij."
        yield Check(verdict=Verdict.GOOD, text=text, anchor=marked[0])


def _assumed(annex: Annex) -> Iterator[Check]:
    """Count the assumed amounts that a figure of this annex uses."""
    used = {
        quantity
        for table in annex.tables
        for row in table.amounts
        for amount in row
        if amount.expression
        for factor, _ in amount.expression.terms
        for quantity in (factor.quantity, factor.key)
        if quantity is not None and annex.deliveries.sources[quantity].assumed
    }
    if used:
        amounts = counted(len(used), "geleverd bedrag is", "geleverde bedragen zijn")
        text = f"{amounts} een aanname. Zie data/README.md."
        yield Check(verdict=Verdict.ATTENTION, text=text)


def _absent(printed: PrintedAnnex) -> Iterator[Check]:
    for table in printed.tables:
        gaps = [
            cell.anchor
            for cells in table.cells
            for cell in cells
            if cell.figure.absence is Absence.NOT_DELIVERED
        ]
        if gaps:
            figures = counted(len(gaps), "cijfer is", "cijfers zijn")
            text = f"{table.label}: {figures} niet geleverd (n.b.)."
            yield Check(verdict=Verdict.ATTENTION, text=text, anchor=gaps[0])


def _left_out(annex: Annex) -> Iterator[Check]:
    for one in annex.left_out:
        text = f"De tabel “{one.title}” is weggelaten. Niet alle gegevens daarvoor zijn geleverd."
        yield Check(verdict=Verdict.ATTENTION, text=text)
