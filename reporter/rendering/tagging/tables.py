"""Ties every cell of a table to its heads, so that a screen reader can say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf  # type: ignore[import-untyped]  # publishes no types

from reporter.errors import PrintingError
from reporter.rendering.tagging.grid import heads_of, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.rendering.tagging.markup import MarkedTable
    from reporter.rendering.tagging.structure import StructureTree

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
        _link(_rows(tree, element), table, names)
    if names:
        index = pydyf.Dictionary({"Names": names})
        tree.pdf.add_object(index)
        tree.root["IDTree"] = index.reference


def _refuse_difference(
    tree: StructureTree, found: list[pydyf.Dictionary], tables: Sequence[MarkedTable]
) -> None:
    shapes = [_printed_shape(_rows(tree, element)) for element in found]
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
        [(cell["S"] == "/TH", _span(cell, "ColSpan"), _span(cell, "RowSpan")) for cell in row]
        for row in rows
    ]


def _declared_shape(table: MarkedTable) -> list[list[tuple[bool, int, int]]]:
    return [
        [(cell.scope is not None, cell.width, cell.height) for cell in row] for row in table.rows
    ]


def _span(cell: pydyf.Dictionary, name: str) -> int:
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


def _rows(tree: StructureTree, table: pydyf.Dictionary) -> Rows:
    groups = [part for part in tree.children(table) if part["S"] in ("/THead", "/TBody", "/TFoot")]
    return [tree.children(row) for group in groups for row in tree.children(group)]
