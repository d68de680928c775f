"""The heads above a table of plain lines, divided over its columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.inputs.letter.cells import nearest
from reporter.inputs.letter.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.inputs.letter.lines import Line, Piece

    Reach = tuple[float, float]
    Groups = list[list[str]]

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
