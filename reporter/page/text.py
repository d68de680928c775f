"""The running text of an annex: the words of its edition as paragraphs, before there is a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from reporter.page.archive import TextBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND = "Bijlage"
"""What stands above the title of every annex."""
BLOCKS = frozenset({"h1", "h2", "p", "li", "dt", "dd"})
OUTSIDE = frozenset({"table", "details", "nav"})
"""Not running text: figures are compared as figures, the rest repeats or steers."""
VOID = frozenset({"meta", "link", "br", "hr", "col", "img", "input"})
"""Elements without an end."""


def running_text(title: str, words: str) -> Iterator[TextBlock]:
    """Cut the text of an annex into paragraphs: its title, then ``words`` as its author wrote them.

    In HTML, that is: ``<h2 id>`` begins a section, ``<data value>`` holds a figure by its
    indicator.
    """
    for head in (KIND, _line(title)):
        yield TextBlock(section="", text=head, wording=head)
    reader = _Words()
    reader.feed(words)
    reader.close()
    yield from reader.blocks


class _Words(HTMLParser):
    """Collects what stands in blocks; every tag that is opened is closed."""

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
        given = dict(attrs)
        if self._outside or tag in OUTSIDE:
            self._outside += [] if tag in VOID else [tag]
            return
        if tag == "h2":
            self._section = given.get("id") or ""
        if tag in BLOCKS:
            self._block = tag
        if tag == "data":
            self._figure = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if self._outside:
            self._outside.pop()
            return
        if tag == "data":
            self._wording.append("{" + self._figure + "}")
            self._figure = ""
        if tag == self._block:
            text, wording = _line("".join(self._text)), _line("".join(self._wording))
            self.blocks.append(TextBlock(section=self._section, text=text, wording=wording))
            self._block, self._text, self._wording = "", [], []

    def handle_data(self, data: str) -> None:
        if self._outside or not self._block:
            return
        self._text.append(data)
        if not self._figure:
            self._wording.append(data)


def _line(text: str) -> str:
    return " ".join(text.split())
