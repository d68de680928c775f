"""A letter from a file: which kind it really is, and then to the reader of that kind."""

from __future__ import annotations

import os
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from reporter.errors import suggestion
from reporter.inputs.letter.faults import LETTER, refusal
from reporter.inputs.letter.kinds import KINDS, really
from reporter.inputs.quoting import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.model.letter import Letter

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
