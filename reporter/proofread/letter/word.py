"""A letter as .docx: the accepted state of its text, without running heads and feet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.proofread.letter.grid import RawCell, RawParagraph, RawTable, gathered, noted
from reporter.proofread.letter.letter import Role, refusal
from reporter.proofread.letter.lines import foreign, marked, raised
from reporter.proofread.letter.markup import local, opened, xml_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reporter.proofread.letter.grid import RawBlock
    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.letter.markup import Parts

_HEADING = re.compile(r"(?:heading|kop|title|titel|subtitle|ondertitel)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:list|lijst|opsomming)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|bijschrift)", re.IGNORECASE)
_BODY_LEVEL = "9"
DEEPEST = 12
LONGEST_HEADING = 110
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph is by its style and its own settings."""

    heading: bool = False
    item: bool = False
    caption: bool = False
    unended: bool = False


def under(element: _Element, name: str) -> str:
    """Give an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def number_of(element: _Element) -> int:
    """Give the number a setting holds; 1 when it holds none."""
    value = under(element, "val")
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


class Styles:
    """The named styles of a document."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        for style in root if root is not None else ():
            self._styles.setdefault(under(style, "styleId"), style)

    def of(self, paragraph: _Element) -> Style:
        """Say what a paragraph is."""
        settings = _child(paragraph, "pPr")
        if settings is None:
            return Style()
        chosen = _child(settings, "pStyle")
        chain = tuple(self._chain(under(chosen, "val") if chosen is not None else ""))
        names = [under(name, "val") for one in chain for name in one if local(name) == "name"]
        held = [settings, *(_child(one, "pPr") for one in chain)]
        outline = [one for part in held for one in _all(part, "outlineLvl")]
        runs = _child(settings, "rPr")
        return Style(
            heading=any(map(_HEADING.match, names))
            or any(under(one, "val") != _BODY_LEVEL for one in outline[:1]),
            item=_is_item(held) or any(map(_ITEM.match, names)),
            caption=any(map(_CAPTION.match, names)),
            unended=runs is not None and _child(runs, "del") is not None,
        )

    def _chain(self, key: str) -> Iterator[_Element]:
        """Give a style and those it is based on; some files go round in circles."""
        for _ in range(DEEPEST):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            base = _child(style, "basedOn")
            key = under(base, "val") if base is not None else ""

    def is_raised(self, run: _Element) -> bool:
        """Tell whether a run is printed above the line."""
        return any(under(one, "val") == "superscript" for one in self._settings(run, "vertAlign"))

    def is_hidden(self, run: _Element) -> bool:
        """Tell whether a run is not printed at all."""
        return any(under(one, "val") not in OFF for one in self._settings(run, "vanish")[:1])

    def _settings(self, run: _Element, name: str) -> list[_Element]:
        """Find a setting of a run: its own, or else of its style."""
        own = _child(run, "rPr")
        if own is None:
            return []
        chosen = _child(own, "rStyle")
        chain = self._chain(under(chosen, "val")) if chosen is not None else iter(())
        parts = (own, *(_child(style, "rPr") for style in chain))
        return [one for part in parts for one in _all(part, name)]

    def is_bold(self, paragraph: _Element, text: str) -> bool:
        """Tell whether a short paragraph is bold as a whole: so writers make their headings."""
        line = text.strip()
        if not line or len(line) > LONGEST_HEADING or line.endswith((".", ",", ";", ":")):
            return False
        runs = [run for run in paragraph.iter() if local(run) == "r" and _has_text(run)]
        bold = [self._settings(run, "b")[:1] for run in runs]
        return bool(bold) and all(one and under(one[0], "val") not in OFF for one in bold)


def _is_item(held: list[_Element | None]) -> bool:
    numbering = [one for part in held for one in _all(part, "numPr")][:1]
    return any(under(one, "val") != "0" for part in numbering for one in _all(part, "numId"))


def _has_text(run: _Element) -> bool:
    return any(local(one) == "t" and (one.text or "").strip() for one in run)


def _child(element: _Element, tag: str) -> _Element | None:
    return next((one for one in element if local(one) == tag), None)


def _all(element: _Element | None, tag: str) -> list[_Element]:
    return [one for one in element if local(one) == tag] if element is not None else []


DOCUMENT = "word/document.xml"
CONVEYING = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple"}
    | {"AlternateContent", "Choice", "dir", "bdo", "oMath", "oMathPara"},
)
"""Elements that only wrap what is to be read."""
WITHDRAWN = frozenset({"del", "moveFrom"})
REVISIONS = WITHDRAWN | {"ins", "moveTo"}
SPACING = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def read_word(content: bytes, name: str) -> Letter:
    """Read a .docx with its tracked changes accepted.

    Raises InputError for a file that is damaged, locked or hostile.
    """
    parts = opened(content, name)
    if DOCUMENT not in parts:
        raise refusal(name, "no text (word/document.xml) in the file", "a Word document")
    root = xml_of(parts.read(DOCUMENT), DOCUMENT, name)
    document = _Document(parts)
    body = next((one for one in root if local(one) == "body"), None)
    if body is None:
        raise refusal(name, "a Word document without body", "a letter")
    blocks = tuple(document.blocks(body))
    revised = any(local(one) in REVISIONS for one in root.iter())
    return gathered(name, blocks, tuple(document.notes()), revised=revised)


class _Document:
    """The parts of a Word document that its text points at."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(self._part("word/styles.xml"))
        self._referred: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        self._boxes: list[_Element] = []

    def _part(self, part: str) -> _Element | None:
        parts = self._parts
        return xml_of(parts.read(part), part, parts.name) if part in parts else None

    def blocks(self, container: _Element) -> Iterator[RawBlock]:
        for child in container:
            tag = local(child)
            if tag == "p":
                yield self._paragraph(child)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.blocks(box)
            elif tag == "tbl":
                yield self._table(child)
            elif tag in CONVEYING:
                yield from self.blocks(child)

    def notes(self) -> Iterator[RawParagraph]:
        """Give the notes that the text refers to, in that order."""
        known = {
            (kind, under(note, "id")): note
            for kind in self._counts
            if (root := self._part(f"word/{kind}s.xml")) is not None
            for note in root
        }
        for key in tuple(self._referred):
            if key in known:
                yield noted(self._referred[key], self.blocks(known[key]))

    def _paragraph(self, element: _Element) -> RawParagraph:
        style = self._styles.of(element)
        text = self._inline(element)
        heading = style.heading or self._styles.is_bold(element, text)
        role = Role.HEADING if heading else Role.ITEM if style.item else Role.TEXT
        return RawParagraph(text=text, role=role, caption=style.caption, unended=style.unended)

    def _inline(self, element: _Element) -> str:
        text = ""
        for child in element:
            tag = local(child)
            if tag == "r":
                text += self._run(child, text)
            elif tag == "t":
                text += foreign(child.text or "")
            elif tag in SPACING:
                text += SPACING[tag]
            elif tag in {"drawing", "pict", "object"}:
                self._boxes += _boxes(child)
            elif tag in CONVEYING:
                text += self._inline(child)
        return text

    def _run(self, run: _Element, before: str) -> str:
        if self._styles.is_hidden(run):
            return ""
        text = self._inline(run)
        for reference in run:
            kind = local(reference).removesuffix("Reference")
            if kind in self._counts and local(reference) != kind:
                custom = under(reference, "customMarkFollows") in {"1", "true", "on"}
                return self._refer(kind, under(reference, "id"), text.strip() if custom else "")
        return raised(text, before) if self._styles.is_raised(run) else text

    def _refer(self, kind: str, key: str, own: str) -> str:
        """Number a note by its first reference, as Word prints it."""
        if (kind, key) not in self._referred:
            self._counts[kind] += not own
            number = self._counts[kind]
            roman = kind == "endnote" and number < len(ROMAN)
            self._referred[kind, key] = own or (ROMAN[number] if roman else str(number))
        return marked(self._referred[kind, key])

    def _table(self, element: _Element) -> RawTable:
        rows: list[tuple[RawCell, ...]] = []
        heads = 0
        for row in _within(element, "tr"):
            settings = _settings(row, "trPr")
            if "del" in settings:
                continue
            heads += "tblHeader" in settings and heads == len(rows)
            rows.append(tuple(self._cells(row, settings)))
        return RawTable(rows=tuple(rows), heads=heads)

    def _cells(self, row: _Element, settings: dict[str, _Element]) -> Iterator[RawCell]:
        if "gridBefore" in settings:
            yield RawCell(blocks=(), across=number_of(settings["gridBefore"]))
        for cell in _within(row, "tc"):
            own = _settings(cell, "tcPr")
            if "cellDel" not in own:
                merged = own.get("vMerge")
                yield RawCell(
                    blocks=tuple(self.blocks(cell)),
                    across=number_of(own["gridSpan"]) if "gridSpan" in own else 1,
                    goes_on=merged is not None and under(merged, "val") != "restart",
                )


def _within(element: _Element, tag: str) -> Iterator[_Element]:
    """Give the rows of a table or the cells of a row, also where something is wrapped around."""
    for child in element:
        if local(child) == tag:
            yield child
        elif local(child) in CONVEYING:
            yield from _within(child, tag)


def _settings(element: _Element, tag: str) -> dict[str, _Element]:
    return {local(one): one for child in element if local(child) == tag for one in child}


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """Give the text boxes of a drawing; those inside them are found when they are read."""
    for child in drawing:
        if local(child) == "txbxContent":
            yield child
        elif local(child) != "Fallback":
            yield from _boxes(child)
