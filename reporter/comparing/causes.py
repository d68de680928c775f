"""Why an amount moved: other rule, other deliveries, other key; together they add up exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.change import Cause, Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reporter.model.archive import ArchivedFigure, Term

DELIVERED = {
    "uren": Cause.HOURS,
    "personen": Cause.PERSONS,
    "doelstellingen": Cause.TARGET,
    "verdeelsleutels": Cause.KEY,
}
ORDER = (Cause.HOURS, Cause.PERSONS, Cause.TARGET, Cause.KEY)
"""Deliveries are replaced one kind at a time in this order, so what hours and key do
together counts for the key."""


def effects(before: ArchivedFigure, after: ArchivedFigure) -> tuple[Effect, ...]:
    """Split the move of an exact amount over its causes.

    A rule is other when the expression differs; then the amounts that both archives know
    are replaced first, and the rule gets the rest. Unknown where an amount is missing.
    """
    whole = Fraction(after.exact or 0) - Fraction(before.exact or 0)
    if not before.terms or not after.terms:
        return (Effect(cause=Cause.UNKNOWN, amount=whole),)
    found = list(_by_delivery(before, after))
    rest = whole - sum((one.amount for one in found), Fraction(0))
    if sorted(before.terms) != sorted(after.terms):
        found.append(Effect(cause=Cause.RULE, amount=rest))
    elif rest:
        found.append(Effect(cause=Cause.UNKNOWN, amount=rest))
    return tuple(found)


def _by_delivery(before: ArchivedFigure, after: ArchivedFigure) -> Iterator[Effect]:
    """Put the new amounts in the old expression, one kind of delivery after another."""
    named = _quantities(before.terms)
    amounts = {name: before.inputs[name] for name in named}
    for cause in ORDER:
        other = [
            name
            for name in named
            if DELIVERED.get(name.partition("/")[0]) is cause
            and name in after.inputs
            and after.inputs[name] != amounts[name]
        ]
        if other:
            start = _value(before.terms, amounts)
            amounts |= {name: after.inputs[name] for name in other}
            moved = _value(before.terms, amounts) - start
            yield Effect(cause=cause, amount=moved, quantities=tuple(other))


def _quantities(terms: Sequence[Term]) -> list[str]:
    """Name every quantity and key of an expression once, in reading order."""
    names = (name for term in terms for name in (term.quantity, term.key) if name is not None)
    return list(dict.fromkeys(names))


def _value(terms: Sequence[Term], amounts: Mapping[str, str]) -> Fraction:
    return sum(
        (
            Fraction(term.coefficient)
            * Fraction(amounts[term.quantity])
            * (Fraction(amounts[term.key]) if term.key else 1)
            for term in terms
        ),
        Fraction(0),
    )
