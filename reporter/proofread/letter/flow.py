"""The lines of a letter made into paragraphs, notes and tables, as a reader takes them together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reporter.proofread.letter.letter import LetterTable, Paragraph, Role
from reporter.proofread.letter.lines import CLOSES, MARK, OPENS, bare, joined, words_of, written
from reporter.proofread.letter.printed_tables import CAPTION, table_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.proofread.letter.lines import Line

_START = re.compile(
    rf"(?:{OPENS}(?P<raised>[^{CLOSES}]+){CLOSES}\s*|(?P<plain>\d{{1,3}}|[a-z])\s+)"
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
_STOPS = (".", "!", "?")


@dataclass(slots=True)
class Notes:
    """Which notes a letter has referred to so far, and the number of the last one given."""

    referred: set[str] = field(default_factory=set)
    last: int = 0

    def saw(self, text: str) -> None:
        """Remember the references in a text."""
        self.referred.update(MARK.findall(text))
        for found in _GLUED.finditer(text):
            self.referred.update(filter(None, found.groups()))

    def saw_block(self, block: Paragraph | LetterTable) -> None:
        """Remember the references in a note or table, which may have notes of its own."""
        if isinstance(block, Paragraph):
            self.saw(block.text)
            return
        texts = [block.caption, *block.heads]
        for row in block.rows:
            texts += [row.label, *row.cells]
        self.saw("\n".join(texts))
        for marks in (block.marks, *(row.marks for row in block.rows)):
            self.referred.update(mark for _, mark in marks)

    def note_at(
        self, lines: Sequence[Line], start: int, known: frozenset[str]
    ) -> tuple[Paragraph, int] | None:
        """Read the note that begins at a line, and say where it ends; None when there is none."""
        found = self._start(lines[start].text)
        if found is None:
            return None
        mark = found["raised"] or found["plain"]
        first, end = lines[start].text[found.end() :], self._end(lines, start)
        rest = [line.text for line in lines[start + 1 : end]]
        text, marks = written(joined([first, *rest], known))
        self.last = int(mark) if mark.isdecimal() else self.last
        note = Paragraph(
            text=text, where=lines[start].where, role=Role.NOTE, mark=mark, marks=marks
        )
        return note, end

    def _start(self, text: str) -> re.Match[str] | None:
        """Find a mark that something refers to, or that follows on the last one."""
        found = _START.match(text)
        if found is None or found["raised"]:
            return found
        follows = self.last > 0 and found["plain"] == str(self.last + 1)
        return found if follows or found["plain"] in self.referred else None

    def _end(self, lines: Sequence[Line], start: int) -> int:
        """Find where a note stops: at the next one, at a page, or at room after its last word."""
        place = start + 1
        while place < len(lines) and not lines[place].fresh:
            line, before = lines[place], bare(lines[place - 1].text)
            if _START.match(line.text) or CAPTION.match(line.text):
                break
            if before.endswith(_STOPS) and _BULLET.match(line.text):
                break
            if line.apart and (before.endswith(_STOPS) or not _unfinished(before, line)):
                break
            place += 1
        return place


def _unfinished(before: str, line: Line) -> bool:
    return before.endswith((",", "-")) or line.text[:1].islower()


_ITEM = re.compile(r"(?:[•*·▪◦‣–-]|\(?[a-z]\)|\(?\d{1,2}\)|\d{1,2}\.|[a-z]\.)\s+(?=\S)")
_ENDS = re.compile(rf"[.!?:;][)»”\u2019\"]*(?:{OPENS}[^{CLOSES}]*{CLOSES})*(?:\d{{1,2}})?$")
NEAR = 80
HEADING_LENGTH = 110
SHORT = 0.9
"""A line that takes less of the width than this ends there because its writer wanted it to."""
AROUND = 3


@dataclass(slots=True)
class Flow:
    """What has been read: the paragraph that is still open, and what waits until it is closed."""

    known: frozenset[str]
    blocks: list[Paragraph | LetterTable] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    held: list[Paragraph | LetterTable] = field(default_factory=list)

    def hold(self, block: Paragraph | LetterTable) -> None:
        """Keep a note or table until the paragraph in which it is printed comes to its end."""
        self.held.append(block)
        if not self.open or _ends(self.open[-1]):
            self.close()

    def close(self) -> None:
        """End the open paragraph, and let follow what was printed in between."""
        if self.open:
            self.blocks.append(_paragraph(self.open, self.known))
        self.blocks.extend(self.held)
        self.open, self.held = [], []


def blocks_of(lines: Sequence[Line]) -> tuple[Paragraph | LetterTable, ...]:
    """Give the paragraphs, notes and tables that lines make, in reading order."""
    flow = Flow(known=words_of(line.text for line in lines))
    notes = Notes()
    place = 0
    while place < len(lines):
        table = table_at(lines, place, flow.known)
        found = table or notes.note_at(lines, place, flow.known)
        if found is not None:
            block, place = found
            flow.hold(block)
            notes.saw_block(block)
            continue
        _take(flow, lines, place)
        notes.saw(lines[place].text)
        place += 1
    flow.close()
    return tuple(flow.blocks)


def _take(flow: Flow, lines: Sequence[Line], place: int) -> None:
    """Add a line to the open paragraph, or begin a new one."""
    line = lines[place]
    if flow.open and not _goes_on(flow, lines, place):
        flow.close()
    flow.open.append(line)


def _goes_on(flow: Flow, lines: Sequence[Line], place: int) -> bool:
    line, last = lines[place], flow.open[-1]
    if _ITEM.match(line.text) and (_ends(last) or _ITEM.match(flow.open[0].text) or line.apart):
        return False
    if line.apart or flow.held:
        return not _ends(last) and (line.text[:1].islower() or _crosses(flow, line))
    return not _ends_early(flow, lines, place)


def _crosses(flow: Flow, line: Line) -> bool:
    """Tell whether a sentence that stopped in a full line goes on after a page end or a note."""
    width = max(one.right for one in flow.open)
    full = len(flow.open) > 1 and flow.open[-1].right > SHORT * width
    return full and (line.fresh or bool(flow.held))


def _ends(line: Line) -> bool:
    return bool(_ENDS.search(line.text[-NEAR:]))


def _ends_early(flow: Flow, lines: Sequence[Line], place: int) -> bool:
    """Tell whether the line before ended although the next word would have fitted."""
    last, line = flow.open[-1], lines[place]
    near = lines[max(place - AROUND, 0) : place + AROUND]
    left, width = min(one.left for one in near), max(one.right for one in near)
    letter = (line.right - line.left) / max(len(line.text), 1)
    word = len(line.text.split(maxsplit=1)[0]) + 3
    fits = last.right + word * letter <= width
    if not fits or line.text[:1].islower():
        return False
    if _ends(last):
        return True
    short = last.right - left < SHORT * (width - left)
    return short and len(flow.open) == 1 and line.text[:1].isupper()


def _paragraph(lines: Sequence[Line], known: frozenset[str]) -> Paragraph:
    texts = [line.text for line in lines]
    found = _ITEM.match(texts[0])
    heading = _is_heading(lines)
    if found and (not heading or not found[0][0].isdigit()):
        texts[0] = texts[0][found.end() :]
        role = Role.ITEM
    else:
        role = Role.HEADING if heading else Role.TEXT
    text, marks = written(joined(texts, known))
    return Paragraph(text=text, where=lines[0].where, role=role, marks=marks)


def _is_heading(lines: Sequence[Line]) -> bool:
    text = bare(" ".join(line.text for line in lines))
    short = len(lines) <= 2 and len(text) <= HEADING_LENGTH  # noqa: PLR2004 - a title of two lines
    return short and not text.endswith((".", ",", ";", ":", "?", "!")) and text[:1].isupper()
