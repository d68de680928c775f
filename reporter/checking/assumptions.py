"""What print leaves open, settled by stated assumptions; each is one linear equation.

Every row that an assumption touches is marked as assumed in the deliveries.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.model.expression import Expression, Factor
from reporter.model.indicator import BASELINE_YEAR, Form, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.model.expression import Quantity
    from reporter.model.indicator import Year

NEW_GROUPS = ("participatiewet",)
"""Groups of a law that is younger than the baseline: they had no stock in it."""


def assumptions(
    rows: Sequence[Quantity], increase: Mapping[tuple[Year, Sector], Fraction]
) -> Iterator[Expression]:
    """Give expressions that are nought by assumption.

    ``increase`` is the printed increase of formal jobs per year and sector: what a group
    gained or lost is spread over the sectors in that proportion.
    """
    baseline = [row for row in rows if row.year == BASELINE_YEAR]
    yield from _no_stock_of_new_groups(baseline)
    yield from _equal_shares(baseline)
    yield from _proportional(rows, increase)


def _no_stock_of_new_groups(baseline: Sequence[Quantity]) -> Iterator[Expression]:
    """Leave the baseline of a new group at nought, so its increase is its number."""
    for row in baseline:
        if row.group in NEW_GROUPS:
            yield _of((row, 1))


def _equal_shares(baseline: Sequence[Quantity]) -> Iterator[Expression]:
    """Give groups in one sector, and agency and secondment, equal shares of the baseline."""
    old = [row for row in baseline if row.group not in NEW_GROUPS]
    for sector in (*Sector, None):
        for one, other in pairwise(row for row in old if row.sector is sector):
            yield _of((one, 1), (other, -1))


def _proportional(
    rows: Sequence[Quantity], increase: Mapping[tuple[Year, Sector], Fraction]
) -> Iterator[Expression]:
    """Spread the increase of each old group over the sectors as the whole increase is."""
    market = [row for row in rows if row.sector is Sector.MARKET and _old_and_divided(row)]
    find = {(row.year, row.sector, row.group): row for row in rows if row.form is Form.FORMAL}
    for row in market:
        if row.year == BASELINE_YEAR:
            continue
        before = find[BASELINE_YEAR, Sector.MARKET, row.group]
        government = find[row.year, Sector.GOVERNMENT, row.group]
        government_before = find[BASELINE_YEAR, Sector.GOVERNMENT, row.group]
        of_market = increase[row.year, Sector.MARKET]
        of_government = increase[row.year, Sector.GOVERNMENT]
        scale = 1 / (of_market + of_government)
        yield _of(
            (row, of_government * scale),
            (before, -of_government * scale),
            (government, -of_market * scale),
            (government_before, of_market * scale),
        )


def _old_and_divided(row: Quantity) -> bool:
    return row.form is Form.FORMAL and row.group is not None and row.group not in NEW_GROUPS


def _of(*terms: tuple[Quantity, Fraction | int]) -> Expression:
    return Expression.of((Factor(row), Fraction(number)) for row, number in terms)
