"""The zones of printed pages: each table, the text of each section, the running heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reporter.comparing.landmarks import ABOVE, LINE, Key, landmarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporter.comparing.landmarks import Landmark
    from reporter.comparing.sheets import Run, Sheets
    from reporter.model.archive import Archive

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
