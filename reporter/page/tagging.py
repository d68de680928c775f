"""The tags of a PDF for who listens: cells know their heads, links their names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

import pydyf

from reporter.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint import Document


class Direction(StrEnum):
    """The direction in which a head speaks: its scope, in the words of PDF."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCell:
    """A cell as it is declared in HTML: its first row and column, and how many it takes.

    ``scope`` is None for a cell that heads nothing. ``reach`` is the number of rows a head
    at the side speaks for: its own height, or the rest of its row group.
    """

    scope: Direction | None = None
    row: int = 0
    column: int = 0
    width: int = 1
    height: int = 1
    reach: int = 1


class MarkedTable(NamedTuple):
    """A table in HTML: its caption, empty when it has none, and its cells per row."""

    caption: str
    rows: tuple[tuple[MarkedCell, ...], ...]


def place(rows: Sequence[Sequence[MarkedCell]]) -> tuple[tuple[MarkedCell, ...], ...]:
    """Lay cells on a grid, in reading order, each on the first place no earlier one takes."""
    taken: set[tuple[int, int]] = set()
    placed: list[list[MarkedCell]] = []
    for row, cells in enumerate(rows):
        placed.append([])
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed[-1].append(replace(cell, row=row, column=column))
            downwards, onwards = range(row, row + cell.height), range(column, column + cell.width)
            taken.update(product(downwards, onwards))
    return tuple(map(tuple, placed))


def heads_of(cell: MarkedCell, cells: Sequence[MarkedCell]) -> list[int]:
    """Number the heads of one of ``cells`` by their place there: at the side, then above."""
    heads = [(number, head) for number, head in enumerate(cells) if head is not cell]
    beside = (
        number
        for number, head in heads
        if head.scope is Direction.ROW
        and head.column <= cell.column
        and head.row < cell.row + cell.height
        and cell.row < head.row + head.reach
    )
    above = (
        number
        for number, head in heads
        if head.scope is Direction.COLUMN
        and head.row < cell.row
        and head.column < cell.column + cell.width
        and cell.column < head.column + head.width
    )
    return [*beside, *above]


def tables_in(root: Element) -> tuple[MarkedTable, ...]:
    """Read the tables of a parsed document in reading order."""
    found = []
    for table in root.iter("table"):
        caption = table.find("caption")
        text = "" if caption is None else text_of(caption)
        found.append(MarkedTable(caption=text, rows=place([*_rows(table)])))
    return tuple(found)


def text_of(element: Element) -> str:
    """Read the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _rows(table: Element) -> Iterator[list[MarkedCell]]:
    # The parser puts every row in a group, so no row stands directly in the table.
    for group in table:
        rows = group.findall("tr") if group.tag in ("thead", "tbody", "tfoot") else []
        for number, row in enumerate(rows):
            cells = [cell for cell in row if cell.tag in ("th", "td")]
            yield [_cell(cell, group.tag, len(rows) - number) for cell in cells]


def _cell(cell: Element, group: str, rest: int) -> MarkedCell:
    """Read one cell; ``rest`` counts the rows of its group from its own row on."""
    height = _span(cell, "rowspan")
    usual = "col" if group == "thead" else "row"
    said = cell.get("scope", "").strip().lower()
    told = said if said in ("col", "colgroup", "row", "rowgroup") else usual
    scope = Direction.COLUMN if told.startswith("col") else Direction.ROW
    return MarkedCell(
        scope=scope if cell.tag == "th" else None,
        width=_span(cell, "colspan"),
        height=height,
        reach=rest if said == "rowgroup" else height,
    )


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return int(said) if said.isdecimal() else 1


class StructureTree:
    """The structure elements of one PDF; an element is a dictionary with its kind in ``S``."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])

    def at(self, reference: bytes) -> pydyf.Dictionary:
        """Look up the object that a reference such as ``12 0 R`` points at."""
        return self.pdf.objects[int(reference.split()[0])]

    def children(self, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """List the elements directly below one, without its marked text and its links."""
        found = [self.at(child) for child in element["K"] if isinstance(child, bytes)]
        return [child for child in found if child["Type"] == "/StructElem"]

    def elements(self) -> Iterator[pydyf.Dictionary]:
        """Walk through the whole tree in reading order."""
        waiting = self.children(self.root)[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(self.children(element)[::-1])

    def rows(self, table: pydyf.Dictionary) -> list[list[pydyf.Dictionary]]:
        """List the cells of a table, row by row."""
        groups = (part for part in self.children(table) if part["S"] in GROUPS)
        return [self.children(row) for group in groups for row in self.children(group)]


GROUPS = ("/THead", "/TBody", "/TFoot")


def link_headers(tree: StructureTree, tables: Sequence[MarkedTable]) -> None:
    """Give each head cell an id and a scope, and each other cell the ids of its heads.

    The cells of the PDF are matched one by one with those of the HTML. Raises PrintingError
    when they differ, above all because a table is broken over two pages.
    """
    found = [element for element in tree.elements() if element["S"] == "/Table"]
    _refuse_difference(tree, found, tables)
    names = pydyf.Array()
    for element, table in zip(found, tables, strict=True):
        _link([*chain(*tree.rows(element))], [*chain(*table.rows)], names)
    if names:
        index = pydyf.Dictionary({"Names": names})
        tree.pdf.add_object(index)
        tree.root["IDTree"] = index.reference


def _refuse_difference(
    tree: StructureTree, found: list[pydyf.Dictionary], tables: Sequence[MarkedTable]
) -> None:
    shapes = [[[*map(_printed_shape, row)] for row in tree.rows(element)] for element in found]
    declared = [[[*map(_declared_shape, row)] for row in table.rows] for table in tables]
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
    rest = first == len(tables) or (
        tables[first].caption
        and not any(part["S"] == "/Caption" for part in tree.children(found[first]))
    )
    message = (
        f"{_name(tables, first - 1 if rest else first)} is broken over pages, and cannot be read "
        "aloud like that. Make it fit on one page, and keep it there, caption and all: "
        "put break-inside: avoid on a block around it."
    )
    raise PrintingError(message)


def _printed_shape(cell: pydyf.Dictionary) -> tuple[bool, int, int]:
    attributes: dict[str, int] = cell.get("A", {})
    return cell["S"] == "/TH", attributes.get("ColSpan", 1), attributes.get("RowSpan", 1)


def _declared_shape(cell: MarkedCell) -> tuple[bool, int, int]:
    return cell.scope is not None, cell.width, cell.height


def _name(tables: Sequence[MarkedTable], number: int) -> str:
    return f'Table "{tables[number].caption}"' if tables[number].caption else f"Table {number + 1}"


def _link(
    elements: Sequence[pydyf.Dictionary], cells: Sequence[MarkedCell], names: pydyf.Array
) -> None:
    """Tie the cells of one table; ``names`` collects ids and cells, and stays sorted by id."""
    ids: dict[int, pydyf.String] = {}
    for number, (element, cell) in enumerate(zip(elements, cells, strict=True)):
        # What the library wrote is wrong as soon as a head spans rows or columns.
        element["A"].pop("Headers", None)
        if cell.scope is not None:
            ids[number] = element["ID"] = pydyf.String(f"th-{len(names) // 2 + 1:06}")
            element["A"]["Scope"] = f"/{cell.scope}"
            names.extend((element["ID"], element.reference))
    for element, cell in zip(elements, cells, strict=True):
        heads = heads_of(cell, cells) if cell.scope is None else []
        if heads:
            element["A"]["Headers"] = pydyf.Array(ids[head] for head in heads)


def set_aside(tree: StructureTree) -> None:
    """Mark the text of running heads and feet as pagination artifacts (ISO 14289-1, 7.8).

    The library tags it as text of the document, in elements that hang in no tree.
    """
    numbers = tree.at(tree.root["ParentTree"])["Nums"]
    # Nums alternates keys and values; the first keys are the pages, counted from 0.
    owners = {page: numbers[2 * key + 1] for key, page in enumerate(tree.pdf.page_references)}
    inside = {element.number for element in tree.elements()}
    for element in tree.pdf.objects:
        if not isinstance(element, pydyf.Dictionary) or element.get("Type") != "/StructElem":
            continue
        if element.number in inside:
            continue
        page = element["Pg"]
        content = tree.at(tree.at(page)["Contents"])
        for mark in [mark for mark in element["K"] if isinstance(mark, int)]:
            _make_artifact(content.stream, mark)
            owners[page][mark] = "null"
        # Emptied, not freed: the library counts freed objects wrongly.
        element.clear()


def _make_artifact(stream: list[object], mark: int) -> None:
    """Rename the marked text in a content stream, where the tag precedes its properties."""
    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") == mark:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
            return
    message = (
        "A running head or foot is drawn in a group of its own, where it cannot be set aside "
        "for those who listen. Take opacity and transform out of the page margin boxes."
    )
    raise PrintingError(message)


POINTS = 0.75
"""Of a pixel of CSS."""


class _Space(str):
    """White space that the library does not take for nothing, so that it is drawn and read."""

    __slots__ = ()

    def strip(self, _: str | None = None, /) -> str:
        """Keep it: text without anything else is not drawn."""
        return self


def keep_spaces(document: Document) -> None:
    """Let a space between two elements be in the text; the library only leaves a gap there."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - boxes stand nowhere else
            if getattr(box, "text", "").isspace():
                box.text = _Space(box.text)


def name_links(document: Document) -> None:
    """Describe each link by its aria-label, its title or its text, and let it cover them.

    The library describes it by its address. Raises PrintingError for a link that cannot be
    described, and for a relative one, which would name a folder of this machine.
    """
    for page in document.pages:
        for _, target, _, box in page.links:
            link = box.element
            label = link.get("aria-label") or link.get("title") or text_of(link)
            fault = _fault(target, link, label)
            if fault:
                message = f'The link "{label}" to "{link.get("href", target)}" {fault}.'
                raise PrintingError(message)
            # A link to nowhere has no annotation; the library has logged that.
            if box.link_annotation is not None:
                box.link_annotation["Contents"] = pydyf.String(label)
                left, top, right, bottom = box.link_annotation["Rect"]
                if top - bottom < 1:  # a mark without a line height of its own: nothing to click
                    high = box.style["font_size"] * POINTS
                    box.link_annotation["Rect"][:] = (left, top + high, right, bottom - high)


def _fault(target: str, link: Element, label: str) -> str:
    if link.tag != "a":
        return "holds more than text, and its parts would be read as loose links"
    if target.startswith("file:"):
        return "is relative, and a PDF has no folder to start from; write it out"
    return "" if label else "has no text to read aloud; write some, or an aria-label"
