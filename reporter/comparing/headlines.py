"""What parliament reads first: targets newly met or missed, directions that turned."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.change import Headline, Turn
from reporter.model.indicator import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.archive import Archive, ArchivedFigure


def headlines(old: Archive, new: Archive) -> Iterator[Headline]:
    """Compare each annex's own year: last year's result with this year's, or two drafts."""
    before = {figure.kin: figure for figure in _own(old)}
    for figure in _own(new):
        earlier = before.get(figure.kin)
        turn = _turn(earlier, figure) if earlier else None
        if earlier and turn:
            yield Headline(
                turn=turn,
                indicator=figure.key,
                old=old.occurrences[earlier.key][0].printed,
                new=new.occurrences[figure.key][0].printed,
            )


def _own(annex: Archive) -> list[ArchivedFigure]:
    """Give the distances from a target and the yearly changes of the annex's own year."""
    return [
        figure
        for figure in annex.figures.values()
        if figure.measure in (Measure.GAP, Measure.CHANGE)
        and figure.year == str(annex.year)
        and figure.exact is not None
    ]


def _turn(before: ArchivedFigure, after: ArchivedFigure) -> Turn | None:
    then, now = Fraction(before.exact or 0), Fraction(after.exact or 0)
    if after.measure == Measure.GAP:
        if (then >= 0) == (now >= 0):
            return None
        return Turn.NEWLY_MET if now >= 0 else Turn.NEWLY_MISSED
    if then * now >= 0:
        return None
    return Turn.FELL_NOW_GROWS if now > 0 else Turn.GREW_NOW_FALLS
