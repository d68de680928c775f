"""The running text of an annex, block by block, with the figures in it marked by meaning."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser

from reporter.model.archive import TextBlock

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
