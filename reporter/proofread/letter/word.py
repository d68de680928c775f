"""A letter as .docx: the accepted state of its text, without running heads and feet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.proofread.letter.grid import RawCell, RawParagraph, RawTable, gathered, noted
from reporter.proofread.letter.letter import Role, refusal
from reporter.proofread.letter.lines import foreign, marked, raised
from reporter.proofread.letter.markup import DEEPEST_STYLE, local, opened, under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from reporter.proofread.letter.grid import RawBlock
    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.letter.markup import Parts

DOCUMENT = "word/document.xml"
CONVEYING = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple"}
    | {"AlternateContent", "Choice", "dir", "bdo", "oMath", "oMathPara"},
)
"""Elements that only wrap what is to be read."""
REVISIONS = frozenset({"del", "moveFrom", "ins", "moveTo"})
SPACING = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
OFF = frozenset({"0", "false", "off", "none"})
LONGEST_HEADING = 110
_HEADING = re.compile(r"(?:heading|kop|title|titel|subtitle|ondertitel)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?:list|lijst|opsomming)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|bijschrift)", re.IGNORECASE)
_BODY_LEVEL = "9"


def read_word(content: bytes, name: str) -> Letter:
    """Read a .docx with its tracked changes accepted.

    Raises InputError for a file that is damaged, locked or hostile.
    """
    parts = opened(content, name)
    if DOCUMENT not in parts:
        raise refusal(name, "no text (word/document.xml) in the file", "a Word document")
    root = parts.tree(DOCUMENT)
    document = _Document(parts)
    body = _child(root, "body")
    if body is None:
        raise refusal(name, "a Word document without body", "a letter")
    revised = any(local(element) in REVISIONS for element in root.iter())
    return gathered(name, [*document.blocks(body), *document.notes()], revised=revised)


class _Document:
    """The styles of a Word document, the notes it refers to, and the boxes still to be read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles: dict[str, _Element] = {}
        for style in self._part("word/styles.xml"):
            self._styles.setdefault(under(style, "styleId"), style)
        self._referred: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        self._boxes: list[_Element] = []

    def _part(self, part: str) -> Iterable[_Element]:
        return self._parts.tree(part) if part in self._parts else ()

    def blocks(self, container: _Element) -> Iterator[RawBlock]:
        for child in container:
            tag = local(child)
            if tag == "p":
                yield self._paragraph(child)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.blocks(box)
            elif tag == "tbl":
                yield RawTable(rows=tuple(self._rows(child)))
            elif tag in CONVEYING:
                yield from self.blocks(child)

    def notes(self) -> Iterator[RawParagraph]:
        """Give the notes that the text refers to, in that order."""
        known = {
            (kind, under(note, "id")): note
            for kind in self._counts
            for note in self._part(f"word/{kind}s.xml")
        }
        for key in tuple(self._referred):
            if key in known:
                yield noted(self._referred[key], self.blocks(known[key]))

    def _paragraph(self, element: _Element) -> RawParagraph:
        text = self._inline(element)
        own = _child(element, "pPr")
        settings = self._settings(element, "pPr", "pStyle")
        styles = self._chain(_child(own, "pStyle")) if own is not None else ()
        names = [under(_child(style, "name"), "val") for style in styles]
        level, numbering = _first(settings, "outlineLvl"), _first(settings, "numPr")
        number = _child(numbering, "numId")
        role = Role.TEXT
        if (
            any(map(_HEADING.match, names))
            or (level is not None and under(level, "val") != _BODY_LEVEL)
            or self._is_bold(element, text)
        ):
            role = Role.HEADING
        elif (number is not None and under(number, "val") != "0") or any(map(_ITEM.match, names)):
            role = Role.ITEM
        return RawParagraph(
            text=text,
            role=role,
            caption=any(map(_CAPTION.match, names)),
            unended=_child(_child(own, "rPr"), "del") is not None,
        )

    def _chain(self, chosen: _Element | None) -> Iterator[_Element]:
        """Give a style and those it is based on; some files go round in circles."""
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(under(chosen, "val"))
            if style is None:
                return
            yield style
            chosen = _child(style, "basedOn")

    def _settings(self, element: _Element, kind: str, style: str) -> list[_Element]:
        """Give what a paragraph or run says of itself, and then what its styles say."""
        own = _child(element, kind)
        if own is None:
            return []
        held = [own, *(_child(above, kind) for above in self._chain(_child(own, style)))]
        return [setting for part in held if part is not None for setting in part]

    def _is_bold(self, paragraph: _Element, text: str) -> bool:
        """Tell whether a short paragraph is bold as a whole: so writers make their headings."""
        line = text.strip()
        if not line or len(line) > LONGEST_HEADING or line.endswith((".", ",", ";", ":")):
            return False
        runs = [run for run in paragraph.iter() if local(run) == "r" and _has_text(run)]
        return bool(runs) and all(_is_on(self._run_settings(run), "b") for run in runs)

    def _run_settings(self, run: _Element) -> list[_Element]:
        return self._settings(run, "rPr", "rStyle")

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
        settings = self._run_settings(run)
        if _is_on(settings, "vanish"):
            return ""
        text = self._inline(run)
        for reference in run:
            kind = local(reference).removesuffix("Reference")
            if kind in self._counts and local(reference) != kind:
                custom = under(reference, "customMarkFollows") in {"1", "true", "on"}
                return self._refer(kind, under(reference, "id"), text.strip() if custom else "")
        lifted = any(
            local(setting) == "vertAlign" and under(setting, "val") == "superscript"
            for setting in settings
        )
        return raised(text, before) if lifted else text

    def _refer(self, kind: str, key: str, own: str) -> str:
        """Number a note by its first reference, as Word prints it."""
        if (kind, key) not in self._referred:
            self._counts[kind] += not own
            number = self._counts[kind]
            roman = kind == "endnote" and number < len(ROMAN)
            self._referred[kind, key] = own or (ROMAN[number] if roman else str(number))
        return marked(self._referred[kind, key])

    def _rows(self, table: _Element) -> Iterator[tuple[bool, tuple[RawCell, ...]]]:
        for row in _within(table, "tr"):
            settings = [setting for part in row if local(part) == "trPr" for setting in part]
            if _first(settings, "del") is None:
                yield _first(settings, "tblHeader") is not None, tuple(self._cells(row, settings))

    def _cells(self, row: _Element, settings: Iterable[_Element]) -> Iterator[RawCell]:
        before = _first(settings, "gridBefore")
        if before is not None:
            yield RawCell(across=_span(before))
        for cell in _within(row, "tc"):
            own = [setting for part in cell if local(part) == "tcPr" for setting in part]
            if _first(own, "cellDel") is None:
                merged = _first(own, "vMerge")
                yield RawCell(
                    blocks=tuple(self.blocks(cell)),
                    across=_span(_first(own, "gridSpan")),
                    goes_on=merged is not None and under(merged, "val") != "restart",
                )


def _first(elements: Iterable[_Element], tag: str) -> _Element | None:
    return next((element for element in elements if local(element) == tag), None)


def _child(element: _Element | None, tag: str) -> _Element | None:
    return _first(element, tag) if element is not None else None


def _is_on(settings: Iterable[_Element], tag: str) -> bool:
    setting = _first(settings, tag)
    return setting is not None and under(setting, "val") not in OFF


def _has_text(run: _Element) -> bool:
    return any(local(part) == "t" and (part.text or "").strip() for part in run)


def _within(element: _Element, tag: str) -> Iterator[_Element]:
    """Give the rows of a table or the cells of a row, also where something is wrapped around."""
    for child in element:
        if local(child) == tag:
            yield child
        elif local(child) in CONVEYING:
            yield from _within(child, tag)


def _span(setting: _Element | None) -> int:
    value = under(setting, "val")
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """Give the text boxes of a drawing; those inside them are found when they are read."""
    for child in drawing:
        if local(child) == "txbxContent":
            yield child
        elif local(child) != "Fallback":
            yield from _boxes(child)
