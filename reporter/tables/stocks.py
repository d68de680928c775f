"""The number of jobs at one date (tables 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import BASELINE_YEAR, Indicator, Measure, Unit
from reporter.model.table import Table
from reporter.tables.lines import FORMAL, HIRED, TOTAL, sector_columns

if TYPE_CHECKING:
    from reporter.tables.scope import Scope


def baseline(_: Scope) -> Table:
    """Table 5: the baseline."""
    return _stock("nulmeting", BASELINE_YEAR, "nulmeting")


def measurement(scope: Scope) -> Table:
    """Table 6: the measurement of this year."""
    return _stock("meting", scope.year, scope.measurement)


def _stock(name: str, year: int, measurement_name: str) -> Table:
    return Table(
        name=name,
        title=f"Aantal banen eind {year} ({measurement_name})",
        base=Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=year),
        rows=(FORMAL, HIRED, TOTAL),
        columns=sector_columns(
            "Aantal banen markt", "Aantal banen overheid", "Totaal aantal banen"
        ),
    )
