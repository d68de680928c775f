"""What the rows of a delivered file mean, read and written: amounts by quantity, and words."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reporter.annex.delivered import Concept
from reporter.annex.expression import Kind, Quantity
from reporter.deliveries.schema import (
    AMOUNTS,
    CODE,
    KIND,
    NAME,
    NOTE,
    ORIGIN,
    ConceptKind,
    Provenance,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from reporter.deliveries.sheet import Sheet

T = TypeVar("T")
MEANING = {"jaar": "year", "vorm": "form", "sector": "sector", "doelgroep": "group"}
"""What the columns of a key tell of a quantity."""


class Delivered(NamedTuple):
    """An amount, where it comes from, and its line in the file; 0 before it is written."""

    amount: Fraction
    origin: Provenance
    row: int = 0


def entries(kind: Kind, sheet: Sheet) -> dict[Quantity, Delivered]:
    """Give the amounts of a file in the order of its rows."""
    layout, found = AMOUNTS[kind], {}
    for row in sheet.rows:
        parts = {MEANING[column.name]: row[column] for column in layout.key}
        amount = row[layout.columns[len(layout.key)]]
        found[Quantity(kind=kind, **parts)] = Delivered(amount, row[ORIGIN], row.number)
    return found


def render_kind(kind: Kind, rows: Mapping[Quantity, Delivered]) -> bytes:
    """Write the rows of one kind as the file that ``entries`` reads."""
    layout, target = AMOUNTS[kind], io.StringIO()
    amount = layout.columns[len(layout.key)].holds
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(layout.names)
    for row, delivered in rows.items():
        if row.kind is kind:
            key = [c.holds.write(getattr(row, MEANING[c.name])) for c in layout.key]
            writer.writerow([*key, amount.write(delivered.amount), delivered.origin])
    return target.getvalue().encode()


def render_deliveries(
    amounts: Mapping[Quantity, Fraction], assumed: Collection[Quantity]
) -> dict[str, bytes]:
    """Write hours, persons and keys; what print does not determine is ``assumed``."""
    rows = {
        row: Delivered(amount, Provenance.ASSUMED if row in assumed else Provenance.DERIVED)
        for row, amount in amounts.items()
    }
    kinds = (Kind.HOURS, Kind.PERSONS, Kind.KEY)
    return {f"{kind}.csv": render_kind(kind, rows) for kind in kinds}


def with_year(old: Mapping[Quantity, T], new: Mapping[Quantity, T]) -> dict[Quantity, T]:
    """Put the rows of one year in the place of those that stand there, or by the calendar."""
    if not new:
        return dict(old)
    year = str(next(iter(new)).year)
    rows = list(old.items())
    place = next((n for n, (row, _) in enumerate(rows) if str(row.year) >= year), len(rows))
    before, after = rows[:place], [row for row in rows[place:] if str(row[0].year) != year]
    return dict([*before, *new.items(), *after])


def concepts(sheet: Sheet, kind: ConceptKind) -> tuple[Concept, ...]:
    """Give the words of one kind from the code list, in the order of print."""
    return tuple(
        Concept(code=row[CODE], name=row[NAME], note=row[NOTE])
        for row in sheet.rows
        if row[KIND] is kind
    )
