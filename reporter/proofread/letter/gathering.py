"""What a marked-up file holds, gathered into the letter: cells laid on a grid, captions to tables.

The readers of .docx, .odt and .html give paragraphs and tables as the file has them; marks of notes
are in their texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count, pairwise, product, takewhile
from typing import TYPE_CHECKING, NamedTuple

from reporter.proofread.letter.letter import Block, Letter, LetterTable, Paragraph, Role, refuse
from reporter.proofread.letter.lines import bare, spelled, written, written_table
from reporter.proofread.letter.printed_tables import CAPTION, FIGURE, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_COLUMNS = 200
MOST_SLOTS = 100_000
LONG_CELL = 250
MANY_PARAGRAPHS = 6
LONG_CAPTION = 200


class RawParagraph(NamedTuple):
    """A paragraph as the file gives it.

    ``caption``: the file calls it a caption. ``unended``: its end was deleted as a tracked change.
    """

    text: str
    role: Role = Role.TEXT
    mark: str = ""
    caption: bool = False
    unended: bool = False


class RawCell(NamedTuple):
    """A cell with all that is in it; ``goes_on`` when it continues the one above it."""

    blocks: tuple[RawBlock, ...] = ()
    across: int = 1
    down: int = 1
    goes_on: bool = False


class RawTable(NamedTuple):
    """A table as the file gives it: its rows, each with whether the file marks it as heads."""

    rows: tuple[RawRow, ...]
    caption: str = ""


RawBlock = RawParagraph | RawTable
RawRow = tuple[bool, tuple[RawCell, ...]]


def text_of(blocks: Iterable[RawBlock]) -> str:
    """Give paragraphs as one text, without the tables among them."""
    return " ".join(block.text for block in blocks if isinstance(block, RawParagraph))


def gathered(blocks: Iterable[RawBlock], *, revised: bool) -> Letter:
    """Make the letter of what a file holds, in that order."""
    gathering = _Gathering()
    for block in blocks:
        gathering.take(block)
    gathering.flush()
    return Letter(blocks=tuple(gathering.blocks), revised=revised)


@dataclass(slots=True)
class _Gathering:
    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    waiting: RawParagraph | None = None
    under_table: bool = False

    def take(self, block: RawBlock) -> None:
        if isinstance(block, RawTable):
            self._table(block)
        elif self.waiting is not None and self.waiting.unended:
            text, unended = self.waiting.text + block.text, block.unended
            self.waiting = self.waiting._replace(text=text, caption=False, unended=unended)
        else:
            self.flush()
            self.waiting = block

    def flush(self) -> None:
        """Let the waiting paragraph be one: what follows needs it not as caption."""
        raw, self.waiting = self.waiting or RawParagraph(""), None
        text, marks = written(spelled(raw.text))
        if not (text or marks):
            return
        self.paragraphs += 1
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, LetterTable) and not last.caption and _is_caption(raw, strict=True):
            above = tuple((-1, mark) for _, mark in marks)
            self.blocks[-1] = replace(last, caption=text, marks=above + last.marks)
            return
        self.under_table = isinstance(last, LetterTable) or (self.under_table and bool(raw.mark))
        where = f"note {raw.mark}" if raw.mark else f"paragraph {self.paragraphs}"
        if raw.mark and self.under_table:
            where += f" under table {self.tables}"
        read = Paragraph(text=text, where=where, role=raw.role, mark=raw.mark, marks=marks)
        self.blocks.append(read)

    def _table(self, raw: RawTable) -> None:
        if not raw.caption and self.waiting and _is_caption(self.waiting, strict=False):
            raw = raw._replace(caption=self.waiting.text)
            self.paragraphs, self.waiting = self.paragraphs + 1, None
        self.flush()
        raw = raw if raw.caption else _titled_inside(raw)
        inside = [block for _, cells in raw.rows for cell in cells for block in cell.blocks]
        layout = not raw.caption and _is_layout(raw)
        table = None if layout else _laid_out(raw, self.tables + 1)
        if table is not None:
            self.tables += 1
            self.blocks.append(table)
            inside = [block for block in inside if isinstance(block, RawTable)]
        elif raw.caption:
            self.take(RawParagraph(text=raw.caption))
        for block in inside:
            self.take(block)
        self.flush()


def _is_caption(raw: RawParagraph, *, strict: bool) -> bool:
    text = bare(raw.text)
    found = len(text) <= LONG_CAPTION and CAPTION.match(text)
    return raw.caption or bool(found and (found[1] or not strict))


def _titled_inside(raw: RawTable) -> RawTable:
    """Take the caption from a first row that is one cell with the name of a table."""
    texts = [text_of(cell.blocks) for cell in raw.rows[0][1]] if raw.rows else []
    first = [text for text in texts if text.strip()]
    if len(first) == 1 and len(raw.rows) > 1 and CAPTION.match(bare(first[0])):
        top = raw.rows[0][0]
        rows = tuple((top and head, cells) for head, cells in raw.rows[1:])
        return RawTable(rows=rows, caption=first[0])
    return raw


def _is_layout(raw: RawTable) -> bool:
    """Tell a table that only puts text side by side, as the head of a letter does."""
    cells = [cell.blocks for _, row in raw.rows for cell in row]
    texts = [text_of(blocks) for blocks in cells]
    return (
        max((len(row) for _, row in raw.rows), default=0) < 2  # noqa: PLR2004 - a label, a cell
        or not any(map(str.isdigit, "".join(texts)))
        or any(len(text) > LONG_CELL for text in texts)
        or any(len(blocks) > MANY_PARAGRAPHS for blocks in cells)
    )


class _Slot(NamedTuple):
    """One place of the grid; ``first`` when its cell begins here."""

    text: str
    first: bool


_EMPTY = _Slot("", first=True)


def _laid_out(raw: RawTable, number: int) -> LetterTable | None:
    """Read a table; None when it holds no cells beside its labels."""
    grid = _grid(raw)
    width = len(grid[0]) if grid else 0
    if width < 2:  # noqa: PLR2004 - a label and a cell
        return None
    heads = _head_rows(grid, len(list(takewhile(lambda row: row[0], raw.rows))))
    labels = _label_columns(grid[heads:])
    names = [_stacked([row[column] for row in grid[:heads]]) for column in range(labels, width)]
    where = f"table {number}"
    rows = [
        (
            _stacked(row[:labels]),
            [slot.text if slot.first else "" for slot in row[labels:]],
            f"{where}, row {place}",
        )
        for place, row in enumerate(grid[heads:], start=heads + 1)
    ]
    return written_table(spelled(raw.caption), names, rows, where)


def _grid(raw: RawTable) -> list[list[_Slot]]:
    """Lay the cells on a grid, each where the ones before it leave room."""
    grid: dict[tuple[int, int], _Slot] = {}
    widths: list[int] = []
    slots = 0
    found = f"a table of more than {MOST_COLUMNS} columns or {MOST_SLOTS} cells"
    for row, (_, cells) in enumerate(raw.rows):
        free = (column for column in count() if (row, column) not in grid)
        for cell, column in zip(cells, free, strict=False):
            across = min(max(cell.across, 1), MOST_COLUMNS)
            down = min(max(cell.down, 1), len(raw.rows) - row)
            slots += across * down
            if slots > MOST_SLOTS or column + across > MOST_COLUMNS:
                refuse(found, "the tables of a letter")
            above = grid.get((row - 1, column), _EMPTY)
            text = above.text if cell.goes_on else spelled(text_of(cell.blocks))
            taken = product(range(row, row + down), range(column, column + across))
            grid.update(dict.fromkeys(taken, _Slot(text, first=False)))
            grid[row, column] = _Slot(text, first=not cell.goes_on)
        widths.append(next(free))
    width = max(widths, default=0)
    if width * len(widths) > MOST_SLOTS:
        refuse(found, "the tables of a letter")
    return [
        [grid[row, column] for column in range(own)] + [_EMPTY] * (width - own)
        for row, own in enumerate(widths)
    ]


def _head_rows(grid: Sequence[Sequence[_Slot]], marked: int) -> int:
    """Count the rows of heads: those the file marks, or those above the first figure."""
    count = marked
    while count < len(grid) - 1:
        label, *texts = (bare(slot.text) for slot in grid[count])
        figures = [text for text in texts if FIGURE.fullmatch(text) and not YEAR.fullmatch(text)]
        if figures or (marked and label):
            break
        count += 1
    return min(count, len(grid) - 1)


def _label_columns(body: Sequence[Sequence[_Slot]]) -> int:
    """Count the columns of labels: the first, and those after it that hold words alone."""
    count = 1
    for column in list(zip(*body, strict=True))[1:-1]:
        texts = [bare(slot.text) for slot in column]
        if not any(texts) or any(FIGURE.fullmatch(text) or text in {"–", "-"} for text in texts):
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
