"""What is a cell of a table that is printed as plain lines, and what is its label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reporter.inputs.letter.characters import CLOSES, MARK, OPENS, bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.inputs.letter.lines import Line, Piece

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
