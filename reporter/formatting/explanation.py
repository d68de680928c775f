"""Say in one Dutch line how a figure follows from what was delivered."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reporter.formatting.numbers import MINUS, number
from reporter.formatting.rounding import round_half_away
from reporter.model.expression import Kind
from reporter.model.indicator import STRUCTURAL, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.annex import Amount
    from reporter.model.deliveries import Deliveries
    from reporter.model.expression import Expression, Quantity
    from reporter.model.indicator import Year

SHOWN_DECIMALS = range(4, 13)
"""As few as show on which side of a half an exact amount lies; twelve tell every delivery."""


class _Step(NamedTuple):
    """Terms that are read as one: the same delivery, year, key and coefficient.

    ``share`` is the delivered key in words, empty where no key is used.
    """

    kind: Kind
    year: Year
    share: str
    coefficient: Fraction


def explain(amount: Amount, deliveries: Deliveries, text: str) -> str:
    """Write ``hours ÷ 110,92 – hours ÷ 110,92 = exact, afgerond text``."""
    if amount.exact is None:
        return ""
    if amount.expression is None:
        return f"{written_exactly(amount.exact)} procent, afgerond {text} procent."
    steps = _steps(amount.expression, deliveries)
    if amount.indicator.measure is Measure.KEY:
        return f"Geleverd voor {amount.indicator.year}: {text} procent."
    terms = "".join(_term(step, hours, first=not i) for i, (step, hours) in enumerate(steps))
    outcome = written_exactly(amount.exact)
    rounding = "" if outcome == number(amount.exact) else f", afgerond {number(amount.exact)}"
    return f"{terms} = {outcome}{rounding}."


def _steps(expression: Expression, deliveries: Deliveries) -> list[tuple[_Step, Fraction]]:
    amounts: dict[_Step, Fraction] = {}
    for factor, coefficient in expression.terms:
        row = factor.quantity
        step = _Step(row.kind, row.year, _share(factor.key, deliveries), coefficient)
        amounts[step] = amounts.get(step, Fraction(0)) + deliveries.amounts[row]
    return list(amounts.items())


def _share(key: Quantity | None, deliveries: Deliveries) -> str:
    if key is None:
        return ""
    return f"{number(deliveries.amounts[key] * 100, decimals=1)} procent {key.sector}"


def _term(step: _Step, amount: Fraction, *, first: bool) -> str:
    sign = MINUS if step.coefficient < 0 else "+"
    lead = (f"{MINUS} " if sign == MINUS else "") if first else f" {sign} "
    return lead + " ".join(_words(step, amount))


def _words(step: _Step, amount: Fraction) -> Iterator[str]:
    """Name what is counted, of which December, with which key, per how many hours."""
    before, unit, decimals = {
        Kind.HOURS: ("", "uren", 2),
        Kind.PERSONS: ("", "personen", 0),
        Kind.TARGET: ("doelstelling van ", "banen", 0),
        Kind.KEY: ("", "procent", 1),
    }[step.kind]
    yield f"{before}{number(amount, decimals=decimals)}"
    yield f"{unit} ({'structureel' if step.year == STRUCTURAL else step.year})"
    if step.share:
        yield f"× {step.share}"
    if abs(step.coefficient) != 1:
        yield f"÷ {number(1 / abs(step.coefficient), decimals=2)}"


@lru_cache(maxsize=8192)
def written_exactly(amount: Fraction) -> str:
    """Write an exact amount; whole numbers without decimals."""
    if amount.denominator == 1:
        return number(amount)
    enough = (
        places
        for places in SHOWN_DECIMALS
        if round_half_away(round_half_away(amount, places)) == round_half_away(amount)
    )
    return number(amount, decimals=next(enough, SHOWN_DECIMALS[-1]))
