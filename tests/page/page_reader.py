"""Reads a page element by element, and refuses one whose tags do not match."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY = {"meta", "link", "br", "hr", "img", "input", "col"}


@dataclass(eq=False, slots=True, kw_only=True)
class Element:
    """One element with all the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass(slots=True, kw_only=True)
class Page:
    """The elements of a page in reading order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Give the elements of one kind."""
        return [one for one in self.elements if one.tag == tag]

    def ids(self) -> list[str]:
        """Give every id."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    def values(self, *names: str) -> Iterator[str]:
        """Give what stands in attributes of these names, word by word."""
        for one in self.elements:
            for name in names:
                yield from one.attributes.get(name, "").split()


def read_page(html: str) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [], "an element is never closed"
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"{tag} has an attribute twice"
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag, f"</{tag}> does not close what is open"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
