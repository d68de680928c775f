"""Tables as pandas frames, for whoever goes on computing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from reporter.annex.printed import PrintedAnnex, PrintedTable


def render_frames(annex: PrintedAnnex) -> dict[str, pd.DataFrame]:
    """Give each table by name: rows and columns by key, whole numbers, NA where absent."""
    return {table.name: _frame(table) for table in annex.tables}


def _frame(table: PrintedTable) -> pd.DataFrame:
    rows = [
        [pd.NA if cell.figure.rounded is None else int(cell.figure.rounded) for cell in cells]
        for cells in table.cells
    ]
    frame = pd.DataFrame(
        rows,
        index=pd.Index([row.key for row in table.rows], name="rij"),
        columns=pd.Index([column.key for column in table.columns], name="kolom"),
        dtype="Int64",
    )
    frame.attrs["title"] = table.title
    return frame
