"""The protocol of a count: what became of every record, and of what and with what it was made.

It holds numbers and the names of files, never a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reporter.counting.deliveries import persons_in
from reporter.counting.tally import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from reporter.counting.count import Count
    from reporter.counting.rules import Rules
    from reporter.model.expression import Quantity

FEWEST = 10
"""A cell of fewer persons than this is flagged: figures on few people may tell who they are."""
UNLINKED = (Reason.SET_ASIDE, Reason.OUTSIDE_DECEMBER, Reason.NOT_IN_REGISTER)


def small_cells(count: Count, rows: Mapping[Quantity, Fraction], fewest: int) -> Iterator[Quantity]:
    """Find the rows that rest on fewer persons than the threshold."""
    for row in rows:
        if row.form is None:
            persons = sum(count.tally.persons.values())
        else:
            groups = None if row.group is None else (row.group,)
            persons = persons_in(count.tally, row.form, row.sector, groups)
        if 0 < persons < fewest:
            yield row


def protocol(
    count: Count, rules: Rules, rows: Mapping[Quantity, Fraction], fewest: int = FEWEST
) -> dict[str, Any]:
    """Give the protocol as it is written; the records by reason add up to those read."""
    tally = count.tally
    hundredths = sum(tally.hundredths.values())
    return {
        "rules": rules.name,
        "origin": list(count.says),
        "engine": count.engine,
        "seconds": round(count.seconds, 1),
        "payroll_records": {
            "read": count.read["payroll"],
            "linked": count.read["payroll"] - sum(tally.records[one] for one in UNLINKED),
            "by_outcome": {reason.value: tally.records[reason] for reason in Reason},
        },
        "persons": sum(tally.persons.values()),
        "hours": f"{hundredths // 100}.{hundredths % 100:02}",
        "few_persons": {
            "fewer_than": fewest,
            "rows": [row.key for row in small_cells(count, rows, fewest)],
        },
        "registers": {
            name: {
                "read": count.read[name],
                "set_aside": count.set_aside[name],
                "files": [
                    {"name": one.name, "sha256": one.sha256, "of": one.of}
                    for one in count.fingerprints[name]
                ],
            }
            for name in count.read
        },
    }
