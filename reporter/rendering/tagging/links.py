"""What a link is called when it is read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf  # type: ignore[import-untyped]  # publishes no types

from reporter.errors import PrintingError
from reporter.rendering.tagging.markup import text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from weasyprint import Document  # type: ignore[import-untyped]  # publishes no types


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
