"""The declared tables, by name. Adding a table is adding one declaration to ``DECLARATIONS``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.tables import persons, prose, results, series, stocks, target_path
from reporter.tables.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporter.model.indicator import Indicator
    from reporter.model.table import Table

__all__ = ["DECLARATIONS", "Scope", "prose_figures"]

DECLARATIONS: Mapping[str, Callable[[Scope], Table]] = {
    "resultaten": results.in_the_letter,
    "reeks-markt": series.market,
    "reeks-overheid": series.government,
    "resultaten-bijlage": results.in_the_annex,
    "nulmeting": stocks.baseline,
    "meting": stocks.measurement,
    "doelgroepen": persons.by_target_group,
    "ingroeipad": target_path.without_sectors,
}


def prose_figures(scope: Scope) -> Mapping[str, Indicator]:
    """Give the indicators that the running text may use, by the name it uses."""
    return prose.figures(scope)
