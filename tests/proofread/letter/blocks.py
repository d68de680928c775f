"""The blocks of a letter by their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.proofread.letter.letter import LetterTable, Paragraph

if TYPE_CHECKING:
    from reporter.proofread.letter.letter import Letter


def paragraphs(letter: Letter) -> list[Paragraph]:
    return [block for block in letter.blocks if isinstance(block, Paragraph)]


def tables(letter: Letter) -> list[LetterTable]:
    return [block for block in letter.blocks if isinstance(block, LetterTable)]
