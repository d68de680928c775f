"""An annex beside what was accepted of it: how it stands, what changed where, what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.indicator import Absence
from reporter.check.finding import EditionCheck, Severity
from reporter.page.archive import PROSE, Place
from reporter.preview.dutch import in_dutch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.annex.compose import Annex
    from reporter.annex.printed import PrintedAnnex
    from reporter.diff.changes import Change, Comparison
    from reporter.preview.texts import MarkedText

OPEN = "Nog niet goedgekeurd: er is niets om mee te vergelijken."


class Standing(StrEnum):
    """How an annex stands beside what was accepted of it, if it can be made at all."""

    ACCEPTED = "goedgekeurd"
    CHANGED = "gewijzigd"
    OPEN = "nog niet goedgekeurd"
    IMPOSSIBLE = "bouwt niet"

    @property
    def sign(self) -> str:
        """What shows it to the eye, beside the words."""
        return dict(zip(Standing, "✓≠○✕", strict=True))[self]


class MarkedChange(NamedTuple):
    """A changed figure with every place where it stands, as a reader finds it, and its anchor.

    The anchor is empty where the figure was dropped: its place may be another's now.
    """

    change: Change
    places: tuple[tuple[str, str], ...]


class MarginCheck(NamedTuple):
    """One thing that was checked; ``anchor`` is where to look, empty if nowhere in particular.

    ``detail`` says what was found and expected.
    """

    severity: Severity
    text: str
    anchor: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedAnnex:
    """An annex beside what was accepted of it, and beside the annex somebody chose instead.

    ``against`` is what the chosen one is called in a Dutch sentence. A comparison is None where
    nothing was accepted or chosen.
    """

    annex: PrintedAnnex
    accepted: Comparison | None
    chosen: Comparison | None
    against: str
    checks: tuple[MarginCheck, ...]
    texts: tuple[MarkedText, ...] = ()
    """Those that are other than in the chosen annex."""

    @property
    def standing(self) -> Standing:
        """How it stands beside what was accepted."""
        if self.accepted is None:
            return Standing.OPEN
        return Standing.ACCEPTED if self.accepted.is_empty else Standing.CHANGED

    @property
    def is_concept(self) -> bool:
        """Whether a page of it must say that it is a draft."""
        return self.standing is not Standing.ACCEPTED

    @property
    def state(self) -> str:
        """The standing in words: ``gewijzigd (3 cijfers)``."""
        failed = f", {self.failed}" if self.failed else ""
        if self.accepted is None or self.accepted.is_empty:
            return f"{self.standing}{failed}"
        return f"{self.standing} ({_amounts(self.accepted)}){failed}"

    @property
    def mistakes(self) -> int:
        """How many checks failed."""
        return sum(check.severity is Severity.WRONG for check in self.checks)

    @property
    def failed(self) -> str:
        """The same in words; nothing if all went well."""
        if not self.mistakes:
            return ""
        return _counted(self.mistakes, "controle mislukt", "controles mislukt")

    @property
    def summary(self) -> str:
        """What failed, and how it stands beside the chosen annex."""
        failed = f"{self.failed}. " if self.failed else ""
        if self.chosen is None:
            return f"{failed}{OPEN}"
        if self.chosen.is_empty:
            return f"{failed}Gelijk aan {self.against}."
        return f"{failed}{_amounts(self.chosen)} anders dan in {self.against}."

    @property
    def marks(self) -> tuple[MarkedChange, ...]:
        """The figures that are other than in the chosen annex."""
        return tuple(_marks(self.annex, self.chosen)) if self.chosen else ()


def _amounts(found: Comparison) -> str:
    """Write ``3 cijfers en 1 tekst``."""
    parts = [_counted(len(found.figures), "cijfer", "cijfers")] if found.figures else []
    parts += [_counted(len(found.texts), "tekst", "teksten")] if found.texts else []
    return " en ".join(parts)


def _marks(annex: PrintedAnnex, found: Comparison) -> Iterator[MarkedChange]:
    anchors = dict(_anchors(annex))
    for change in found.figures:
        there = anchors if change.new is not None else {}
        places = zip(change.labels, change.places, strict=True)
        marked = tuple((_readable(label), there.get(place, "")) for label, place in places)
        yield MarkedChange(change, marked)


def _anchors(annex: PrintedAnnex) -> Iterator[tuple[Place, str]]:
    for table in annex.tables:
        for _, _, cell in table.places():
            yield Place(table.name, cell.row, cell.column), cell.anchor
    for name in annex.prose:
        yield Place(PROSE, name, ""), prose_anchor(name)


def prose_anchor(name: str) -> str:
    """The anchor of a figure of the running text."""
    return f"{PROSE}-{name}"


def _readable(label: str) -> str:
    """Write ``tekst, toename_markt`` as a reader would say it."""
    table, comma, line = label.partition(", ")
    return f"Lopende tekst{comma}{line.replace('_', ' ')}" if table == PROSE else label


STYLED = "De stijl is gewijzigd: {} is anders dan die van het programma. Kijk of alles te zien is."
SUBJECTS = {
    "figures": "Een getal of kop op de pagina past niet bij zijn betekenis.",
    "identities": "Een totaal is niet de som van zijn delen.",
    "rounding notes": "Een noot over afronding ontbreekt of is te veel.",
    "links": "Een noot of verwijzing komt nergens uit.",
    "targets": "De doelstelling past niet in het ingroeipad.",
    "claims": "De woorden zeggen iets anders dan de cijfers.",
    "keys": "De uitkomst hangt af van de verdeelsleutel.",
    "persons": "Personen en banen passen niet bij elkaar.",
    "bounds": "Een levering is heel anders dan de vorige. Is dat een tikfout?",
    "years": "Een jaartal of naam van een meting lijkt verouderd.",
}
"""What a finding of each check is about."""
LOOKED_AT = {"figures": ("cijfer", "cijfers"), "identities": ("som", "sommen")}


def margin_checks(
    annex: Annex, printed: PrintedAnnex, check: EditionCheck, styles: Sequence[str] = ()
) -> tuple[MarginCheck, ...]:
    """Give what a check found, and what holds for an annex that was built, the worst first.

    ``styles`` are those of the project that are not the program's.
    """
    listed = [*_found(check), *(MarginCheck(Severity.WARNING, STYLED.format(s)) for s in styles)]
    listed += [*_read(annex), *_rounded(printed), *_assumed(annex)]
    listed += _absent(printed)
    return tuple(sorted(listed, key=lambda line: [*Severity].index(line.severity)))


def _found(check: EditionCheck) -> Iterator[MarginCheck]:
    for finding in check.findings:
        where, found, expected = map(in_dutch, (finding.where, finding.found, finding.expected))
        detail = f"{where}: gevonden {found}, verwacht {expected}"
        yield MarginCheck(finding.severity, SUBJECTS[finding.check], detail=detail)
    if not check.wrong:
        looked = (_counted(check.counted[name], *words) for name, words in LOOKED_AT.items())
        yield MarginCheck(Severity.GOOD, f"Niets fout gevonden in {', '.join(looked)}.")


def _read(annex: Annex) -> Iterator[MarginCheck]:
    files = _counted(len(annex.deliveries.files), "bestand", "bestanden")
    amounts = _counted(len(annex.deliveries.amounts), "bedrag", "bedragen")
    yield MarginCheck(
        Severity.GOOD, f"De leveringen zijn zonder fouten gelezen: {files} met {amounts}."
    )
    proved = sum(not total.overlap for table in annex.tables for total in table.sums)
    if proved:
        totals = _counted(proved, "totaal", "totalen")
        yield MarginCheck(Severity.GOOD, f"Precies de som van de delen: {totals}, vóór afronding.")


def _rounded(printed: PrintedAnnex) -> Iterator[MarginCheck]:
    marked = [
        link.anchor
        for table in printed.tables
        for note in table.notes
        if note.kind == "afronding"
        for link in note.backlinks
    ]
    if marked:
        totals = _counted(len(marked), "totaal wijkt", "totalen wijken")
        text = f"Door afronding {totals} af van de delen. Overal staat er een noot bij."
        yield MarginCheck(Severity.GOOD, text, marked[0])


def _assumed(annex: Annex) -> Iterator[MarginCheck]:
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
        amounts = _counted(len(used), "geleverd bedrag is", "geleverde bedragen zijn")
        yield MarginCheck(Severity.WARNING, f"{amounts} een aanname. Zie data/README.md.")


def _absent(printed: PrintedAnnex) -> Iterator[MarginCheck]:
    for table in printed.tables:
        cells = (cell for _, _, cell in table.places())
        gaps = [cell.anchor for cell in cells if cell.figure.absence is Absence.NOT_DELIVERED]
        if gaps:
            figures = _counted(len(gaps), "cijfer is", "cijfers zijn")
            text = f"{table.label}: {figures} niet geleverd (n.b.)."
            yield MarginCheck(Severity.WARNING, text, gaps[0])
    for missing in printed.left_out:
        text = f"De tabel “{missing.title}” is weggelaten."
        yield MarginCheck(Severity.WARNING, f"{text} Niet alle gegevens daarvoor zijn geleverd.")


def _counted(number: int, singular: str, plural: str) -> str:
    """Write ``1 cijfer`` or ``2 cijfers``."""
    return f"{number} {singular if number == 1 else plural}"
