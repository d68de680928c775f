"""What parliament reads first: targets newly met or missed, directions that turned."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.change import Headline, Turn
from reporter.model.indicator import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.archive import Archive, ArchivedFigure


TOLD = (f"{Measure.GAP}/", f"{Measure.CHANGE}/")
"""How the keys of figures begin that can turn."""


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
        for key in annex.figures
        if key.startswith(TOLD)
        and (figure := annex.figures[key]).year == str(annex.year)
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
