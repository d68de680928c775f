"""The annex as a draft: with a watermark, and on the preview with figures that can be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reporter.model.archive import PROSE
from reporter.rendering.html import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reporter.model.draft import Draft
    from reporter.model.printed import Figure, PrintedAnnex, PrintedTable
    from reporter.model.printed_change import PrintedChange

BUTTON = Markup(
    '<button type="button" class="%s" data-plaats="%s" data-naam="%s"%s>%s'
    '<span class="precies">%s</span>%s</button>'
)
CHANGED = Markup(' data-soort="%s" data-was="%s" data-verschil="%s" data-reden="%s"')
EXPLAINED = Markup(' data-uitleg="%s"')
HEARD = Markup('<span class="stil"> (%s)</span>')
LINE = Markup('<span data-uitleg-van="%s">%s</span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clothes:
    """What the figures of a draft wear, by anchor."""

    exact: Mapping[str, str]
    changes: Mapping[str, PrintedChange]

    def button(self, anchor: str, name: str, text: str, explanation: str = "") -> Markup:
        """Make a figure a button that knows its name and what it was."""
        change = self.changes.get(anchor)
        said = EXPLAINED % explanation if explanation else Markup()
        if change:
            reasons = "; ".join(change.reasons)
            said += CHANGED % (change.word, change.old, change.difference, reasons)
        return BUTTON % (
            "cijfer anders" if change else "cijfer",
            anchor,
            name,
            said,
            text,
            self.exact.get(anchor, ""),
            HEARD % _heard(change) if change else "",
        )


def render_concept(draft: Draft, templates: Path) -> str:
    """Give the page of a draft as it is handed on: the annex, with a watermark.

    Raises PrintingError if a template is wrong.
    """
    return fill("voorbeeld-concept.html.j2", templates, draft=draft, annex=draft.annex)


def render_draft(draft: Draft, templates: Path) -> str:
    """Give the page of the preview: each figure a button, what changed is marked.

    Only the figures are other than in the annex. Raises PrintingError if a template is wrong.
    """
    return fill("voorbeeld-bijlage.html.j2", templates, draft=draft, annex=_dressed(draft))


def _dressed(draft: Draft) -> PrintedAnnex:
    """Give the same annex with figures that are markup; all that was text is escaped."""
    clothes = _Clothes(exact=draft.exact, changes=dict(_changes(draft)))
    annex = draft.annex
    return replace(
        annex,
        tables=tuple(_table(table, clothes) for table in annex.tables),
        prose={name: _prose(name, figure, clothes) for name, figure in annex.prose.items()},
    )


def _changes(draft: Draft) -> Iterator[tuple[str, PrintedChange]]:
    for mark in draft.marks:
        yield from ((spot.anchor, mark.change) for spot in mark.spots if spot.anchor)


def _table(table: PrintedTable, clothes: _Clothes) -> PrintedTable:
    def figure(anchor: str, name: str, bare: Figure) -> Figure:
        return replace(
            bare,
            text=clothes.button(anchor, name, bare.text),
            explanation=bare.explanation and LINE % (anchor, bare.explanation),
        )

    return replace(
        table,
        cells=tuple(
            tuple(
                replace(
                    cell,
                    figure=figure(
                        cell.anchor, f"{table.label}, {row.label}, {column.label}", cell.figure
                    ),
                )
                for column, cell in zip(table.columns, cells, strict=True)
            )
            for row, cells in zip(table.rows, table.cells, strict=True)
        ),
    )


def _prose(name: str, figure: Figure, clothes: _Clothes) -> Figure:
    """Dress a figure of the running text, which brings its explanation: print has none."""
    anchor, said = f"{PROSE}-{name}", f"Lopende tekst, {name.replace('_', ' ')}"
    return replace(
        figure,
        text=clothes.button(anchor, said, figure.text, figure.explanation),
        size=clothes.button(anchor, said, figure.size, figure.explanation),
    )


def _heard(change: PrintedChange) -> str:
    """Say what changed for who listens, and for who asks the figure what it was."""
    was = f", was {change.old}" if change.old and change.old != change.new else ""
    return f"{change.word}{was}"
