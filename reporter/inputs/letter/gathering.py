"""What a marked-up file holds, gathered into the letter: captions to their tables, notes last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reporter.inputs.letter.cells import CAPTION
from reporter.inputs.letter.characters import bare, spelled, written
from reporter.inputs.letter.grid import Cell, Sheet, table_of
from reporter.model.letter import Letter, LetterTable, Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
