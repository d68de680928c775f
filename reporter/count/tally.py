"""The count as one expression: records by what became of them, hours and persons by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

import ibis

from reporter.annex.indicator import HIRED_FORMS, Form, Sector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

    from reporter.count.parquet_files import Bounds
    from reporter.count.rules import Rules


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
        whole = _days_between(record.tijdvak_begin, record.tijdvak_einde)
        doubled = 2 * record.hundredths * _days_between(begin, end) + whole
        # The engines divide integers as binary fractions; a multiple is divided exactly.
        return ((doubled - doubled % (2 * whole)) / (2 * whole)).cast("int64")


def _days_between(begin: ibis.Value, end: ibis.Value) -> IntegerValue:
    """Count the days of a period, both ends included."""
    return end.delta(begin, unit="day").cast("int64") + 1


GROUND_NOT_COUNTED = 98
NOT_REGISTERED = 99


def _valid_on(table: Table, day: dt.date) -> BooleanValue:
    """Tell whether a period holds a day; its last day counts, without one it is still open."""
    return (table.begin <= day) & (table.einde.isnull() | (table.einde >= day))


def _registered(register: Table, rules: Rules, day: dt.date) -> Table:
    """Give everybody in the register once, with the rank of the group that person is in.

    In the count is who is registered on 31 December [law: registered at that time]. One group
    per person, the first by priority [letter of 2 July 2020, notes on the groups; the place
    of Participatiewet is assumed]. ``rank`` is the place of the group in the priority,
    GROUND_NOT_COUNTED for who has only grounds that these rules leave out, NOT_REGISTERED for
    who is not registered on that day.
    """
    ranks = {
        ground: GROUND_NOT_COUNTED if group is None else rules.priority.index(group)
        for ground, group in rules.groups.items()
    }
    rank = register.grondslag.cases(*ranks.items(), else_=GROUND_NOT_COUNTED)
    now = _valid_on(register, day).ifelse(rank, ibis.literal(NOT_REGISTERED))
    return register.group_by("persoon").aggregate(rank=now.min())


def _sectors(employers: Table, day: dt.date) -> Table:
    """Give each employer of that day once, with its sector.

    Formal jobs count in the employer's own sector [letter of 2 July 2020]. ``other_sector``
    differs from ``sector`` where the register gives two for one day.
    """
    valid = employers.filter(_valid_on(employers, day))
    return valid.group_by("loonheffingennummer").aggregate(
        sector=valid.sector.min(), other_sector=valid.sector.max()
    )


EMPLOYMENT = ("persoon", "loonheffingennummer", "ikv", "tijdvak_begin", "tijdvak_einde")
"""What makes two records one: same person, employer, employment and period."""


def _latest_filed(records: Table) -> Table:
    """Give one record for each employment and period: the one that was filed last.

    A correction replaces what was filed before it, whatever it changes: hours, or the kind of
    work [how employers correct: a new filing of the whole record]. ``filed`` counts the records
    of all filings, ``last_filed`` those of the last one; more than one are duplicates, and
    ``contradictory`` when they do not say the same.
    """
    filings = records.group_by([*EMPLOYMENT, "ingediend"]).aggregate(
        rank=records["rank"].min(),
        aard=records.aard.min(),
        other_aard=records.aard.max(),
        hundredths=records.hundredths.min(),
        other_hundredths=records.hundredths.max(),
        last_filed=records.count(),
    )
    told = ibis.struct({name: filings[name] for name in filings.columns[len(EMPLOYMENT) + 1 :]})
    last = filings.group_by(list(EMPLOYMENT)).aggregate(
        ingediend=filings.ingediend.max(),
        filed=filings.last_filed.sum(),
        told=told.argmax(filings.ingediend),
    )
    last = last.unpack("told")
    return last.mutate(
        contradictory=(last.aard != last.other_aard) | (last.hundredths != last.other_hundredths)
    )


class Fate(StrEnum):
    """What becomes of a record; the first that applies, in this order."""

    SET_ASIDE = "set aside"
    OUTSIDE_DECEMBER = "outside December"
    NOT_IN_REGISTER = "not in the register"
    NOT_REGISTERED = "not registered on 31 December"
    GROUND_NOT_COUNTED = "ground does not count"
    SUPERSEDED = "superseded by a later filing"
    DUPLICATE = "duplicate"
    CONTRADICTORY = "set aside: contradicts a record filed at the same time"
    WORK_NOT_COUNTED = "kind of work does not count"
    NO_SECTOR = "set aside: employer without a sector"
    TWO_SECTORS = "set aside: employer in two sectors"
    COUNTED = "counted"


FAULTY = (Fate.CONTRADICTORY, Fate.NO_SECTOR, Fate.TWO_SECTORS)
"""What only shows when the registers are put together."""

LINES = (
    (Form.FORMAL, Sector.MARKET),
    (Form.FORMAL, Sector.GOVERNMENT),
    *((form, None) for form in HIRED_FORMS),
)
"""The forms of employment, formal ones by sector; a person may have several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The outcome of the expression: records by fate, hundredths and persons.

    ``hundredths`` of an hour are by cell, ``persons`` by group and by the set of LINES in
    which they have work: each person is in exactly one entry.
    """

    records: Mapping[Fate, int]
    hundredths: Mapping[tuple[Form, Sector | None, str], int]
    persons: Mapping[tuple[str, frozenset[int]], int]


def _linked(tables: Mapping[str, Table], rules: Rules, month: December) -> Table:
    """Give the December records of everybody in the register, with the rank of the group.

    Linking is per person, and only December counts [law].
    """
    payroll = tables["payroll"]
    persons = _registered(tables["register"], rules, month.last)
    records = payroll.filter(month.touches(payroll)).join(persons, "persoon")
    return records.mutate(hundredths=(records.verloonde_uren * 100).cast("int64"))


def judged(tables: Mapping[str, Table], rules: Rules, month: December) -> Table:
    """Give the last filed records of who is in the count, each with its fate.

    ``line`` is the place in LINES of a counted record.
    """
    records = _linked(tables, rules, month)
    filed = _latest_filed(records.filter(records["rank"] < GROUND_NOT_COUNTED))
    counted = [work for work, form in rules.forms.items() if form is not None]
    known = _sectors(tables["employers"], month.last)
    filed = filed.left_join(known, filed.loonheffingennummer == known.loonheffingennummer)
    formal = filed.aard.isin([work for work, form in rules.forms.items() if form is Form.FORMAL])
    fate = ibis.cases(
        (filed.contradictory, Fate.CONTRADICTORY.value),
        (~filed.aard.isin(counted), Fate.WORK_NOT_COUNTED.value),
        (formal & filed.sector.isnull(), Fate.NO_SECTOR.value),
        (formal & (filed.sector != filed.other_sector), Fate.TWO_SECTORS.value),
        else_=Fate.COUNTED.value,
    )
    return filed.mutate(fate=fate, line=_line(filed, rules), share=month.share(filed))


def _line(filed: Table, rules: Rules) -> ibis.Value:
    government = filed.sector == Sector.GOVERNMENT.value
    lines = {form: LINES.index((form, None)) for form in HIRED_FORMS}
    cases = [
        (filed.aard == work, government.ifelse(1, 0) if form is Form.FORMAL else lines[form])
        for work, form in rules.forms.items()
        if form is not None
    ]
    return ibis.cases(*cases, else_=-1) if cases else ibis.literal(-1)


def tallied(tables: Mapping[str, Table], rules: Rules, month: December) -> Table:
    """Put records and persons in one expression, so that registers are linked once."""
    records, found = _linked(tables, rules, month), judged(tables, rules, month)
    absent = records.filter(records["rank"] >= GROUND_NOT_COUNTED)
    left_out = absent.group_by(rank=absent["rank"]).aggregate(n=absent.count())
    by_fate = found.group_by("fate", "line", "rank").aggregate(
        n=found.count(),
        hundredths=found.share.sum(),
        last_filed=found.last_filed.sum(),
        filed=found.filed.sum(),
    )
    return ibis.union(
        _shaped(left_out, "left out"), _shaped(by_fate, by_fate.fate), _persons(found)
    )


def _persons(judged: Table) -> Table:
    """Count persons by group and by the lines they have work in: everybody once."""
    counted = judged.filter(judged.fate == Fate.COUNTED.value)
    each = counted.group_by("persoon", "rank").aggregate(
        line=sum(
            ((counted.line == place).cast("int64").max() * 2**place for place in range(len(LINES))),
            ibis.literal(0),
        )
    )
    by_group = each.group_by("rank", "line").aggregate(n=each.count())
    return _shaped(by_group, "persons")


SHAPE = ("rank", "line", "n", "hundredths", "last_filed", "filed")


def _shaped(table: Table, what: str | StringValue) -> Table:
    """Give the numbers of a table under the same names as others; 0 where it has none."""
    numbers = {name: table[name] if name in table.columns else ibis.literal(0) for name in SHAPE}
    return table.select(
        what=ibis.literal(what) if isinstance(what, str) else what,
        **{name: number.cast("int64") for name, number in numbers.items()},
    )


def read_tally(
    rows: Sequence[tuple[object, ...]], sizes: tuple[int, int, int], priority: Sequence[str]
) -> Tally:
    """Give the outcome its meaning.

    ``sizes`` are the records read, those that are sound, and those of them in December.
    """
    read, sound, in_december = sizes
    records = dict.fromkeys(Fate, 0)
    hundredths: dict[tuple[Form, Sector | None, str], int] = {}
    persons: dict[tuple[str, frozenset[int]], int] = {}
    in_register = 0
    for what, *numbers in rows:
        rank, line, n, hours, last_filed, filed = cast("list[int]", numbers)
        if what == "persons":
            lines = frozenset(place for place in range(len(LINES)) if line >> place & 1)
            persons[priority[rank], lines] = n
            continue
        if what == "left out":
            absent = rank == NOT_REGISTERED
            records[Fate.NOT_REGISTERED if absent else Fate.GROUND_NOT_COUNTED] += n
            in_register += n
            continue
        fate = Fate(cast("str", what))
        twice = fate is Fate.CONTRADICTORY
        records[fate] += last_filed if twice else n
        records[Fate.DUPLICATE] += 0 if twice else last_filed - n
        records[Fate.SUPERSEDED] += filed - last_filed
        in_register += filed
        if fate is Fate.COUNTED:
            hundredths[*LINES[line], priority[rank]] = hours
    records[Fate.SET_ASIDE] = read - sound
    records[Fate.OUTSIDE_DECEMBER] = sound - in_december
    records[Fate.NOT_IN_REGISTER] = in_december - in_register
    return Tally(records=records, hundredths=hundredths, persons=persons)
