"""The zones of printed pages: each table, the text of each section, the running heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.diff.sheets import Run, Sheets
    from reporter.page.archive import Archive, ArchivedTable

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


UPPER = 0.7
"""Letters reach higher above their baseline than below it: so much of the space from one
baseline up to the next is of the lower line."""
TITLE = "titel"
RUNNING = "paginanummers"


class Strip(NamedTuple):
    """A part of a page over its whole width; in points from its foot, lines from the top."""

    page: int
    top: float
    bottom: float
    baselines: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone with its name in print and its strips in reading order."""

    name: str
    strips: tuple[Strip, ...]


def zones(sheets: Sheets, annex: Archive) -> dict[Key, Zone]:
    """Divide all pages into zones, so that every pixel is in one; in reading order.

    A table reaches from its caption to the next caption or heading, or to the end of its
    page; what comes after it on the next page belongs to the section it stands in.
    """
    found: dict[Key, Zone] = {}
    for key, name, strip in (*_body(sheets, annex), *_running(sheets)):
        known = found.get(key)
        strips = (*known.strips, strip) if known else (strip,)
        found[key] = Zone(name=known.name if known else name, strips=strips)
    return found


def lines(strip: Strip) -> tuple[Strip, ...]:
    """Divide a strip between its lines; without text it stays whole."""
    if not strip.baselines:
        return (strip,)
    between = [low + UPPER * (high - low) for high, low in pairwise(strip.baselines)]
    edges = pairwise((strip.top, *between, strip.bottom))
    return tuple(
        Strip(strip.page, top, bottom, (baseline,))
        for (top, bottom), baseline in zip(edges, strip.baselines, strict=True)
    )


def _body(sheets: Sheets, annex: Archive) -> Iterator[tuple[Key, str, Strip]]:
    marks = landmarks(sheets, annex)
    section, name = Key("text", ""), TITLE
    for page in range(len(sheets.pages)):
        head, foot = _margins(sheets, page)
        here = [mark for mark in marks if mark.page == page]
        edges = [*(min(_edge(sheets, mark), head) for mark in here), foot]
        if head > edges[0]:
            yield section, name, _strip(sheets, page, head, edges[0])
        for mark, (top, bottom) in zip(here, pairwise(edges), strict=True):
            yield mark.key, mark.name, _strip(sheets, page, top, bottom)
            if mark.key.kind == "text":
                section, name = mark.key, mark.name


def _edge(sheets: Sheets, mark: Landmark) -> float:
    """Give where a zone starts: amid the widest space between its first text and the one above.

    So a border is the last of what it is nearest to, or the first. At the start of a page all
    belongs to what follows.
    """
    above = [one for one in sheets.runs if one.page == mark.page and one.baseline > mark.top]
    if all(one.aside for one in above):
        return sheets.heights[mark.page]
    ceiling = min(one.baseline - one.size / 2 for one in above)
    spaces, reached = [], mark.top
    for _, bottom, top in sorted(one for one in sheets.drawings if one.page == mark.page):
        if reached < top < ceiling:
            spaces.append((bottom - reached, reached))
            reached = top
    space, start = max((*spaces, (ceiling - reached, reached)))
    return start + space / 2


def _running(sheets: Sheets) -> Iterator[tuple[Key, str, Strip]]:
    key = Key("running", "")
    for page, height in enumerate(sheets.heights):
        head, foot = _margins(sheets, page)
        for top, bottom in ((height, head), (foot, 0.0)):
            if top > bottom:
                baselines = _baselines(sheets.runs, page, top, bottom)
                yield key, RUNNING, Strip(page, top, bottom, baselines)


def _margins(sheets: Sheets, page: int) -> tuple[float, float]:
    """Give where the body of a page starts and ends, between its running head and foot."""
    height = sheets.heights[page]
    aside = [run for run in sheets.runs if run.page == page and run.aside]
    heads = [run.baseline - run.size / 2 for run in aside if run.baseline > height / 2]
    feet = [run.baseline + ABOVE * run.size for run in aside if run.baseline <= height / 2]
    return min(heads, default=height), max(feet, default=0.0)


def _strip(sheets: Sheets, page: int, top: float, bottom: float) -> Strip:
    runs = (run for run in sheets.runs if not run.aside)
    return Strip(page, top, bottom, _baselines(runs, page, top, bottom))


def _baselines(runs: Iterable[Run], page: int, top: float, bottom: float) -> tuple[float, ...]:
    """Give one baseline for each line of text, from the top."""
    found: list[float] = []
    for one in sorted((run.baseline for run in runs if run.page == page), reverse=True):
        if bottom < one <= top and not (found and found[-1] - one < LINE):
            found.append(one)
    return tuple(found)
