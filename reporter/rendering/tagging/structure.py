"""The structure tree of a PDF: its parts in the order in which they are read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf  # type: ignore[import-untyped]  # publishes no types

if TYPE_CHECKING:
    from collections.abc import Iterator


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
