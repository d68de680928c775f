"""The counting rules once more: slowly, one record at a time, in plain Python.

Nothing here is shared with reporter.count but the words; it is written from the text of the
rules, so that both can be compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal  # noqa: TC003 - the types of a NamedTuple exist at run time too
from fractions import Fraction
from math import floor
from typing import NamedTuple

GROUPS = {
    "participatiewet": "participatiewet",
    "vso_pro": "participatiewet",
    "praktijkroute": "participatiewet",
    "wajong_o": "wajong",
    "wajong_n_werk": "wajong",
    "wajong_n_studie": "wajong",
    "wsw_indicatie": "wsw",
    "wsw_begeleid_werk": "wsw",
    "wsw_wachtlijst": "wsw",
    "wiw_id": "wiw_id",
}
PRIORITY = ("wajong", "wsw", "wiw_id", "participatiewet")
COUNTED_WORK = ("formeel", "uitzend", "wsw_detachering")


class Registration(NamedTuple):
    persoon: str
    grondslag: str
    begin: date
    einde: date | None


class Pay(NamedTuple):
    persoon: str
    loonheffingennummer: str
    ikv: int
    tijdvak_begin: date
    tijdvak_einde: date
    aard: str
    verloonde_uren: Decimal
    ingediend: datetime


class Employer(NamedTuple):
    loonheffingennummer: str
    sector: str
    begin: date
    einde: date | None


class Population(NamedTuple):
    register: list[Registration]
    payroll: list[Pay]
    employers: list[Employer]


@dataclass
class Outcome:
    """What a count must find; persons are by group and by form and sector of their work."""

    records: Counter[str] = field(default_factory=Counter)
    hundredths: Counter[tuple[str, str | None, str]] = field(default_factory=Counter)
    persons: Counter[tuple[str, frozenset[tuple[str, str | None]]]] = field(default_factory=Counter)


def counted(population: Population, year: int, left_out: frozenset[str] = frozenset()) -> Outcome:
    """Count December; ``left_out`` are kinds of work or grounds that a variant leaves out."""
    december = {date(year, 12, 1) + timedelta(days=n) for n in range(31)}
    last = date(year, 12, 31)
    outcome = Outcome()
    work: dict[str, tuple[str, set[tuple[str, str | None]]]] = {}
    for place, pay in enumerate(population.payroll):
        reason = _reason(place, population, december, left_out)
        outcome.records[reason] += 1
        if reason != "counted":
            continue
        group = _groups(pay.persoon, population, last, left_out)[0]
        sector = None
        if pay.aard == "formeel":
            (sector,) = _sectors(pay.loonheffingennummer, population, last)
        outcome.hundredths[pay.aard, sector, group] += _share(pay, december)
        work.setdefault(pay.persoon, (group, set()))[1].add((pay.aard, sector))
    outcome.persons.update((group, frozenset(forms)) for group, forms in work.values())
    return outcome


def _reason(  # noqa: C901, PLR0911 - the rules one after the other, as they are read
    place: int, population: Population, december: set[date], left_out: frozenset[str]
) -> str:
    pay, last = population.payroll[place], max(december)
    if not december & set(_days(pay)):
        return "outside December"
    if pay.persoon not in {one.persoon for one in population.register}:
        return "not in the register"
    if not any(_valid(one, last) for one in population.register if one.persoon == pay.persoon):
        return "not registered on 31 December"
    if not _groups(pay.persoon, population, last, left_out):
        return "ground does not count"
    same = [n for n, one in enumerate(population.payroll) if one[:5] == pay[:5]]
    newest = max(population.payroll[n].ingediend for n in same)
    if pay.ingediend < newest:
        return "superseded by a later filing"
    last_filed = [n for n in same if population.payroll[n].ingediend == newest]
    if len({population.payroll[n] for n in last_filed}) > 1:
        return "set aside: contradicts a record filed at the same time"
    if place != last_filed[0]:
        return "duplicate"
    if pay.aard not in set(COUNTED_WORK) - left_out:
        return "kind of work does not count"
    if pay.aard == "formeel":
        sectors = _sectors(pay.loonheffingennummer, population, last)
        if not sectors:
            return "set aside: employer without a sector"
        if len(sectors) > 1:
            return "set aside: employer in two sectors"
    return "counted"


def _days(pay: Pay) -> list[date]:
    length = (pay.tijdvak_einde - pay.tijdvak_begin).days + 1
    return [pay.tijdvak_begin + timedelta(days=n) for n in range(length)]


def _valid(one: Registration | Employer, day: date) -> bool:
    return one.begin <= day and (one.einde is None or day <= one.einde)


def _groups(persoon: str, population: Population, day: date, left_out: frozenset[str]) -> list[str]:
    groups = {
        GROUPS[one.grondslag]
        for one in population.register
        if one.persoon == persoon and _valid(one, day) and one.grondslag not in left_out
    }
    return sorted(groups, key=PRIORITY.index)


def _sectors(employer: str, population: Population, day: date) -> set[str]:
    return {
        one.sector
        for one in population.employers
        if one.loonheffingennummer == employer and _valid(one, day)
    }


def _share(pay: Pay, december: set[date]) -> int:
    days = _days(pay)
    share = Fraction(pay.verloonde_uren) * 100 * len(december & set(days)) / len(days)
    return floor(share + Fraction(1, 2))
