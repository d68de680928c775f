"""The series of one sector since the baseline (tables 2 and 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import BASELINE_YEAR, FIRST_YEAR, Indicator, Measure, Sector, Unit
from reporter.model.table import Line, Table
from reporter.tables.lines import FORMAL, HIRED, TARGET, TOTAL

if TYPE_CHECKING:
    from reporter.tables.scope import Scope


def market(scope: Scope) -> Table:
    """Table 2: the sector market."""
    return _series("reeks-markt", "markt", Sector.MARKET, scope)


def government(scope: Scope) -> Table:
    """Table 3: the sector government."""
    return _series("reeks-overheid", "overheid", Sector.GOVERNMENT, scope)


def _series(name: str, label: str, sector: Sector, scope: Scope) -> Table:
    """Set the years signed beside the baseline, which is a stock and has no sign."""
    baseline = Line(
        key=str(BASELINE_YEAR),
        label="Nulmeting",
        fixes={"measure": Measure.STOCK, "year": BASELINE_YEAR},
    )
    years = tuple(
        Line(key=str(year), label=str(year), fixes={"year": year}, signed=True)
        for year in range(FIRST_YEAR, scope.year + 1)
    )
    return Table(
        name=name,
        title=f"Extra banen in de sector {label} sinds de nulmeting, per jaar",
        base=Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=scope.year, sector=sector),
        rows=(FORMAL, HIRED, TOTAL, TARGET),
        columns=(baseline, *years),
    )
