"""Increase per sector and form of employment (tables 1 and 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.model.indicator import Indicator, Measure, Unit
from reporter.model.table import Table
from reporter.tables.lines import FORMAL, HIRED, TARGET, TOTAL, sector_columns

if TYPE_CHECKING:
    from reporter.tables.scope import Scope


def in_the_letter(scope: Scope) -> Table:
    """Table 1: the results as the letter opens with them."""
    return Table(
        name="resultaten",
        title=f"Extra banen eind {scope.year} sinds de nulmeting, per sector",
        base=Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=scope.year),
        rows=(FORMAL, HIRED, TOTAL, TARGET),
        columns=sector_columns(
            "Toename aantal banen markt",
            "Toename aantal banen overheid",
            "Totale toename aantal banen",
        ),
    )


def in_the_annex(scope: Scope) -> Table:
    """Table 4: the figures of table 1 again, where the annex sets them beside the stocks."""
    return replace(
        in_the_letter(scope),
        name="resultaten-bijlage",
        title=f"Toename van het aantal banen tussen eind 2012 (nulmeting) en eind {scope.year}",
    )
