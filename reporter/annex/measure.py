"""The measurement: every indicator as an expression of the deliveries, and its exact amount."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Factor, Kind, Quantity, total
from reporter.annex.indicator import (
    BASELINE_YEAR,
    JOB_NORM,
    Absence,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
    Year,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.annex.delivered import Deliveries

HIRED = (Form.HIRED, Form.AGENCY, Form.SECONDMENT)
JOBS_PER_HOUR = 1 / JOB_NORM.december


@dataclass(frozen=True, slots=True)
class Stocks:
    """The delivered rows, asked for what they say about one December."""

    rows: tuple[Quantity, ...]

    def expression(self, indicator: Indicator) -> Expression | Absence:
        """Give the stock that ``indicator`` means, or that it was not delivered."""
        if indicator.unit is Unit.PERSONS:
            return self._persons(indicator)
        if indicator.form is None:
            return self._all_forms(indicator)
        if indicator.form is Form.FORMAL:
            return self._formal_jobs(indicator)
        return self._hired_jobs(indicator)

    def _all_forms(self, indicator: Indicator) -> Expression | Absence:
        parts = [self._formal_jobs(indicator), self._hired_jobs(indicator)]
        found = [part for part in parts if isinstance(part, Expression)]
        return total(found) if len(found) == len(parts) else Absence.NOT_DELIVERED

    def _formal_jobs(self, indicator: Indicator) -> Expression | Absence:
        """Formal jobs count in the employer's own sector [letter]."""
        rows = [
            row
            for row in self._delivered(Kind.HOURS, indicator.year, (Form.FORMAL,))
            if indicator.sector in (None, row.sector) and indicator.group in (None, row.group)
        ]
        return _sum((Factor(row) for row in rows), JOBS_PER_HOUR)

    def _hired_jobs(self, indicator: Indicator) -> Expression | Absence:
        """Spread hired jobs, agency and secondment together, with one key a year [letter]."""
        divided = indicator.form in (Form.AGENCY, Form.SECONDMENT)
        forms = (indicator.form,) if divided else HIRED
        rows = [
            row
            for row in self._delivered(Kind.HOURS, indicator.year, forms)
            if indicator.group in (None, row.group)
        ]
        key = None
        if indicator.sector is not None:
            key = Quantity(kind=Kind.KEY, year=indicator.year, sector=indicator.sector)
        return _sum((Factor(row, key) for row in rows), JOBS_PER_HOUR)

    def _persons(self, indicator: Indicator) -> Expression | Absence:
        """Count a person once in each row; all forms together is the delivered unique count."""
        if indicator.sector is not None:
            return Absence.NOT_DELIVERED
        forms: tuple[Form | None, ...] = (indicator.form,)
        if indicator.form is Form.HIRED:
            forms = HIRED
        rows = [
            row
            for row in self._delivered(Kind.PERSONS, indicator.year, forms)
            if indicator.group in (None, row.group)
        ]
        return _sum((Factor(row) for row in rows), Fraction(1))

    def _delivered(self, kind: Kind, year: Year, forms: tuple[Form | None, ...]) -> list[Quantity]:
        return [
            row for row in self.rows if (row.kind, row.year) == (kind, year) and row.form in forms
        ]


def _sum(factors: Iterable[Factor], coefficient: Fraction) -> Expression | Absence:
    """Add factors up; no row at all means not delivered, never nought."""
    terms = [(factor, coefficient) for factor in factors]
    return Expression.of(terms) if terms else Absence.NOT_DELIVERED


@dataclass(frozen=True, slots=True)
class Measurement:
    """Exact amounts in jobs, persons or percent, for any indicator; nothing is rounded here."""

    deliveries: Deliveries
    _known: dict[Indicator, Expression | Absence] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Meanings worked out before: most figures of an annex stand in several places."""

    def amount(self, indicator: Indicator) -> Fraction | Absence:
        """Give the exact amount, or why there is none."""
        if indicator.measure is Measure.SHARE:
            return self._share(indicator)
        expression = self.expression(indicator)
        if isinstance(expression, Absence):
            return expression
        return expression.value(self.deliveries.amounts)

    def expression(self, indicator: Indicator) -> Expression | Absence:
        """Give the linear combination of delivered quantities that ``indicator`` means.

        Raises ValueError for a share, which is a ratio of two expressions.
        """
        known = self._known.get(indicator)
        if known is None:
            known = self._known[indicator] = self._meaning(indicator)
        return known

    def _meaning(self, indicator: Indicator) -> Expression | Absence:
        match indicator.measure:
            case Measure.STOCK:
                return Stocks(tuple(self.deliveries.amounts)).expression(indicator)
            case Measure.INCREASE:
                return self._since(indicator, BASELINE_YEAR)
            case Measure.CHANGE:
                return self._since(indicator, int(indicator.year) - 1)
            case Measure.TARGET:
                return self._target(indicator)
            case Measure.GAP:
                increase = replace(indicator, measure=Measure.INCREASE)
                target = replace(indicator, measure=Measure.TARGET)
                return _difference(self.expression(increase), self.expression(target))
            case Measure.KEY:
                return self._key(indicator)
            case Measure.SHARE:
                message = "a share is a ratio, not a sum"
                raise ValueError(message)

    def _since(self, indicator: Indicator, year: int) -> Expression | Absence:
        """Subtract two stocks: a difference of states, not a count of hires [letter]."""
        now = replace(indicator, measure=Measure.STOCK)
        then = replace(now, year=year)
        return _difference(self.expression(now), self.expression(then))

    def _target(self, indicator: Indicator) -> Expression | Absence:
        """Add the targets of the sectors; there is none for a form, a group or the baseline."""
        if indicator.year == BASELINE_YEAR or indicator.form or indicator.group:
            return Absence.NOT_APPLICABLE
        sectors = tuple(Sector) if indicator.sector is None else (indicator.sector,)
        wanted = [Quantity(kind=Kind.TARGET, year=indicator.year, sector=one) for one in sectors]
        if any(quantity not in self.deliveries.amounts for quantity in wanted):
            return Absence.NOT_DELIVERED
        return Expression.of((Factor(quantity), Fraction(1)) for quantity in wanted)

    def _key(self, indicator: Indicator) -> Expression | Absence:
        quantity = Quantity(kind=Kind.KEY, year=indicator.year, sector=indicator.sector)
        if quantity not in self.deliveries.amounts:
            return Absence.NOT_DELIVERED
        return Expression.of([(Factor(quantity), Fraction(100))])

    def _share(self, indicator: Indicator) -> Fraction | Absence:
        part = replace(indicator, measure=Measure.INCREASE, unit=Unit.JOBS)
        amounts = (self.amount(part), self.amount(replace(part, form=None)))
        match amounts:
            case (Fraction() as some, Fraction() as whole) if whole:
                return some / whole * 100
            case (Fraction(), Fraction()):
                return Absence.NOT_APPLICABLE
            case _:
                return Absence.NOT_DELIVERED


def _difference(minuend: Expression | Absence, other: Expression | Absence) -> Expression | Absence:
    if isinstance(minuend, Absence):
        return minuend
    if isinstance(other, Absence):
        return other
    return total((minuend, other.times(Fraction(-1))))
