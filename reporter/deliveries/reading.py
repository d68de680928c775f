"""The delivered files as one value, or every fault of every file."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from reporter.annex.delivered import Deliveries, Source
from reporter.annex.expression import Kind
from reporter.annex.indicator import Form
from reporter.deliveries import schema
from reporter.deliveries.rules import rule_faults
from reporter.deliveries.sheet import read_sheet, shown
from reporter.errors import Fault, InputError, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from reporter.annex.expression import Quantity
    from reporter.annex.indicator import Year
    from reporter.deliveries.columns import Layout
    from reporter.deliveries.schema import Delivered
    from reporter.deliveries.sheet import CsvFile

FINGERPRINT = 12
"""Characters of the hash that stand in the colophon of an annex."""


def read_words_and_targets(data: Path) -> Deliveries:
    """Read only the words and the targets, which are there before any hours are.

    Raises InputError with every fault of both files.
    """
    return read_deliveries(data, (schema.BEGRIPPEN, schema.DOELSTELLINGEN))


def read_deliveries(data: Path, layouts: Sequence[Layout] = schema.LAYOUTS) -> Deliveries:
    """Read the five delivered files, or some of them.

    Raises InputError with every fault of every file.
    """
    if not data.is_dir():
        expected = f"a folder with {listed(layout.name for layout in layouts)}"
        raise InputError([Fault(file=shown(data), found="no such folder", expected=expected)])
    sheets: dict[str, CsvFile] = {}
    faults: list[Fault] = []
    for layout in layouts:
        try:
            sheets[layout.name] = read_sheet(data / layout.name, shown(data, layout.name), layout)
        except InputError as error:
            faults += error.faults
    rows: dict[Quantity, Delivered] = {}
    for kind in Kind:
        if f"{kind}.csv" in sheets:
            rows |= schema.entries(kind, sheets[f"{kind}.csv"])
    faults += rule_faults(sheets, rows)
    if faults:
        raise InputError(faults)
    files = {name: sheets[name].sha256 for name in sorted(sheets)}
    hashes = "".join(f"{name}:{sha256}\n" for name, sha256 in files.items())
    words = sheets[schema.BEGRIPPEN.name]
    return Deliveries(
        amounts={row: delivered.amount for row, delivered in rows.items()},
        sources={
            row: Source(
                file=f"{row.kind}.csv",
                row=delivered.row,
                assumed=delivered.origin is schema.Provenance.ASSUMED,
            )
            for row, delivered in rows.items()
        },
        groups=schema.concepts(words, schema.ConceptKind.GROUP),
        forms={Form(word.code): word for word in schema.concepts(words, schema.ConceptKind.FORM)},
        files=files,
        fingerprint=hashlib.sha256(hashes.encode()).hexdigest()[:FINGERPRINT],
    )


def read_kind(data: Path, kind: Kind) -> dict[Quantity, Delivered]:
    """Read the rows of one kind, in their order; a file that is not there has none.

    Raises InputError for a file that cannot be read; what rows must be together is not asked.
    """
    name = f"{kind}.csv"
    if not (data / name).exists():
        return {}
    return schema.entries(kind, read_sheet(data / name, shown(data, name), schema.AMOUNTS[kind]))


def not_ours(
    rows: Mapping[Quantity, Delivered],
    ours: Collection[schema.Provenance],
    year: Year | None = None,
) -> Counter[str]:
    """Count by origin the rows, perhaps of one year, that are not ours to write over."""
    return Counter(
        delivered.origin.value
        for row, delivered in rows.items()
        if delivered.origin not in ours and year in {None, row.year}
    )
