"""Running heads and feet: what returns at the edge of every page is no part of the letter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.inputs.letter.lines import Line

EDGE = 4
"""So many lines at the top and at the foot of a page may be a running head or foot."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:pagina|blz\.?|p\.)?\s*\d{1,3}(?:\s*(?:van|/|–|-)\s*\d{1,3})?", re.IGNORECASE
)


def without_edges(pages: Iterable[Sequence[Line]]) -> Iterator[Line]:
    """Give the lines of all pages in order, those left out that return on most pages."""
    sheets = [page for page in pages if page]
    returning = _returning(sheets)
    for page in sheets:
        fresh = True
        for place, line in enumerate(page):
            edge = min(place, len(page) - 1 - place) < EDGE
            if edge and (_masked(line) in returning or _numbers(line, page, place, sheets)):
                continue
            yield replace(line, fresh=True, apart=True) if fresh else line
            fresh = False


def _returning(sheets: Sequence[Sequence[Line]]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for page in sheets:
        for text in {_masked(line) for line in (*page[:EDGE], *page[-EDGE:])}:
            counts[text] = counts.get(text, 0) + 1
    most = max(2, len(sheets) // 2)
    return frozenset(text for text, count in counts.items() if count >= most)


def _masked(line: Line) -> str:
    """Give a line without its numbers: the page is another each time."""
    return _DIGITS.sub("#", line.text)


def _numbers(
    line: Line, page: Sequence[Line], place: int, sheets: Sequence[Sequence[Line]]
) -> bool:
    """Tell whether a line at the very edge of one of several pages is its number."""
    outermost = place in {0, len(page) - 1} and len(sheets) > 1
    return outermost and bool(_PAGE_NUMBER.fullmatch(line.text))
