"""Reads a tagged PDF back as a screen reader would: cells with the heads they name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, resolve1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.pdf import PDF

Element = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCell:
    """A data cell and the texts of its heads: those at the side, then those above."""

    text: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    caption: str
    cells: tuple[ReadCell, ...]


def cell_headers(pdf: bytes) -> list[ReadTable]:
    """Give every table with its data cells in reading order, all spaces left out.

    A line end within a cell is no character in a PDF, so spaces cannot be compared.
    """
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return _Reader(opened).tables()


def elements_of(pdf: bytes, *kinds: str) -> list[Element]:
    """Give the structure elements of some kinds, such as ``TH``, in reading order."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        reader = _Reader(opened)
        return [element for element in reader.walk(reader.root) if kind_of(element) in kinds]


def text_inside(pdf: bytes, *kinds: str) -> list[str]:
    """Give the text of the structure elements of some kinds, all spaces left out."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        reader = _Reader(opened)
        found = [element for element in reader.walk(reader.root) if kind_of(element) in kinds]
        return [reader.text(element) for element in found]


def annotations_of(pdf: bytes) -> list[str]:
    """Give what each link is called, in the order of the pages."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [str(link["contents"]) for page in opened.pages for link in page.annots]


def loose_elements(pdf: bytes) -> list[Element]:
    """Give the structure elements, and the owners of marked text, that are not in the tree."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        reader = _Reader(opened)
        met = [element for element in reader.walk(reader.root) if kind_of(element)]
        numbers = sorted({number for xref in opened.doc.xrefs for number in xref.get_objids()})
        things = [opened.doc.getobj(number) for number in numbers if number]
        made = [thing for thing in things if isinstance(thing, dict) and "P" in thing]
        owners = resolve1(resolve1(reader.root["ParentTree"])["Nums"])[1::2]
        # A reader of object streams leaves a null as a word of its own.
        owned = [resolve1(one) for page in owners for one in _listed(resolve1(page))]
        return [one for one in [*made, *owned] if isinstance(one, dict) and one not in met]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def kind_of(element: Element) -> str:
    kind = element.get("S")
    return "" if kind is None else str(kind.name)


class _Reader:
    def __init__(self, opened: PDF) -> None:
        self.root: Element = resolve1(opened.doc.catalog["StructTreeRoot"])
        self._texts: dict[tuple[object, int], str] = defaultdict(str)
        for page in opened.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    self._texts[page.page_obj.pageid, char["mcid"]] += char["text"]

    def tables(self) -> list[ReadTable]:
        heads = self._heads()
        return [
            ReadTable(
                caption="".join(
                    self.text(part) for part in self.walk(table) if kind_of(part) == "Caption"
                ),
                cells=tuple(
                    ReadCell(text=self.text(cell), headers=self._headers(cell, heads))
                    for cell in self.walk(table)
                    if kind_of(cell) == "TD"
                ),
            )
            for table in self.walk(self.root)
            if kind_of(table) == "Table"
        ]

    def walk(self, element: Element) -> Iterator[Element]:
        yield element
        for child in self._children(element):
            if isinstance(child, dict) and kind_of(child):
                yield from self.walk(child)

    def text(self, element: Element) -> str:
        return "".join(self._runs(element).split())

    def _runs(self, element: Element) -> str:
        return "".join(
            self._texts[element["Pg"].objid, child]
            if isinstance(child, int)
            else self._runs(child)
            if kind_of(child)
            else ""
            for child in self._children(element)
        )

    def _children(self, element: Element) -> list[Any]:
        children = _listed(resolve1(element.get("K", [])))
        return [resolve1(child) if isinstance(child, PDFObjRef) else child for child in children]

    def _heads(self) -> dict[bytes, str]:
        """Look ids up where a reader does: in the index of the tree."""
        names = resolve1(resolve1(self.root["IDTree"])["Names"])
        assert names[::2] == sorted(set(names[::2]))
        heads = dict(zip(names[::2], map(resolve1, names[1::2]), strict=True))
        assert all(head["ID"] == name for name, head in heads.items())
        return {name: self.text(head) for name, head in heads.items()}

    def _headers(self, cell: Element, heads: dict[bytes, str]) -> tuple[str, ...]:
        attributes = resolve1(cell["A"])
        return tuple(heads[name] for name in resolve1(attributes.get("Headers", [])))
