"""A page of ours as it is read back: texts and links, whatever they were made of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is printed on a page, whatever it was made of.

    ``cells`` holds the text of each table cell or head by its anchor, without note marks;
    ``captions`` that of each table; ``figures`` those of the running text, as indicator and
    text; ``anchors`` and ``links`` what can be gone to, and what goes there.
    """

    cells: dict[str, str] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    figures: list[tuple[str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
