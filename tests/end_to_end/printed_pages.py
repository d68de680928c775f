"""Reads from a PDF what is spread over its pages, and from HTML what must be there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from tests.page.page_reader import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.pdf import PDF

HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
NOT_ON_PAPER = "inhoud"
"""The id of the heading above the links to the tables: a PDF has bookmarks for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPages:
    """What is seen of a PDF from outside.

    ``tables`` holds the numbers of the pages that each table with its notes stands on,
    ``aside`` what is seen on each page but not read aloud, ``fonts`` each family and whether
    the file carries it. ``left`` and ``right`` say how far the text comes, in points.
    """

    title: str
    language: str
    bookmarks: list[tuple[int, str]]
    tables: list[set[int]]
    aside: list[str]
    fonts: set[tuple[str, bool]]
    left: float
    right: float


@cache
def read_pages(pdf: bytes) -> PrintedPages:
    """Read a PDF."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        catalog = opened.doc.catalog
        chars = [page.chars for page in opened.pages]
        return PrintedPages(
            title=opened.metadata["Title"],
            language=decode_text(resolve1(catalog["Lang"])),
            bookmarks=[(level, title) for level, title, *_ in opened.doc.get_outlines()],
            tables=list(_tables(opened)),
            aside=["".join(_aside(of_page)) for of_page in chars],
            fonts=set(_fonts(opened)),
            left=min(char["x0"] for of_page in chars for char in of_page),
            right=max(char["x1"] for of_page in chars for char in of_page),
        )


def headings(html: str) -> list[tuple[int, str]]:
    """Give the headings that must become bookmarks, with their levels."""
    return [
        (HEADINGS[one.tag], " ".join(one.text.split()))
        for one in read_page(html).elements
        if one.tag in HEADINGS and one.attributes.get("id") != NOT_ON_PAPER
    ]


def _aside(chars: list[dict[str, Any]]) -> Iterator[str]:
    return (char["text"] for char in chars if char["tag"] == "Artifact")


def _tables(opened: PDF) -> Iterator[set[int]]:
    numbers = {page.page_obj.pageid: page.page_number for page in opened.pages}
    for section in _elements(resolve1(opened.doc.catalog["StructTreeRoot"])):
        if _kind(section) == "Sect":
            parts = list(_elements(section))
            if "Table" in map(_kind, parts):
                yield {numbers[part["Pg"].objid] for part in parts if "Pg" in part}


def _elements(element: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk through an element and all that is in it, in reading order."""
    yield element
    children = resolve1(element.get("K", []))
    for child in map(resolve1, children if isinstance(children, list) else [children]):
        if isinstance(child, dict) and "S" in child:
            yield from _elements(child)


def _kind(element: dict[str, Any]) -> str:
    return str(element["S"].name) if "S" in element else ""


def _fonts(opened: PDF) -> Iterator[tuple[str, bool]]:
    numbers = {number for xref in opened.doc.xrefs for number in xref.get_objids()} - {0}
    for thing in map(opened.doc.getobj, numbers):
        if isinstance(thing, dict) and "FontName" in thing:
            carried = {"FontFile2", "FontFile3"} & thing.keys()
            yield decode_text(thing["FontFamily"]), bool(carried)
