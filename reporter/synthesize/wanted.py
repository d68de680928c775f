"""What is asked for and must be found by a count, and what says that all of it is made up."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import HIRED_FORMS, Form, Sector
from reporter.errors import CountingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.random import Generator

    from reporter.annex.delivered import Deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsRow:
    """One row of the persons table: its persons, and its December hours in hundredths."""

    form: Form
    group: str | None
    persons: int
    hours: Mapping[Sector | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The rows of one year, and how many people they are once each is counted once."""

    year: int
    formal: tuple[PersonsRow, ...]
    hired: tuple[PersonsRow, ...]
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
    formal = [_row(deliveries, year, Form.FORMAL, one.code, *Sector) for one in deliveries.groups]
    hired = [_row(deliveries, year, form, None, None) for form in HIRED_FORMS]
    unique = _amount(deliveries, Quantity(kind=Kind.PERSONS, year=year))
    found = Wanted(year=year, formal=tuple(formal), hired=tuple(hired), unique=unique)
    _refuse_the_impossible(found)
    return found


def _row(
    deliveries: Deliveries, year: int, form: Form, group: str | None, *sectors: Sector | None
) -> PersonsRow:
    persons = Quantity(kind=Kind.PERSONS, year=year, form=form, group=group)
    hours = replace(persons, kind=Kind.HOURS)
    return PersonsRow(
        form=form,
        group=group,
        persons=_amount(deliveries, persons),
        hours={one: _amount(deliveries, replace(hours, sector=one), 100) for one in sectors},
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


README = "LEESMIJ.txt"
REGISTER, PAYROLL = "doelgroepregister.parquet", "polisadministratie"
EMPLOYERS = "werkgevers.parquet"
OURS = frozenset({README, REGISTER, PAYROLL, EMPLOYERS})
"""All that a synthesis writes in its folder."""
FIRST_LINE = "VERZONNEN GEGEVENS: in deze map staat geen enkele echte persoon of werkgever."


class Topic(IntEnum):
    """What is drawn; each has chances of its own, so that a change in one moves no other."""

    PEOPLE = 0
    JOBS = 1
    FILINGS = 2
    REGISTER = 3
    EMPLOYERS = 4
    BYSTANDERS = 5
    HOURS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What was asked for: the year, the part of all bystanders, and the seed of chance."""

    year: int
    scale: float
    seed: int

    def chance(self, topic: Topic, *places: int) -> Generator:
        """Give the chances of one topic, perhaps of one part and period of it."""
        return np.random.default_rng([self.seed, self.year, topic, *places])

    @property
    def metadata(self) -> dict[str, str]:
        """Say it in a Parquet file."""
        return {
            "herkomst": FIRST_LINE,
            "jaar": f"{self.year}",
            "schaal": f"{self.scale:g}",
            "zaad": f"{self.seed}",
        }

    def readme(self, records: int) -> bytes:
        """Say it to who opens the folder."""
        counted = f"{records:,}".replace(",", ".")
        return TEXT.format(**asdict(self), records=counted).encode()


TEXT = f"""\
{FIRST_LINE}

De computer heeft deze registers van {{year}} bedacht, om het tellen te kunnen laten zien zonder
vertrouwelijke gegevens. Wie ze telt, vindt de uren en personen waarvan de bijlage is gemaakt.
Verder zegt niets in deze bestanden iets over iemand:

- elk pseudoniem eindigt op "-verzonnen";
- elk loonheffingennummer zakt voor de elfproef, dus geen werkgever kan het hebben;
- wie wanneer en hoeveel werkte, is door loting bepaald.

{REGISTER}  wie op welke grond in het register staat, en van wanneer tot wanneer
{PAYROLL}/         {{records}} regels loonaangifte, een bestand voor elk tijdvak
{EMPLOYERS}         in welke sector een werkgever valt, en van wanneer tot wanneer

Gemaakt met:  reporter synthesize --year {{year}} --scale {{scale:g}} --seed {{seed}}
Tellen met:   reporter count --year {{year}} --register {REGISTER}
              --payroll {PAYROLL} --employers {EMPLOYERS} --output MAP
"""
