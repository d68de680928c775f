"""Ties every cell of a table to its heads, so that a screen reader can say them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import pydyf

from reporter.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element


class StructureTree:
    """The structure elements of one PDF; an element is a dictionary with its kind in ``S``."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])

    def at(self, reference: bytes) -> pydyf.Dictionary:
        """Give the object that a reference such as ``12 0 R`` points at."""
        return self.pdf.objects[int(reference.split()[0])]

    def children(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """Give the elements directly below one, without its marked text and its links."""
        found = [self.at(child) for child in element["K"] if isinstance(child, bytes)]
        return [child for child in found if child["Type"] == "/StructElem"]

    def elements(self) -> Iterator[pydyf.Dictionary]:
        """Walk through the whole tree in reading order."""
        waiting = self.children(self.root)[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(self.children(element)[::-1])

    def outsiders(self) -> list[pydyf.Dictionary]:
        """Give the elements that were made but hang in no tree: running heads and feet."""
        inside = {element.number for element in self.elements()}
        return [
            thing
            for thing in self.pdf.objects
            if isinstance(thing, pydyf.Dictionary)
            and thing.get("Type") == "/StructElem"
            and thing.number not in inside
        ]


class Scope(StrEnum):
    """The direction in which a head speaks, in the words of PDF."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as it is declared, its size in columns and rows.

    ``scope`` is None for a cell that heads nothing. ``reach`` is the number of rows a head
    at the side speaks for: its own height, or the rest of its row group.
    """

    scope: Scope | None = None
    width: int = 1
    height: int = 1
    reach: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell and the first row and column it takes."""

    cell: Cell
    row: int
    column: int


def place(rows: Sequence[Sequence[Cell]]) -> tuple[Placed, ...]:
    """Lay cells on a grid, in reading order, each on the first place no earlier one takes."""
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append(Placed(cell=cell, row=row, column=column))
            taken.update(
                (row + down, column + right)
                for down in range(cell.height)
                for right in range(cell.width)
            )
    return tuple(placed)


def heads_of(one: Placed, placed: Sequence[Placed]) -> tuple[int, ...]:
    """Give the places in ``placed`` of the heads of one cell: those at the side, then above."""
    numbered = [(number, head) for number, head in enumerate(placed) if head is not one]
    return (
        *(number for number, head in numbered if _beside(head, one)),
        *(number for number, head in numbered if _above(head, one)),
    )


def _beside(head: Placed, one: Placed) -> bool:
    return (
        head.cell.scope is Scope.ROW
        and head.column <= one.column
        and head.row < one.row + one.cell.height
        and one.row < head.row + head.cell.reach
    )


def _above(head: Placed, one: Placed) -> bool:
    return (
        head.cell.scope is Scope.COLUMN
        and head.row < one.row
        and head.column < one.column + one.cell.width
        and one.column < head.column + head.cell.width
    )


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


Rows = list[list[pydyf.Dictionary]]


def link_headers(tree: StructureTree, tables: Sequence[MarkedTable]) -> None:
    """Give each head cell an id and a scope, and each other cell the ids of its heads.

    The cells of the PDF are matched one by one with those of the HTML. Raises PrintingError
    when they differ, above all because a table is broken over two pages.
    """
    found = [element for element in tree.elements() if element["S"] == "/Table"]
    _refuse_difference(tree, found, tables)
    names = pydyf.Array()
    for element, table in zip(found, tables, strict=True):
        _link(_rows_tables(tree, element), table, names)
    if names:
        index = pydyf.Dictionary({"Names": names})
        tree.pdf.add_object(index)
        tree.root["IDTree"] = index.reference


def _refuse_difference(
    tree: StructureTree, found: list[pydyf.Dictionary], tables: Sequence[MarkedTable]
) -> None:
    shapes = [_printed_shape(_rows_tables(tree, element)) for element in found]
    declared = [_declared_shape(table) for table in tables]
    if shapes == declared:
        return
    pairs = list(zip(shapes, declared, strict=False))
    first = next((number for number, (a, b) in enumerate(pairs) if a != b), len(pairs))
    if len(found) <= len(tables):
        message = (
            f"{_name(tables, first)} has other cells in the PDF than in the HTML. "
            "Check that no cell is hidden and that no rowspan or colspan leaves the table."
        )
        raise PrintingError(message)
    # Only the first part of a broken table carries the caption.
    rest = first == len(tables) or (tables[first].caption and not _captioned(tree, found[first]))
    message = (
        f"{_name(tables, first - 1 if rest else first)} is broken over pages, and cannot be read "
        "aloud like that. Make it fit on one page, and keep it there, caption and all: "
        "put break-inside: avoid on a block around it."
    )
    raise PrintingError(message)


def _printed_shape(rows: Rows) -> list[list[tuple[bool, int, int]]]:
    return [
        [
            (cell["S"] == "/TH", _span_tables(cell, "ColSpan"), _span_tables(cell, "RowSpan"))
            for cell in row
        ]
        for row in rows
    ]


def _declared_shape(table: MarkedTable) -> list[list[tuple[bool, int, int]]]:
    return [
        [(cell.scope is not None, cell.width, cell.height) for cell in row] for row in table.rows
    ]


def _span_tables(cell: pydyf.Dictionary, name: str) -> int:
    attributes: dict[str, int] = cell.get("A", {})
    return attributes.get(name, 1)


def _captioned(tree: StructureTree, table: pydyf.Dictionary) -> bool:
    return any(part["S"] == "/Caption" for part in tree.children(table))


def _name(tables: Sequence[MarkedTable], number: int) -> str:
    return f'Table "{tables[number].caption}"' if tables[number].caption else f"Table {number + 1}"


def _link(rows: Rows, table: MarkedTable, names: pydyf.Array) -> None:
    """Tie the cells of one table; ``names`` collects ids and cells, and stays sorted by id."""
    elements = [element for row in rows for element in row]
    placed = place(table.rows)
    ids: dict[int, pydyf.String] = {}
    for number, (element, one) in enumerate(zip(elements, placed, strict=True)):
        # What the library wrote is wrong as soon as a head spans rows or columns.
        element["A"].pop("Headers", None)
        if one.cell.scope is not None:
            ids[number] = element["ID"] = pydyf.String(f"th-{len(names) // 2 + 1:06}")
            element["A"]["Scope"] = f"/{one.cell.scope}"
            names.extend((element["ID"], element.reference))
    for element, one in zip(elements, placed, strict=True):
        heads = heads_of(one, placed) if one.cell.scope is None else ()
        if heads:
            element["A"]["Headers"] = pydyf.Array(ids[head] for head in heads)


def _rows_tables(tree: StructureTree, table: pydyf.Dictionary) -> Rows:
    groups = [part for part in tree.children(table) if part["S"] in ("/THead", "/TBody", "/TFoot")]
    return [tree.children(row) for group in groups for row in tree.children(group)]
