"""The tables of a document as its HTML declares them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.rendering.tagging.grid import Cell, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

GROUPS = ("thead", "tbody", "tfoot")
SCOPES = {
    "col": Scope.COLUMN,
    "colgroup": Scope.COLUMN,
    "row": Scope.ROW,
    "rowgroup": Scope.ROW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTable:
    """A table in HTML: its caption, empty when it has none, and its cells per row."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]


def tables_in(root: Element) -> tuple[MarkedTable, ...]:
    """Give the tables of a parsed document in reading order."""
    return tuple(
        MarkedTable(caption=_caption(table), rows=tuple(_rows(table)))
        for table in root.iter("table")
    )


def text_of(element: Element) -> str:
    """Give the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _caption(table: Element) -> str:
    caption = table.find("caption")
    return "" if caption is None else text_of(caption)


def _rows(table: Element) -> Iterator[tuple[Cell, ...]]:
    # The parser puts every row in a group, so no row stands directly in the table.
    for group in table:
        rows = group.findall("tr") if group.tag in GROUPS else []
        for number, row in enumerate(rows):
            cells = [cell for cell in row if cell.tag in ("th", "td")]
            yield tuple(_cell(cell, group.tag, len(rows) - number) for cell in cells)


def _cell(cell: Element, group: str, rest: int) -> Cell:
    """Read one cell; ``rest`` counts the rows of its group from its own row on."""
    height = _span(cell, "rowspan")
    usual = Scope.COLUMN if group == "thead" else Scope.ROW
    said = cell.get("scope", "").strip().lower()
    return Cell(
        scope=SCOPES.get(said, usual) if cell.tag == "th" else None,
        width=_span(cell, "colspan"),
        height=height,
        reach=rest if said == "rowgroup" else height,
    )


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return int(said) if said.isdecimal() else 1
