"""Tables as pandas frames, for whoever goes on computing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, Measure
from reporter.errors import ReporterError

try:
    import pandas as pd
except ModuleNotFoundError as error:
    message = 'frames need pandas; install it with: pip install "banenafspraak-reporter[frames]"'
    raise ReporterError(message) from error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.annex.delivered import Deliveries
    from reporter.annex.printed import Figure, PrintedAnnex, PrintedCell, PrintedTable

ASSUMED = "aangenomen"


def render_frames(annex: PrintedAnnex) -> dict[str, pd.DataFrame]:
    """Give each table by name: rows by key, columns by key and measure, NaN where absent."""
    return {table.name: _frame(table) for table in annex.tables}


def _frame(table: PrintedTable) -> pd.DataFrame:
    columns = pd.MultiIndex.from_arrays(
        [
            [column.key for column in table.columns],
            list(map(_measure, zip(*table.cells, strict=True))),
        ],
        names=["kolom", "maat"],
    )
    frame = pd.DataFrame(
        [[_number(cell.figure) for cell in cells] for cells in table.cells],
        index=pd.Index([row.key for row in table.rows], name="rij"),
        columns=columns,
        dtype="float64",
    )
    whole = [place for place in columns if frame[place].notna().all()]
    frame = frame.astype(dict.fromkeys(whole, "int64"))
    frame.attrs["title"] = table.title
    return frame


def _measure(cells: tuple[PrintedCell, ...]) -> str:
    """Tell what the figures of a column are, apart from a target among them."""
    measures: list[Measure] = [cell.figure.indicator.measure for cell in cells]
    told = [measure for measure in measures if measure is not Measure.TARGET] or measures
    return str(Counter(told).most_common(1)[0][0])


def _number(figure: Figure) -> float:
    return float("nan") if figure.rounded is None else float(figure.rounded)


def render_tidy(annex: PrintedAnnex) -> pd.DataFrame:
    """Give every cell of every table as a row: its place, its meaning, its number, its notes."""
    return pd.DataFrame(list(_rows(annex)))


def _rows(annex: PrintedAnnex) -> Iterator[dict[str, object]]:
    for table in annex.tables:
        for row, column, cell in table.places():
            figure, what = cell.figure, cell.figure.indicator
            anchors = {cell.anchor, row.anchor, column.anchor}
            yield {
                "table": table.name,
                "row": row.key,
                "column": column.key,
                "measure": str(what.measure),
                "unit": str(what.unit),
                "year": str(what.year),
                "sector": str(what.sector or ALL),
                "form": str(what.form or ALL),
                "group": what.group or ALL,
                "exact": "" if figure.exact is None else str(figure.exact),
                "value": _number(figure),
                "printed": figure.text,
                "sign": _sign(figure),
                "status": _status(figure, annex.deliveries),
                "notes": " ".join(
                    f"{note.text} {link.detail}." if link.detail else note.text
                    for note in table.notes
                    for link in note.backlinks
                    if link.anchor in anchors
                ),
            }


def _sign(figure: Figure) -> float:
    return float("nan") if figure.exact is None else float((figure.exact > 0) - (figure.exact < 0))


def _status(figure: Figure, deliveries: Deliveries) -> str:
    if figure.absence:
        return str(figure.absence)
    terms = figure.expression.terms if figure.expression else ()
    used = {quantity for factor, _ in terms for quantity in (factor.quantity, factor.key)}
    return ASSUMED if any(one and deliveries.sources[one].assumed for one in used) else ""
