"""Notes as they stand at the foot of a page or table: a mark, and then a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reporter.inputs.letter.cells import CAPTION
from reporter.inputs.letter.characters import CLOSES, MARK, OPENS, bare, written
from reporter.inputs.letter.joining import joined
from reporter.model.letter import LetterTable, Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.inputs.letter.lines import Line

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
