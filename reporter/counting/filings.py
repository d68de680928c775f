"""Of what was filed more than once, the latest counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import Table

EMPLOYMENT = ("persoon", "loonheffingennummer", "ikv", "tijdvak_begin", "tijdvak_einde")
"""What makes two records one: same person, employer, employment and period."""


def latest_filed(records: Table) -> Table:
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
        records=records.count(),
    )
    names = ("rank", "aard", "other_aard", "hundredths", "other_hundredths", "records")
    told = ibis.struct({name: filings[name] for name in names})
    last = filings.group_by(list(EMPLOYMENT)).aggregate(
        ingediend=filings.ingediend.max(),
        filed=filings.records.sum(),
        told=told.argmax(filings.ingediend),
    )
    last = last.select(
        *EMPLOYMENT,
        "ingediend",
        "filed",
        **{name: last.told[name] for name in names[:-1]},
        last_filed=last.told["records"],
    )
    return last.mutate(
        contradictory=(last.aard != last.other_aard) | (last.hundredths != last.other_hundredths)
    )
