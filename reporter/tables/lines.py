"""The rows and columns that several tables share."""

from __future__ import annotations

from reporter.model.indicator import Form, Measure, Sector
from reporter.model.table import Line

FORMAL = Line(key="formeel", label="Formele dienstverbanden", fixes={"form": Form.FORMAL})
HIRED = Line(
    key="inleen",
    label="Inleenverbanden (uitzendrelaties en Wsw-detacheringen)",
    fixes={"form": Form.HIRED},
)
TOTAL = Line(key="totaal", label="Totaal", fixes={"form": None}, parts=("formeel", "inleen"))
TARGET = Line(
    key="doelstelling",
    label="Doelstelling Sociaal Akkoord",
    fixes={"measure": Measure.TARGET, "form": None},
    target=True,
)


def sector_columns(market: str, government: str, both: str) -> tuple[Line, ...]:
    """Give the columns market, government and total under the labels of a table."""
    return (
        Line(key="markt", label=market, fixes={"sector": Sector.MARKET}),
        Line(key="overheid", label=government, fixes={"sector": Sector.GOVERNMENT}),
        Line(key="totaal", label=both, fixes={"sector": None}, parts=("markt", "overheid")),
    )
