"""A letter as a web page: what a reader sees of it before anything is opened or clicked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.proofread.letter.gathering import RawCell, RawParagraph, RawTable, gathered, text_of
from reporter.proofread.letter.letter import Letter, Role
from reporter.proofread.letter.lines import cleared, decoded, marked, raised
from reporter.proofread.letter.markup import html_of, local, number, within, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from reporter.proofread.letter.gathering import RawBlock, RawRow

UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "nav", "footer", "svg", "math", "iframe"}
    | {"object", "audio", "video", "canvas", "select", "textarea", "button", "del", "s", "strike"}
    | {"title", "colgroup", "dialog"},
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "body", "html", "ul", "ol", "dl", "dd"}
    | {"li", "dt", "blockquote", "pre", "figure", "aside", "figcaption", "address", "form"}
    | {"fieldset", "legend", "details", "summary", "hr", "center", *_HEADINGS},
)
_ROLES = {"li": Role.ITEM} | dict.fromkeys(_HEADINGS, Role.HEADING)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BACK = re.compile(r"terug|↩|↑|back|\^", re.IGNORECASE)
_LATIN = frozenset({"iso-8859-1", "iso-8859-15", "windows-1252", "cp1252", "latin1", "ascii"})
START = 4096


def read_webpage(content: bytes) -> Letter:
    """Read a page of HTML; what is folded up or hidden is not read."""
    declared = _CHARSET.search(content[:START])
    latin = declared is not None and declared[1].decode().lower() in _LATIN
    text = content.decode("windows-1252", errors="replace") if latin else decoded(content)
    root = html_of(text)
    revised = next(root.iter("ins", "del"), None) is not None
    return gathered(_apart(root, dict(_references(root))), revised=revised)


def _apart(element: _Element, notes: Mapping[str, str]) -> tuple[RawBlock, ...]:
    """Read an element on its own, whatever text is gathering around it."""
    page = _Page(notes)
    return (*page.blocks(element), *page.ended(Role.TEXT))


@dataclass(slots=True)
class _Page:
    """The notes that raised marks on the page link to, and the text and note that are open."""

    notes: Mapping[str, str]
    text: str = ""
    mark: str = ""

    def blocks(self, element: _Element, role: Role = Role.TEXT) -> Iterator[RawBlock]:
        """Read an element and all in it; running text gathers until a block begins or ends."""
        self._begin(element)
        self.text += cleared(element.text or "")
        for child in element:
            tag = local(child)
            if _is_unseen(child):
                pass
            elif tag == "table":
                yield from self.ended(role)
                yield self._table(child)
            elif tag in BLOCKS:
                yield from self.ended(role)
                yield from self.blocks(child, _ROLES.get(tag, role))
            elif not self._takes_up(child):
                yield from self.blocks(child, role)
            self.text += cleared(child.tail or "")
        if local(element) in BLOCKS:
            yield from self.ended(role)

    def ended(self, role: Role) -> Iterator[RawBlock]:
        text, self.text = self.text.strip(), ""
        if not text:
            return
        mark, self.mark = self.mark, ""
        if mark:
            text = re.sub(rf"^{re.escape(marked(mark))}\s*", "", text)
            text = re.sub(rf"^\(?{re.escape(mark)}[).]?\s+", "", text)
        yield RawParagraph(text=text, role=Role.NOTE if mark else role, mark=mark)

    def _begin(self, element: _Element) -> None:
        for key in ("id", "name"):
            self.mark = self.notes.get(element.get(key) or "") or self.mark

    def _takes_up(self, element: _Element) -> bool:
        """Take up a raised text or a reference to a note, and pass a link back from one."""
        self._begin(element)
        tag, linked = local(element), _is_reference(element)
        if tag == "br":
            self.text += " "
        if tag == "a" and self.mark and _is_back(element):
            return True
        if tag != "sup" and not linked:
            return False
        words = words_in(element)
        linked = linked or element.find("a") is not None
        self.text += marked(words.strip()) if linked else raised(words, self.text)
        return True

    def _table(self, table: _Element) -> RawTable:
        captions = (text_of(_apart(title, self.notes)) for title in table.iterchildren("caption"))
        return RawTable(caption=" ".join(captions), rows=tuple(self._rows(table)))

    def _rows(self, table: _Element) -> Iterator[RawRow]:
        for row in within(table, "tr", {"thead", "tbody", "tfoot"}):
            if _is_unseen(row):
                continue
            cells = [cell for cell in row if local(cell) in {"td", "th"}]
            names = {local(cell) for cell in cells}
            heads = names == {"th"} or (bool(names) and local(next(row.iterancestors())) == "thead")
            seen = (
                RawCell(
                    blocks=_apart(cell, self.notes),
                    across=number(cell.get("colspan", "").strip()),
                    down=number(cell.get("rowspan", "").strip()),
                )
                for cell in cells
                if not _is_unseen(cell)
            )
            yield heads, tuple(seen)


def _references(root: _Element) -> Iterator[tuple[str, str]]:
    """Find the raised links to places on the page: each goes to a note."""
    for link in root.iter("a"):
        target, mark = link.get("href") or "", words_in(link).strip(" []()")
        noted = link.xpath("parent::sup | sup") or _is_reference(link)
        if target.startswith("#") and noted and 0 < len(mark) <= len("999"):
            yield target[1:], mark


def _is_reference(element: _Element) -> bool:
    return element.get("role") == "doc-noteref" or element.get("epub:type") == "noteref"


def _is_back(link: _Element) -> bool:
    """Tell a link from a note back to the text, which is no part of the note."""
    words = words_in(link).strip(" []().")
    own = not link.get("href") or link.get("role") == "doc-backlink"
    return own or bool(_BACK.match(words)) or words.isdecimal()


def _is_unseen(element: _Element) -> bool:
    """Tell what a reader does not see: scripts, hidden parts, and what is folded up."""
    tag = local(element)
    folded = tag == "details" and element.get("open") is None
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    styled = bool(_HIDDEN.search(element.get("style") or ""))
    return not tag or tag in UNSEEN or folded or hidden or styled
