"""What stands beside an annex in the preview: changes, texts, checks, notes, tables left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.model.change import ChangeClass
from reporter.model.draft import Standing, Verdict
from reporter.rendering.html import fill
from reporter.rendering.report import SIGNS, texts_with_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.model.draft import Check, Draft, Mark, Spot
    from reporter.model.printed import Backlink
    from reporter.rendering.report import Text

STANDINGS = {Standing.ACCEPTED: "✓", Standing.CHANGED: "≠", Standing.OPEN: "○"}
STANDING_WORDS = {
    Standing.ACCEPTED: "Goedgekeurd",
    Standing.CHANGED: "Concept",
    Standing.OPEN: "Concept",
}
VERDICTS = {Verdict.GOOD: "✓", Verdict.ATTENTION: "!", Verdict.WRONG: "✕"}
NOT_ADDING_UP = frozenset({"afronding", "uniek"})
"""The kinds of notes that say why printed figures do not add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A changed figure in the list: the place to go to first, and the others."""

    sign: str
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
    """A check with the sign of what it found."""

    sign: str
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """All that the template shows, each list with its length as text."""

    draft: Draft
    sign: str
    standing: str
    entries: tuple[Entry, ...]
    texts: tuple[Text, ...]
    checks: tuple[CheckLine, ...]
    reasons: tuple[Reason, ...]
    counts: dict[str, str]


def render_margin(draft: Draft, templates: Path) -> str:
    """Write the margin as a fragment. Raises PrintingError if a template is wrong."""
    entries = tuple(_entries(draft))
    texts = tuple(texts_with_places(draft.comparison) if draft.comparison else ())
    reasons = tuple(_reasons(draft))
    margin = Margin(
        draft=draft,
        sign=STANDINGS[draft.standing],
        standing=STANDING_WORDS[draft.standing],
        entries=entries,
        texts=texts,
        checks=tuple(CheckLine(sign=VERDICTS[one.verdict], check=one) for one in draft.checks),
        reasons=reasons,
        counts={
            "cijfers": str(len(entries)),
            "teksten": str(len(texts)),
            "controles": str(len(draft.checks)),
            "noten": str(sum(len(one.places) for one in reasons)),
        },
    )
    return fill("voorbeeld-kantlijn.html.j2", templates, margin=margin)


def _entries(draft: Draft) -> Iterator[Entry]:
    for mark in draft.marks:
        first, *others = mark.spots
        sign = SIGNS[ChangeClass(mark.change.kind)]
        yield Entry(sign=sign, mark=mark, first=first, others=tuple(others))


def _reasons(draft: Draft) -> Iterator[Reason]:
    for table in draft.annex.tables:
        for note in table.notes:
            if note.kind in NOT_ADDING_UP:
                yield Reason(
                    table=table.label, anchor=note.anchor, text=note.text, places=note.backlinks
                )
