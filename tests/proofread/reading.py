"""Proofreads a paragraph or a table of our own, for tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reporter.project import HERE
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role, TableRow
from reporter.proofread.proofread import desk_of, proofread
from reporter.proofread.verdicts import Finding, Status

if TYPE_CHECKING:
    from reporter.proofread.catalogue import Desk

WRONG = (Status.WRONG, Status.ROUNDING)


@cache
def desk(edition: str = "2019") -> Desk:
    return desk_of(edition, HERE)


def findings(*texts: str, edition: str = "2019", notes: tuple[str, ...] = ()) -> list[Finding]:
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
    return list(proofread(letter, edition, desk(edition)).findings)


def statuses(*texts: str, edition: str = "2019") -> dict[str, Status]:
    """Give the status of each number and claim by its text."""
    return {one.text: one.status for one in findings(*texts, edition=edition)}


def wrong(*texts: str, edition: str = "2019") -> dict[str, str]:
    """Give what is wrong with what should stand there, rounded."""
    return {
        one.text: _expected(one) for one in findings(*texts, edition=edition) if one.status in WRONG
    }


def table(caption: str, heads: tuple[str, ...], *rows: tuple[str, ...]) -> list[Finding]:
    """Proofread a table; each row is a label and its cells."""
    lines = tuple(
        TableRow(label=row[0], cells=row[1:], where=f"row {number}")
        for number, row in enumerate(rows, start=1)
    )
    block = LetterTable(caption=caption, heads=heads, rows=lines, where="table 1")
    return list(proofread(Letter(name="brief", blocks=(block,)), "2019", desk()).findings)


def _expected(one: Finding) -> str:
    assert one.expected is not None
    if one.expected.amount is None:
        return one.expected.words
    return str(round(float(one.expected.amount), one.expected.decimals or None))
