"""Print a draft: which cells changed, in one sentence and place by place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reporter.annex.indicator import Absence
from reporter.annex.printed import written_exactly
from reporter.check.finding import Severity
from reporter.page.archive import PROSE, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.annex.compose import Annex
    from reporter.annex.printed import Figure, PrintedAnnex
    from reporter.check.finding import EditionCheck
    from reporter.diff.changes import Change, Comparison


class Standing(StrEnum):
    """How an annex stands beside what was accepted of it."""

    ACCEPTED = "goedgekeurd"
    CHANGED = "gewijzigd"
    OPEN = "nog niet goedgekeurd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked; ``anchor`` is where to look, empty if nowhere in particular.

    ``detail`` says what was found and expected as a terminal does, in English.
    """

    severity: Severity
    text: str
    anchor: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as a reader would find it; ``anchor`` is empty where it is in the old annex only."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A changed figure with every place where it stands."""

    change: Change
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An annex beside what was accepted of it, and beside the annex somebody chose instead.

    ``name`` is what the chosen one is called in a Dutch sentence. Where nothing was accepted
    or chosen, there is no comparison.
    """

    accepted: Comparison | None
    chosen: Comparison | None
    name: str

    @property
    def standing(self) -> Standing:
        """Tell how the annex stands."""
        if self.accepted is None:
            return Standing.OPEN
        return Standing.ACCEPTED if self.accepted.is_empty else Standing.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a preview shows of an annex; texts only.

    ``state`` tells the standing in words. ``summary`` is one sentence about the other annex,
    which ``comparison`` and ``marks`` are about too; there is no comparison where there is no
    other annex. ``exact`` holds the exact amounts by anchor, of cells and of the figures of the
    text.
    """

    annex: PrintedAnnex
    standing: Standing
    state: str
    summary: str
    comparison: Comparison | None
    marks: tuple[Mark, ...]
    exact: Mapping[str, str]
    checks: tuple[Check, ...]

    @property
    def is_concept(self) -> bool:
        """Tell whether a page of it must say that it is a draft."""
        return self.standing is not Standing.ACCEPTED


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
    return tuple(sorted(found, key=lambda one: [*Severity].index(one.severity)))


def _found(check: EditionCheck) -> Iterator[Check]:
    for one in check.findings:
        yield Check(
            severity=one.severity,
            text=SUBJECTS[one.check],
            detail=f"{one.where}: found {one.found}, expected {one.expected}",
        )
    if not check.wrong:
        looked = (counted(check.counted[name], *words) for name, words in LOOKED_AT.items())
        yield Check(severity=Severity.GOOD, text=f"Niets fout gevonden in {', '.join(looked)}.")


def _read(annex: Annex) -> Check:
    files = counted(len(annex.deliveries.files), "bestand", "bestanden")
    amounts = counted(len(annex.deliveries.amounts), "bedrag", "bedragen")
    text = f"De leveringen zijn zonder fouten gelezen: {files} met {amounts}."
    return Check(severity=Severity.GOOD, text=text)


def _sums(annex: Annex) -> Iterator[Check]:
    proved = sum(not one.overlap for table in annex.tables for one in table.sums)
    if proved:
        text = (
            f"Precies de som van de delen: {counted(proved, 'totaal', 'totalen')}, vóór afronding."
        )
        yield Check(severity=Severity.GOOD, text=text)


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
        yield Check(severity=Severity.GOOD, text=text, anchor=marked[0])


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
        yield Check(severity=Severity.WARNING, text=text)


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
            yield Check(severity=Severity.WARNING, text=text, anchor=gaps[0])


def _left_out(annex: Annex) -> Iterator[Check]:
    for one in annex.left_out:
        text = f"De tabel “{one.title}” is weggelaten. Niet alle gegevens daarvoor zijn geleverd."
        yield Check(severity=Severity.WARNING, text=text)


OPEN = "Nog niet goedgekeurd: er is niets om mee te vergelijken."


def print_draft(annex: PrintedAnnex, beside: Beside, checks: Sequence[Check]) -> Draft:
    """Print what was found out about an annex."""
    found = beside.chosen
    return Draft(
        annex=annex,
        standing=beside.standing,
        state=_state(beside),
        summary=_summary(found, beside.name) if found else OPEN,
        comparison=found,
        marks=tuple(_marks(annex, found)) if found else (),
        exact=dict(_exact(annex)),
        checks=tuple(checks),
    )


def prose_anchor(name: str) -> str:
    """Give the anchor of a figure of the running text."""
    return f"{PROSE}-{name}"


def counted(number: int, one: str, more: str) -> str:
    """Write ``1 cijfer`` or ``2 cijfers``."""
    return f"{number} {one if number == 1 else more}"


def _state(beside: Beside) -> str:
    """Write ``gewijzigd (3 cijfers)``."""
    if beside.accepted is None or beside.accepted.is_empty:
        return str(beside.standing)
    return f"{beside.standing} ({_amounts(beside.accepted)})"


def _summary(found: Comparison, against: str) -> str:
    if found.is_empty:
        return f"Gelijk aan {against}."
    return f"{_amounts(found)} anders dan in {against}."


def _amounts(found: Comparison) -> str:
    """Write ``3 cijfers en 1 tekst``."""
    parts = [counted(len(found.figures), "cijfer", "cijfers")] if found.figures else []
    parts += [counted(len(found.texts), "tekst", "teksten")] if found.texts else []
    return " en ".join(parts)


def _marks(annex: PrintedAnnex, found: Comparison) -> Iterator[Mark]:
    anchors = dict(_anchors(annex))
    for change in found.figures:
        yield Mark(change=change, spots=tuple(_spots(change, anchors)))


def _spots(change: Change, anchors: dict[Place, str]) -> Iterator[Spot]:
    """Pair each place with its anchor; what was dropped has none, though its place may be taken."""
    for place, label in zip(change.places, change.labels, strict=True):
        anchor = "" if change.new is None else anchors.get(place, "")
        yield Spot(label=_readable(label), anchor=anchor)


def _readable(label: str) -> str:
    """Write ``tekst, toename_markt`` as a reader would say it."""
    table, comma, line = label.partition(", ")
    return f"Lopende tekst{comma}{line.replace('_', ' ')}" if table == PROSE else label


def _anchors(annex: PrintedAnnex) -> Iterator[tuple[Place, str]]:
    for table in annex.tables:
        for cells in table.cells:
            for cell in cells:
                yield Place(table.name, cell.row, cell.column), cell.anchor
    for name in annex.prose:
        yield Place(PROSE, name, ""), prose_anchor(name)


def _exact(annex: PrintedAnnex) -> Iterator[tuple[str, str]]:
    for anchor, figure in _figures(annex):
        if figure.exact is not None:
            yield anchor, written_exactly(figure.exact)


def _figures(annex: PrintedAnnex) -> Iterator[tuple[str, Figure]]:
    for table in annex.tables:
        for cells in table.cells:
            yield from ((cell.anchor, cell.figure) for cell in cells)
    for name, figure in annex.prose.items():
        yield prose_anchor(name), figure
