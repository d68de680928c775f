"""A letter as .odt: the accepted state of its text, without running heads and feet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.proofread.letter.grid import RawCell, RawParagraph, RawTable, gathered, noted
from reporter.proofread.letter.letter import Role, refusal
from reporter.proofread.letter.lines import foreign, marked, raised
from reporter.proofread.letter.markup import local, opened, xml_of
from reporter.proofread.letter.word import under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reporter.proofread.letter.grid import RawBlock
    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.letter.markup import Parts

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
WRAPPING = frozenset(
    {"section", "list", "list-item", "list-header", "numbered-paragraph", "soft-page-break"},
)
ASIDE = frozenset(
    {"annotation", "annotation-end", "tracked-changes", "note", "frame", "hidden-text"}
    | {"hidden-paragraph", "ruby-text", "script", "title", "desc", "table-of-content"},
)
"""Elements inside a paragraph whose text is not part of it; notes and frames are read apart."""
MOST_SPACES = 80
MOST_REPEATS = 200
DEEPEST = 12
_RAISED = re.compile(r"super|[1-9]\d*%")
_HEADING = re.compile(r"(?:heading|title|subtitle|kop)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|table|tabel|bijschrift)$", re.IGNORECASE)


def read_opendocument(content: bytes, name: str) -> Letter:
    """Read an .odt with its tracked changes accepted.

    Raises InputError for a file that is damaged, locked or hostile.
    """
    parts = opened(content, name)
    if CONTENT not in parts:
        raise refusal(name, "no text (content.xml) in the file", "an OpenDocument text")
    if MANIFEST in parts and b"encryption-data" in parts.read(MANIFEST):
        found = "a letter that is locked with a password"
        raise refusal(name, found, "a letter without password", "Save it without password.")
    root = xml_of(parts.read(CONTENT), CONTENT, name)
    body = next((one for one in root.iter() if local(one) == "text" and _is_office(one)), None)
    if body is None:
        raise refusal(name, "an OpenDocument file that holds no text", "a letter as .odt")
    document = _Document(root, parts)
    blocks = tuple(document.blocks(body))
    revised = any(local(one) == "changed-region" for one in root.iter())
    return gathered(name, blocks, tuple(document.notes), revised=revised)


def _is_office(element: _Element) -> bool:
    return str(element.tag).startswith("{urn:oasis:names:tc:opendocument:xmlns:office")


class _Document:
    """The text of an OpenDocument file, and the styles it uses."""

    def __init__(self, root: _Element, parts: Parts) -> None:
        self.notes: list[RawParagraph] = []
        self._frames: list[_Element] = []
        self._styles: dict[str, _Element] = {}
        roots = [root]
        if "styles.xml" in parts:
            roots.append(xml_of(parts.read("styles.xml"), "styles.xml", parts.name))
        for one in roots:
            for style in one.iter():
                if local(style) == "style":
                    self._styles.setdefault(under(style, "name"), style)

    def blocks(self, container: _Element, role: Role = Role.TEXT) -> Iterator[RawBlock]:
        for child in container:
            tag = local(child)
            if tag in {"p", "h"}:
                yield self._paragraph(child, role)
                yield from self._framed()
            elif tag == "table":
                yield self._table(child)
            elif tag == "frame":
                self._frames += _boxes(child)
                yield from self._framed()
            elif tag in WRAPPING:
                yield from self.blocks(child, Role.ITEM if tag == "list" else role)

    def _framed(self) -> Iterator[RawBlock]:
        frames, self._frames = self._frames, []
        for frame in frames:
            yield from self.blocks(frame)

    def _paragraph(self, element: _Element, role: Role) -> RawParagraph:
        names = [under(style, "name") for style in self._chain(under(element, "style-name"))]
        heading = local(element) == "h" or any(map(_HEADING.match, names))
        return RawParagraph(
            text=self._inline(element),
            role=Role.HEADING if heading else role,
            caption=any(map(_CAPTION.match, names)),
        )

    def _inline(self, element: _Element) -> str:
        text = foreign(element.text or "")
        for child in element:
            tag = local(child)
            if tag == "note":
                text += self._note(child)
            elif tag == "frame":
                self._frames += _boxes(child)
            elif tag == "s":
                count = under(child, "c")
                text += " " * min(int(count) if re.fullmatch(r"\d{1,4}", count) else 1, MOST_SPACES)
            elif tag in {"tab", "line-break"}:
                text += " "
            elif tag not in ASIDE:
                inner = self._inline(child)
                text += raised(inner, text) if self._is_raised(child) else inner
            text += foreign(child.tail or "")
        return text

    def _note(self, note: _Element) -> str:
        mark = ""
        for part in note:
            if local(part) == "note-citation":
                mark = foreign("".join(map(str, part.itertext()))).strip()
            elif local(part) == "note-body":
                self.notes.append(noted(mark, self.blocks(part)))
        return marked(mark)

    def _is_raised(self, span: _Element) -> bool:
        for style in self._chain(under(span, "style-name")):
            for settings in style:
                if _RAISED.match(under(settings, "text-position")):
                    return True
        return False

    def _chain(self, key: str) -> Iterator[_Element]:
        """Give a style and those above it; some files go round in circles."""
        for _ in range(DEEPEST):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = under(style, "parent-style-name")

    def _table(self, element: _Element) -> RawTable:
        rows: list[tuple[RawCell, ...]] = []
        heads = 0
        for row, in_head in _rows(element, in_head=False):
            repeated = [tuple(self._cells(row))] * _count(row, "number-rows-repeated")
            heads += len(repeated) if in_head and heads == len(rows) else 0
            rows += repeated if any(cell.blocks for cell in repeated[0]) else repeated[:1]
        return RawTable(rows=tuple(rows), heads=heads)

    def _cells(self, row: _Element) -> Iterator[RawCell]:
        for cell in row:
            if local(cell) == "table-cell":
                one = RawCell(
                    blocks=tuple(self.blocks(cell)),
                    across=_count(cell, "number-columns-spanned"),
                    down=_count(cell, "number-rows-spanned"),
                )
                for _ in range(_count(cell, "number-columns-repeated")):
                    yield one


def _rows(element: _Element, *, in_head: bool) -> Iterator[tuple[_Element, bool]]:
    for child in element:
        tag = local(child)
        if tag == "table-row":
            yield child, in_head
        elif tag in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child, in_head=in_head or tag == "table-header-rows")


def _count(element: _Element, name: str) -> int:
    value = under(element, name)
    return min(int(value), MOST_REPEATS) if re.fullmatch(r"[1-9]\d{0,6}", value) else 1


def _boxes(frame: _Element) -> Iterator[_Element]:
    for child in frame:
        if local(child) == "text-box":
            yield child
        elif local(child) == "table":
            yield frame
            return
