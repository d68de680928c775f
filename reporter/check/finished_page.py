"""The finished page read back, to be held against what it was made of: figures, heads, links."""

from __future__ import annotations

from html.parser import HTMLParser


class FinishedPage(HTMLParser):
    """What is printed on a page, whatever it was made of; our pages close every tag they open.

    ``cells`` holds the text of each table cell or head by its anchor, without note marks;
    ``captions`` that of each table; ``figures`` those of the running text, as indicator and
    text; ``anchors`` and ``links`` what can be gone to, and what goes there.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: dict[str, str] = {}
        self.captions: dict[str, str] = {}
        self.figures: list[tuple[str, str]] = []
        self.anchors: list[str] = []
        self.links: list[str] = []
        self._table = ""
        self._open, self._name = "", ""
        self._text: list[str] = []
        self._in_mark = False
        self.feed(html)
        self.close()

    def __eq__(self, other: object) -> bool:
        """Two pages are the same if they say the same, in whatever style."""
        return isinstance(other, FinishedPage) and self._said == other._said

    __hash__ = None  # type: ignore[assignment]  # as for all that compares by value and is no key

    @property
    def _said(self) -> tuple[object, ...]:
        return self.cells, self.captions, self.figures, self.anchors, self.links

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note anchors and links, and open a cell, a caption or a figure."""
        given = dict(attrs)
        anchor, target = given.get("id") or "", given.get("href") or ""
        if anchor:
            self.anchors.append(anchor)
        if tag == "a" and target.startswith("#"):
            self.links.append(target[1:])
        if tag == "table":
            self._table = anchor
        elif tag in ("td", "th", "caption", "data"):
            names = {"caption": self._table, "data": given.get("value") or ""}
            self._open, self._name, self._text = tag, names.get(tag, anchor), []
        elif tag == "sup" or (tag == "span" and given.get("class") == "nummer"):
            self._in_mark = True

    def handle_endtag(self, tag: str) -> None:
        """Keep what stood in it."""
        text = " ".join("".join(self._text).split())
        if tag in ("sup", "span"):
            self._in_mark = False
        elif tag == self._open:
            self._open = ""
            if tag == "data":
                self.figures.append((self._name, text))
            elif tag == "caption":
                self.captions[self._name] = text
            elif self._name:
                self.cells[self._name] = text

    def handle_data(self, data: str) -> None:
        """Take text into what is open, but for the marks of notes."""
        if self._open and not self._in_mark:
            self._text.append(data)
