"""The measurement: every indicator as an expression of the deliveries, and its exact amount.

Sources: [law] Wet banenafspraak, [letter] the letters to parliament and their notes, [tested]
held against every printed figure, [assumed] our own reading.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from reporter.annex.expression import Expression, Factor, Kind, Quantity
from reporter.annex.indicator import (
    BASELINE_YEAR,
    HIRED_FORMS,
    JOB_NORM,
    Absence,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporter.annex.delivered import Concept, Deliveries
    from reporter.annex.indicator import Codes, Year

HIRED = (Form.HIRED, *HIRED_FORMS)
"""Hired labour is delivered as one form, or as its two kinds."""
JOBS_PER_HOUR = 1 / JOB_NORM.december
"""A job is 110,92 paid hours in December [letter], not 1.331 / 12 [tested]."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Exact amounts in jobs, persons or percent, for any indicator; nothing is rounded here."""

    deliveries: Deliveries
    _known: dict[Indicator, Expression | Absence] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Meanings worked out before: most figures of an annex stand in several places."""
    _delivered: dict[tuple[Kind, Year, Form | None, Codes], list[Quantity]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Rows by what is asked of them, under every code above theirs and under all codes together."""

    _concepts: dict[tuple[str, str], Concept] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The code list, by dimension and code; that of target groups has no name here."""

    def __post_init__(self) -> None:
        """Look the code list through, and find each row a place under all that it is part of."""
        for dimension, concepts in {
            "": self.deliveries.groups,
            **self.deliveries.dimensions,
        }.items():
            self._concepts.update({(dimension, concept.code): concept for concept in concepts})
        for row in self.deliveries.amounts:
            above = (
                [None, *((dimension, code) for code in self.deliveries.above(dimension, own))]
                for dimension, own in row.codes
            )
            for places in product(*above):
                codes = tuple(place for place in places if place)
                asked = (row.kind, row.year, row.form, codes)
                self._delivered.setdefault(asked, []).append(row)

    def amount(self, indicator: Indicator) -> Fraction | Absence:
        """Put the deliveries into the expression of ``indicator``, or tell why there is none."""
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
                return self._stock(indicator)
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
                quantity = _key(indicator)
                return self._sum([quantity] if quantity in self.deliveries.amounts else [], 100)
            case Measure.SHARE:
                message = "a share is a ratio, not a sum"
                raise ValueError(message)

    def _stock(self, indicator: Indicator) -> Expression | Absence:
        asked = (("", indicator.group or ""), *indicator.codes)
        codes = (self._concepts[place] for place in asked if place in self._concepts)
        if not all(concept.there(int(indicator.year)) for concept in codes):
            return Expression()  # what did not exist yet had no jobs: nought, and known
        if indicator.unit is Unit.PERSONS:
            return self._persons(indicator)
        if indicator.form is Form.FORMAL:
            return self._formal_jobs(indicator)
        if indicator.form is not None:
            return self._hired_jobs(indicator)
        formal, hired = self._formal_jobs(indicator), self._hired_jobs(indicator)
        if isinstance(formal, Absence) or isinstance(hired, Absence):
            return Absence.NOT_DELIVERED
        return formal + hired

    def _formal_jobs(self, indicator: Indicator) -> Expression | Absence:
        """Formal jobs count in the employer's own sector [letter]."""
        rows = self._rows(Kind.HOURS, indicator, (Form.FORMAL,))
        return self._sum(
            (row for row in rows if indicator.sector in (None, row.sector)), JOBS_PER_HOUR
        )

    def _hired_jobs(self, indicator: Indicator) -> Expression | Absence:
        """Spread hired jobs, agency and secondment together, with one key a year [letter]."""
        divided = indicator.form in HIRED_FORMS
        rows = self._rows(Kind.HOURS, indicator, (indicator.form,) if divided else HIRED)
        return self._sum(rows, JOBS_PER_HOUR, _key(indicator) if indicator.sector else None)

    def _persons(self, indicator: Indicator) -> Expression | Absence:
        """Count a person once in each row; all forms together is the delivered unique count."""
        if indicator.sector is not None:
            return Absence.NOT_DELIVERED
        forms = HIRED if indicator.form is Form.HIRED else (indicator.form,)
        return self._sum(self._rows(Kind.PERSONS, indicator, forms), 1)

    def _rows(
        self, kind: Kind, indicator: Indicator, forms: tuple[Form | None, ...]
    ) -> Iterator[Quantity]:
        return (
            row
            for form in forms
            for row in self._delivered.get((kind, indicator.year, form, indicator.codes), ())
            if indicator.group in (None, row.group)
        )

    @staticmethod
    def _sum(
        rows: Iterable[Quantity], coefficient: Fraction | int, key: Quantity | None = None
    ) -> Expression | Absence:
        """Add rows up; no row at all means not delivered, never nought."""
        terms = [(Factor(row, key), Fraction(coefficient)) for row in rows]
        return Expression.of(terms) if terms else Absence.NOT_DELIVERED

    def _since(self, indicator: Indicator, year: int) -> Expression | Absence:
        """Subtract two stocks: a difference of states, not a count of hires [letter]."""
        now = replace(indicator, measure=Measure.STOCK)
        return _difference(self.expression(now), self.expression(replace(now, year=year)))

    def _target(self, indicator: Indicator) -> Expression | Absence:
        """Add the targets of the sectors."""
        if _without_target(indicator):
            return Absence.NOT_APPLICABLE
        sectors = tuple(Sector) if indicator.sector is None else (indicator.sector,)
        wanted = [
            Quantity(kind=Kind.TARGET, year=indicator.year, sector=sector) for sector in sectors
        ]
        delivered = all(quantity in self.deliveries.amounts for quantity in wanted)
        return self._sum(wanted if delivered else [], 1)

    def _share(self, indicator: Indicator) -> Fraction | Absence:
        """Divide an increase by that of all forms; of no increase at all there is no share."""
        part = replace(indicator, measure=Measure.INCREASE, unit=Unit.JOBS)
        match self.amount(part), self.amount(replace(part, form=None)):
            case (Fraction() as some, Fraction() as whole):
                return some / whole * 100 if whole else Absence.NOT_APPLICABLE
            case _:
                return Absence.NOT_DELIVERED


def _without_target(what: Indicator) -> bool:
    """There is none for a form, a group or a code of another dimension, nor for the baseline."""
    return what.year == BASELINE_YEAR or bool(what.form or what.group or what.codes)


def _key(indicator: Indicator) -> Quantity:
    return Quantity(kind=Kind.KEY, year=indicator.year, sector=indicator.sector)


def _difference(minuend: Expression | Absence, other: Expression | Absence) -> Expression | Absence:
    if isinstance(minuend, Absence):
        return minuend
    return other if isinstance(other, Absence) else minuend - other
