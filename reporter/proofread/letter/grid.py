"""What a marked-up file holds, gathered into the letter: captions to their tables, notes last."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role, TableRow, refusal
from reporter.proofread.letter.lines import bare, spelled, written
from reporter.proofread.letter.printed_tables import CAPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


LONG_CELL = 250
MANY_PARAGRAPHS = 6
LONG_CAPTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RawParagraph:
    """A paragraph as the file gives it; marks of notes are in its text (see ``characters``).

    ``caption``: the file calls it a caption. ``unended``: its end was deleted as a tracked change.
    """

    text: str
    role: Role = Role.TEXT
    mark: str = ""
    caption: bool = False
    unended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCell:
    """A cell of a table with all that is in it."""

    blocks: tuple[RawBlock, ...]
    across: int = 1
    down: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The paragraphs of the cell as one text; tables inside it stand on their own."""
        return " ".join(one.text for one in self.blocks if isinstance(one, RawParagraph))


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table as the file gives it; ``heads`` of its rows are marked as heads."""

    rows: tuple[tuple[RawCell, ...], ...]
    heads: int = 0
    caption: str = ""

    def inner(self) -> Iterator[RawBlock]:
        """Give what is in the cells, one after the other."""
        for row in self.rows:
            for cell in row:
                yield from cell.blocks


RawBlock = RawParagraph | RawTable


@dataclass(slots=True)
class _Gathering:
    name: str
    blocks: list[Paragraph | LetterTable] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    waiting: RawParagraph | None = None
    under_table: bool = False

    def take(self, block: RawBlock) -> None:
        if isinstance(block, RawTable):
            self._table(block)
        elif self.waiting is not None and self.waiting.unended:
            self.waiting = _together(self.waiting, block)
        else:
            self.flush()
            self.waiting = block

    def flush(self) -> None:
        """Let the waiting paragraph be one: what follows needs it not as caption."""
        raw, self.waiting = self.waiting, None
        text, marks = written(spelled(raw.text)) if raw else ("", ())
        if raw is None or not (text or marks):
            return
        self.paragraphs += 1
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, LetterTable) and not last.caption and _is_caption(raw, strict=True):
            self.blocks[-1] = _captioned(last, text, marks)
            return
        self.under_table = isinstance(last, LetterTable) or (self.under_table and bool(raw.mark))
        where = f"note {raw.mark}" if raw.mark else f"paragraph {self.paragraphs}"
        if raw.mark and self.under_table:
            where += f" under table {self.tables}"
        self.blocks.append(
            Paragraph(text=text, where=where, role=raw.role, mark=raw.mark, marks=marks)
        )

    def _table(self, raw: RawTable) -> None:
        caption = raw.caption
        if not caption and self.waiting is not None and _is_caption(self.waiting, strict=False):
            caption = self.waiting.text
            self.paragraphs, self.waiting = self.paragraphs + 1, None
        self.flush()
        raw, caption = (raw, caption) if caption else _titled_inside(raw)
        table = None if not caption and _is_layout(raw) else self._read(raw, caption)
        if table is None:
            self._unfold(raw, caption)
            return
        self.tables += 1
        self.blocks.append(table)
        for block in raw.inner():
            if isinstance(block, RawTable):
                self._table(block)

    def _read(self, raw: RawTable, caption: str) -> LetterTable | None:
        rows = tuple(tuple(_cell(cell) for cell in row) for row in raw.rows)
        return table_of(Sheet(rows=rows, heads=raw.heads), caption, self.tables + 1, self.name)

    def _unfold(self, raw: RawTable, caption: str) -> None:
        """Read a table that only arranges text as the text it arranges."""
        if caption:
            self.take(RawParagraph(text=caption))
        for block in raw.inner():
            self.take(block)
        self.flush()


def gathered(
    name: str, blocks: Iterable[RawBlock], notes: Sequence[RawParagraph], *, revised: bool
) -> Letter:
    """Make the letter of what a file holds, its notes after the text they belong to."""
    gathering = _Gathering(name=name)
    for block in (*blocks, *notes):
        gathering.take(block)
    gathering.flush()
    return Letter(name=name, blocks=tuple(gathering.blocks), revised=revised)


def noted(mark: str, blocks: Iterable[RawBlock]) -> RawParagraph:
    """Give a note: all that stands in it as one text."""
    text = " ".join(block.text for block in blocks if isinstance(block, RawParagraph))
    return RawParagraph(text=text, role=Role.NOTE, mark=mark)


def _together(first: RawParagraph, second: RawParagraph) -> RawParagraph:
    return RawParagraph(
        text=first.text + second.text, role=first.role, mark=first.mark, unended=second.unended
    )


def _cell(cell: RawCell) -> Cell:
    return Cell(text=cell.text, across=cell.across, down=cell.down, goes_on=cell.goes_on)


def _is_caption(raw: RawParagraph, *, strict: bool) -> bool:
    text = bare(raw.text)
    found = CAPTION.match(text)
    named = found is not None and len(text) <= LONG_CAPTION
    return raw.caption or (named and bool(not strict or (found and found[1])))


def _captioned(table: LetterTable, text: str, marks: tuple[tuple[int, str], ...]) -> LetterTable:
    return LetterTable(
        caption=text,
        heads=table.heads,
        rows=table.rows,
        where=table.where,
        marks=(*((-1, mark) for _, mark in marks), *table.marks),
    )


def _titled_inside(raw: RawTable) -> tuple[RawTable, str]:
    """Take the caption from a first row that is one cell with the name of a table."""
    first = [cell for cell in raw.rows[0] if cell.text.strip()] if raw.rows else []
    if len(first) == 1 and len(raw.rows) > 1 and CAPTION.match(bare(first[0].text)):
        return RawTable(rows=raw.rows[1:], heads=max(raw.heads - 1, 0)), first[0].text
    return raw, ""


def _is_layout(raw: RawTable) -> bool:
    """Tell a table that only puts text side by side, as the head of a letter does."""
    cells = [cell for row in raw.rows for cell in row]
    return (
        max((len(row) for row in raw.rows), default=0) < 2  # noqa: PLR2004 - a label and a cell
        or not any(character.isdigit() for cell in cells for character in cell.text)
        or any(len(cell.text) > LONG_CELL or len(cell.blocks) > MANY_PARAGRAPHS for cell in cells)
    )
