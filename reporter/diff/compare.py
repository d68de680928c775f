"""Compare two archives: pure, no file is touched and nothing is printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Measure
from reporter.diff.changes import ChangeClass, Comparison, Headline, Turn
from reporter.diff.figures import figure_changes
from reporter.diff.texts import text_changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.page.archive import Archive

WEIGHTS = list(ChangeClass)
TOLD = (Measure.GAP, Measure.CHANGE)
"""What can turn: the distance from a target, and the yearly change."""


def compare(old: Archive, new: Archive) -> Comparison:
    """Match figures by indicator and texts by place; what is equal is left out."""
    figures = figure_changes(old, new)
    changed = [change.indicator for change in figures]
    came = sum(indicator not in old.figures for indicator in changed)
    stayed = sum(indicator in old.figures and indicator in new.figures for indicator in changed)
    return Comparison(
        old=old,
        new=new,
        headlines=tuple(_headlines(old, new)),
        figures=tuple(sorted(figures, key=lambda change: WEIGHTS.index(change.kind))),
        texts=tuple(text_changes(old, new, figures)),
        unchanged=len(new.figures) - came - stayed,
    )


def _headlines(old: Archive, new: Archive) -> Iterator[Headline]:
    """Compare each annex's own year: last year's result with this year's, or two drafts."""
    own = [what for what in new.figures if what.measure in TOLD and what.year == new.year]
    for what in own:
        now, then = new.figures[what][0], old.figures.get(replace(what, year=old.year))
        if now.exact is None or then is None or then[0].exact is None:
            continue
        turn = _turn(what.measure, Fraction(then[0].exact), Fraction(now.exact))
        if turn:
            yield Headline(turn=turn, indicator=what, old=then[0].printed, new=now.printed)


def _turn(measure: Measure, then: Fraction, now: Fraction) -> Turn | None:
    if measure is Measure.GAP:
        if (then >= 0) == (now >= 0):
            return None
        return Turn.NEWLY_MET if now >= 0 else Turn.NEWLY_MISSED
    if then * now >= 0:
        return None
    return Turn.FELL_NOW_GROWS if now > 0 else Turn.GREW_NOW_FALLS
