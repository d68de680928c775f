"""The records that a count set aside, as a file: where each stands and what is wrong with it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.errors import Fault

COLUMNS = ("bestand", "rij", "kolom", "gevonden", "verwacht")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


def render_set_aside(faults: Iterable[Fault]) -> bytes:
    """Write one row for each fault; the record itself is not repeated, for it is of a person."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fault in faults:
        cells = (fault.file, fault.row, fault.column, fault.found, fault.expected)
        writer.writerow(["" if cell is None else _text(str(cell)) for cell in cells])
    return target.getvalue().encode()


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
