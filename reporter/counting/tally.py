"""The count as one expression: records by what became of them, hours and persons by cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

import ibis

from reporter.counting.employers import sectors
from reporter.counting.filings import latest_filed
from reporter.counting.registered import GROUND_NOT_COUNTED, NOT_REGISTERED, registered
from reporter.model.indicator import Form, Sector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ibis.expr.types import StringValue, Table

    from reporter.counting.december import December
    from reporter.counting.rules import Rules


class Reason(StrEnum):
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


FAULTY = (Reason.CONTRADICTORY, Reason.NO_SECTOR, Reason.TWO_SECTORS)
"""What only shows when the registers are put together."""

LINES = (
    (Form.FORMAL, Sector.MARKET),
    (Form.FORMAL, Sector.GOVERNMENT),
    (Form.AGENCY, None),
    (Form.SECONDMENT, None),
)
"""The forms of employment, formal ones by sector; a person may have several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a row of the deliveries can be made of; ``group`` is None where rules leave it so."""

    form: Form
    sector: Sector | None
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The outcome of the expression: records by reason, hundredths and persons.

    ``hundredths`` of an hour are by cell, ``persons`` by group and by the set of LINES in
    which they have work: each person is in exactly one entry.
    """

    records: Mapping[Reason, int]
    hundredths: Mapping[Cell, int]
    persons: Mapping[tuple[str, frozenset[int]], int]


def linked(payroll: Table, register: Table, rules: Rules, month: December) -> Table:
    """Give the December records of everybody in the register, with the rank of the group.

    Linking is per person, and only December counts [law].
    """
    persons = registered(register, rules, month.last)
    records = payroll.filter(month.touches(payroll)).join(persons, "persoon")
    return records.mutate(hundredths=(records.verloonde_uren * 100).cast("int64"))


def judged(records: Table, employers: Table, rules: Rules, month: December) -> Table:
    """Give the last filed records of who is in the count, each with its reason.

    ``line`` is the place in LINES of a counted record.
    """
    filed = latest_filed(records.filter(records["rank"] < GROUND_NOT_COUNTED))
    counted = [work for work, form in rules.forms.items() if form is not None]
    formal = [work for work, form in rules.forms.items() if form is Form.FORMAL]
    known = sectors(employers, month.last)
    filed = filed.left_join(known, filed.loonheffingennummer == known.loonheffingennummer)
    is_formal = filed.aard.isin(formal)
    reason = ibis.cases(
        (filed.contradictory, Reason.CONTRADICTORY.value),
        (~filed.aard.isin(counted), Reason.WORK_NOT_COUNTED.value),
        (is_formal & filed.sector.isnull(), Reason.NO_SECTOR.value),
        (is_formal & (filed.sector != filed.other_sector), Reason.TWO_SECTORS.value),
        else_=Reason.COUNTED.value,
    )
    return filed.mutate(reason=reason, line=_line(filed, rules), share=month.share(filed))


def _line(filed: Table, rules: Rules) -> ibis.Value:
    government = filed.sector == Sector.GOVERNMENT.value
    lines = {form: LINES.index((form, None)) for form in (Form.AGENCY, Form.SECONDMENT)}
    cases = [
        (filed.aard == work, government.ifelse(1, 0) if form is Form.FORMAL else lines[form])
        for work, form in rules.forms.items()
        if form is not None
    ]
    return ibis.cases(*cases, else_=-1) if cases else ibis.literal(-1)


def tallied(records: Table, judged: Table) -> Table:
    """Put records and persons in one expression, so that registers are linked once."""
    absent = records.filter(records["rank"] >= GROUND_NOT_COUNTED)
    left_out = absent.group_by(rank=absent["rank"]).aggregate(n=absent.count())
    judged_records = judged.group_by("reason", "line", "rank").aggregate(
        n=judged.count(),
        hundredths=judged.share.sum(),
        last_filed=judged.last_filed.sum(),
        filed=judged.filed.sum(),
    )
    return ibis.union(
        _shaped(left_out, "left out", rank=left_out["rank"], n=left_out.n),
        _shaped(
            judged_records,
            judged_records.reason,
            **{name: judged_records[name] for name in SHAPE[1:]},
        ),
        _persons(judged),
    )


def _persons(judged: Table) -> Table:
    """Count persons by group and by the lines they have work in: everybody once."""
    counted = judged.filter(judged.reason == Reason.COUNTED.value)
    each = counted.group_by("persoon", "rank").aggregate(
        line=sum(
            ((counted.line == place).cast("int64").max() * 2**place for place in range(len(LINES))),
            ibis.literal(0),
        )
    )
    by_group = each.group_by("rank", "line").aggregate(n=each.count())
    return _shaped(by_group, "persons", **{name: by_group[name] for name in ("rank", "line", "n")})


SHAPE = ("what", "rank", "line", "n", "hundredths", "last_filed", "filed")


def _shaped(table: Table, what: str | StringValue, **columns: Any) -> Table:  # noqa: ANN401 - columns of any type
    return table.select(
        what=ibis.literal(what) if isinstance(what, str) else what,
        **{name: columns.get(name, ibis.literal(0)).cast("int64") for name in SHAPE[1:]},
    )


def read_tally(
    rows: Sequence[tuple[object, ...]], totals: Mapping[str, int], priority: Sequence[str]
) -> Tally:
    """Give the outcome its meaning.

    ``totals`` are the records read, those that are sound, and those of them in December.
    """
    records = dict.fromkeys(Reason, 0)
    hundredths: dict[Cell, int] = {}
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
            records[Reason.NOT_REGISTERED if absent else Reason.GROUND_NOT_COUNTED] += n
            in_register += n
            continue
        reason = Reason(cast("str", what))
        twice = reason is Reason.CONTRADICTORY
        records[reason] += last_filed if twice else n
        records[Reason.DUPLICATE] += 0 if twice else last_filed - n
        records[Reason.SUPERSEDED] += filed - last_filed
        in_register += filed
        if reason is Reason.COUNTED:
            form, sector = LINES[line]
            cell = Cell(form=form, sector=sector, group=priority[rank])
            hundredths[cell] = hours
    records[Reason.SET_ASIDE] = totals["read"] - totals["sound"]
    records[Reason.OUTSIDE_DECEMBER] = totals["sound"] - totals["december"]
    records[Reason.NOT_IN_REGISTER] = totals["december"] - in_register
    return Tally(records=records, hundredths=hundredths, persons=persons)
