"""A table of a marked-up file laid out on its grid, and read as heads, labels and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.inputs.letter.characters import bare, spelled, written
from reporter.inputs.letter.faults import refusal
from reporter.model.letter import LetterTable, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COLUMNS = 200
MOST_SLOTS = 100_000
_FIGURE = re.compile(r"\(?[+–-]?(?:€\s?)?\d+(?:[.,]\d+)*\s?%?\)?\*?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as the file gives it; ``goes_on`` when it continues the one above it."""

    text: str
    across: int = 1
    down: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a table as the file gives them; ``heads`` of them are marked as heads."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of the grid; ``first`` when its cell begins here."""

    text: str = ""
    first: bool = True


_Grid = list[list[_Slot]]


def table_of(sheet: Sheet, caption: str, number: int, name: str) -> LetterTable | None:
    """Read a table; None when it holds no cells beside its labels.

    ``number`` counts the tables of the file, for ``where``. Raises InputError for a table too
    large for a letter.
    """
    grid = _laid(sheet, name)
    width = max((len(row) for row in grid), default=0)
    heads = _head_rows(grid, sheet.heads)
    labels = _label_columns(grid[heads:], width)
    if not grid[heads:] or width <= labels:
        return None
    names = [written(_stacked([row[column] for row in grid[:heads]])) for column in range(width)]
    title, marks = written(spelled(caption))
    where = f"table {number}"
    return LetterTable(
        caption=title,
        heads=tuple(text for text, _ in names[labels:]),
        rows=tuple(
            _row(row, labels, f"{where}, row {place}")
            for place, row in enumerate(grid[heads:], start=heads + 1)
        ),
        where=where,
        marks=(
            *((-1, mark) for _, mark in marks),
            *(
                (place, mark)
                for place, (_, found) in enumerate(names[labels:])
                for _, mark in found
            ),
        ),
    )


def _laid(sheet: Sheet, name: str) -> _Grid:
    """Lay the cells on a grid, each where the ones before it leave room."""
    grid: _Grid = [[] for _ in sheet.rows]
    reserved: dict[tuple[int, int], _Slot] = {}
    slots = 0
    for row, cells in enumerate(sheet.rows):
        for cell in cells:
            _fill(grid, row, reserved)
            across = min(max(cell.across, 1), MOST_COLUMNS)
            down = min(max(cell.down, 1), len(sheet.rows) - row)
            slots += across * down
            if slots > MOST_SLOTS or len(grid[row]) + across > MOST_COLUMNS:
                found = f"a table of more than {MOST_COLUMNS} columns or {MOST_SLOTS} cells"
                raise refusal(name, found, "the tables of a letter")
            _place(grid, row, cell, reserved, (across, down))
        _fill(grid, row, reserved)
    width = max((len(row) for row in grid), default=0)
    return [row + [_Slot()] * (width - len(row)) for row in grid]


def _place(
    grid: _Grid,
    row: int,
    cell: Cell,
    reserved: dict[tuple[int, int], _Slot],
    span: tuple[int, int],
) -> None:
    column = len(grid[row])
    above = grid[row - 1][column] if row and column < len(grid[row - 1]) else _Slot()
    text = above.text if cell.goes_on else spelled(cell.text)
    grid[row].append(_Slot(text, first=not cell.goes_on))
    grid[row].extend([_Slot(text, first=False)] * (span[0] - 1))
    for lower in range(row + 1, row + span[1]):
        for place in range(column, column + span[0]):
            reserved[lower, place] = _Slot(text, first=False)


def _fill(grid: _Grid, row: int, reserved: dict[tuple[int, int], _Slot]) -> None:
    """Pass the places that a cell of an earlier row takes."""
    while (slot := reserved.pop((row, len(grid[row])), None)) is not None:
        grid[row].append(slot)


def _head_rows(grid: _Grid, marked: int) -> int:
    """Count the rows of heads: those the file marks, or those above the first figure."""
    count = marked
    while count < len(grid) - 1 and not _has_figure(grid[count]):
        below_head = marked and bare(grid[count][0].text)
        if below_head:
            break
        count += 1
    return min(count, len(grid) - 1)


def _has_figure(row: Sequence[_Slot]) -> bool:
    return any(_is_figure(slot) for slot in row[1:])


def _is_figure(slot: _Slot) -> bool:
    text = bare(slot.text)
    return bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _label_columns(body: _Grid, width: int) -> int:
    """Count the columns of labels: the first, and those after it that hold words alone."""
    count = 1
    while count < width - 1:
        texts = [bare(row[count].text) for row in body]
        if not any(texts) or any(_FIGURE.fullmatch(text) or text in {"–", "-"} for text in texts):
            break
        count += 1
    return count


def _stacked(slots: Sequence[_Slot]) -> str:
    """Put the texts of several rows or columns together, a merged one once."""
    texts = [slot.text for slot in slots[:1]]
    texts += [
        slot.text for before, slot in pairwise(slots) if slot.first or slot.text != before.text
    ]
    return " ".join(filter(None, texts))


def _row(row: Sequence[_Slot], labels: int, where: str) -> TableRow:
    label, marks = written(_stacked(row[:labels]))
    cells = [written(slot.text if slot.first else "") for slot in row[labels:]]
    return TableRow(
        label=label,
        cells=tuple("–" if text in {"-", "—"} else text for text, _ in cells),
        where=where,
        marks=(
            *((-1, mark) for _, mark in marks),
            *((place, mark) for place, (_, found) in enumerate(cells) for _, mark in found),
        ),
    )
