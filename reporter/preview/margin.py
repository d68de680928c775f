"""What stands beside an annex in the preview: changes, texts, checks, notes, tables left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reporter.check.finding import Severity
from reporter.page.archive import PROSE
from reporter.page.html import fill
from reporter.preview.draft import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.annex.printed import Backlink, Figure, PrintedAnnex, PrintedTable
    from reporter.diff.changes import Change, TextChange
    from reporter.preview.draft import Check, Draft, Mark, Spot
    from reporter.project import Templates

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
    changes: Mapping[str, Change]

    def button(self, anchor: str, name: str, text: str, explanation: str = "") -> Markup:
        """Make a figure a button that knows its name and what it was."""
        change = self.changes.get(anchor)
        said = EXPLAINED % explanation if explanation else Markup()
        if change:
            reasons = "; ".join(change.reasons)
            said += CHANGED % (change.word, change.old or "", change.move, reasons)
        return BUTTON % (
            "cijfer anders" if change else "cijfer",
            anchor,
            name,
            said,
            text,
            self.exact.get(anchor, ""),
            HEARD % _heard(change) if change else "",
        )


def render_concept(draft: Draft, templates: Templates) -> str:
    """Give the page of a draft as it is handed on: the annex, with a watermark.

    Raises PrintingError if a template is wrong.
    """
    return fill("voorbeeld-concept.html.j2", templates, draft=draft, annex=draft.annex)


def render_draft(draft: Draft, templates: Templates) -> str:
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


def _changes(draft: Draft) -> Iterator[tuple[str, Change]]:
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


def _heard(change: Change) -> str:
    """Say what changed for who listens, and for who asks the figure what it was."""
    was = f", was {change.old}" if change.old and change.old != change.new else ""
    return f"{change.word}{was}"


STANDINGS = {Standing.ACCEPTED: "✓", Standing.CHANGED: "≠", Standing.OPEN: "○"}
STANDING_WORDS = {
    Standing.ACCEPTED: "Goedgekeurd",
    Standing.CHANGED: "Concept",
    Standing.OPEN: "Concept",
}
SEVERITIES = {
    Severity.WRONG: ("✕", "fout"),
    Severity.WARNING: ("!", "let op"),
    Severity.GOOD: ("✓", "goed"),
}
"""The sign and the word of each."""
NOT_ADDING_UP = frozenset({"afronding", "uniek"})
"""The kinds of notes that say why printed figures do not add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A changed figure in the list: the place to go to first, and the others."""

    mark: Mark
    first: Spot
    others: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A note that says why a total is no sum, with the places it holds for."""

    table: str
    anchor: str
    text: str
    places: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A check with the sign and the word of what it found."""

    sign: str
    word: str
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """All that the template shows, each list with its length as text."""

    draft: Draft
    sign: str
    standing: str
    entries: tuple[Entry, ...]
    texts: tuple[TextChange, ...]
    checks: tuple[CheckLine, ...]
    reasons: tuple[Reason, ...]
    counts: dict[str, str]


def render_margin(draft: Draft, templates: Templates) -> str:
    """Write the margin as a fragment. Raises PrintingError if a template is wrong."""
    entries = tuple(_entries(draft))
    texts = draft.comparison.texts if draft.comparison else ()
    reasons = tuple(_reasons(draft))
    margin = Margin(
        draft=draft,
        sign=STANDINGS[draft.standing],
        standing=STANDING_WORDS[draft.standing],
        entries=entries,
        texts=texts,
        checks=tuple(_check_line(one) for one in draft.checks),
        reasons=reasons,
        counts={
            "cijfers": str(len(entries)),
            "teksten": str(len(texts)),
            "controles": str(len(draft.checks)),
            "noten": str(sum(len(one.places) for one in reasons)),
        },
    )
    return fill("voorbeeld-kantlijn.html.j2", templates, margin=margin)


def _check_line(check: Check) -> CheckLine:
    sign, word = SEVERITIES[check.severity]
    return CheckLine(sign=sign, word=word, check=check)


def _entries(draft: Draft) -> Iterator[Entry]:
    for mark in draft.marks:
        first, *others = mark.spots
        yield Entry(mark=mark, first=first, others=tuple(others))


def _reasons(draft: Draft) -> Iterator[Reason]:
    for table in draft.annex.tables:
        for note in table.notes:
            if note.kind in NOT_ADDING_UP:
                yield Reason(
                    table=table.label, anchor=note.anchor, text=note.text, places=note.backlinks
                )
