"""The delivered files as one value, or every fault of each, of its rows together, of them all."""

from __future__ import annotations

from collections import Counter
from os.path import samestat
from typing import TYPE_CHECKING

from reporter.annex.delivered import Deliveries, Source
from reporter.annex.expression import Kind, Quantity
from reporter.deliveries import schema
from reporter.deliveries.bounds import read_bounds
from reporter.deliveries.code_lists import BEGRIPPEN, CodeLists, code_lists
from reporter.deliveries.controls import control_faults, control_totals
from reporter.deliveries.schema import CONTROLETOTALEN
from reporter.deliveries.sheet import CsvFile, read_sheet, shown
from reporter.deliveries.year_rules import year_faults
from reporter.errors import Fault, InputError, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from reporter.annex.delivered import Concept
    from reporter.annex.indicator import Year
    from reporter.deliveries.columns import Layout
    from reporter.deliveries.schema import Delivered

NO_WORDS = CodeLists((), {}, {})


def read_words_and_targets(data: Path) -> Deliveries:
    """Read only the words and the targets, which are there before any hours are.

    Raises InputError with every fault of both files.
    """
    return read_deliveries(data, (BEGRIPPEN, schema.DOELSTELLINGEN))


def read_deliveries(data: Path, layouts: Sequence[Layout] = schema.LAYOUTS) -> Deliveries:
    """Read the five delivered files, or some of them.

    Raises InputError with every fault of every file.
    """
    if not data.is_dir():
        expected = f"a folder with {listed(layout.name for layout in layouts)}"
        raise InputError([Fault(file=shown(data), found="no such folder", expected=expected)])
    exchanged = True
    while exchanged:  # by a count meanwhile: figures are of what it found or of what it left
        before, controls = data.stat(), (data / CONTROLETOTALEN.name).exists()
        sheets, faults = _sheets(data, (*layouts, CONTROLETOTALEN) if controls else layouts)
        exchanged = not samestat(before, data.stat())
    words = code_lists(sheets[BEGRIPPEN.name]) if BEGRIPPEN.name in sheets else NO_WORDS
    totals = control_totals(sheets.pop(CONTROLETOTALEN.name, None))
    read = {
        kind: schema.entries(kind, sheets[f"{kind}.csv"], words.dimensions)
        for kind in Kind
        if f"{kind}.csv" in sheets
    }
    rows = {row: delivered for table in read.values() for row, delivered in table.items()}
    faults += (*year_faults(sheets, rows, words), *control_faults(data, read, totals))
    if faults:
        raise InputError(faults)
    files = {name: sheets[name].sha256 for name in sorted(sheets)}
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
        groups=words.groups,
        forms=words.forms,
        dimensions=words.dimensions,
        files=files,
        bounds=read_bounds(data),
    )


def _sheets(data: Path, layouts: Sequence[Layout]) -> tuple[dict[str, CsvFile], list[Fault]]:
    """Read files; the code list first, which says by what others may be divided."""
    sheets: dict[str, CsvFile] = {}
    faults: dict[str, Sequence[Fault]] = {}
    own: Mapping[str, Sequence[Concept]] = {}
    for layout in sorted(layouts, key=lambda layout: layout is not BEGRIPPEN):
        name, columns = layout.name, schema.with_dimensions(layout, own)
        try:
            sheets[name] = read_sheet(data / name, shown(data, name), columns)
        except InputError as error:
            faults[name] = error.faults
        if layout is BEGRIPPEN and name in sheets:
            own = code_lists(sheets[name]).dimensions
    return sheets, [fault for layout in layouts for fault in faults.get(layout.name, ())]


def read_kind(data: Path, kind: Kind) -> dict[Quantity, Delivered]:
    """Read the rows of one kind, in their order; a file that is not there has none.

    Raises InputError for a file that cannot be read; what rows must be together is not asked.
    """
    name = f"{kind}.csv"
    if not (data / name).exists():
        return {}
    own: Mapping[str, Sequence[Concept]] = {}
    if name in schema.DIVIDED and (data / BEGRIPPEN.name).exists():
        words = read_sheet(data / BEGRIPPEN.name, shown(data, BEGRIPPEN.name), BEGRIPPEN)
        own = code_lists(words).dimensions
    columns = schema.with_dimensions(schema.AMOUNTS[kind], own)
    return schema.entries(kind, read_sheet(data / name, shown(data, name), columns), own)


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
