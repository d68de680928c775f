"""What a link is called when it is read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf

from reporter.errors import PrintingError
from reporter.page.table_heads import text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from weasyprint import Document

    from reporter.page.table_heads import StructureTree


def set_aside(tree: StructureTree) -> None:
    """Mark the text of running heads and feet as pagination artifacts (ISO 14289-1, 7.8).

    The library tags it as text of the document, in elements that hang in no tree.
    """
    numbers = tree.at(tree.root["ParentTree"])["Nums"]
    # Nums alternates keys and values; the first keys are the pages, counted from 0.
    owners = {page: numbers[2 * key + 1] for key, page in enumerate(tree.pdf.page_references)}
    for element in tree.outsiders():
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


def name_links(document: Document) -> None:
    """Describe each link by its aria-label, its title or its text, in that order.

    The library describes it by its address. Raises PrintingError for a link that cannot be
    described, and for a relative one, which would name a folder of this machine.
    """
    for page in document.pages:
        for _, target, _, box in page.links:
            fault = _fault(target, box.element)
            if fault:
                link = f'The link "{_label(box.element)}" to "{box.element.get("href", target)}"'
                message = f"{link} {fault}."
                raise PrintingError(message)
            # A link to nowhere has no annotation; the library has logged that.
            if box.link_annotation is not None:
                box.link_annotation["Contents"] = pydyf.String(_label(box.element))


def _label(link: Element) -> str:
    return link.get("aria-label") or link.get("title") or text_of(link)


def _fault(target: str, link: Element) -> str:
    if link.tag != "a":
        return "holds more than text, and its parts would be read as loose links"
    if target.startswith("file:"):
        return "is relative, and a PDF has no folder to start from; write it out"
    if not _label(link):
        return "has no text to read aloud; write some, or an aria-label"
    return ""
