"""The zones of printed pages: each table, the text of each section, the running heads.

Found by what is set on the pages of a PDF, and where. All lengths are in points, from the foot of
the page; pages count from 1.
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextObj, raw

from reporter.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.page.archive import Archive

ASIDE = "Artifact"
"""The mark of text that is no part of the document: running heads and feet (ISO 14289-1, 7.8)."""
LONGEST_MARK = 64
LINE = 6.0
"""Baselines nearer than this are of one line: a note mark stands 3 points higher."""
ABOVE = 1.2
"""A zone starts this many times the size of its first letters above their baseline."""
UPPER = 0.7
"""Letters reach higher above their baseline than below it: so much of the space from one
baseline up to the next is of the lower line."""
TITLE = "titel"
RUNNING = "paginanummers"


class Run(NamedTuple):
    """A run of text in one style, its spaces left out."""

    text: str
    baseline: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheet:
    """A page: what is set on it as part of the document, and aside; how far each drawing reaches.

    A drawing is a border or a shade, from its foot to its top.
    """

    number: int
    page: PdfPage
    height: float
    body: tuple[Run, ...]
    aside: tuple[Run, ...]
    drawings: tuple[tuple[float, float], ...]


class Sheets(NamedTuple):
    """The pages of an open PDF; ``bookmarks`` are titles of all levels."""

    pages: tuple[PrintedSheet, ...]
    bookmarks: tuple[str, ...]


@contextmanager
def opened(pdf: bytes, name: str) -> Iterator[Sheets]:
    """Open a PDF for as long as its pages are needed; ``name`` tells the user which it was.

    Raises ArchiveError for a PDF that is locked, damaged, or none at all.
    """
    try:
        with PdfDocument(pdf) as document:
            bookmarks = tuple(entry.get_title() for entry in document.get_toc())
            yield Sheets(tuple(map(_sheet, count(1), document)), bookmarks)
    except PdfiumError as error:
        raise ArchiveError(_refusal(name, pdf, error)) from error


def _refusal(name: str, pdf: bytes, error: PdfiumError) -> str:
    expected = "expected the annex.pdf that build writes; build the edition again"
    if not pdf:
        return f"{name}: found an empty file, {expected}"
    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return f"{name}: found a PDF that is locked with a password, {expected}"
    return f"{name}: found no sound PDF ({str(error).rstrip('.')}), {expected}"


def _sheet(number: int, page: PdfPage) -> PrintedSheet:
    body: list[Run] = []
    aside: list[Run] = []
    words = page.get_textpage()
    for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words):
        text, placing = "".join(piece.extract().split()), piece.get_matrix()
        if text:
            run = Run(text, placing.f, piece.get_font_size() * abs(placing.d))
            (aside if ASIDE in _marks(piece) else body).append(run)
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    return PrintedSheet(
        number=number,
        page=page,
        height=page.get_height(),
        body=tuple(body),
        aside=tuple(aside),
        drawings=tuple(
            (bottom, top) for _, bottom, _, top in (path.get_bounds() for path in paths)
        ),
    )


def _marks(piece: PdfTextObj) -> Iterator[str]:
    """Name the tags around a piece of content."""
    name = ctypes.create_string_buffer(LONGEST_MARK)
    length = ctypes.c_ulong()
    place = ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR))
    for number in range(raw.FPDFPageObj_CountMarks(piece)):
        mark = raw.FPDFPageObj_GetMark(piece, number)
        if raw.FPDFPageObjMark_GetName(mark, place, LONGEST_MARK, length):
            yield name.raw[: length.value].decode("utf-16-le").rstrip("\0")


class Key(NamedTuple):
    """The same zone in any annex: ``table`` with its name, ``text`` with its section."""

    kind: str
    name: str


class Strip(NamedTuple):
    """A part of a page over its whole width, with the baselines of its lines from the top."""

    sheet: PrintedSheet
    top: float
    bottom: float
    baselines: tuple[float, ...]


class Zone(NamedTuple):
    """A zone with its name in print and its strips in reading order."""

    name: str
    strips: list[Strip]


def zones(sheets: Sheets, annex: Archive) -> dict[Key, Zone]:
    """Divide all pages into zones, so that every pixel is in one; in reading order.

    A table reaches from its caption to the next caption or heading, or to the end of its
    page; what comes after it on the next page belongs to the section it stands in.
    """
    found: dict[Key, Zone] = {}
    for key, name, strip in (*_body(sheets, annex), *_running(sheets)):
        found.setdefault(key, Zone(name, [])).strips.append(strip)
    return found


def lines(strip: Strip) -> tuple[Strip, ...]:
    """Divide a strip between its lines; without text it stays whole."""
    if not strip.baselines:
        return (strip,)
    between = [low + UPPER * (high - low) for high, low in pairwise(strip.baselines)]
    edges = pairwise((strip.top, *between, strip.bottom))
    return tuple(
        Strip(strip.sheet, top, bottom, (baseline,))
        for (top, bottom), baseline in zip(edges, strip.baselines, strict=True)
    )


def _body(sheets: Sheets, annex: Archive) -> Iterator[tuple[Key, str, Strip]]:
    anchors = _anchors(sheets, annex)
    section, name = Key("text", ""), TITLE
    for sheet in sheets.pages:
        head, foot = _margins(sheet)
        here = [anchor for anchor in anchors if anchor.sheet is sheet]
        edges = [*(min(_edge(sheet, anchor.top), head) for anchor in here), foot]
        if head > edges[0]:
            yield section, name, _strip(sheet, sheet.body, head, edges[0])
        for anchor, (top, bottom) in zip(here, pairwise(edges), strict=True):
            yield anchor.key, anchor.name, _strip(sheet, sheet.body, top, bottom)
            if anchor.key.kind == "text":
                section, name = anchor.key, anchor.name


class Anchor(NamedTuple):
    """Where a zone starts; ``name`` is what print calls it."""

    sheet: PrintedSheet
    top: float
    key: Key
    name: str


def _anchors(sheets: Sheets, annex: Archive) -> list[Anchor]:
    """Find where the tables and sections of an annex start, from the first page to the last.

    A table whose caption stands there otherwise is known by its number alone.
    """
    captions = {f"{table.label} {table.title}": table for table in annex.tables.values()}
    found = [
        (
            Key("table", table.name),
            caption,
            _start(sheets, caption) or _start(sheets, table.label, alone=False),
        )
        for caption, table in captions.items()
    ]
    # A heading that the archive lacks, such as that of the colophon, names itself.
    known = {_solid(text) for text in (*captions, annex.title)}
    sections = {title: title for title in sheets.bookmarks if _solid(title) not in known}
    headings: dict[str, str] = {}
    for block in annex.text:
        headings.setdefault(block.section, block.text)
    sections |= {text: section for section, text in headings.items() if section}
    found += [(Key("text", name), text, _start(sheets, text)) for text, name in sections.items()]
    anchors = [Anchor(*start, key, name) for key, name, start in found if start]
    return sorted(anchors, key=lambda anchor: (anchor.sheet.number, -anchor.top))


def _solid(text: str) -> str:
    """Leave the spaces out, which print does not have."""
    return "".join(text.split())


def _start(sheets: Sheets, text: str, *, alone: bool = True) -> tuple[PrintedSheet, float] | None:
    """Find the page and the top of a text that starts a line, and fills its lines if ``alone``."""
    wanted = _solid(text)
    for sheet in sheets.pages:
        runs = sheet.body
        for place, run in enumerate(runs):
            if _follows(runs, place):
                continue
            said, end = "", place
            while len(said) < len(wanted) and end < len(runs):
                said, end = said + runs[end].text, end + 1
            if said == wanted and not (alone and _follows(runs, end)):
                return sheet, run.baseline + ABOVE * run.size
    return None


def _follows(runs: Sequence[Run], place: int) -> bool:
    """Tell whether a run stands on the line of the run before it."""
    if not 0 < place < len(runs):
        return False
    return abs(runs[place].baseline - runs[place - 1].baseline) < LINE


def _edge(sheet: PrintedSheet, top: float) -> float:
    """Give where a zone starts: amid the widest space between its first text and the one above.

    So a border is the last of what it is nearest to, or the first. At the start of a page all
    belongs to what follows.
    """
    if not any(run.baseline > top for run in sheet.body):
        return sheet.height
    above = (run for run in (*sheet.body, *sheet.aside) if run.baseline > top)
    ceiling = min(run.baseline - run.size / 2 for run in above)
    spaces, reached = [], top
    for low, high in sorted(sheet.drawings):
        if reached < high < ceiling:
            spaces.append((low - reached, reached))
            reached = high
    space, start = max((*spaces, (ceiling - reached, reached)))
    return start + space / 2


def _running(sheets: Sheets) -> Iterator[tuple[Key, str, Strip]]:
    for sheet in sheets.pages:
        head, foot = _margins(sheet)
        for top, bottom in ((sheet.height, head), (foot, 0.0)):
            if top > bottom:
                strip = _strip(sheet, (*sheet.body, *sheet.aside), top, bottom)
                yield Key("running", ""), RUNNING, strip


def _margins(sheet: PrintedSheet) -> tuple[float, float]:
    """Give where the body of a page starts and ends, between its running head and foot."""
    middle = sheet.height / 2
    heads = [run.baseline - run.size / 2 for run in sheet.aside if run.baseline > middle]
    feet = [run.baseline + ABOVE * run.size for run in sheet.aside if run.baseline <= middle]
    return min(heads, default=sheet.height), max(feet, default=0.0)


def _strip(sheet: PrintedSheet, runs: Iterable[Run], top: float, bottom: float) -> Strip:
    """Give a part of a page with one baseline for each line of text."""
    found: list[float] = []
    for baseline in sorted((run.baseline for run in runs), reverse=True):
        if bottom < baseline <= top and not (found and found[-1] - baseline < LINE):
            found.append(baseline)
    return Strip(sheet, top, bottom, tuple(found))
