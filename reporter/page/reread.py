"""A page of ours read back: where its figures stand, and which links lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from reporter.page.archive import TextBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is printed on a page, whatever it was made of.

    ``cells`` holds the text of each table cell or head by its anchor, without note marks;
    ``captions`` that of each table; ``figures`` those of the running text, as indicator and
    text; ``anchors`` and ``links`` what can be gone to, and what goes there.
    """

    cells: dict[str, str] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    figures: list[tuple[str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


BLOCKS = frozenset({"h1", "h2", "p", "li", "dt", "dd"})
OUTSIDE = frozenset({"table", "details", "nav", "head"})
OUTSIDE_CLASSES = frozenset({"noten", "colofon"})
"""Not running text: tables and notes are compared by figure, the run card holds what the
colophon says, the rest repeats or steers."""
VOID = frozenset({"meta", "link", "br", "hr", "col", "img", "input"})
"""Elements without an end."""


@lru_cache(maxsize=2)
def text_blocks(html: str) -> tuple[TextBlock, ...]:
    """Give the blocks of running text in reading order, without the notes below tables."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    """Collects what stands in blocks; our pages close every tag they open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[TextBlock] = []
        self._section = ""
        self._outside: list[str] = []
        self._block = ""
        self._text: list[str] = []
        self._wording: list[str] = []
        self._figure = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a figure, or a part that is not running text."""
        given = dict(attrs)
        if self._outside or tag in OUTSIDE or given.get("class") in OUTSIDE_CLASSES:
            self._outside += [] if tag in VOID else [tag]
            return
        if tag == "h2":
            self._section = given.get("id") or ""
        if tag in BLOCKS:
            self._block = tag
        if tag == "data":
            self._figure = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Close it again."""
        if self._outside:
            self._outside.pop()
            return
        if tag == "data":
            self._wording.append("{" + self._figure + "}")
            self._figure = ""
        if tag == self._block:
            self._finish()

    def handle_data(self, data: str) -> None:
        """Take text into the open block; a figure's text only into what is read."""
        if self._outside or not self._block:
            return
        self._text.append(data)
        if not self._figure:
            self._wording.append(data)

    def _finish(self) -> None:
        text, wording = (" ".join("".join(one).split()) for one in (self._text, self._wording))
        self.blocks.append(TextBlock(section=self._section, text=text, wording=wording))
        self._block, self._text, self._wording = "", [], []


def read_page(html: str) -> Page:
    """Read a page."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    return reader.page


class _PageReader(HTMLParser):
    """Takes texts where they stand; our pages close every tag they open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._cell: str | None = None
        self._table = ""
        self._figure: str | None = None
        self._text: list[str] = []
        self._mark = False
        self._caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note anchors and links, and open a cell or a figure."""
        given = dict(attrs)
        anchor, target = given.get("id"), given.get("href") or ""
        if anchor:
            self.page.anchors.append(anchor)
        if tag == "a" and target.startswith("#"):
            self.page.links.append(target[1:])
        if tag == "table":
            self._table = anchor or ""
        elif tag in ("td", "th") and anchor:
            self._cell, self._text = anchor, []
        elif tag == "caption":
            self._caption, self._text = True, []
        elif tag == "data":
            self._figure, self._text = given.get("value") or "", []
        elif tag == "sup" or (tag == "span" and given.get("class") == "nummer"):
            self._mark = True

    def handle_endtag(self, tag: str) -> None:
        """Keep what stood in it."""
        text = " ".join("".join(self._text).split())
        if tag in ("td", "th") and self._cell is not None:
            self.page.cells[self._cell], self._cell = text, None
        elif tag == "caption":
            self.page.captions[self._table], self._caption = text, False
        elif tag == "data" and self._figure is not None:
            self.page.figures.append((self._figure, text))
            self._figure = None
        elif tag in ("sup", "span"):
            self._mark = False

    def handle_data(self, data: str) -> None:
        """Take text into what is open, but for the marks of notes."""
        inside = self._cell is not None or self._figure is not None or self._caption
        if inside and not self._mark:
            self._text.append(data)
