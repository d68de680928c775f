"""The border: text, JSON and TOML come in here, whole and of their type, or as faults.

A type says what may stand in a file, and msgspec holds the file against it. Where a text must have
a form, its pattern ends in a comment, ``(?#an exact number)``: that is how a message calls it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from msgspec import ValidationError, convert

from reporter.errors import Fault, InputError, quoted

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
ADVICE = 'Save the file as UTF-8 (in Excel: Save As, "CSV UTF-8").'
LARGEST = 1 << 28
"""Bytes of a text that we read; an archive of 100.000 figures has a fifth of it."""

# How files begin that Excel or Notepad save under the name of a text file.
OTHER_FORMATS = (
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
)


def read_text_file(path: Path, file: str, expected: str) -> tuple[str, str]:
    """Read a file that must be UTF-8; ``file`` names it and ``expected`` says what it is.

    Gives the text without byte order mark, and the SHA-256 of the bytes with it. Raises
    InputError with one fault.
    """
    found = "no such file"
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            found = f"a file of {path.stat().st_size:,} bytes"
        elif path.is_file():  # reading a pipe would wait for ever
            content = path.read_bytes()
            return _decoded(content, file), hashlib.sha256(content).hexdigest()
        elif path.exists():
            found = "a folder" if path.is_dir() else "something that is not an ordinary file"
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    raise InputError([Fault(file=file, found=found, expected=expected)])


def _decoded(content: bytes, file: str) -> str:
    for start, name in OTHER_FORMATS:
        if content.startswith(start):
            raise InputError([Fault(file=file, found=name, expected="UTF-8 text", advice=ADVICE)])
    try:
        text = content.decode("utf-8-sig")
        place = content.find(0)
    except UnicodeDecodeError as error:
        # the decoder does not count the byte order mark
        place = error.start + len(content) - len(error.object)
    if place < 0:
        return text
    fault = Fault(
        file=file,
        row=len(re.findall(rb"\r\n|\r|\n", content[:place])) + 1,
        found=f"the byte 0x{content[place]:02X} (byte {place + 1} of the file)",
        expected="UTF-8 text",
        advice=ADVICE,
    )
    raise InputError([fault])


PLACE = re.compile(r"(?P<what>.*) \(at (line (?P<row>\d+), column (?P<column>\d+)|.*)\)")


def read_toml(path: Path, file: str, example: str) -> dict[str, Any]:
    """Read a TOML file; ``example`` says what stands in it. Raises InputError with one fault."""
    text, _ = read_text_file(path, file, f"a TOML file with {example}")
    try:
        settings = tomllib.loads(text)
        repr(settings)  # keys of a thousand parts are read, and can then not be told
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5000 digits
        place = PLACE.fullmatch(str(error))
        last = text.count("\n") + (not text.endswith("\n"))
        fault = Fault(
            file=file,
            row=int(place["row"]) if place and place["row"] else last,
            column=place["column"] if place else None,
            found=f"broken TOML ({place['what'] if place else _said(error)})",
            expected=example,
        )
        raise InputError([fault]) from error
    return settings


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error).partition(" for integer string")[0]  # what follows is advice to programmers


HALF = re.compile(r"\\u[dD]")
"""How half a surrogate pair begins, which is no text."""


def parse_json(text: str | bytes, file: str, expected: str) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON as it was meant: each key once, numbers finite and exact, all of it text.

    Raises InputError with one fault.
    """
    try:
        text = text if isinstance(text, str) else text.decode()
        value = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_each_once
        )
        if HALF.search(text):
            json.dumps(value, ensure_ascii=False, default=str).encode()
    except (ValueError, RecursionError) as error:
        found = f"broken JSON ({_said(error)})"
        raise InputError([Fault(file=file, found=found, expected=expected)]) from error
    return value


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no number"
    raise ValueError(message)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        message = f"the key {quoted(next(key for key in keys if keys.count(key) > 1))} twice"
        raise ValueError(message)
    return found


NAMED = re.compile(r"'str' matching regex .*\(\?#(.*)\)'")
WANTED = re.compile(r"Expected (?P<wanted>.+?)(, got (?P<got>.+))?")


def fits(value: object, kind: object) -> bool:
    """Tell whether data are as a type says."""
    try:
        convert(value, kind)
    except (ValidationError, RecursionError):
        return False
    return True


def held(value: object, kind: type[T], file: str, expected: str) -> T:
    """Give data as a type says it is; ``expected`` says what the whole is, and what to do.

    Raises InputError with the first fault and its place.
    """
    try:
        return convert(value, kind)
    except (ValidationError, RecursionError) as error:
        what, _, place = NAMED.sub(r"\1", str(error).replace("`", "'")).partition(" - at ")
        found, differs = f"{what[:1].lower()}{what[1:]}", WANTED.fullmatch(what)
        if differs:
            found, expected = (
                differs["got"] or "another value",
                f"{differs['wanted']} in {expected}",
            )
        column = place.strip("'").removeprefix("$").removeprefix(".") or None
        fault = Fault(file=file, column=column, found=found, expected=expected)
        raise InputError([fault]) from error
