"""Lines made into paragraphs, notes and tables, as a reader takes them together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from reporter.proofread.letter.letter import LONGEST_HEADING, Block, Letter, Paragraph, Role
from reporter.proofread.letter.lines import MARK, bare, joined, plain_pages, words_of, written
from reporter.proofread.letter.printed_tables import CAPTION, table_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.proofread.letter.lines import TextLine

_NOTE = re.compile(
    rf"(?:{MARK.pattern}\s*|(?P<plain>\d{{1,3}}|[a-z])\s+)"
    r"(?=[A-ZÀ-Þ«\u2018\u2019“\"(€]|https?:|www\.)",
)
# banen1  c.s.5  20191 (a year and a mark)  53.4364 (a figure and a mark)
_GLUED = re.compile(
    r"(?:[^\W\d][.,)»”\u2019]*|[.)»”\u2019])(\d{1,2})(?![\d\w])"
    r"|(?<!\d)(?:19|20)\d\d(\d{1,2})(?![\d\w])"
    r"|\d\.\d{3}(\d{1,2})(?![\d\w])"
    r"|[^\W\d]\.\s(\d{1,2})(?=\s[a-z])",
)
_BULLET = re.compile(r"[•▪◦‣–-]\s")
_ITEM = re.compile(r"(?:[•*·▪◦‣–-]|\(?[a-z]\)|\(?\d{1,2}\)|\d{1,2}\.|[a-z]\.)\s+(?=\S)")
_ENDS = re.compile(rf"[.!?:;][)»”\u2019\"]*(?:{MARK.pattern})*(?:\d{{1,2}})?$")
_STOPS = (".", "!", "?")
NEAR = 80
SHORT = 0.9
"""A line that takes less of the width than this ends there because its writer wanted it to."""
AROUND = 3
EDGE = 4
"""So many lines at the top and at the foot of a page may be a running head or foot."""
_PAGE_NUMBER = re.compile(
    r"(?:pagina|blz\.?|p\.)?\s*\d{1,3}(?:\s*(?:van|/|–|-)\s*\d{1,3})?", re.IGNORECASE
)


def read_plain(content: bytes) -> Letter:
    """Read a letter of plain text."""
    return letter_of(plain_pages(content))


def letter_of(pages: Iterable[Sequence[TextLine]]) -> Letter:
    """Give the letter that the lines of its pages make, in reading order."""
    lines = tuple(_without_edges(pages))
    flow = _Flow(lines, known=words_of(line.text for line in lines))
    place = 0
    while place < len(lines):
        found = table_at(lines, place, flow.known) or flow.note_at(place)
        if found is None:
            end = place + 1
            flow.take(place)
        else:
            block, end = found
            flow.hold(block, lines[place:end])
        place = end
    flow.close()
    return Letter(blocks=tuple(flow.blocks))


def _without_edges(pages: Iterable[Sequence[TextLine]]) -> Iterator[TextLine]:
    """Give the lines of all pages in order, without heads and feet that return on most pages.

    The number at the very edge of one of several pages is left out as well.
    """
    sheets = [page for page in pages if page]
    edges = ({_masked(line) for line in (*page[:EDGE], *page[-EDGE:])} for page in sheets)
    counts = Counter(chain.from_iterable(edges))
    most = max(2, len(sheets) // 2)
    for page in sheets:
        fresh = True
        for place, line in enumerate(page):
            room = min(place, len(page) - 1 - place)
            numbers = not room and len(sheets) > 1 and _PAGE_NUMBER.fullmatch(line.text)
            if room < EDGE and (numbers or counts[_masked(line)] >= most):
                continue
            yield replace(line, fresh=True, apart=True) if fresh else line
            fresh = False


def _masked(line: TextLine) -> str:
    """Give a line without its numbers: the page is another each time."""
    return re.sub(r"\d+", "#", line.text)


@dataclass(slots=True)
class _Flow:
    """What has been read: the open paragraph, what waits for its end, and the notes seen so far.

    ``referred`` are the marks of notes that the letter has named, ``last`` the number of the last
    note given.
    """

    lines: Sequence[TextLine]
    known: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    open: list[TextLine] = field(default_factory=list)
    held: list[Block] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    last: int = 0

    def hold(self, block: Block, lines: Iterable[TextLine]) -> None:
        """Keep a note or table until the paragraph in which it is printed comes to its end."""
        self.held.append(block)
        if not self.open or _ends(self.open[-1]):
            self.close()
        for text in [block.text] if isinstance(block, Paragraph) else [line.text for line in lines]:
            self._saw(text)

    def _saw(self, text: str) -> None:
        self.referred.update(MARK.findall(text))
        for found in _GLUED.finditer(text):
            self.referred.update(filter(None, found.groups()))

    def close(self) -> None:
        """End the open paragraph, and let follow what was printed in between."""
        if self.open:
            self.blocks.append(_paragraph(self.open, self.known))
        self.blocks.extend(self.held)
        self.open, self.held = [], []

    def take(self, place: int) -> None:
        if self.open and not self._goes_on(place):
            self.close()
        self.open.append(self.lines[place])
        self._saw(self.lines[place].text)

    def _goes_on(self, place: int) -> bool:
        line, last = self.lines[place], self.open[-1]
        if _ITEM.match(line.text) and (_ends(last) or _ITEM.match(self.open[0].text) or line.apart):
            return False
        if not (line.apart or self.held):
            return not self._ends_early(place)
        if _ends(last) or line.text[:1].islower():
            return not _ends(last)
        # A sentence that stopped in a full line goes on after the end of a page or a note.
        crosses = len(self.open) > 1 and (line.fresh or bool(self.held))
        return crosses and last.right > SHORT * max(before.right for before in self.open)

    def _ends_early(self, place: int) -> bool:
        """Tell whether the line before ended although the next word would have fitted."""
        last, line = self.open[-1], self.lines[place]
        near = self.lines[max(place - AROUND, 0) : place + AROUND]
        left, width = min(beside.left for beside in near), max(beside.right for beside in near)
        letter = (line.right - line.left) / len(line.text)
        word = len(line.text.split(maxsplit=1)[0]) + 3
        if last.right + word * letter > width or line.text[:1].islower():
            return False
        short = last.right - left < SHORT * (width - left)
        return _ends(last) or (short and len(self.open) == 1 and line.text[:1].isupper())

    def note_at(self, start: int) -> tuple[Paragraph, int] | None:
        """Read the note that begins at a line, and say where it ends; None when there is none.

        A mark that is no raised character must be one that something refers to, or follow on the
        last one.
        """
        first = self.lines[start]
        found = _NOTE.match(first.text)
        if found is None:
            return None
        mark = found[1] or found["plain"]
        follows = self.last > 0 and mark == str(self.last + 1)
        if not (found[1] or follows or mark in self.referred):
            return None
        end = self._note_end(start)
        rest = [line.text for line in self.lines[start + 1 : end]]
        text, marks = written(joined([first.text[found.end() :], *rest], self.known))
        self.last = int(mark) if mark.isdecimal() else self.last
        return Paragraph(text=text, where=first.where, role=Role.NOTE, mark=mark, marks=marks), end

    def _note_end(self, start: int) -> int:
        """Find where a note stops: at the next one, at a page, or at room after its last word."""
        place = start + 1
        while place < len(self.lines) and not self.lines[place].fresh:
            line, before = self.lines[place], bare(self.lines[place - 1].text)
            stopped = before.endswith(_STOPS)
            unfinished = before.endswith((",", "-")) or line.text[:1].islower()
            if (
                _NOTE.match(line.text)
                or CAPTION.match(line.text)
                or (stopped and _BULLET.match(line.text))
                or (line.apart and (stopped or not unfinished))
            ):
                break
            place += 1
        return place


def _ends(line: TextLine) -> bool:
    return bool(_ENDS.search(line.text[-NEAR:]))


def _paragraph(lines: Sequence[TextLine], known: frozenset[str]) -> Paragraph:
    texts = [line.text for line in lines]
    plain, found = bare(" ".join(texts)), _ITEM.match(texts[0])
    short = len(lines) <= 2 and len(plain) <= LONGEST_HEADING  # noqa: PLR2004 - a title of two lines
    heading = short and plain[:1].isupper() and not plain.endswith((*_STOPS, ",", ";", ":"))
    role = Role.HEADING if heading else Role.TEXT
    if found and (role is Role.TEXT or not found[0][0].isdigit()):
        texts[0] = texts[0][found.end() :]
        role = Role.ITEM
    text, marks = written(joined(texts, known))
    return Paragraph(text=text, where=lines[0].where, role=role, marks=marks)
