"""What a count of the registers must find: the delivered hours and persons of one year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import CountingError
from reporter.model.expression import Kind, Quantity
from reporter.model.indicator import Form, Sector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.model.deliveries import Deliveries

HIRED = (Form.AGENCY, Form.SECONDMENT)
"""The forms of hired labour, which the deliveries divide neither by sector nor by group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the persons table: its persons, and its December hours in hundredths."""

    form: Form
    group: str | None
    persons: int
    hours: Mapping[Sector | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The rows of one year, and how many people they are once each is counted once."""

    year: int
    formal: tuple[Row, ...]
    hired: tuple[Row, ...]
    unique: int

    @property
    def present(self) -> tuple[int, ...]:
        """Give the places of the groups with people; a group younger than the year has none."""
        return tuple(place for place, row in enumerate(self.formal) if row.persons) or (0,)

    @property
    def both(self) -> int:
        """How many people have formal and hired work."""
        return sum(row.persons for row in (*self.formal, *self.hired)) - self.unique


def wanted(deliveries: Deliveries, year: int) -> Wanted:
    """Give what the deliveries say of a year.

    Raises CountingError if the year is not delivered in enough detail, or if no people can
    have worked so.
    """
    sectors = tuple(Sector)
    formal = [_row(deliveries, year, Form.FORMAL, one.code, sectors) for one in deliveries.groups]
    hired = [_row(deliveries, year, form, None, (None,)) for form in HIRED]
    unique = _amount(deliveries, Quantity(kind=Kind.PERSONS, year=year))
    found = Wanted(year=year, formal=tuple(formal), hired=tuple(hired), unique=unique)
    _refuse_the_impossible(found)
    return found


def _row(
    deliveries: Deliveries,
    year: int,
    form: Form,
    group: str | None,
    sectors: tuple[Sector | None, ...],
) -> Row:
    persons = Quantity(kind=Kind.PERSONS, year=year, form=form, group=group)
    hours = {
        sector: Quantity(kind=Kind.HOURS, year=year, sector=sector, form=form, group=group)
        for sector in sectors
    }
    return Row(
        form=form,
        group=group,
        persons=_amount(deliveries, persons),
        hours={sector: _amount(deliveries, one, 100) for sector, one in hours.items()},
    )


def _amount(deliveries: Deliveries, quantity: Quantity, parts: int = 1) -> int:
    """Give a delivered amount as a whole number of parts."""
    if quantity not in deliveries.amounts:
        message = (
            f"{quantity.kind}.csv has no row {quantity.key}, so there is nothing to make registers "
            f"of {quantity.year} from. They need hours by sector and target group, and persons "
            "for each row and in all; 2012 and 2019 have these. Choose such a year with --year."
        )
        raise CountingError(message)
    return int(deliveries.amounts[quantity] * parts)


def _refuse_the_impossible(found: Wanted) -> None:
    for row in (*found.formal, *found.hired):
        hours = sum(row.hours.values())
        if hours < row.persons or (hours and not row.persons):
            name = " ".join(filter(None, (row.form, row.group)))
            message = (
                f"{found.year}, {name}: {hours / 100:.2f} hours of {row.persons} persons. Nobody "
                "can have worked so; check uren.csv and personen.csv."
            )
            raise CountingError(message)
    formal, hired = (sum(row.persons for row in rows) for rows in (found.formal, found.hired))
    if not max(formal, hired) <= found.unique <= formal + hired:
        message = (
            f"{found.year}: {found.unique} persons in all, with {formal} in formal and {hired} in "
            f"hired work. Expected {max(formal, hired)} to {formal + hired}; check personen.csv."
        )
        raise CountingError(message)
