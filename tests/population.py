"""Five people, small enough to count by hand: everybody works a whole number of half jobs.

=====  ==============================  ==========================================
       December 2012                   December 2019
=====  ==============================  ==========================================
Anna   formal, market, Wajong: 1       formal, market, Wajong: 1½
Bram   formal, government, Wajong: ½   formal, government, Wajong: ½
       agency: 1                       agency: 1½
Carla  secondment: 1                   secondment: 2
Daan                                   formal, market, Participatiewet: 1
Eva                                    formal, government, Participatiewet: 1
                                       agency: 1½
=====  ==============================  ==========================================

2018 was delivered undivided, of 2020 there are only targets. So in jobs:

====  ===================  ==================  =====
      market               government          both
====  ===================  ==================  =====
2012  1 + 75% of 2 = 2½    ½ + 25% of 2 = 1    3½
2018  2 + 75% of 4 = 5     1 + 25% of 4 = 2    7
2019  2½ + 60% of 5 = 5½   1½ + 40% of 5 = 3½  9
====  ===================  ==================  =====
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.declaration import Edition
from reporter.annex.delivered import Concept, Deliveries, Source
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Form, Sector
from tests.declared import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.annex.indicator import Year

PW, WAJONG = "participatiewet", "wajong"
MARKET, GOVERNMENT = Sector.MARKET, Sector.GOVERNMENT
HOURS_OF_A_JOB = Fraction("110.92")


def hours(
    year: Year, form: Form, sector: Sector | None = None, group: str | None = None
) -> Quantity:
    return Quantity(kind=Kind.HOURS, year=year, form=form, sector=sector, group=group)


def persons(year: Year, form: Form | None = None, group: str | None = None) -> Quantity:
    return Quantity(kind=Kind.PERSONS, year=year, form=form, group=group)


def key(year: Year, sector: Sector) -> Quantity:
    return Quantity(kind=Kind.KEY, year=year, sector=sector)


def target(year: Year, sector: Sector) -> Quantity:
    return Quantity(kind=Kind.TARGET, year=year, sector=sector)


JOBS = {
    hours(2012, Form.FORMAL, MARKET, PW): "0",
    hours(2012, Form.FORMAL, MARKET, WAJONG): "1",
    hours(2012, Form.FORMAL, GOVERNMENT, PW): "0",
    hours(2012, Form.FORMAL, GOVERNMENT, WAJONG): "1/2",
    hours(2012, Form.AGENCY): "1",
    hours(2012, Form.SECONDMENT): "1",
    hours(2018, Form.FORMAL, MARKET): "2",
    hours(2018, Form.FORMAL, GOVERNMENT): "1",
    hours(2018, Form.HIRED): "4",
    hours(2019, Form.FORMAL, MARKET, PW): "1",
    hours(2019, Form.FORMAL, MARKET, WAJONG): "3/2",
    hours(2019, Form.FORMAL, GOVERNMENT, PW): "1",
    hours(2019, Form.FORMAL, GOVERNMENT, WAJONG): "1/2",
    hours(2019, Form.AGENCY): "3",
    hours(2019, Form.SECONDMENT): "2",
}
PERSONS = {
    persons(2012, Form.FORMAL, PW): 0,
    persons(2012, Form.FORMAL, WAJONG): 2,
    persons(2012, Form.AGENCY): 1,
    persons(2012, Form.SECONDMENT): 1,
    persons(2012): 3,
    persons(2019, Form.FORMAL, PW): 2,
    persons(2019, Form.FORMAL, WAJONG): 2,
    persons(2019, Form.AGENCY): 2,
    persons(2019, Form.SECONDMENT): 1,
    persons(2019): 5,
}
KEYS = {
    key(2012, MARKET): "0.750",
    key(2012, GOVERNMENT): "0.250",
    key(2018, MARKET): "0.750",
    key(2018, GOVERNMENT): "0.250",
    key(2019, MARKET): "0.600",
    key(2019, GOVERNMENT): "0.400",
}
TARGETS = {
    target(2018, MARKET): 1,
    target(2018, GOVERNMENT): 1,
    target(2019, MARKET): 2,
    target(2019, GOVERNMENT): 3,
    target(2020, MARKET): 4,
    target(2020, GOVERNMENT): 5,
    target("structureel", MARKET): 10,
    target("structureel", GOVERNMENT): 6,
}
AMOUNTS: Mapping[Quantity, Fraction] = {
    **{row: Fraction(jobs) * HOURS_OF_A_JOB for row, jobs in JOBS.items()},
    **{row: Fraction(count) for row, count in PERSONS.items()},
    **{row: Fraction(part) for row, part in KEYS.items()},
    **{row: Fraction(count) for row, count in TARGETS.items()},
}
GROUPS = (
    Concept(code=PW, name="Doelgroep Participatiewet"),
    Concept(code=WAJONG, name="Wajong", note="Oud en nieuw."),
)
FORMS = {
    Form.FORMAL: Concept(code="formeel", name="Formele dienstverbanden"),
    Form.SECONDMENT: Concept(code="wsw_detachering", name="Wsw", note="Ook Wajong."),
}
EDITION = Edition(
    name="2019",
    year=2019,
    title="Resultaten eind 2019",
    date=None,
    tables=tables("resultaten", "doelgroepen"),
    text="resultaten",
)


def delivered(amounts: Mapping[Quantity, Fraction]) -> Deliveries:
    """Deliver these rows, in this order."""
    return Deliveries(
        amounts=amounts,
        sources={
            row: Source(file=f"{row.kind}.csv", row=number)
            for number, row in enumerate(amounts, start=2)
        },
        groups=GROUPS,
        forms=FORMS,
        files={"uren.csv": "0" * 64},
    )


DELIVERIES = delivered(AMOUNTS)


def without(*rows: Quantity) -> Deliveries:
    """Deliver everything but these rows."""
    assert set(rows) <= set(AMOUNTS)
    return delivered({row: amount for row, amount in AMOUNTS.items() if row not in rows})


def with_amounts(changed: Mapping[Quantity, int]) -> Deliveries:
    """Deliver the same rows, some of them with another amount."""
    return replace(
        DELIVERIES, amounts={**AMOUNTS, **{row: Fraction(n) for row, n in changed.items()}}
    )
