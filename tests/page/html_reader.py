"""Reads from HTML which heads belong to a cell, looking left and up from each of its places."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tests.page.pdf_reader import ReadCell, ReadTable

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(eq=False, slots=True, kw_only=True)
class _Cell:
    head: str
    width: int
    height: int
    group: int
    text: str = ""


@dataclass(slots=True, kw_only=True)
class _Table:
    caption: str = ""
    rows: list[list[_Cell]] = field(default_factory=list)


def declared_headers(html: str) -> list[ReadTable]:
    """Give what ``cell_headers`` must read from the PDF of this HTML."""
    reader = _TableReader()
    reader.feed(html)
    return [
        ReadTable(caption="".join(table.caption.split()), cells=tuple(_cells(table)))
        for table in reader.tables
    ]


def _cells(table: _Table) -> Iterator[ReadCell]:
    places = _places(table.rows)
    for row in table.rows:
        for cell in row:
            if not cell.head:
                own = [place for place, other in places.items() if other is cell]
                heads = [*_left(places, own, cell.group), *_up(places, own)]
                texts = ("".join(head.text.split()) for head in dict.fromkeys(heads))
                yield ReadCell(text="".join(cell.text.split()), headers=tuple(texts))


def _places(rows: list[list[_Cell]]) -> dict[tuple[int, int], _Cell]:
    places: dict[tuple[int, int], _Cell] = {}
    for row, cells in enumerate(rows):
        for cell in cells:
            column = next(n for n in range(10_000) if (row, n) not in places)
            for down in range(cell.height):
                for right in range(cell.width):
                    places[row + down, column + right] = cell
    return places


def _left(
    places: dict[tuple[int, int], _Cell], own: list[tuple[int, int]], group: int
) -> Iterator[_Cell]:
    first, column = min(own)
    for place in sorted((row, left) for row in range(first) for left in range(column + 1)):
        head = places.get(place)
        if head is not None and head.head == "rowgroup" and head.group == group:
            yield head
    for row in sorted({row for row, _ in own}):
        for left in range(column):
            if places[row, left].head in ("row", "rowgroup"):
                yield places[row, left]


def _up(places: dict[tuple[int, int], _Cell], own: list[tuple[int, int]]) -> Iterator[_Cell]:
    first = min(row for row, _ in own)
    for row in range(first):
        for column in sorted({column for _, column in own}):
            head = places.get((row, column))
            if head is not None and head.head in ("col", "colgroup"):
                yield head


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._group = 0
        self._usual = "row"
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(_Table())
        elif tag in ("thead", "tbody", "tfoot"):
            self._group += 1
            self._usual = "col" if tag == "thead" else "row"
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in ("th", "td"):
            self.tables[-1].rows[-1].append(
                _Cell(
                    head=said.get("scope", self._usual) if tag == "th" else "",
                    width=int(said.get("colspan", "1")),
                    height=int(said.get("rowspan", "1")),
                    group=self._group,
                )
            )
        if tag in ("caption", "th", "td"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("caption", "th", "td"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self.tables[-1].caption += data
        elif self._inside:
            self.tables[-1].rows[-1][-1].text += data
