"""Deliveries as files: the tidy tables that a reconstruction or a count leaves."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind
from reporter.annex.indicator import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from fractions import Fraction

    from reporter.annex.expression import Quantity

    Columns = Mapping[str, Callable[[Quantity, Fraction], str]]


def render_deliveries(
    amounts: Mapping[Quantity, Fraction], assumed: Collection[Quantity]
) -> dict[str, bytes]:
    """Write hours, persons and keys, one row each; ``herkomst`` tells what print determines."""
    origins = {row: "aangenomen" if row in assumed else "herleid" for row in amounts}
    return {f"{kind}.csv": render_kind(kind, amounts, origins) for kind in FILES}


def render_kind(
    kind: Kind, amounts: Mapping[Quantity, Fraction], origins: Mapping[Quantity, str]
) -> bytes:
    """Write the rows of one kind, each with its origin."""
    columns = FILES[kind]
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([*columns, "herkomst"])
    for row, amount in amounts.items():
        if row.kind is kind:
            written = [write(row, amount) for write in columns.values()]
            writer.writerow([*written, origins[row]])
    return target.getvalue().encode()


def with_year(
    old: Mapping[Quantity, Fraction], new: Mapping[Quantity, Fraction]
) -> dict[Quantity, Fraction]:
    """Put the rows of one year in the place of those that stand there, or by the calendar."""
    if not new:
        return dict(old)
    year = str(next(iter(new)).year)
    rows = list(old.items())
    place = next((n for n, (row, _) in enumerate(rows) if str(row.year) >= year), len(rows))
    before, after = rows[:place], [row for row in rows[place:] if str(row[0].year) != year]
    return dict([*before, *new.items(), *after])


def _year(row: Quantity, _: Fraction) -> str:
    return str(row.year)


def _form(row: Quantity, _: Fraction) -> str:
    return row.form or ALL


def _sector(row: Quantity, _: Fraction) -> str:
    return row.sector or ""


def _group(row: Quantity, _: Fraction) -> str:
    return row.group or ""


def _decimals(number: Fraction, places: int) -> str:
    """Write an exact decimal number; the dot and the absence of thousands are the file's own."""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):.{places}f}"


FILES: Mapping[Kind, Columns] = {
    Kind.HOURS: {
        "jaar": _year,
        "vorm": _form,
        "sector": _sector,
        "doelgroep": _group,
        "verloonde_uren": lambda _, hours: _decimals(hours, 2),
    },
    Kind.PERSONS: {
        "jaar": _year,
        "vorm": _form,
        "doelgroep": _group,
        "personen": lambda _, persons: _decimals(persons, 0),
    },
    Kind.KEY: {
        "jaar": _year,
        "sector": _sector,
        "percentage": lambda _, share: _decimals(share * 100, 1),
    },
}
"""The columns of each file, by the names that data/datapackage.json documents."""
