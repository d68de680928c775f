"""Compare two archives: pure, no file is touched and nothing is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.diff.changes import Change, ChangeClass, Comparison
from reporter.diff.figures import common, figure_changes, headlines
from reporter.diff.texts import text_changes

if TYPE_CHECKING:
    from reporter.page.archive import Archive

WEIGHT = {kind: weight for weight, kind in enumerate(ChangeClass)}


def compare(old: Archive, new: Archive) -> Comparison:
    """Match figures by indicator and texts by place; what is equal is left out."""
    figures = figure_changes(old, new)
    return Comparison(
        old=old,
        new=new,
        headlines=tuple(headlines(old, new)),
        figures=tuple(sorted(figures, key=_weight)),
        texts=tuple(text_changes(old, new, figures)),
        unchanged=common(old, new, figures) - _kept(old, new, figures),
    )


def _weight(change: Change) -> int:
    return WEIGHT[change.kind]


def _kept(old: Archive, new: Archive, changes: list[Change]) -> int:
    """Count the changed figures that both annexes hold."""
    return sum(one.indicator in old.figures and one.indicator in new.figures for one in changes)
