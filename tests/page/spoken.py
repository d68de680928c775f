"""Reads a page and its PDF as who listens or jumps: blocks in their order, bookmarks, links."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
import pypdfium2
from lxml.html import fromstring
from pdfminer.pdftypes import PDFObjRef, resolve1
from pypdfium2 import raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

OF_PDF = {"H1": "h1", "H2": "h2", "H3": "h3", "P": "p", "TH": "th", "TD": "td", "LBody": "li"}
OF_HTML = {**{kind: kind for kind in OF_PDF.values()}, "dt": "li", "dd": "li"}
NOT_ON_PAPER = {"details", "nav", "head"}

Block = tuple[str, str]
"""Its kind, as HTML calls it, and its text."""
Spot = tuple[int, float, float]
"""A page counted from 0, and points from its left and its bottom."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A bookmark or link: what it is called, and the number of the block that it leads to."""

    name: str
    target: int


def one_line(text: str) -> str:
    """Give a text on one line; a line may end after a hyphen, where no space is."""
    return re.sub(r"(?<=\S-) ", "", " ".join(text.split(" ")).strip())


@cache
def paper(html: str) -> list[HtmlElement]:
    """List the elements of a page that are printed, in their order."""
    waiting, found = [fromstring(html)], []
    while waiting:
        element = waiting.pop()
        if element.tag not in NOT_ON_PAPER:
            found.append(element)
            waiting.extend(reversed(element))
    return found


def blocks_of_page(html: str) -> list[Block]:
    texts = ((one.tag, re.sub(r"[ \n]+", " ", one.text_content())) for one in paper(html))
    return [(OF_HTML[tag], one_line(text)) for tag, text in texts if tag in OF_HTML]


def links_of_page(html: str) -> list[Jump]:
    """Give the links within a page, each with the block that stands where it leads."""
    elements = paper(html)
    blocks = [one for one in elements if one.tag in OF_HTML]
    named = {one.get("id"): one for one in elements if one.get("id")}
    return [
        Jump(
            one.get("aria-label") or one.text_content(),
            blocks.index(named[one.get("href")[1:]]),
        )
        for one in elements
        if one.tag == "a" and one.get("href", "").startswith("#")
    ]


def bookmarks_of_page(html: str) -> list[Jump]:
    found = enumerate(blocks_of_page(html))
    return [Jump(text, number) for number, (kind, text) in found if kind[0] == "h"]


class SpokenPdf:
    """A tagged PDF by its structure tree: text is what its marks hold, character by character."""

    def __init__(self, pdf: bytes) -> None:
        with pdfplumber.open(BytesIO(pdf)) as opened:
            self._pages = [page.page_obj.pageid for page in opened.pages]
            self._chars: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
            for number, page in enumerate(opened.pages):
                for char in page.chars:
                    self._chars[number, char["mcid"]].append(char)
            catalog = opened.doc.catalog
            names = resolve1(resolve1(resolve1(catalog["Names"])["Dests"])["Names"])
            self._named = dict(zip(names[::2], names[1::2], strict=True))
            self.elements = list(self._walk(resolve1(catalog["StructTreeRoot"])))
            self.parts = [one for one in self.elements if kind_of(one) in OF_PDF]
            self.marks = [list(self._marks(one)) for one in self.parts]
            self._outlines = list(opened.doc.get_outlines())

    def blocks(self) -> list[Block]:
        marked = zip(self.parts, self.marks, strict=True)
        return [(OF_PDF[kind_of(one)], self._text(marks)) for one, marks in marked]

    def bookmarks(self) -> list[Jump]:
        return [Jump(one_line(one[1]), self._leads_to(one[2])) for one in self._outlines]

    def links(self) -> list[Jump]:
        """Give the links within the document in the order in which they are met."""
        found = []
        for _, note in self._links():
            if "Dest" in note:
                name = note["Contents"]
                text = name.decode("utf-16" if name.startswith(b"\xfe\xff") else "latin-1")
                found.append(Jump(text, self._leads_to(self._named[note["Dest"]])))
        return found

    def off_their_words(self) -> list[str]:
        """Give the words of links whose middle cannot be clicked."""
        found = []
        for link, note in self._links():
            left, top, right, bottom = note["Rect"]
            for char in (char for mark in self._marks(link) for char in self._chars[mark]):
                across, down = (char["x0"] + char["x1"]) / 2, (char["y0"] + char["y1"]) / 2
                if not (left < across < right and bottom + 2 < down < top - 2):
                    found.append(char["text"])
        return found

    def _links(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Give each link of the tree with its annotation."""
        for link in (one for one in self.elements if kind_of(one) == "Link"):
            objects = (child for child in children(link) if isinstance(child, dict))
            yield link, next(resolve1(one["Obj"]) for one in objects if "Obj" in one)

    def _walk(self, element: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield element
        for child in children(element):
            if isinstance(child, dict) and "S" in child:
                yield from self._walk(child)

    def _marks(self, element: dict[str, Any]) -> Iterator[tuple[int, int]]:
        for child in children(element):
            if isinstance(child, int):
                yield self._pages.index(element["Pg"].objid), child
            elif isinstance(child, dict) and "S" in child:
                yield from self._marks(child)

    def _text(self, marks: Sequence[tuple[int, int]]) -> str:
        """Join what is marked; where the next stands further to the left a line has ended."""
        text, right = "", 0.0
        for char in (char for mark in marks for char in self._chars[mark]):
            text += (" " if char["x0"] < right - 1 else "") + char["text"]
            right = char["x1"]
        return one_line(text.replace("  ", " "))

    def _leads_to(self, target: Any) -> int:
        """Find the block that begins nearest to the right of and below a place."""
        page, _, left, top, _ = resolve1(target)
        number = self._pages.index(page.objid)

        def off(block: int) -> float:
            chars = [char for mark in self.marks[block] for char in self._chars[mark]]
            if not chars or self.marks[block][0][0] != number:
                return float("inf")
            down = top - chars[0]["y1"]
            right = min(char["x0"] for char in chars) - left
            return float("inf") if min(down, right) < -1 else down * 1000 + right

        return min(range(len(self.parts)), key=off)


@cache
def spoken(pdf: bytes) -> SpokenPdf:
    """Read a PDF, once."""
    return SpokenPdf(pdf)


def kind_of(element: dict[str, Any]) -> str:
    return str(element["S"].name) if "S" in element else ""


def children(element: dict[str, Any]) -> list[Any]:
    value = resolve1(element.get("K", []))
    listed = value if isinstance(value, list) else [value]
    return [resolve1(one) if isinstance(one, PDFObjRef) else one for one in listed]


def blocks_by_pdfium(pdf: bytes) -> list[Block]:
    """Give the blocks as PDFium, which browsers read with, gives the text of each element."""
    document = pypdfium2.PdfDocument(pdf)
    return [block for page in document for block in _PdfiumPage(page).blocks()]


class _PdfiumPage:
    def __init__(self, page: Any) -> None:
        self._page, self._text = page, page.get_textpage()
        self._places: dict[int, list[int]] = defaultdict(list)
        for place in range(pdfium.FPDFText_CountChars(self._text)):
            thing = pdfium.FPDFText_GetTextObject(self._text, place)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(thing) if thing else -1
            if mark >= 0 and not pdfium.FPDFText_IsGenerated(self._text, place):
                self._places[mark].append(place)

    def blocks(self) -> Iterator[Block]:
        tree = pdfium.FPDF_StructTree_GetForPage(self._page)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from self._inside(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
        pdfium.FPDF_StructTree_Close(tree)

    def _inside(self, element: Any) -> Iterator[Block]:
        kind = _kind(element)
        if kind in OF_PDF:
            yield OF_PDF[kind], one_line(re.sub(r"\s+", " ", self._said(element)))
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                yield from self._inside(child)

    def _said(self, element: Any) -> str:
        """Read from the first to the last character, with the gaps that PDFium sees as spaces."""
        places = [place for mark in self._marks(element) for place in self._places[mark]]
        runs = zip(places, [*places[1:], *places[-1:]], strict=True)
        ends = [
            (place, after if place < after <= place + 3 else place + 1) for place, after in runs
        ]
        codes = (pdfium.FPDFText_GetUnicode(self._text, n) for pair in ends for n in range(*pair))
        return "".join(map(chr, codes))

    def _marks(self, element: Any) -> Iterator[int]:
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                yield from self._marks(child)
            else:
                yield pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)


def _kind(element: Any) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
