"""A delivered file as text: read once, hashed as it lies on disk, UTF-8 or refused."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from reporter.errors import Fault, InputError

ADVICE = 'Save the file as UTF-8 (in Excel: Save As, "CSV UTF-8").'

# How files begin that Excel or Notepad save under the name of a text file.
OTHER_FORMATS = (
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """The text without byte order mark, and the SHA-256 of the bytes with it."""

    text: str
    sha256: str


def shown(data: Path, *parts: str) -> str:
    """Name a file in a message: its path from the parent of the data folder."""
    # abspath, not resolve: the user sees the name of a link, not what it points at
    return "/".join((Path(os.path.abspath(data)).name, *parts))  # noqa: PTH100 - see above


def read_text_file(path: Path, file: str, expected: str) -> TextFile:
    """Read a file that must be UTF-8; ``file`` names it and ``expected`` says what it is.

    Raises InputError with one fault.
    """
    content = _bytes(path, file, expected)
    return TextFile(text=_text(content, file), sha256=hashlib.sha256(content).hexdigest())


def _bytes(path: Path, file: str, expected: str) -> bytes:
    if not path.exists():
        raise InputError([Fault(file=file, found="no such file", expected=expected)])
    if not path.is_file():  # reading a pipe would wait for ever
        found = "a folder" if path.is_dir() else "something that is not an ordinary file"
        raise InputError([Fault(file=file, found=found, expected=expected)])
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise InputError([Fault(file=file, found=found, expected=expected)]) from error


def _text(content: bytes, file: str) -> str:
    for start, name in OTHER_FORMATS:
        if content.startswith(start):
            raise InputError([Fault(file=file, found=name, expected="UTF-8 text", advice=ADVICE)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([_wrong_byte(content, _place(content, error), file)]) from error
    if "\0" in text:
        raise InputError([_wrong_byte(content, content.index(0), file)])
    return text


def _place(content: bytes, error: UnicodeDecodeError) -> int:
    """Give the place of the wrong byte in the file; the decoder does not count the mark."""
    return error.start + len(content) - len(error.object)


def _wrong_byte(content: bytes, place: int, file: str) -> Fault:
    before = content[:place]
    return Fault(
        file=file,
        row=len(re.findall(rb"\r\n|\r|\n", before)) + 1,
        found=f"the byte 0x{content[place]:02X} (byte {place + 1} of the file)",
        expected="UTF-8 text",
        advice=ADVICE,
    )
