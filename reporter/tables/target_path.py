"""The target path for the planned law, which no longer splits by sector (letter of July 2019)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import STRUCTURAL, Indicator, Measure, Unit
from reporter.model.table import Line, Table

if TYPE_CHECKING:
    from reporter.model.indicator import Year
    from reporter.tables.scope import Scope


def without_sectors(scope: Scope) -> Table:
    """Give the target of both sectors together, from the year of the edition on."""
    return Table(
        name="ingroeipad",
        title="Ingroeipad van de banenafspraak zonder sectoren",
        base=Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=scope.year),
        corner="Doel",
        rows=(Line(key="doelstelling", label="Jaarlijkse doelstelling", fixes={}),),
        columns=tuple(
            Line(key=str(year), label=_label(year), fixes={"year": year})
            for year in scope.target_years
            if year == STRUCTURAL or int(year) >= scope.year
        ),
    )


def _label(year: Year) -> str:
    return "Structureel" if year == STRUCTURAL else str(year)
