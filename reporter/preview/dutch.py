"""Says in Dutch what the program says in English, for the preview.

A message is written once, in the code. The catalogue (gettext, read by Babel) holds its pattern,
with {0} and {1} for the values; a value may be a message too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reporter.project import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUE = re.compile(r"\{(\d)\}")


def translated(text: str) -> str | None:
    """Give a message in Dutch, or None if the catalogue does not know it."""
    return next(_readings(text), None)


def in_dutch(text: str) -> str:
    """Give a text in Dutch as far as it is a message of the program; what users wrote stays."""
    inside = text.strip()
    # What stands between quotation marks is somebody's own.
    known = None if not inside or inside[0] in "\"'" else translated(inside)
    return text if known is None else text.replace(inside, known)


def _readings(text: str) -> Iterator[str]:
    for pattern, dutch in _catalogue():
        if found := pattern.fullmatch(text):
            values = [in_dutch(value or "") for value in found.groups()]
            yield dutch.format(*values).strip()


@cache
def _catalogue() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read the catalogue. Of what fits several, that goes first which knows how the text begins."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only where something is wrong

    with CATALOGUE.open("rb") as file:
        found = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    words = {pattern: len(VALUE.sub("", pattern)) for pattern in found}
    ordered = sorted(found, key=lambda pattern: (pattern.startswith("{"), -words[pattern]))
    return tuple((_pattern(message), found[message]) for message in ordered)


def _pattern(message: str) -> re.Pattern[str]:
    """Write a message as an expression; a last value may be absent, with the blank before it."""
    literals = VALUE.split(message)[::2]
    whole = "(.*?)".join(re.escape(part.format()) for part in literals)
    return re.compile(re.sub(r"\\ \(\.\*\?\)$", r"(?:\\ (.*?))?", whole), re.DOTALL)
