"""A letter from a file: which kind it really is, and then to the reader of that kind."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.errors import InputError, listed, quoted, suggestion
from reporter.proofread.letter.letter import Letter, refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = {
    ".txt": "plain text",
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
    ".html": "a web page",
    ".htm": "a web page",
    ".pdf": "a PDF",
}
MOST_BYTES = 64 * 1024 * 1024
MOST_TEXT = 1536 * 1024
"""Bytes of plain text: some four hundred pages, read within 3 seconds and 128 MB at its worst."""
MOST_PAGE = 16 * 1024 * 1024
"""Bytes of a page of HTML, which may hold its pictures and is bounded by its tags as well."""
UNPACKED = {".txt": MOST_TEXT, ".html": MOST_PAGE, ".htm": MOST_PAGE}
"""Kinds that have no form of their own, and so are known by nothing but their name."""
START = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
"""What stands behind the first head of a zip file that is an OpenDocument file."""
_SAVE = "Open it and save it as .docx or .odt."
_PARTS = {
    b"word/document.xml": ".docx",
    b"content.xml": ".odt",
    b"xl/workbook.xml": "an Excel workbook",
    b"ppt/presentation.xml": "a presentation",
}


def read_letter(path: Path) -> Letter:
    """Read a letter of any known kind: paragraphs, tables and notes in reading order.

    Raises InputError for a file that is not there, of another kind than its name says, locked,
    damaged, hostile, or without text.
    """
    try:
        return replace(_read(path), name=path.name)
    except InputError as refused:
        name = str(path) if str(path).isprintable() else quoted(str(path))[1:-1]
        raise InputError([replace(fault, file=name) for fault in refused.faults]) from refused


def _read(path: Path) -> Letter:
    extension = path.suffix.lower()
    if extension not in KINDS:
        found = f"the extension {quoted(path.suffix)}" if path.suffix else "no extension"
        refuse(found, f"one of {listed(KINDS)}", suggestion(extension, KINDS))
    content = _content(path)
    _check_kind(content, extension)
    letter = _reader(extension)(content)
    if not letter.blocks:
        refuse("no text")
    return letter


def _content(path: Path) -> bytes:
    if not path.exists():
        refuse("no such file")
    if not path.is_file():  # reading a pipe would wait for ever
        refuse("a folder" if path.is_dir() else "something that is not an ordinary file")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(MOST_BYTES + 1) if size <= MOST_BYTES else b""
    except OSError as error:
        refuse(f"a file that cannot be read ({error.strerror})")
    if size > MOST_BYTES or len(content) > MOST_BYTES:
        refuse(f"a file of {size:,} bytes", f"a letter of at most {MOST_BYTES:,}")
    if not content.strip():
        refuse("an empty file")
    return content


def _check_kind(content: bytes, extension: str) -> None:
    kind, most = KINDS[extension], UNPACKED.get(extension)
    found, advice = _really(content)
    if not found and most is None:
        found = "something else, or a damaged file"
        advice = "Open the letter in Word or LibreOffice and save it again."
    if found and found != kind:
        refuse(found, kind, advice)
    if most is not None and len(content) > most:
        refuse(f"a file of {len(content):,} bytes", f"{kind} of at most {most:,} bytes")


def _really(content: bytes) -> tuple[str, str]:
    """Tell what a file is by the mark its kind begins with, and what its owner can do.

    Both are empty for text and for what is not known.
    """
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if b"%PDF-" in content[:1024]:
        return _renamed(".pdf")
    if content.startswith(OLD_OFFICE):
        if LOCKED in content:
            return "a document locked with a password", "Save it without."
        return "an old Word document (.doc) or other old Office file", _SAVE
    if content.startswith(b"{\\rtf"):
        return "a document in RTF", _SAVE
    start = content[:START].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return _renamed(".html") if start.startswith((b"<!doctype html", b"<html")) else ("", "")


def _packed(content: bytes) -> tuple[str, str]:
    """Tell what a zip file is by its own type or the names of its parts, without opening it."""
    if content.startswith(OPEN_DOCUMENT, 30):
        if content.startswith(OPEN_DOCUMENT + b".text", 30):
            return _renamed(".odt")
        return "another OpenDocument file than a text", _SAVE
    for part, kind in _PARTS.items():
        if part in content:
            return _renamed(kind) if kind in KINDS else (kind, "Hand in the letter itself.")
    return "another zip file", "Unpack it and hand in the letter itself."


def _renamed(extension: str) -> tuple[str, str]:
    return KINDS[extension], f"Rename it to end in {extension}, if it is the letter."


def _reader(extension: str) -> Callable[[bytes], Letter]:
    """Load the one reader that is needed: each brings a library of its own."""
    match extension:
        case ".txt":
            from reporter.proofread.letter.flow import read_plain as read  # noqa: PLC0415
        case ".docx":
            from reporter.proofread.letter.office import read_word as read  # noqa: PLC0415
        case ".odt":
            from reporter.proofread.letter.office import read_opendocument as read  # noqa: PLC0415
        case ".pdf":
            from reporter.proofread.letter.pdf import read_pdf as read  # noqa: PLC0415
        case _:
            from reporter.proofread.letter.webpage import read_webpage as read  # noqa: PLC0415
    return read
