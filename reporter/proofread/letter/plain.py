"""A letter as plain text, in whatever encoding and line ends it was saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.proofread.letter.flow import blocks_of
from reporter.proofread.letter.letter import Letter, refusal
from reporter.proofread.letter.lines import Line, Piece, foreign, spelled, without_edges

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_PIECE = re.compile(r"\S+(?: \S+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
ADVICE = "Save the letter as plain text in UTF-8, or hand in the .docx, .odt, .html or .pdf itself."
MOST_LINES = 100_000
SAMPLE = 4096
MOST_INDENTED = 0.2


def read_plain(content: bytes, name: str) -> Letter:
    """Read a letter of plain text: wrapped lines, pages divided by form feeds if at all.

    Raises InputError for bytes that are no text.
    """
    text = foreign(decoded(content, name))
    count = len(_LINE_END.findall(text))
    if count > MOST_LINES:
        raise refusal(name, f"{count:,} lines", f"a letter of at most {MOST_LINES:,} lines")
    return Letter(name=name, blocks=blocks_of(tuple(without_edges(_pages(text)))))


def decoded(content: bytes, name: str) -> str:
    """Give the text of a file in UTF-8, UTF-16 or Windows-1252; no guess beyond those."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding, name)
    guessed = _without_mark(content)
    if guessed is not None:
        return _decode(content, guessed, name)
    try:
        return _sound(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _decode(content, "windows-1252", name)


def _without_mark(content: bytes) -> str | None:
    """Know UTF-16 by its noughts: every other byte of Dutch text."""
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 3 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) / 3 and not odd else None


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return _sound(content.decode(encoding), name)
    except UnicodeDecodeError as error:
        found = f"the byte 0x{error.object[error.start]:02X} (byte {error.start + 1})"
        expected = "text in UTF-8, UTF-16 or Windows-1252"
        raise refusal(name, found, expected, ADVICE) from error


def _sound(text: str, name: str) -> str:
    found = _CONTROL.search(text)
    if found:
        row = len(_LINE_END.findall(text, 0, found.start())) + 1
        what = f"the control character 0x{ord(found[0]):02X} on line {row}"
        raise refusal(name, what, "plain text", ADVICE)
    return text


def _pages(text: str) -> Iterator[list[Line]]:
    """Cut a text into pages and those into lines; ``where`` counts the lines of the file."""
    number = 0
    pages = text.split("\f")
    indented = len(pages) > 1 or _is_indented(text)
    for page in pages:
        rows = _LINE_END.split(page)
        yield list(_lines(rows, number, indented=indented))
        number += len(rows) - 1


def _is_indented(text: str) -> bool:
    """Tell whether lines that begin with one space are common, and so no sign of a new page."""
    rows = [row for row in _LINE_END.split(text) if row.strip()]
    begun = len([row for row in rows if row.startswith(" ")])
    return begun > MOST_INDENTED * len(rows)


def _lines(rows: list[str], number: int, *, indented: bool) -> Iterator[Line]:
    apart = fresh = True
    for place, row in enumerate(rows, start=number + 1):
        text = row.expandtabs()
        if not text.strip():
            apart = True
            continue
        turned = not indented and text.startswith(" ") and not text.startswith("  ")
        pieces = tuple(
            Piece(spelled(found[0]), found.start(), found.end()) for found in _PIECE.finditer(text)
        )
        yield Line(
            text=" ".join(piece.text for piece in pieces),
            pieces=pieces,
            where=f"line {place}",
            apart=apart or turned,
            fresh=fresh or turned,
        )
        apart = fresh = False
