"""A letter from a file: which kind it really is, and then to the reader of that kind."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from reporter.errors import listed, quoted, suggestion
from reporter.proofread.letter.letter import LETTER, refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.proofread.letter.letter import Letter

ROOM = "reporter.proofread.letter"
START = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of letter and the function that reads it; ``packed`` when it has a form of its own."""

    name: str
    module: str
    function: str
    packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file turns out to be, and what its owner can do."""

    name: str
    advice: str


_PLAIN = Kind(name="plain text", module=f"{ROOM}.plain", function="read_plain")
_PAGE = Kind(name="a web page", module=f"{ROOM}.webpage", function="read_webpage")
_WORD = Kind(name="a Word document", module=f"{ROOM}.word", function="read_word", packed=True)
_ODT = Kind(
    name="an OpenDocument text",
    module=f"{ROOM}.opendocument",
    function="read_opendocument",
    packed=True,
)
_PDF = Kind(name="a PDF", module=f"{ROOM}.pdf", function="read_portable", packed=True)

KINDS = {
    ".txt": _PLAIN,
    ".docx": _WORD,
    ".odt": _ODT,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".pdf": _PDF,
}

_SAVE = "Open it and save it as .docx or .odt."


def really(content: bytes) -> Found | None:
    """Tell what a file is by how it begins; None for text and for what is not known."""
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if b"%PDF-" in content[:1024]:
        return _renamed(_PDF, ".pdf")
    if content.startswith(OLD_OFFICE):
        if LOCKED in content:
            return Found(name="a document locked with a password", advice="Save it without.")
        return Found(name="an old Word document (.doc) or other old Office file", advice=_SAVE)
    if content.startswith(b"{\\rtf"):
        return Found(name="a document in RTF", advice=_SAVE)
    start = content[:START].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return _renamed(_PAGE, ".html") if start.startswith((b"<!doctype html", b"<html")) else None


def _packed(content: bytes) -> Found:
    """Tell what a zip file is by the names of its parts, as far as they can be seen unopened."""
    head = content[:START]
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
        return _renamed(_ODT, ".odt")
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return Found(name="another OpenDocument file than a text", advice=_SAVE)
    for part, found in (
        (b"word/document.xml", _renamed(_WORD, ".docx")),
        (b"content.xml", _renamed(_ODT, ".odt")),
        (b"xl/workbook.xml", Found(name="an Excel workbook", advice="Hand in the letter itself.")),
        (
            b"ppt/presentation.xml",
            Found(name="a presentation", advice="Hand in the letter itself."),
        ),
    ):
        if part in content:
            return found
    return Found(name="another zip file", advice="Unpack it and hand in the letter itself.")


def _renamed(kind: Kind, extension: str) -> Found:
    return Found(name=kind.name, advice=f"Rename it to end in {extension}, if it is the letter.")


PLAIN = ".txt"
MOST_BYTES = 64 * 1024 * 1024
MOST_PAGE = 16 * 1024 * 1024
"""Bytes of a page of HTML, which may hold its pictures and is bounded by its tags as well."""
MOST_TEXT = 1536 * 1024
"""Bytes of plain text: some four hundred pages, read within 3 seconds and 128 MB at its worst."""


def read_letter(path: Path) -> Letter:
    """Read a letter of any known kind: paragraphs, tables and notes in reading order.

    Raises InputError for a file that is not there, of another kind than its name says, locked,
    damaged, hostile, or without text.
    """
    name = quoted(str(path))[1:-1] if not str(path).isprintable() else str(path)
    extension = path.suffix.lower()
    if extension not in KINDS:
        found = f"the extension {quoted(path.suffix)}" if path.suffix else "no extension"
        raise refusal(name, found, f"one of {listed(KINDS)}", suggestion(extension, KINDS))
    content = _content(path, name)
    _check_kind(content, extension, name)
    kind = KINDS[extension]
    # Each reader brings a library of its own; only the one that is needed is loaded.
    reader: Callable[[bytes, str], Letter] = getattr(import_module(kind.module), kind.function)
    letter = reader(content, name)
    if not letter.blocks:
        raise refusal(name, "no text", LETTER)
    return replace(letter, name=path.name)


def _content(path: Path, name: str) -> bytes:
    if not path.exists():
        raise refusal(name, "no such file", LETTER)
    if not path.is_file():  # reading a pipe would wait for ever
        found = "a folder" if path.is_dir() else "something that is not an ordinary file"
        raise refusal(name, found, LETTER)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(MOST_BYTES + 1) if size <= MOST_BYTES else b""
    except OSError as error:
        raise refusal(name, f"a file that cannot be read ({error.strerror})", LETTER) from error
    if size > MOST_BYTES or len(content) > MOST_BYTES:
        raise refusal(name, f"a file of {size:,} bytes", f"a letter of at most {MOST_BYTES:,}")
    if not content.strip():
        raise refusal(name, "an empty file", LETTER)
    return content


def _check_kind(content: bytes, extension: str, name: str) -> None:
    found = really(content)
    kind = KINDS[extension]
    if found is not None and found.name != kind.name:
        raise refusal(name, found.name, kind.name, found.advice)
    if found is None and kind.packed:
        advice = "Open the letter in Word or LibreOffice and save it again."
        raise refusal(name, "something else, or a damaged file", kind.name, advice)
    most = MOST_TEXT if extension == PLAIN else MOST_PAGE
    if not kind.packed and len(content) > most:
        found_size = f"a file of {len(content):,} bytes"
        raise refusal(name, found_size, f"{kind.name} of at most {most:,} bytes")
