"""Who is registered on 31 December, and in which group a person with several grounds is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import datetime as dt

    from ibis.expr.types import BooleanValue, Table

    from reporter.counting.rules import Rules

GROUND_NOT_COUNTED = 98
NOT_REGISTERED = 99


def valid_on(table: Table, day: dt.date) -> BooleanValue:
    """Tell whether a period holds a day; its last day counts, without one it is still open."""
    return (table.begin <= day) & (table.einde.isnull() | (table.einde >= day))


def registered(register: Table, rules: Rules, day: dt.date) -> Table:
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
    now = valid_on(register, day).ifelse(rank, ibis.literal(NOT_REGISTERED))
    return register.group_by("persoon").aggregate(rank=now.min())
