"""Tables that are plain lines on a page: a caption, heads, and rows of a label and figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from reporter.proofread.letter.lines import MARK, Piece, TextLine, bare, joined, written_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.proofread.letter.letter import LetterTable

    Reach = tuple[float, float]
    Groups = list[list[str]]

CAPTION = re.compile(r"tabel\s+(?:\d{1,2}[a-z]?|[IVX]+)\b(\s*[:.–-])?", re.IGNORECASE)
FIGURE = re.compile(r"\(?[+–-]?(?:€\s?)?\d+(?:[.,]\d+)*\s?%?\)?\*?")
_CELL = re.compile(rf"(?:{FIGURE.pattern}|[–—-]|n\.?v\.?t\.?|x)(?:{MARK.pattern})*")
YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE = re.compile(r"[a-zë)]{2}\.\s+[A-Z]")
_PLAIN_WORD = re.compile(r"(?<!\S)[a-zë]+(?!\S)")
_HEAD_STARTS = re.compile(r"[A-ZÀ-Þ\d«\u2018“\"]")
SOME_WORDS = 4
HEAD_LINES = 40
"""Heads of seven columns of five lines each, and the label of the first row."""
LABEL_LINES = 5
CAPTION_LINES = 4
LONGEST_LINE = 400
LONGEST_LABEL = 70
MOST_COLUMNS = 40
"""Of a table in print; what goes on for longer is no row, and time stays linear in the letter."""


def table_at(
    lines: Sequence[TextLine], start: int, known: frozenset[str]
) -> tuple[LetterTable, int] | None:
    """Read the table that begins at a line, and say where it ends; None when there is none."""
    titled = _titled(lines, start)
    if titled is None:
        return None
    body = _Body(lines, end=start + titled)
    body.read()
    if not _convincing(body, captioned=titled > 0):
        return None
    columns, reach, first = body.columns, _reach(body.rows), body.rows[0]
    caption, above = lines[start : start + titled], first.labels[: _own_label(first)]
    divided = _divided(above, columns, reach)
    heads, used = divided or ([[]] * columns, len(above))
    if divided is None:  # no word may be lost: it goes with the caption
        caption = (*caption, *above)
    first.labels = first.labels[used:]
    names = [joined(head, known) for head in heads]
    rows = []
    for row in body.rows:  # cells before the first column belong to the label
        label = [*_texts(row.labels), *row.label.split("\n"), *row.cells[:-columns]]
        rows.append((joined(label, known), _placed(row, columns, reach), row.line.where))
    title, where = joined(_texts(caption), known), lines[start].where
    return written_table(title, names, rows, where), body.end


def _titled(lines: Sequence[TextLine], start: int) -> int | None:
    """Count the lines of the caption (0 for a table without); None when this starts no table."""
    found = CAPTION.match(lines[start].text)
    if not lines[start].apart and not (found and found[1]):
        return None
    if found is None:
        near = [_cut(line.text)[1] for line in lines[start : start + LABEL_LINES]]
        rows = [cells for cells in near if len(cells) > 1 and _has_figures(cells)]
        return 0 if len(rows) > 1 else None
    below = lines[start + 1 : start + CAPTION_LINES]
    goes_on = takewhile(lambda line: not line.apart and line.text[:1].islower(), below)
    return 1 + len(list(goes_on))


def _cut(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut a line before the row of numbers and dashes it ends with; a year in front is a label."""
    words = text.split()
    start = len(words)
    while start and _CELL.fullmatch(words[start - 1]):
        start -= 1
    if start == 0 and len(words) > 1 and YEAR.fullmatch(words[0]) and not _only_years(words):
        start = 1
    return " ".join(words[:start]), tuple(words[start:])


def _only_years(cells: Sequence[str]) -> bool:
    return all(YEAR.fullmatch(MARK.sub("", cell)) for cell in cells)


def _has_figures(cells: Sequence[str]) -> bool:
    return any(map(str.isdigit, "".join(cells))) and not _only_years(cells)


@dataclass(slots=True)
class _Row:
    """A row: the lines above its figures, the line that ends with them, and what stands in it.

    Above the first row these are the heads of the columns as well.
    """

    labels: list[TextLine]
    line: TextLine
    label: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class _Body:
    """The lines under a caption, as far as they are sorted out; ``end`` is the line after them.

    ``columns`` is how many cells most rows have.
    """

    lines: Sequence[TextLine]
    end: int
    rows: list[_Row] = field(default_factory=list)
    columns: int = 0
    counts: Counter[int] = field(default_factory=Counter)

    def read(self) -> None:
        """Take up rows until something else begins."""
        waiting: list[TextLine] = []
        for place in range(self.end, len(self.lines)):
            line = self.lines[place]
            title = CAPTION.match(line.text)
            if len(line.text) > LONGEST_LINE or (title and (title[1] or line.apart or self.rows)):
                break
            label, cells = _cut(line.text)
            if self._is_row(label, cells, waiting):
                self._add(_Row(labels=waiting, line=line, label=label, cells=cells))
                self.end, waiting = place + 1, []
                continue
            waiting.append(line)
            if _is_prose(line.text) or len(waiting) > (LABEL_LINES if self.rows else HEAD_LINES):
                break
        self._finish_labels()

    def _is_row(self, label: str, cells: tuple[str, ...], waiting: list[TextLine]) -> bool:
        """Tell whether figures make a row, or go on with the last one."""
        if not _has_figures(cells):
            return False
        if (label or waiting or not self.rows) and len(cells) >= min(self.columns, 2):
            return True
        if label or not self.rows:
            return False
        if waiting:
            return len(cells) <= self.columns
        first = len(self.rows) == 1 and not self.rows[0].label
        most = MOST_COLUMNS if first else self.columns
        return len(self.rows[-1].cells) + len(cells) <= most

    def _add(self, row: _Row) -> None:
        heads = self.rows[0].labels if self.rows else []
        if self.rows and not row.label and not row.labels:
            row, last = self.rows.pop(), row  # figures on a line of their own
            self.counts[len(row.cells)] -= 1
            row.cells += last.cells
        elif _texts(row.labels[: len(heads)]) == _texts(heads):
            row.labels = row.labels[len(heads) :]  # heads repeated on a next page
        self.rows.append(row)
        self.counts[len(row.cells)] += 1
        self.columns = max(self.counts, key=lambda count: (self.counts[count], count))

    def _finish_labels(self) -> None:
        """Add what a label goes on with under its figures: an open bracket is to be closed."""
        below = self.lines[self.end : self.end + LABEL_LINES]
        tail = list(takewhile(lambda line: not line.apart, below))
        self.end += len(tail)
        following = [*(row.labels for row in self.rows[1:]), tail]
        for row, lines in zip(self.rows, following, strict=False):
            for line in lines[:LABEL_LINES]:
                if row.label.count("(") > row.label.count(")"):
                    row.label += f"\n{line.text}"
                    lines.remove(line)
        self.end -= len(tail)


def _is_prose(text: str) -> bool:
    """Tell whether a line is of a sentence, and so of no table."""
    plain = bare(text)
    stops = plain.endswith((".", ";", ",")) and len(_PLAIN_WORD.findall(plain)) >= SOME_WORDS
    return stops or bool(_SENTENCE.search(plain))


def _texts(printed: Iterable[TextLine | Piece]) -> tuple[str, ...]:
    return tuple(part.text for part in printed)


def _convincing(body: _Body, *, captioned: bool) -> bool:
    """Tell a table from running text that happens to end lines with numbers."""
    if not body.rows or any(map(_is_prose, _texts(body.rows[0].labels))):
        return False
    if captioned and body.columns > 1:
        return True
    sentences = (
        row.label[:1].islower() or len(row.label) > LONGEST_LABEL or _is_prose(row.label)
        for row in body.rows
    )
    return len(body.rows) > 1 and (captioned or not any(sentences))


def _reach(rows: Sequence[_Row]) -> Sequence[Reach]:
    """Find from where to where each column reaches; empty when the page does not tell."""
    width = max(len(row.cells) for row in rows)
    ends = [(row.cells, row.line.pieces[-width:]) for row in rows]
    whole = [own for cells, own in ends if len(cells) == width and _texts(own) == cells]
    return [
        (min(piece.left for piece in column), max(piece.right for piece in column))
        for column in zip(*whole, strict=True)
    ]


def _own_label(first: _Row) -> int:
    """Find the first of the lines under the heads that surely begin the first row's label."""
    label, place = first.label, len(first.labels)
    while place and (not label or label[0].islower() or label.count(")") > label.count("(")):
        place -= 1
        label = f"{first.labels[place].text} {label}".strip()
    return place


def _divided(
    lines: Sequence[TextLine], columns: int, reach: Sequence[Reach]
) -> tuple[Groups, int] | None:
    """Divide head lines over the columns; None when they do not come out.

    Gives the lines of each head, and how many lines they took: the rest are the first row's label.
    """
    placed = _by_place(lines, reach) if len(reach) == columns > 1 else None
    if placed is not None:
        over = [place for place, line in enumerate(lines) if line.right > reach[0][0]]
        return placed, over[-1] + 1
    for taken in range(len(lines), -1, -1):
        for corner in (0, 1) if taken == len(lines) else (0,):
            groups = _groups(_texts(lines[:taken]), columns + corner)
            if groups is not None:
                return groups[corner:], taken
    return None


def _by_place(lines: Sequence[TextLine], reach: Sequence[Reach]) -> Groups | None:
    """Put what stands over the figures in its column, or in all that it spans whole."""
    groups: Groups = [[] for _ in reach]
    for piece in (piece for line in lines for piece in line.pieces if piece.right > reach[0][0]):
        spanned = [
            place
            for place, (left, right) in enumerate(reach)
            if piece.left <= left < right <= piece.right
        ]
        for column in spanned if len(spanned) > 1 else [_nearest(piece, reach)]:
            groups[column].append(piece.text)
    return groups if all(groups) else None


def _nearest(piece: Piece, reach: Sequence[Reach]) -> int:
    """Find the column that a piece lies under or over, or else the one closest to it."""

    def distance(place: int) -> tuple[float, float]:
        left, right = reach[place]
        shared = min(piece.right, right) - max(piece.left, left)
        return -max(shared, 0.0), abs((piece.left + piece.right) / 2 - (left + right) / 2)

    return min(range(len(reach)), key=distance)


def _groups(texts: Sequence[str], wanted: int) -> Groups | None:
    """Try the ways in which heads are printed: over some lines, on one line, or a word each."""
    words = [word for text in texts for word in text.split()]
    ways = (_by_capital(texts), _by_capital(words), [[word] for word in words])
    return next((groups for groups in ways if len(groups) == wanted), None)


def _by_capital(texts: Sequence[str]) -> Groups:
    """Begin a head at each capital or number: ``Toename / aantal banen / markt`` is one."""
    groups: Groups = []
    for text in texts:
        if _HEAD_STARTS.match(text) and not (groups and groups[-1][-1].endswith("-")):
            groups.append([text])
        elif groups:
            groups[-1].append(text)
        else:
            return []
    return groups


def _placed(row: _Row, columns: int, reach: Sequence[Reach]) -> Sequence[str]:
    """Put the cells of a row that has too few of them under the right heads.

    Where the page does not tell, the empty ones are the first: a baseline has no target.
    """
    cells = row.cells[-columns:]
    missing, own = columns - len(cells), row.line.pieces[-len(cells) :]
    if missing and len(reach) == columns and _texts(own) == cells:
        placed = {_nearest(piece, reach): piece.text for piece in own}
        if len(placed) == len(cells):
            return [placed.get(column, "") for column in range(columns)]
    return [""] * missing + list(cells)
