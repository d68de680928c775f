"""Running heads and feet: on every page to be seen, on none to be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf  # type: ignore[import-untyped]  # publishes no types

from reporter.errors import PrintingError

if TYPE_CHECKING:
    from reporter.rendering.tagging.structure import StructureTree


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
