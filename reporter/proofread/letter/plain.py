"""A letter as plain text, in whatever encoding and line ends it was saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.proofread.letter.flow import letter_of
from reporter.proofread.letter.letter import refusal
from reporter.proofread.letter.lines import Piece, TextLine, cleared, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofread.letter.letter import Letter

MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_PIECE = re.compile(r"\S+(?: \S+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
ADVICE = "Save the letter as plain text in UTF-8, or hand in the .docx, .odt, .html or .pdf itself."
MOST_LINES = 100_000
SAMPLE = 4096
MOST_INDENTED = 0.2
"""Where more lines than this begin with one space, it is no sign of a new page."""


def read_plain(content: bytes, name: str) -> Letter:
    """Read a letter of plain text: wrapped lines, pages divided by form feeds if at all.

    Raises InputError for bytes that are no text.
    """
    text = cleared(decoded(content, name))
    rows = _LINE_END.split(text)
    if len(rows) > MOST_LINES + 1:
        raise refusal(name, f"{len(rows) - 1:,} lines", f"a letter of at most {MOST_LINES:,} lines")
    filled = [row for row in rows if row.strip()]
    begun = len([row for row in filled if row.startswith(" ")])
    indented = "\f" in text or begun > MOST_INDENTED * len(filled)
    return letter_of(name, _pages(text, indented=indented))


def decoded(content: bytes, name: str) -> str:
    """Give the text of a file in UTF-8, UTF-16 or Windows-1252; no guess beyond those.

    Raises InputError for what is in none of these, or holds what no text does.
    """
    mark = next(filter(content.startswith, MARKS), b"")
    content = content.removeprefix(mark)
    try:
        text = content.decode(MARKS.get(mark) or _encoding(content))
    except UnicodeDecodeError as error:
        found = f"the byte 0x{error.object[error.start]:02X} (byte {error.start + 1})"
        raise refusal(name, found, "text in UTF-8, UTF-16 or Windows-1252", ADVICE) from error
    control = _CONTROL.search(text)
    if control:
        row = len(_LINE_END.findall(text, 0, control.start())) + 1
        found = f"the control character 0x{ord(control[0]):02X} on line {row}"
        raise refusal(name, found, "plain text", ADVICE)
    return text


def _encoding(content: bytes) -> str:
    """Know UTF-16 by its noughts (every other byte of Dutch text) and UTF-8 by its soundness."""
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) / 3 and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _pages(text: str, *, indented: bool) -> Iterator[list[TextLine]]:
    """Cut a text into pages and those into lines; ``where`` counts the lines of the file."""
    number = 1
    for page in text.split("\f"):
        rows = _LINE_END.split(page)
        yield list(_lines(rows, number, indented=indented))
        number += len(rows) - 1


def _lines(rows: Sequence[str], number: int, *, indented: bool) -> Iterator[TextLine]:
    apart = fresh = True
    for place, row in enumerate(rows, start=number):
        text = row.expandtabs()
        if not text.strip():
            apart = True
            continue
        turned = not indented and text.startswith(" ") and not text.startswith("  ")
        pieces = tuple(Piece(spelled(piece[0]), *piece.span()) for piece in _PIECE.finditer(text))
        yield TextLine(
            text=" ".join(piece.text for piece in pieces),
            pieces=pieces,
            where=f"line {place}",
            apart=apart or turned,
            fresh=fresh or turned,
        )
        apart = fresh = False
