"""A letter as .docx or .odt: the accepted state of its text, without running heads and feet."""

from __future__ import annotations

import re
from itertools import chain, repeat
from typing import TYPE_CHECKING

from reporter.proofread.letter.gathering import RawCell, RawParagraph, RawTable, gathered, text_of
from reporter.proofread.letter.letter import LONGEST_HEADING, Letter, Role, refuse, refuse_locked
from reporter.proofread.letter.lines import cleared, marked, raised
from reporter.proofread.letter.markup import (
    local,
    number,
    opened,
    tree_of,
    under,
    unpacked,
    within,
    words_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zipfile import ZipFile

    from lxml.etree import _Element

    from reporter.proofread.letter.gathering import RawBlock, RawRow

    _Styles = dict[str, tuple[str, _Element]]

_HEADING = re.compile(r"(?:heading|kop|title|titel|subtitle|ondertitel)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:list|lijst|opsomming)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|bijschrift)", re.IGNORECASE)
CONVEYING = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple"}
    | {"AlternateContent", "Choice", "dir", "bdo", "oMath", "oMathPara"},
)
"""Elements of Word that only wrap what is to be read."""
SPACING = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
OFF = frozenset({"0", "false", "off", "none"})
_ODT_HEADING = re.compile(r"(?:heading|title|subtitle|kop)", re.IGNORECASE)
_ODT_CAPTION = re.compile(r"(?:caption|table|tabel|bijschrift)$", re.IGNORECASE)
_RAISED = re.compile(r"super|[1-9]\d*%")
WRAPPING = CONVEYING | {"section", "list", "list-item", "list-header", "numbered-paragraph"}
"""Elements of either kind that only wrap blocks."""
ASIDE = frozenset(
    {"annotation", "annotation-end", "tracked-changes", "note", "frame", "hidden-text"}
    | {"hidden-paragraph", "ruby-text", "script", "title", "desc", "table-of-content"},
)
"""Elements inside a paragraph whose text is not part of it; notes and frames are read apart."""
GROUPING = frozenset({"table-header-rows", "table-rows", "table-row-group"})
MOST_SPACES = 80
MOST_REPEATS = 200
DEEPEST_STYLE = 12


def read_word(content: bytes) -> Letter:
    """Read a .docx with its tracked changes accepted."""
    parts = opened(content)
    if "word/document.xml" not in parts.namelist():
        refuse("no text (word/document.xml) in the file", "a Word document")
    root = tree_of(parts, "word/document.xml")
    document = _Word(parts)
    body = root.find("{*}body")
    if body is None:
        refuse("a Word document without body", "a letter")
    revised = next(root.iter("{*}del", "{*}moveFrom", "{*}ins", "{*}moveTo"), None) is not None
    return gathered([*_blocks(document, body), *document.notes()], revised=revised)


def read_opendocument(content: bytes) -> Letter:
    """Read an .odt with its tracked changes accepted."""
    parts = opened(content)
    if "content.xml" not in parts.namelist():
        refuse("no text (content.xml) in the file", "an OpenDocument text")
    manifest = "META-INF/manifest.xml"
    if manifest in parts.namelist() and b"encryption-data" in unpacked(parts, manifest):
        refuse_locked("a letter that is locked with a password")
    root = tree_of(parts, "content.xml")
    body = next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"), None)
    if body is None:
        refuse("an OpenDocument file that holds no text", "a letter as .odt")
    styles = [tree_of(parts, "styles.xml")] if "styles.xml" in parts.namelist() else []
    document = _OpenDocument([root, *styles])
    revised = next(root.iter("{*}changed-region"), None) is not None
    return gathered([*_blocks(document, body), *document.notes], revised=revised)


class _Word:
    """The styles of a Word document, the notes it refers to, and the boxes still to be read."""

    def __init__(self, parts: ZipFile) -> None:
        self._parts = parts
        self._styles = _by_key(
            (under(style, "styleId"), under(style.find("{*}basedOn"), "val"), style)
            for style in self._part("word/styles.xml")
        )
        self._referred: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        self.boxes: list[_Element] = []

    def _part(self, part: str) -> Iterable[_Element]:
        return tree_of(self._parts, part) if part in self._parts.namelist() else ()

    def notes(self) -> Iterator[RawParagraph]:
        """Give the notes that the text refers to, in that order."""
        known = {
            (kind, under(note, "id")): note
            for kind in self._counts
            for note in self._part(f"word/{kind}s.xml")
        }
        for key in tuple(self._referred):
            if key in known:
                text = text_of(_blocks(self, known[key]))
                yield RawParagraph(text, Role.NOTE, self._referred[key])

    def paragraph(self, element: _Element, role: Role) -> RawParagraph:
        """Read a paragraph, and keep the text boxes that hang on it."""
        text = self._inline(element)
        settings = self._settings(element, "pPr")
        styles = _family(self._styles, settings.get("pStyle", ""))
        names = [under(style.find("{*}name"), "val") for style in styles]
        heading = any(map(_HEADING.match, names)) or settings.get("outlineLvl", "9") != "9"
        if heading or self._is_bold(element, text):
            role = Role.HEADING
        elif settings.get("numPr", "0") != "0" or any(map(_ITEM.match, names)):
            role = Role.ITEM
        return RawParagraph(
            text=text,
            role=role,
            caption=any(map(_CAPTION.match, names)),
            unended=element.find("{*}pPr/{*}rPr/{*}del") is not None,
        )

    def _settings(self, element: _Element, kind: str) -> dict[str, str]:
        """Give what an element says of itself, or else its styles: values by name."""
        own = element.find(f"{{*}}{kind}")
        if own is None:
            return {}
        style = own.find("{*}" + kind.replace("Pr", "Style"))
        above = _family(self._styles, under(style, "val"))
        held = chain(own, *(found.iterfind(f"{{*}}{kind}/*") for found in above))
        values = [
            (local(setting), under(setting, "val") or under(setting.find("{*}numId"), "val"))
            for setting in held
        ]
        return dict(reversed(values))

    def _is_bold(self, paragraph: _Element, text: str) -> bool:
        """Tell whether a short paragraph is bold as a whole: so writers make their headings."""
        line = text.strip()
        if not line or len(line) > LONGEST_HEADING or line.endswith((".", ",", ";", ":")):
            return False
        runs = [
            self._settings(run, "rPr")
            for run in paragraph.iter("{*}r")
            if any((printed.text or "").strip() for printed in run.iterchildren("{*}t"))
        ]
        return bool(runs) and all(settings.get("b", "off") not in OFF for settings in runs)

    def _inline(self, element: _Element) -> str:
        text = ""
        for child in element:
            tag = local(child)
            if tag == "r":
                text += self._run(child, text)
            elif tag == "t":
                text += cleared(child.text or "")
            elif tag in SPACING:
                text += SPACING[tag]
            elif tag in {"drawing", "pict", "object"}:
                self.boxes += _boxes(child)
            elif tag in CONVEYING:
                text += self._inline(child)
        return text

    def _run(self, run: _Element, before: str) -> str:
        settings = self._settings(run, "rPr")
        if settings.get("vanish", "off") not in OFF:
            return ""
        text = self._inline(run)
        for reference in run.iterchildren("{*}footnoteReference", "{*}endnoteReference"):
            custom = under(reference, "customMarkFollows") in {"1", "true", "on"}
            kind = local(reference).removesuffix("Reference")
            return self._refer(kind, under(reference, "id"), text.strip() if custom else "")
        return raised(text, before) if settings.get("vertAlign") == "superscript" else text

    def _refer(self, kind: str, key: str, own: str) -> str:
        """Number a note by its first reference, as Word prints it."""
        if (kind, key) not in self._referred:
            self._counts[kind] += not own
            count = self._counts[kind]
            roman = kind == "endnote" and count < len(ROMAN)
            self._referred[kind, key] = own or (ROMAN[count] if roman else str(count))
        return marked(self._referred[kind, key])

    def rows(self, table: _Element) -> Iterator[RawRow]:
        for row in within(table, "tr", CONVEYING):
            settings = self._settings(row, "trPr")
            if "del" not in settings:
                yield "tblHeader" in settings, tuple(self._cells(row, settings))

    def _cells(self, row: _Element, settings: Mapping[str, str]) -> Iterator[RawCell]:
        if "gridBefore" in settings:
            yield RawCell(across=number(settings["gridBefore"]))
        for cell in within(row, "tc", CONVEYING):
            own = self._settings(cell, "tcPr")
            if "cellDel" not in own:
                yield RawCell(
                    blocks=tuple(_blocks(self, cell)),
                    across=number(own.get("gridSpan", "")),
                    goes_on=own.get("vMerge", "restart") != "restart",
                )


class _OpenDocument:
    """The styles of an OpenDocument file, its notes, and the frames that are still to be read."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self.notes: list[RawParagraph] = []
        self.boxes: list[_Element] = []
        self._styles = _by_key(
            (under(style, "name"), under(style, "parent-style-name"), style)
            for root in roots
            for style in root.iter("{*}style")
        )

    def paragraph(self, element: _Element, role: Role) -> RawParagraph:
        """Read a paragraph, and keep the frames and notes that hang on it."""
        styles = _family(self._styles, under(element, "style-name"))
        names = [under(style, "name") for style in styles]
        heading = local(element) == "h" or any(map(_ODT_HEADING.match, names))
        return RawParagraph(
            text=self._inline(element),
            role=Role.HEADING if heading else role,
            caption=any(map(_ODT_CAPTION.match, names)),
        )

    def _inline(self, element: _Element) -> str:
        text = cleared(element.text or "")
        for child in element:
            tag = local(child)
            if tag == "note":
                text += self._note(child)
            elif tag == "frame":
                self.boxes += _boxes(child)
            elif tag == "s":
                text += " " * min(number(under(child, "c")), MOST_SPACES)
            elif tag in {"tab", "line-break"}:
                text += " "
            elif tag not in ASIDE:
                inner = self._inline(child)
                text += raised(inner, text) if self._is_raised(child) else inner
            text += cleared(child.tail or "")
        return text

    def _note(self, note: _Element) -> str:
        mark = ""
        for part in note:
            if local(part) == "note-citation":
                mark = words_in(part).strip()
            elif local(part) == "note-body":
                text = text_of(_blocks(self, part))
                self.notes.append(RawParagraph(text, Role.NOTE, mark))
        return marked(mark)

    def _is_raised(self, span: _Element) -> bool:
        family = _family(self._styles, under(span, "style-name"))
        settings = (setting for style in family for setting in style)
        return any(_RAISED.match(under(setting, "text-position")) for setting in settings)

    def rows(self, table: _Element) -> Iterator[RawRow]:
        """Give the rows, repeated ones each time, and whether they are heads."""
        for row in within(table, "table-row", GROUPING):
            in_head = local(next(row.iterancestors())) == "table-header-rows"
            cells = tuple(self._cells(row))
            filled = any(cell.blocks for cell in cells)
            times = _repeats(row, "number-rows-repeated") if filled else 1
            yield from repeat((in_head, cells), times)

    def _cells(self, row: _Element) -> Iterator[RawCell]:
        for element in row.iterchildren("{*}table-cell"):
            cell = RawCell(
                blocks=tuple(_blocks(self, element)),
                across=_repeats(element, "number-columns-spanned"),
                down=_repeats(element, "number-rows-spanned"),
            )
            yield from repeat(cell, _repeats(element, "number-columns-repeated"))


def _repeats(element: _Element, name: str) -> int:
    value = under(element, name)
    return min(int(value), MOST_REPEATS) if re.fullmatch(r"[1-9]\d{0,6}", value) else 1


def _blocks(
    document: _Word | _OpenDocument, container: _Element, role: Role = Role.TEXT
) -> Iterator[RawBlock]:
    """Give paragraphs and tables; what is in a box follows the paragraph that it hangs on."""
    for child in container:
        tag = local(child)
        if tag in {"tbl", "table"}:
            yield RawTable(rows=tuple(document.rows(child)))
        elif tag in WRAPPING:
            yield from _blocks(document, child, Role.ITEM if tag == "list" else role)
        elif tag in {"p", "h", "frame"}:
            if tag == "frame":
                document.boxes += _boxes(child)
            else:
                yield document.paragraph(child, role)
            boxes, document.boxes = document.boxes, []
            for box in boxes:
                yield from _blocks(document, box)


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """Give the boxes of a drawing or frame; those inside them are found when they are read."""
    for child in drawing:
        tag = local(child)
        if tag in {"txbxContent", "text-box"}:
            yield child
        elif tag == "table":
            yield drawing
            return
        elif tag != "Fallback" and local(drawing) != "frame":
            yield from _boxes(child)


def _by_key(styles: Iterable[tuple[str, str, _Element]]) -> _Styles:
    return {key: (above, style) for key, above, style in reversed([*styles]) if key}


def _family(styles: _Styles, key: str) -> Iterator[_Element]:
    """Give a style and those it builds on; some files go round in circles."""
    for _ in range(DEEPEST_STYLE):
        if key not in styles:
            return
        key, style = styles[key]
        yield style
