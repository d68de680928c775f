"""Reads from a PDF what is spread over its pages, and from HTML what must be there."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from tests.rendering.page_reader import read_page
from tests.rendering.pdf_reader import elements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = {"h1": 1, "h2": 2, "caption": 3}
NOT_ON_PAPER = "inhoud"
"""The id of the heading above the links to the tables: a PDF has bookmarks for that."""


def table_pages(pdf: bytes) -> list[set[int]]:
    """Give for each table with its notes the numbers of the pages it stands on."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        numbers = {page.page_obj.pageid: page.page_number for page in opened.pages}
    sections = [
        [resolve1(part) for part in _parts(section)] for section in elements_of(pdf, "Sect")
    ]
    return [
        {numbers[part["Pg"].objid] for part in parts if "Pg" in part}
        for parts in sections
        if any(str(part["S"].name) == "Table" for part in parts)
    ]


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """Give the bookmarks with their levels."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [(level, title) for level, title, *_ in opened.doc.get_outlines()]


def headings(html: str) -> list[tuple[int, str]]:
    """Give the headings and captions that must become bookmarks."""
    return [
        (HEADINGS[one.tag], " ".join(one.text.split()))
        for one in read_page(html).elements
        if one.tag in HEADINGS and one.attributes.get("id") != NOT_ON_PAPER
    ]


def running_text(pdf: bytes) -> list[str]:
    """Give of each page what is seen on it and not read aloud."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [
            "".join(char["text"] for char in page.chars if char["tag"] == "Artifact")
            for page in opened.pages
        ]


def name_and_language(pdf: bytes) -> tuple[str, str]:
    """Give the title under which the file opens and the language in which it is read."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return opened.metadata["Title"], decode_text(resolve1(opened.doc.catalog["Lang"]))


def fonts(pdf: bytes) -> set[tuple[str, bool]]:
    """Give the families of type, and whether the file carries them."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        numbers = {number for xref in opened.doc.xrefs for number in xref.get_objids()} - {0}
        things = [opened.doc.getobj(number) for number in sorted(numbers)]
        found = [thing for thing in things if isinstance(thing, dict) and "FontName" in thing]
        return {
            (decode_text(font["FontFamily"]), not {"FontFile2", "FontFile3"}.isdisjoint(font))
            for font in found
        }


def reach(pdf: bytes) -> tuple[float, float]:
    """Give how far the text comes to the left and to the right, in points."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        chars = [char for page in opened.pages for char in page.chars]
    return min(char["x0"] for char in chars), max(char["x1"] for char in chars)


def _parts(element: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield element
    children = resolve1(element.get("K", []))
    for child in map(resolve1, children if isinstance(children, list) else [children]):
        if isinstance(child, dict) and "S" in child:
            yield from _parts(child)
