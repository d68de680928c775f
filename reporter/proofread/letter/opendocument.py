"""A letter as .odt: the accepted state of its text, without running heads and feet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.proofread.letter.grid import RawCell, RawParagraph, RawTable, gathered, noted
from reporter.proofread.letter.letter import Role, refusal
from reporter.proofread.letter.lines import foreign, marked, raised
from reporter.proofread.letter.markup import DEEPEST_STYLE, local, locked, opened, under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reporter.proofread.letter.grid import RawBlock
    from reporter.proofread.letter.letter import Letter

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"
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
        raise locked(name, "a letter that is locked with a password")
    root = parts.tree(CONTENT)
    body = next(root.iter(TEXT), None)
    if body is None:
        raise refusal(name, "an OpenDocument file that holds no text", "a letter as .odt")
    styles = [root, *(parts.tree(part) for part in ("styles.xml",) if part in parts)]
    document = _Document(styles)
    revised = any(local(element) == "changed-region" for element in root.iter())
    return gathered(name, [*document.blocks(body), *document.notes], revised=revised)


class _Document:
    """The styles of an OpenDocument file, its notes, and the frames that are still to be read."""

    def __init__(self, roots: list[_Element]) -> None:
        self.notes: list[RawParagraph] = []
        self._frames: list[_Element] = []
        self._styles: dict[str, _Element] = {}
        for style in (element for root in roots for element in root.iter()):
            if local(style) == "style":
                self._styles.setdefault(under(style, "name"), style)

    def blocks(self, container: _Element, role: Role = Role.TEXT) -> Iterator[RawBlock]:
        for child in container:
            tag = local(child)
            if tag in {"p", "h"}:
                yield self._paragraph(child, role)
                yield from self._framed()
            elif tag == "table":
                yield RawTable(rows=tuple(self._rows(child, in_head=False)))
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
        names = [under(style, "name") for style in self._chain(element)]
        heading = local(element) == "h" or any(map(_HEADING.match, names))
        return RawParagraph(
            text=self._inline(element),
            role=Role.HEADING if heading else role,
            caption=any(map(_CAPTION.match, names)),
        )

    def _chain(self, element: _Element) -> Iterator[_Element]:
        """Give the style of an element and those above it; some files go round in circles."""
        key = under(element, "style-name")
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = under(style, "parent-style-name")

    def _inline(self, element: _Element) -> str:
        text = foreign(element.text or "")
        for child in element:
            tag = local(child)
            if tag == "note":
                text += self._note(child)
            elif tag == "frame":
                self._frames += _boxes(child)
            elif tag == "s":
                text += " " * min(_number(child, "c", r"\d{1,4}"), MOST_SPACES)
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
        settings = (setting for style in self._chain(span) for setting in style)
        return any(_RAISED.match(under(setting, "text-position")) for setting in settings)

    def _rows(self, part: _Element, *, in_head: bool) -> Iterator[tuple[bool, tuple[RawCell, ...]]]:
        for child in part:
            tag = local(child)
            if tag == "table-row":
                cells = tuple(self._cells(child))
                filled = any(cell.blocks for cell in cells)
                for _ in range(_repeats(child, "number-rows-repeated") if filled else 1):
                    yield in_head, cells
            elif tag in {"table-header-rows", "table-rows", "table-row-group"}:
                yield from self._rows(child, in_head=in_head or tag == "table-header-rows")

    def _cells(self, row: _Element) -> Iterator[RawCell]:
        for element in row:
            if local(element) == "table-cell":
                cell = RawCell(
                    blocks=tuple(self.blocks(element)),
                    across=_repeats(element, "number-columns-spanned"),
                    down=_repeats(element, "number-rows-spanned"),
                )
                for _ in range(_repeats(element, "number-columns-repeated")):
                    yield cell


def _number(element: _Element, name: str, form: str) -> int:
    value = under(element, name)
    return int(value) if re.fullmatch(form, value) else 1


def _repeats(element: _Element, name: str) -> int:
    return min(_number(element, name, r"[1-9]\d{0,6}"), MOST_REPEATS)


def _boxes(frame: _Element) -> Iterator[_Element]:
    for child in frame:
        if local(child) == "text-box":
            yield child
        elif local(child) == "table":
            yield frame
            return
