"""From an amount to a printed figure: rounded once, signed and bracketed by its place."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.expression import Kind
from reporter.annex.indicator import ALL, STRUCTURAL, Absence, Measure
from reporter.annex.numbers import MINUS, number, round_half_away
from reporter.annex.printed import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.annex.compose import Amount
    from reporter.annex.delivered import Deliveries
    from reporter.annex.expression import Expression, Quantity
    from reporter.annex.indicator import Year

MEASURES = {
    "stand": "aantal {unit}",
    "toename": "toename van het aantal {unit}",
    "verandering": "verandering van het aantal {unit} in één jaar",
    "doelstelling": "doelstelling",
    "afstand": "afstand tot de doelstelling",
    "aandeel": "aandeel in de toename",
    "verdeelsleutel": "verdeelsleutel",
}
FORMS = {
    "formeel": "formele dienstverbanden",
    "inleen": "inleenverbanden",
    "uitzend": "uitzendrelaties",
    "wsw_detachering": "Wsw-detacheringen",
}
SECTORS = {"markt": "markt", "overheid": "overheid"}
PARTS_OF_A_KEY = 6


def meaning(key: str) -> str:
    """Write ``toename van het aantal banen, markt, formele dienstverbanden, 2019``."""
    parts = key.split("/")
    if len(parts) != PARTS_OF_A_KEY:
        return key
    measure, unit, year, sector, form, group = parts
    words = [MEASURES.get(measure, measure).format(unit=unit), SECTORS.get(sector, "")]
    words += [FORMS.get(form, ""), "" if group == ALL else group, year]
    return ", ".join(word for word in words if word)


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
