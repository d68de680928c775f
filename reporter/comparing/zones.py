"""The zones of printed pages: each table, the text of each section, the running heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.comparing.sheets import Run, Sheets
    from reporter.model.archive import Archive

LINE = 6.0
"""Baselines nearer than this, in points, are of one line: a note mark stands 3 points higher."""
ABOVE = 1.2
"""A zone starts this many times the size of its first letters above their baseline."""
TITLE = "titel"
RUNNING = "paginanummers"


class Key(NamedTuple):
    """The same zone in any annex: ``table`` with its name, ``text`` with its section."""

    kind: str
    name: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Where a zone starts."""

    key: Key
    name: str
    page: int
    top: float


def zones(sheets: Sheets, annex: Archive) -> dict[Key, Zone]:
    """Divide all pages into zones, so that every pixel is in one; in reading order.

    A table reaches from its caption to the next caption or heading, or to the end of its
    page; what comes after it there belongs to the section it stands in.
    """
    found: dict[Key, Zone] = {}
    for key, name, strip in (*_body(sheets, annex), *_running(sheets)):
        known = found.get(key)
        strips = (*known.strips, strip) if known else (strip,)
        found[key] = Zone(name=known.name if known else name, strips=strips)
    return found


def lines(strip: Strip) -> tuple[Strip, ...]:
    """Divide a strip halfway between its lines."""
    middles = [(one + other) / 2 for one, other in pairwise(strip.baselines)]
    edges = pairwise((strip.top, *middles, strip.bottom))
    return tuple(
        Strip(strip.page, top, bottom, (baseline,))
        for (top, bottom), baseline in zip(edges, strip.baselines, strict=True)
    )


def _body(sheets: Sheets, annex: Archive) -> Iterator[tuple[Key, str, Strip]]:
    marks = sorted(_marks(sheets, annex), key=lambda mark: (mark.page, -mark.top))
    section, name = Key("text", ""), TITLE
    for page in range(len(sheets.pages)):
        head, foot = _margins(sheets, page)
        here = [mark for mark in marks if mark.page == page]
        edges = [head, *(min(mark.top, head) for mark in here), foot]
        yield section, name, _strip(sheets, page, head, edges[1])
        for mark, (top, bottom) in zip(here, pairwise(edges[1:]), strict=True):
            yield mark.key, mark.name, _strip(sheets, page, top, bottom)
            if mark.key.kind == "text":
                section, name = mark.key, mark.name


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


def _marks(sheets: Sheets, annex: Archive) -> Iterator[_Mark]:
    by_page = [
        [run for run in sheets.runs if run.page == page and not run.aside]
        for page in range(len(sheets.pages))
    ]
    for table in annex.tables.values():
        label = f"Tabel {table.number}"
        caption = f"{label} {table.title}"
        start = _start(by_page, caption) or _start(by_page, label, alone=False)
        if start:
            yield _mark(Key("table", table.name), caption, start)
    for heading, section in _sections(sheets, annex).items():
        start = _start(by_page, heading)
        if start:
            yield _mark(Key("text", section), heading, start)


def _mark(key: Key, name: str, start: Run) -> _Mark:
    return _Mark(key=key, name=name, page=start.page, top=start.baseline + ABOVE * start.size)


def _sections(sheets: Sheets, annex: Archive) -> dict[str, str]:
    """Give the headings with their section; one that the archive lacks names itself."""
    found = {title: title for title in sheets.sections}
    seen = {""}
    for block in annex.text:
        if block.section not in seen:
            seen.add(block.section)
            found[block.text] = block.section
    return found


def _start(by_page: Sequence[Sequence[Run]], text: str, *, alone: bool = True) -> Run | None:
    """Find where a text starts a line, and fills its lines if it is to stand alone."""
    wanted = "".join(text.split())
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
