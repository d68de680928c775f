"""What lies in December: the records, and the share of hours of a period partly in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr.types import BooleanValue, IntegerValue, Table

    from reporter.counting.footers import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class December:
    """The month that is counted [law: the state in December]."""

    year: int

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, 12, 1)

    @property
    def last(self) -> dt.date:
        """The last day, on which a person must be registered."""
        return dt.date(self.year, 12, 31)

    def touches(self, payroll: Table) -> BooleanValue:
        """Tell whether a period lies in December, wholly or partly."""
        return (payroll.tijdvak_begin <= self.last) & (payroll.tijdvak_einde >= self.first)

    def surely(self, bounds: Mapping[str, Bounds]) -> bool | None:
        """Tell whether all periods of a file lie in December or none does; None is not known."""
        begin, end = bounds["tijdvak_begin"], bounds["tijdvak_einde"]
        day = dt.timedelta(days=1)
        if begin.from_least(self.last + day) or end.to_greatest(self.first - day):
            return False
        all_given = begin.nulls == end.nulls == 0
        if all_given and begin.to_greatest(self.last) and end.from_least(self.first):
            return True
        return None

    def share(self, record: Table) -> IntegerValue:
        """Give the hundredths of an hour that count in December.

        Of a period partly in December (four-week pay) the share of its days that lie in it
        counts, rounded half up to hundredths per record [ours: the law says December only].
        In integers, so that every engine gives the same hundredth.
        """
        begin = ibis.greatest(record.tijdvak_begin, ibis.literal(self.first))
        end = ibis.least(record.tijdvak_einde, ibis.literal(self.last))
        whole = days_between(record.tijdvak_begin, record.tijdvak_einde)
        doubled = 2 * record.hundredths * days_between(begin, end) + whole
        # The engines divide integers as binary fractions; a multiple is divided exactly.
        return ((doubled - doubled % (2 * whole)) / (2 * whole)).cast("int64")


def days_between(begin: ibis.Value, end: ibis.Value) -> IntegerValue:
    """Count the days of a period, both ends included."""
    return end.delta(begin, unit="day").cast("int64") + 1
