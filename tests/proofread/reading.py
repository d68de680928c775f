"""Proofreads a paragraph or a table of our own, for tests."""

from __future__ import annotations

from functools import cache

from reporter.project import HERE
from reporter.proofread.catalogue import Figures, read_figures
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role, TableRow
from reporter.proofread.numerals import Numeral
from reporter.proofread.proof import Judgement, Status
from reporter.proofread.proofread import proofread
from reporter.proofread.vocabulary import Vocabulary, read_vocabulary

WRONG = (Status.WRONG, Status.ROUNDING)


@cache
def known(edition: str = "2019") -> tuple[Figures, Vocabulary]:
    return read_figures(edition, HERE), read_vocabulary(HERE.data)


def findings(*texts: str, edition: str = "2019", notes: tuple[str, ...] = ()) -> list[Judgement]:
    """Proofread paragraphs; one that starts with # is a heading."""
    blocks = [
        Paragraph(
            text=text.removeprefix("# "),
            where=f"line {number}",
            role=Role.HEADING if text.startswith("# ") else Role.TEXT,
        )
        for number, text in enumerate(texts, start=1)
    ]
    blocks += [
        Paragraph(text="Een noot.", where="note", role=Role.NOTE, mark=mark) for mark in notes
    ]
    letter = Letter(name="brief", blocks=tuple(blocks))
    return list(proofread(letter, edition, *known(edition)).judgements)


def statuses(*texts: str, edition: str = "2019") -> dict[str, Status]:
    """Give the status of each number and claim by its text."""
    return {one.text: one.status for one in findings(*texts, edition=edition)}


def wrong(*texts: str, edition: str = "2019") -> dict[str, str]:
    """Give what is wrong with what should stand there, rounded."""
    return {
        one.text: _expected(one) for one in findings(*texts, edition=edition) if one.status in WRONG
    }


def table(caption: str, heads: tuple[str, ...], *rows: tuple[str, ...]) -> list[Judgement]:
    """Proofread a table; each row is a label and its cells."""
    lines = tuple(
        TableRow(label=row[0], cells=row[1:], where=f"row {number}")
        for number, row in enumerate(rows, start=1)
    )
    block = LetterTable(caption=caption, heads=heads, rows=lines, where="table 1")
    return list(proofread(Letter(name="brief", blocks=(block,)), "2019", *known()).judgements)


def _expected(one: Judgement) -> str:
    if one.known is None:
        return one.words
    assert isinstance(one.said, Numeral)
    return str(round(float(one.known.amount), one.said.decimals or None))
