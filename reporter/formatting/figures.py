"""From an amount to a printed figure: rounded once, signed and bracketed by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.formatting.explanation import explain
from reporter.formatting.numbers import number
from reporter.formatting.rounding import round_half_away
from reporter.model.indicator import Absence, Measure
from reporter.model.printed import Figure

if TYPE_CHECKING:
    from reporter.model.annex import Amount
    from reporter.model.deliveries import Deliveries

ABSENT = {Absence.NOT_DELIVERED: "n.b.", Absence.NOT_APPLICABLE: "–"}
"""How an empty place is printed; never as a nought. The legend explains both."""

DECIMALS = {Measure.KEY: 1}
"""A key is one decimal in print; every other figure is a whole number."""


def figure(
    amount: Amount, deliveries: Deliveries, *, signed: bool = False, target: bool = False
) -> Figure:
    """Print one amount; a target stands in parentheses."""
    if amount.exact is None:
        absence = amount.absence or Absence.NOT_DELIVERED
        return Figure(indicator=amount.indicator, text=ABSENT[absence], absence=absence)
    decimals = DECIMALS.get(amount.indicator.measure, 0)
    text = number(amount.exact, decimals=decimals, signed=signed)
    return Figure(
        indicator=amount.indicator,
        text=f"({text})" if target else text,
        size=number(abs(amount.exact), decimals=decimals),
        explanation=explain(amount, deliveries, text),
        exact=amount.exact,
        rounded=round_half_away(amount.exact, decimals),
        expression=amount.expression,
    )
