"""The header of a file: every column known, none missing, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reporter.errors import Fault, suggestion
from reporter.inputs.quoting import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.inputs.columns import Column
    from reporter.inputs.csv_rows import Record


def header_faults(header: Record, columns: Sequence[Column[Any]], file: str) -> list[Fault]:
    """Compare a header with the columns that a file may have; their order is free."""
    found = [*_strange(header, columns), *_repeated(header), *_missing(header, columns)]
    return [
        Fault(file=file, row=header.row, found=what, expected=expected, advice=advice)
        for what, expected, advice in found
    ]


def _strange(header: Record, columns: Sequence[Column[Any]]) -> Iterator[tuple[str, str, str]]:
    known = [column.name for column in columns]
    for number, name in enumerate(header.cells, start=1):
        if not name:
            yield f"no name above column {number}", f"one of {listed(known)}", ""
        elif name not in known:
            near = suggestion(name.casefold(), known)
            yield f"the column {quoted(name)}", f"one of {listed(known)}", near


def _repeated(header: Record) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys(header.cells):
        times = header.cells.count(name)
        if name and times > 1:
            yield f"the column {quoted(name)} {times} times", "each column once", ""


def _missing(header: Record, columns: Sequence[Column[Any]]) -> Iterator[tuple[str, str, str]]:
    needed = [column.name for column in columns if not column.optional]
    for name in needed:
        if name not in header.cells:
            yield f"no column {quoted(name)}", f"the columns {listed(needed)}", ""
