"""A letter in reading order: its paragraphs, notes and tables; and how one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from reporter.errors import Fault, InputError


class Role(StrEnum):
    """What a stretch of text is in the letter."""

    HEADING = "kop"
    TEXT = "alinea"
    ITEM = "opsomming"
    NOTE = "noot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One stretch of running text on one line: hyphens of line ends gone, spaces made single.

    ``where`` is the place for a reader (``page 2, line 14``). ``mark`` is the mark of a note;
    ``marks`` are the references to notes that the file tells apart, as (offset, mark): they
    are no part of ``text``.
    """

    text: str
    where: str
    role: Role = Role.TEXT
    mark: str = ""
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTable:
    """A table: ``heads`` are the texts of its columns, each row a label and its cells.

    ``caption`` is the line above it, with its number. Every row has as many cells as there
    are heads; a cell that is empty in print is an empty text. ``marks`` are the references to
    notes that the file tells apart, as (column, mark); column -1 is the caption.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    where: str
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table; ``where`` and ``marks`` as of the table, column -1 is the label."""

    label: str
    cells: tuple[str, ...]
    where: str
    marks: tuple[tuple[int, str], ...] = ()


Block = Paragraph | LetterTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in reading order; ``revised`` tells that its file held tracked changes."""

    blocks: tuple[Block, ...]
    name: str = ""
    revised: bool = False


LONGEST_HEADING = 110
"""What is longer is no heading, whatever it looks like."""
LETTER = "a letter as .txt, .docx, .odt, .html or .pdf"


def refuse(found: str, expected: str = LETTER, advice: str = "") -> NoReturn:
    """Say what was found, what was expected and what the owner of the file can do.

    The readers refuse what is damaged, locked, hostile or no letter with an InputError, into which
    ``read_letter`` puts the name of the file.
    """
    raise InputError([Fault(file="", found=found, expected=expected, advice=advice)])


def refuse_locked(found: str, kind: str = "a letter") -> NoReturn:
    """Say of a file that it needs a password."""
    refuse(found, f"{kind} without password", "Save it without password.")
