"""What the styles of a Word document make of a paragraph or run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.inputs.letter.markup import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

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
