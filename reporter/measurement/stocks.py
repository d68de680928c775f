"""What there was in December of a year, as an expression of the delivered rows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.model.expression import Expression, Factor, Kind, Quantity, total
from reporter.model.indicator import Absence, Form, Indicator, Unit, Year
from reporter.model.job_norm import JOB_NORM

if TYPE_CHECKING:
    from collections.abc import Iterable

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
