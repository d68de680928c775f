"""Finds where a changed text stands in the page, marks it there, and names the files behind it."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from reporter.diff.changes import Origin, TextKind
from reporter.page.html import BLOCKS, OUTSIDE, VOID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.annex.printed import PrintedAnnex
    from reporter.diff.changes import Comparison, TextChange

MARK = Markup(' id="%s" tabindex="-1" class="andere-tekst" title="%s"')
HEARD = Markup('<span class="stil">gewijzigd: </span>')
EDITION_FILE = "data/editions/{}.toml"
MOST = 3
"""How many files a reason names."""


class MarkedText(NamedTuple):
    """A changed text with the anchor where it stands, empty if it is gone, and why it changed.

    ``block`` counts the blocks of the page up to it, None where it is part of a table.
    """

    change: TextChange
    anchor: str
    reason: str
    block: int | None = None


class _Block(NamedTuple):
    """A paragraph, item or title of a page: its words, and the start tag with its place."""

    text: str
    begin: int
    end: int
    anchor: str


def marked_texts(annex: PrintedAnnex, html: str, found: Comparison) -> tuple[MarkedText, ...]:
    """Give each changed text with its place in the page of an annex."""
    if not found.texts:
        return ()
    blocks = _blocks(html)
    tables = {table.name: table.anchor for table in annex.tables}
    taken: set[int] = set()
    marked = []
    for change in found.texts:
        free = (number for number, _ in enumerate(blocks) if number not in taken)
        same = (number for number in free if change.new and blocks[number].text == change.new)
        block = next(same, None) if change.kind is TextKind.TEXT else None
        anchor = tables.get(change.place.partition(", ")[0], "") if change.new else ""
        if block is not None:
            taken.add(block)
            anchor = blocks[block].anchor or f"tekst-{block}"
        marked.append(MarkedText(change, anchor, _reason(change, found), block))
    return tuple(marked)


def with_marks(html: str, marked: Iterable[MarkedText]) -> str:
    """Mark the changed texts in the page of a preview, whose blocks are those of the annex."""
    there = [mark for mark in marked if mark.block is not None]
    blocks = _blocks(html) if there else ()
    for mark in sorted(there, key=lambda mark: -(mark.block or 0)):
        block = blocks[mark.block or 0]
        title = f"was: {mark.change.old}" if mark.change.old else "nieuw"
        attributes = MARK % (mark.anchor, title)
        if block.anchor:
            attributes = attributes.replace(Markup(' id="%s"') % mark.anchor, "", 1)
        html = f"{html[: block.end - 1]}{attributes}>{HEARD}{html[block.end :]}"
    return html


def _reason(change: TextChange, found: Comparison) -> str:
    """Say what explains it, and name the files where that stands."""
    old, new = found.old.card, found.new.card
    files = {
        Origin.EDITION: [EDITION_FILE.format(found.new.edition)],
        Origin.TEMPLATE: [
            name
            for name in _other(old.templates, new.templates)
            if name.endswith(".j2") and not name.startswith("nagekeken")
        ],
        Origin.TABLE: _other(old.tables, new.tables),
    }.get(change.origin, [])
    more = [f"en nog {len(files) - MOST}"] if len(files) > MOST else []
    named = ", ".join([*files[:MOST], *more])
    return f"{change.origin.dutch}: {named}" if named else change.origin.dutch


def _other(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Name the files that are other, new or gone."""
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _blocks(html: str) -> Sequence[_Block]:
    reader = _Blocks(html)
    reader.feed(html)
    reader.close()
    return reader.found


class _Blocks(HTMLParser):
    """Collects the blocks outside tables, by the same rule as the running text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Block] = []
        self._lines = [0, *accumulate(map(len, html.splitlines(keepends=True)))]
        self._outside: list[str] = []
        self._tag = ""
        self._begun = _Block("", 0, 0, "")
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._outside or tag in OUTSIDE:
            self._outside += [] if tag in VOID else [tag]
        elif tag in BLOCKS:
            line, offset = self.getpos()
            begin = self._lines[line - 1] + offset
            end = begin + len(self.get_starttag_text() or "")
            self._tag, self._begun = tag, _Block("", begin, end, dict(attrs).get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._outside:
            self._outside.pop()
        elif tag == self._tag:
            text = " ".join("".join(self._text).split())
            self.found.append(self._begun._replace(text=text))
            self._tag, self._text = "", []

    def handle_data(self, data: str) -> None:
        if self._tag and not self._outside:
            self._text.append(data)
