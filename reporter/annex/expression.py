"""How a figure follows from what was delivered: a linear combination, kept exact.

The unknowns are delivered quantities. Hired hours are spread over the sectors with a
distribution key, so a term may also carry the key of its year: one term is
``coefficient x quantity x key``. Both keys of a year add to one, which makes two
expressions comparable without looking at a single number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Codes, Form, Sector, Year, key_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Kind(StrEnum):
    """Which delivery a quantity is a row of."""

    HOURS = "uren"
    PERSONS = "personen"
    TARGET = "doelstellingen"
    KEY = "verdeelsleutels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One delivered row, by its meaning.

    Paid hours in December for HOURS, persons in December for PERSONS, cumulative extra jobs
    for TARGET, a fraction between 0 and 1 for KEY. ``None`` means the delivery does not
    divide by it; for PERSONS without form it is the count of unique persons.
    """

    kind: Kind
    year: Year
    sector: Sector | None = None
    form: Form | None = None
    group: str | None = None
    codes: Codes = ()

    @property
    def key(self) -> str:
        """The quantity as one text, as it stands in archives."""
        parts = (self.kind, self.year, self.sector, self.form, self.group)
        return key_text(*parts, codes=self.codes)


@dataclass(frozen=True, slots=True)
class Factor:
    """What a coefficient is multiplied with: a quantity, perhaps times the key of a sector."""

    quantity: Quantity
    key: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """A sum of ``coefficient x factor``; terms in reading order, no coefficient is zero."""

    terms: tuple[tuple[Factor, Fraction], ...] = ()

    @classmethod
    def of(cls, terms: Iterable[tuple[Factor, Fraction]]) -> Expression:
        """Add like terms and drop those that vanish."""
        added: dict[Factor, Fraction] = {}
        for factor, coefficient in terms:
            added[factor] = added.get(factor, Fraction(0)) + coefficient
        return cls(tuple((factor, number) for factor, number in added.items() if number))

    def __add__(self, other: Expression) -> Expression:
        return Expression.of((*self.terms, *other.terms))

    def __sub__(self, other: Expression) -> Expression:
        return self + other.times(Fraction(-1))

    def times(self, number: Fraction) -> Expression:
        """Multiply every coefficient."""
        return Expression.of((factor, number * coefficient) for factor, coefficient in self.terms)

    def value(self, amounts: Mapping[Quantity, Fraction]) -> Fraction:
        """Put the delivered amounts in.

        Raises KeyError for a quantity that was not delivered.
        """
        return sum(
            (
                coefficient * amounts[factor.quantity] * (amounts[factor.key] if factor.key else 1)
                for factor, coefficient in self.terms
            ),
            Fraction(0),
        )

    def equals(self, other: Expression) -> bool:
        """Tell whether both are the same for every possible delivery."""
        return self.normal() == other.normal()

    def normal(self) -> dict[Factor, Fraction]:
        """Write the government's key as one minus the market's, then add like terms."""
        normal: list[tuple[Factor, Fraction]] = []
        for factor, coefficient in self.terms:
            key = factor.key
            if key is None or key.sector is Sector.MARKET:
                normal.append((factor, coefficient))
            else:
                market = Quantity(kind=Kind.KEY, year=key.year, sector=Sector.MARKET)
                normal.append((Factor(factor.quantity), coefficient))
                normal.append((Factor(factor.quantity, market), -coefficient))
        return dict(Expression.of(normal).terms)


def total(expressions: Iterable[Expression]) -> Expression:
    """Add expressions up."""
    return Expression.of(term for expression in expressions for term in expression.terms)
