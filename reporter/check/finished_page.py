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
        self._cell: str | None = None
        self._table = ""
        self._figure: str | None = None
        self._text: list[str] = []
        self._mark = False
        self._caption = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note anchors and links, and open a cell or a figure."""
        given = dict(attrs)
        anchor, target = given.get("id"), given.get("href") or ""
        if anchor:
            self.anchors.append(anchor)
        if tag == "a" and target.startswith("#"):
            self.links.append(target[1:])
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
            self.cells[self._cell], self._cell = text, None
        elif tag == "caption":
            self.captions[self._table], self._caption = text, False
        elif tag == "data" and self._figure is not None:
            self.figures.append((self._figure, text))
            self._figure = None
        elif tag in ("sup", "span"):
            self._mark = False

    def handle_data(self, data: str) -> None:
        """Take text into what is open, but for the marks of notes."""
        inside = self._cell is not None or self._figure is not None or self._caption
        if inside and not self._mark:
            self._text.append(data)
