"""Where the tables and sections of an annex start on its printed pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.comparing.sheets import Run, Sheets
    from reporter.model.archive import Archive, ArchivedTable

LINE = 6.0
"""Baselines nearer than this, in points, are of one line: a note mark stands 3 points higher."""
ABOVE = 1.2
"""A zone starts this many times the size of its first letters above their baseline."""


class Key(NamedTuple):
    """The same zone in any annex: ``table`` with its name, ``text`` with its section."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """Where a zone starts: ``name`` is what print calls it, ``top`` in points from the foot."""

    key: Key
    name: str
    page: int
    top: float


def landmarks(sheets: Sheets, annex: Archive) -> list[Landmark]:
    """Find where the tables and sections of an annex start, from the first page to the last.

    A table whose caption stands there otherwise is known by its number alone.
    """
    return sorted(_found(sheets, annex), key=lambda mark: (mark.page, -mark.top))


def _found(sheets: Sheets, annex: Archive) -> Iterator[Landmark]:
    by_page = [
        [run for run in sheets.runs if run.page == page and not run.aside]
        for page in range(len(sheets.pages))
    ]
    for table in annex.tables.values():
        start = _start(by_page, _caption(table)) or _start(by_page, _label(table), alone=False)
        if start:
            yield _mark(Key("table", table.name), _caption(table), start)
    for heading, section in _sections(sheets, annex).items():
        start = _start(by_page, heading)
        if start:
            yield _mark(Key("text", section), heading, start)


def _mark(key: Key, name: str, start: Run) -> Landmark:
    return Landmark(key=key, name=name, page=start.page, top=start.baseline + ABOVE * start.size)


def _sections(sheets: Sheets, annex: Archive) -> dict[str, str]:
    """Give the headings with their section; one that the archive lacks names itself."""
    known = {_solid(_caption(table)) for table in annex.tables.values()} | {_solid(annex.title)}
    found = {title: title for title in sheets.bookmarks if _solid(title) not in known}
    seen = {""}
    for block in annex.text:
        if block.section not in seen:
            seen.add(block.section)
            found[block.text] = block.section
    return found


def _caption(table: ArchivedTable) -> str:
    return f"{_label(table)} {table.title}"


def _label(table: ArchivedTable) -> str:
    return f"Tabel {table.number}"


def _solid(text: str) -> str:
    """Leave the spaces out, which print does not have."""
    return "".join(text.split())


def _start(by_page: Sequence[Sequence[Run]], text: str, *, alone: bool = True) -> Run | None:
    """Find where a text starts a line, and fills its lines if it is to stand alone."""
    wanted = _solid(text)
    for runs in by_page:
        for place, run in enumerate(runs):
            if _follows(runs, place):
                continue
            said, end = "", place
            while len(said) < len(wanted) and end < len(runs):
                said, end = said + runs[end].text, end + 1
            if said == wanted and not (alone and _follows(runs, end)):
                return run
    return None


def _follows(runs: Sequence[Run], place: int) -> bool:
    """Tell whether a run stands on the line of the run before it."""
    if not 0 < place < len(runs):
        return False
    return abs(runs[place].baseline - runs[place - 1].baseline) < LINE
