"""A letter as a web page: what a reader sees of it before anything is opened or clicked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.proofread.letter.grid import RawCell, RawParagraph, RawTable, gathered
from reporter.proofread.letter.letter import Role
from reporter.proofread.letter.lines import foreign, marked, raised
from reporter.proofread.letter.markup import html_of, local
from reporter.proofread.letter.plain import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reporter.proofread.letter.grid import RawBlock
    from reporter.proofread.letter.letter import Letter

UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "nav", "footer", "svg", "math", "iframe"}
    | {"object", "audio", "video", "canvas", "select", "textarea", "button", "del", "s", "strike"}
    | {"title", "colgroup", "dialog"},
)
BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "body", "html", "ul", "ol", "dl", "dd"}
    | {"li", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "aside"}
    | {"figcaption", "address", "form", "fieldset", "legend", "details", "summary", "hr", "center"},
)
_ROLES = {"li": Role.ITEM} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Role.HEADING)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BACK = re.compile(r"terug|↩|↑|back|\^", re.IGNORECASE)
_LATIN = frozenset({"iso-8859-1", "iso-8859-15", "windows-1252", "cp1252", "latin1", "ascii"})
START = 4096


def read_webpage(content: bytes, name: str) -> Letter:
    """Read a page of HTML; what is folded up or hidden is not read.

    Raises InputError for what is no page, or one too large to be a letter.
    """
    declared = _CHARSET.search(content[:START])
    latin = declared is not None and declared[1].decode().lower() in _LATIN
    text = content.decode("windows-1252", errors="replace") if latin else decoded(content, name)
    root = html_of(text, name)
    page = _Page(root)
    blocks = tuple(page.blocks(root))
    revised = any(local(one) in {"ins", "del"} for one in root.iter())
    return gathered(name, blocks, (), revised=revised)


class _Page:
    """A page, and the places in it that a raised mark links to: its notes."""

    def __init__(self, root: _Element) -> None:
        self._notes = dict(_references(root))
        self._text = ""
        self._mark = ""

    def blocks(self, element: _Element, role: Role = Role.TEXT) -> Iterator[RawBlock]:
        """Read an element and all in it; running text gathers until a block begins or ends."""
        self._begin(element)
        self._text += foreign(element.text or "")
        for child in element:
            tag = local(child)
            if tag == "table" and not _is_unseen(child):
                yield from self._ended(role)
                yield self._table(child)
            elif tag in BLOCKS and not _is_unseen(child):
                yield from self._ended(role)
                yield from self.blocks(child, _ROLES.get(tag, role))
            elif _has_blocks(child):
                yield from self.blocks(child, role)
            else:
                self._inline(child)
            self._text += foreign(child.tail or "")
        if local(element) in BLOCKS:
            yield from self._ended(role)

    def _ended(self, role: Role) -> Iterator[RawBlock]:
        text, self._text = self._text.strip(), ""
        if text:
            if self._mark:
                text = re.sub(rf"^{re.escape(marked(self._mark))}\s*", "", text)
                text = re.sub(rf"^\(?{re.escape(self._mark)}[).]?\s+", "", text)
                role = Role.NOTE
            yield RawParagraph(text=text, role=role, mark=self._mark)
            self._mark = ""

    def _begin(self, element: _Element) -> None:
        """Notice that a note begins here."""
        for key in ("id", "name"):
            mark = self._notes.get(element.get(key) or "")
            if mark:
                self._mark = mark

    def _inline(self, element: _Element) -> None:
        if _is_unseen(element):
            return
        self._begin(element)
        tag = local(element)
        if tag == "br":
            self._text += " "
        if tag == "a" and self._mark and _is_back(element):
            return
        if tag == "sup" or _is_reference(element):
            linked = any(local(one) == "a" for one in element) or _is_reference(element)
            words = _words(element)
            self._text += marked(words.strip()) if linked else raised(words, self._text)
            return
        self._text += foreign(element.text or "")
        for child in element:
            self._inline(child)
            self._text += foreign(child.tail or "")

    def _table(self, table: _Element) -> RawTable:
        rows: list[tuple[RawCell, ...]] = []
        heads = 0
        for row, in_head in _rows(table, in_head=False):
            cells = [cell for cell in row if local(cell) in {"td", "th"}]
            top = in_head or all(local(cell) == "th" for cell in cells)
            heads += bool(cells) and top and heads == len(rows)
            rows.append(tuple(self._cell(cell) for cell in cells if not _is_unseen(cell)))
        titles = [one for one in table if local(one) == "caption"]
        caption = " ".join(self._words(one) for one in titles)
        return RawTable(rows=tuple(rows), heads=heads, caption=caption)

    def _cell(self, cell: _Element) -> RawCell:
        return RawCell(
            blocks=self._apart(cell), across=_span(cell, "colspan"), down=_span(cell, "rowspan")
        )

    def _words(self, element: _Element) -> str:
        return " ".join(one.text for one in self._apart(element) if isinstance(one, RawParagraph))

    def _apart(self, element: _Element) -> tuple[RawBlock, ...]:
        """Read an element on its own, whatever text is gathering around it."""
        kept, self._text, mark, self._mark = self._text, "", self._mark, ""
        blocks = (*self.blocks(element), *self._ended(Role.TEXT))
        self._text, self._mark = kept, mark
        return blocks


def _references(root: _Element) -> Iterator[tuple[str, str]]:
    """Find the raised links to places on the page: each goes to a note."""
    for link in root.iter("a"):
        target, mark = link.get("href") or "", _words(link).strip(" []()")
        parent = link.getparent()
        above = parent is not None and local(parent) == "sup"
        inside = any(local(one) == "sup" for one in link)
        noted = above or inside or _is_reference(link)
        if target.startswith("#") and noted and 0 < len(mark) <= len("999"):
            yield target[1:], mark


def _is_reference(element: _Element) -> bool:
    return element.get("role") == "doc-noteref" or element.get("epub:type") == "noteref"


def _is_back(link: _Element) -> bool:
    """Tell a link from a note back to the text, which is no part of the note."""
    words = _words(link).strip(" []().")
    own = not link.get("href") or link.get("role") == "doc-backlink"
    return own or bool(_BACK.match(words)) or words.isdecimal()


def _is_unseen(element: _Element) -> bool:
    """Tell what a reader does not see: scripts, hidden parts, and what is folded up."""
    tag = local(element)
    folded = tag == "details" and element.get("open") is None
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    styled = bool(_HIDDEN.search(element.get("style") or ""))
    return not tag or tag in UNSEEN or folded or hidden or styled


def _has_blocks(element: _Element) -> bool:
    """Tell whether an inline element wraps blocks or tables."""
    if _is_unseen(element) or not len(element):
        return False
    return any(local(one) in BLOCKS or local(one) == "table" for one in element.iterdescendants())


def _rows(table: _Element, *, in_head: bool) -> Iterator[tuple[_Element, bool]]:
    for child in table:
        tag = local(child)
        if tag == "tr" and not _is_unseen(child):
            yield child, in_head
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child, in_head=tag == "thead")


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


def _words(element: _Element) -> str:
    return foreign("".join(map(str, element.itertext())))
