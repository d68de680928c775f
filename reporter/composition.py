"""Compose the annex of an edition: its declared tables, filled, and the figures of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import CountingError, suggestion
from reporter.measurement import Measurement, fill, lacking, measure
from reporter.model.annex import Annex, LeftOut
from reporter.model.expression import Kind
from reporter.tables import DECLARATIONS, Scope, prose_figures

if TYPE_CHECKING:
    from reporter.model.annex import FilledTable
    from reporter.model.deliveries import Deliveries
    from reporter.model.edition import Edition
    from reporter.model.table import Table


def compose(edition: Edition, deliveries: Deliveries) -> Annex:
    """Fill the tables of an edition; leave out those that the deliveries cannot fill.

    Raises CountingError for a table nobody declared, or if none is left that speaks of the
    edition's own year.
    """
    scope = scope_of(edition, deliveries)
    measurement = Measurement(deliveries)
    filled = [fill(measurement, table) for table in declared(edition, scope)]
    reasons = {one.table.name: lacking(one, edition.year) for one in filled}
    left_out = tuple(
        LeftOut(name=one.table.name, title=one.table.title, reason=reasons[one.table.name])
        for one in filled
        if reasons[one.table.name]
    )
    of_the_year = [one for one in filled if _speaks_of(one, edition.year)]
    if all(reasons[one.table.name] for one in of_the_year or filled):
        message = (
            f"edition {edition.name}: no table of {edition.year} can be made; {left_out[0].reason}"
        )
        raise CountingError(message)
    return Annex(
        edition=edition,
        measurement=scope.measurement,
        tables=tuple(one for one in filled if not reasons[one.table.name]),
        left_out=left_out,
        prose={name: measure(measurement, one) for name, one in prose_figures(scope).items()},
        deliveries=deliveries,
    )


def scope_of(edition: Edition, deliveries: Deliveries) -> Scope:
    """Tell the declarations what year it is and what was delivered."""
    years = (row.year for row in deliveries.amounts if row.kind is Kind.TARGET)
    return Scope(
        year=edition.year, groups=deliveries.groups, target_years=tuple(dict.fromkeys(years))
    )


def declared(edition: Edition, scope: Scope) -> tuple[Table, ...]:
    """Look up the tables that an edition names."""
    for name in edition.tables:
        if name not in DECLARATIONS:
            message = (
                f'data/editions/{edition.name}.toml, setting tabellen: found "{name}", expected '
                f"one of {', '.join(DECLARATIONS)}. {suggestion(name, DECLARATIONS)}"
            )
            raise CountingError(message.rstrip())
    return tuple(DECLARATIONS[name](scope) for name in edition.tables)


def _speaks_of(filled: FilledTable, year: int) -> bool:
    return any(amount.indicator.year == year for row in filled.amounts for amount in row)
