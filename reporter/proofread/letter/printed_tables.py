"""Tables that are plain lines on a page: a caption, heads, and rows of a label and figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reporter.proofread.letter.letter import LetterTable, TableRow
from reporter.proofread.letter.lines import CLOSES, MARK, OPENS, bare, joined, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.letter.lines import Line, Piece

    Reach = tuple[float, float]
    Groups = list[list[str]]

_CELL = re.compile(
    rf"(?:\(?[+–-]?(?:€\s?)?\d+(?:[.,]\d+)*%?\)?\*?|[–—-]|n\.?v\.?t\.?|x)(?:{OPENS}[^{CLOSES}]*{CLOSES})*",
)
_YEAR = re.compile(r"(?:19|20)\d\d")
CAPTION = re.compile(r"tabel\s+(?:\d{1,2}[a-z]?|[IVX]+)\b(\s*[:.–-])?", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-zë)]{2}\.\s+[A-Z]")
_PLAIN_WORD = re.compile(r"(?<!\S)[a-zë]+(?!\S)")
SOME_WORDS = 4


class Cut(NamedTuple):
    """A line cut in two: the words before, and the cells at its end."""

    label: str
    cells: tuple[str, ...]


def cut(text: str) -> Cut:
    """Cut a line before the row of numbers and dashes it ends with; a year in front is a label."""
    words = text.split()
    start = len(words)
    while start and _CELL.fullmatch(words[start - 1]):
        start -= 1
    if start == 0 and len(words) > 1 and _YEAR.fullmatch(words[0]) and not only_years(words):
        start = 1
    return Cut(" ".join(words[:start]), tuple(words[start:]))


def only_years(cells: Sequence[str]) -> bool:
    """Tell whether cells are heads of columns rather than figures."""
    return all(_YEAR.fullmatch(MARK.sub("", cell)) for cell in cells)


def is_data(line: Cut, columns: int) -> bool:
    """Tell whether a line is a row of a table with so many columns (0: not known yet)."""
    if not line.cells or only_years(line.cells) or not any(map(_counts, line.cells)):
        return False
    return len(line.cells) >= min(columns, 2)


def _counts(cell: str) -> bool:
    return any(character.isdigit() for character in cell)


def is_prose(text: str) -> bool:
    """Tell whether a line is of a sentence, and so of no table."""
    plain = bare(text)
    stops = plain.endswith((".", ";", ","))
    return bool(_SENTENCE.search(plain)) or (
        stops and len(_PLAIN_WORD.findall(plain)) >= SOME_WORDS
    )


def placed(
    cells: tuple[str, ...], pieces: tuple[Piece, ...], columns: Sequence[tuple[float, float]]
) -> tuple[str, ...]:
    """Put the cells of a row that has too few of them under the right heads.

    Where the page does not tell, the empty ones are the first: a baseline has no target.
    """
    missing = len(columns) - len(cells)
    own = pieces[-len(cells) :]
    if missing <= 0 or tuple(piece.text for piece in own) != cells or columns[0] == columns[-1]:
        return ("",) * missing + cells
    row = [""] * len(columns)
    for piece in own:
        row[nearest(piece, columns)] = piece.text
    return tuple(row) if sum(map(bool, row)) == len(cells) else ("",) * missing + cells


def nearest(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    """Find the column that a piece lies under or over, or else the one closest to it."""

    def distance(place: int) -> tuple[float, float]:
        left, right = columns[place]
        shared = min(piece.right, right) - max(piece.left, left)
        return -max(shared, 0.0), abs(piece.middle - (left + right) / 2)

    return min(range(len(columns)), key=distance)


def reaches(rows: Sequence[tuple[tuple[str, ...], Line]]) -> tuple[tuple[float, float], ...]:
    """Find from where to where each column reaches; empty when the page does not tell."""
    known = [
        line.pieces[-len(cells) :]
        for cells, line in rows
        if tuple(piece.text for piece in line.pieces[-len(cells) :]) == cells
    ]
    width = max((len(cells) for cells, _ in rows), default=0)
    whole = [pieces for pieces in known if len(pieces) == width]
    return tuple(
        (min(piece.left for piece in column), max(piece.right for piece in column))
        for column in zip(*whole, strict=True)
    )


_STARTS = re.compile(r"[A-ZÀ-Þ\d«\u2018“\"]")


def divided(
    lines: Sequence[Line], columns: int, reach: Sequence[Reach], known: frozenset[str]
) -> tuple[tuple[str, ...], int] | None:
    """Divide head lines over the columns; None when they do not come out.

    ``reach`` tells where the columns are on the page, if that is known. Gives the heads, and how
    many of the lines they took: the rest are the first row's label.
    """
    placed = _by_place(lines, reach) if len(reach) == columns > 1 else None
    if placed is not None:
        over = [place for place, line in enumerate(lines) if line.right > reach[0][0]]
        return tuple(joined(group, known) for group in placed), over[-1] + 1
    for taken in range(len(lines), -1, -1):
        texts = [line.text for line in lines[:taken]]
        for corner in (0, 1) if taken == len(lines) else (0,):
            groups = _groups(texts, columns + corner)
            if groups is not None:
                return tuple(joined(group, known) for group in groups)[corner:], taken
    return None


def _groups(texts: Sequence[str], wanted: int) -> Groups | None:
    """Try the ways in which heads are printed: over some lines, on one line, or a word each."""
    words = [word for text in texts for word in text.split()]
    for groups in (_by_capital(texts), _by_capital(words), [[word] for word in words]):
        if len(groups) == wanted:
            return groups
    return None


def _by_capital(texts: Sequence[str]) -> Groups:
    """Begin a head at each capital or number: ``Toename / aantal banen / markt`` is one."""
    groups: Groups = []
    for text in texts:
        if _STARTS.match(text) and not (groups and groups[-1][-1].endswith("-")):
            groups.append([text])
        elif groups:
            groups[-1].append(text)
        else:
            return []
    return groups


def _by_place(lines: Sequence[Line], reach: Sequence[Reach]) -> Groups | None:
    groups: Groups = [[] for _ in reach]
    for piece in _pieces(lines, reach[0][0]):
        for column in _over(piece, reach):
            groups[column].append(piece.text)
    return groups if all(groups) else None


def _pieces(lines: Sequence[Line], edge: float) -> Iterator[Piece]:
    """Give the pieces over the figures; what ends left of them is the head of the labels."""
    for line in lines:
        yield from (piece for piece in line.pieces if piece.right > edge)


def _over(piece: Piece, reach: Sequence[Reach]) -> list[int]:
    """Name the columns a head stands over: more than one when it spans them whole."""
    spanned = [
        place
        for place, (left, right) in enumerate(reach)
        if piece.left <= left < right <= piece.right
    ]
    return spanned if len(spanned) > 1 else [nearest(piece, reach)]


HEAD_LINES = 40
"""Heads of seven columns of five lines each, and the label of the first row."""
LABEL_LINES = 5
CAPTION_LINES = 4
LONGEST_LINE = 400
LONGEST_LABEL = 70


@dataclass(slots=True)
class _Row:
    labels: list[Line]
    line: Line
    label: str
    cells: tuple[str, ...]


MOST_COLUMNS = 40
"""Of a table in print; what goes on for longer is no row, and time stays linear in the letter."""


@dataclass(slots=True)
class _Body:
    """The lines under a caption, as far as they are sorted out."""

    heads: list[Line] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    end: int = 0

    @property
    def columns(self) -> int:
        """How many cells most rows have."""
        counts = +self.counts
        return max(counts, key=lambda count: (counts[count], count), default=0)

    def add(self, row: _Row) -> None:
        """Take up a row."""
        self.rows.append(row)
        self.counts[len(row.cells)] += 1

    def lengthen(self, cells: tuple[str, ...]) -> None:
        """Let the last row go on."""
        last = self.rows[-1]
        self.counts[len(last.cells)] -= 1
        last.cells += cells
        self.counts[len(last.cells)] += 1

    def can_take(self, cells: tuple[str, ...], *, labelled: bool) -> bool:
        """Tell whether figures without a label of their own line belong to a row."""
        if not self.rows or not any(map(str.isdigit, "".join(cells))) or only_years(cells):
            return False
        last = self.rows[-1]
        if labelled:
            return len(cells) <= self.columns
        first = len(self.rows) == 1 and not last.label
        most = MOST_COLUMNS if first else self.columns
        return len(last.cells) + len(cells) <= most


def table_at(
    lines: Sequence[Line], start: int, known: frozenset[str]
) -> tuple[LetterTable, int] | None:
    """Read the table that begins at a line, and say where it ends; None when there is none."""
    titled = _titled(lines, start)
    if titled is None:
        return None
    body = _body(lines, start + titled)
    if not _convincing(body, captioned=titled > 0):
        return None
    caption = joined([line.text for line in lines[start : start + titled]], known)
    return _table(body, caption, lines[start].where, known), body.end


def _titled(lines: Sequence[Line], start: int) -> int | None:
    """Count the lines of the caption (0 for a table without); None when this starts no table."""
    found = CAPTION.match(lines[start].text)
    if found is None:
        near = [cut(line.text) for line in lines[start : start + LABEL_LINES]]
        return 0 if lines[start].apart and sum(is_data(one, 2) for one in near) > 1 else None
    if not (found[1] or lines[start].apart):
        return None
    count = 1
    for line in lines[start + 1 : start + CAPTION_LINES]:
        if line.apart or not line.text[:1].islower():
            break
        count += 1
    return count


def _body(lines: Sequence[Line], start: int) -> _Body:
    body = _Body(end=start)
    waiting: list[Line] = []
    for place in range(start, len(lines)):
        line = lines[place]
        title = CAPTION.match(line.text)
        if len(line.text) > LONGEST_LINE or (title and (title[1] or line.apart or body.rows)):
            break
        found = cut(line.text)
        alone = not found.label and body.can_take(found.cells, labelled=bool(waiting))
        if alone or (is_data(found, body.columns) and (found.label or waiting or not body.rows)):
            _add(body, waiting, line, found)
            body.end, waiting = place + 1, []
            continue
        waiting.append(line)
        if is_prose(line.text) or len(waiting) > (LABEL_LINES if body.rows else HEAD_LINES):
            break
    _finish_label(body, lines)
    return body


def _add(body: _Body, waiting: list[Line], line: Line, found: Cut) -> None:
    """Take up a row; figures on a line of their own go on with the row before."""
    if not body.rows:
        body.heads, waiting = waiting, []
    elif not found.label and not waiting:
        body.lengthen(found.cells)
        return
    elif [one.text for one in waiting[: len(body.heads)]] == [one.text for one in body.heads]:
        waiting = waiting[len(body.heads) :]  # heads repeated on a next page
    body.add(_Row(labels=waiting, line=line, label=found.label, cells=found.cells))


def _finish_label(body: _Body, lines: Sequence[Line]) -> None:
    """Add what a label goes on with under its figures: an open bracket is still to be closed."""
    for place, row in enumerate(body.rows, start=1):
        for _ in range(LABEL_LINES):
            closed = row.label.count("(") <= row.label.count(")")
            at = None if closed else _next_label(body, lines, place)
            if at is None:
                break
            row.label += f"\n{at.text}"


def _next_label(body: _Body, lines: Sequence[Line], place: int) -> Line | None:
    if place < len(body.rows):
        following = body.rows[place].labels
        return following.pop(0) if following else None
    if body.end < len(lines) and not lines[body.end].apart:
        body.end += 1
        return lines[body.end - 1]
    return None


def _convincing(body: _Body, *, captioned: bool) -> bool:
    """Tell a table from running text that happens to end lines with numbers."""
    if not body.rows or any(is_prose(line.text) for line in body.heads):
        return False
    if captioned and body.columns > 1:
        return True
    named = captioned or not any(_is_sentence(row.label) for row in body.rows)
    return named and len(body.rows) > 1


def _is_sentence(label: str) -> bool:
    return label[:1].islower() or len(label) > LONGEST_LABEL or is_prose(label)


def _table(body: _Body, caption: str, where: str, known: frozenset[str]) -> LetterTable:
    columns = body.columns
    reach = reaches([(row.cells, row.line) for row in body.rows])
    taken = _own_label(body)
    divided_heads = divided(body.heads[: len(body.heads) - taken], columns, reach, known)
    heads, used = divided_heads or (("",) * columns, len(body.heads) - taken)
    if divided_heads is None:  # no word may be lost: it goes with the caption
        caption = joined([caption, *(line.text for line in body.heads[:used])], known)
    body.rows[0].labels = body.heads[used:]
    title, title_marks = written(caption)
    names = [written(head) for head in heads]
    return LetterTable(
        caption=title,
        heads=tuple(name for name, _ in names),
        rows=tuple(_row(row, columns, reach, known) for row in body.rows),
        where=where,
        marks=(
            *((-1, mark) for _, mark in title_marks),
            *((place, mark) for place, (_, marks) in enumerate(names) for _, mark in marks),
        ),
    )


def _own_label(body: _Body) -> int:
    """Count the lines under the heads that surely begin the first row's label."""
    label, count = body.rows[0].label, 0
    while count < len(body.heads) and _goes_on(label):
        count += 1
        label = f"{body.heads[-count].text} {label}".strip()
    return count


def _goes_on(label: str) -> bool:
    return not label or label[0].islower() or label.count(")") > label.count("(")


def _row(
    row: _Row, columns: int, reach: tuple[tuple[float, float], ...], known: frozenset[str]
) -> TableRow:
    surplus = max(len(row.cells) - columns, 0)
    parts = [line.text for line in row.labels] + row.label.split("\n")
    label, label_marks = written(joined([*parts, *row.cells[:surplus]], known))
    cells = row.cells[surplus:]
    if len(cells) < columns:
        full = reach if len(reach) == columns else ((0.0, 0.0),) * columns
        cells = placed(cells, row.line.pieces, full)
    texts = [written("–" if cell in {"-", "—"} else cell) for cell in cells]
    return TableRow(
        label=label,
        cells=tuple(text for text, _ in texts),
        where=row.line.where,
        marks=(
            *((-1, mark) for _, mark in label_marks),
            *((place, mark) for place, (_, marks) in enumerate(texts) for _, mark in marks),
        ),
    )
