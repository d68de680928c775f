"""Print a draft: which cells changed, in one sentence and place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.formatting.changes import print_comparison
from reporter.formatting.explanation import written_exactly
from reporter.model.archive import PROSE, Place
from reporter.model.change import Comparison
from reporter.model.draft import Draft, Mark, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.change import Change
    from reporter.model.draft import Beside, Check
    from reporter.model.printed import Figure, PrintedAnnex
    from reporter.model.printed_change import PrintedChange, PrintedComparison

OPEN = "Nog niet goedgekeurd: er is niets om mee te vergelijken."


def print_draft(annex: PrintedAnnex, beside: Beside, checks: Sequence[Check]) -> Draft:
    """Print what was found out about an annex."""
    told = (
        print_comparison(beside.chosen, beside.name, annex.edition.name) if beside.chosen else None
    )
    return Draft(
        annex=annex,
        standing=beside.standing,
        state=_state(beside),
        summary=_summary(told, beside.name) if told else OPEN,
        comparison=told,
        marks=tuple(_marks(annex, beside.chosen, told)) if beside.chosen and told else (),
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


def _summary(told: PrintedComparison, against: str) -> str:
    if told.is_empty:
        return f"Gelijk aan {against}."
    return f"{_amounts(told)} anders dan in {against}."


def _amounts(found: Comparison | PrintedComparison) -> str:
    """Write ``3 cijfers en 1 tekst``."""
    figures = found.figures if isinstance(found, Comparison) else found.changes
    parts = [counted(len(figures), "cijfer", "cijfers")] if figures else []
    parts += [counted(len(found.texts), "tekst", "teksten")] if found.texts else []
    return " en ".join(parts)


def _marks(annex: PrintedAnnex, found: Comparison, told: PrintedComparison) -> Iterator[Mark]:
    anchors = dict(_anchors(annex))
    for change, printed in zip(found.figures, told.changes, strict=True):
        yield Mark(change=printed, spots=tuple(_spots(change, printed, anchors)))


def _spots(change: Change, printed: PrintedChange, anchors: dict[Place, str]) -> Iterator[Spot]:
    """Pair each place with its anchor; what was dropped has none, though its place may be taken."""
    for place, label in zip(change.places, printed.places, strict=True):
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
