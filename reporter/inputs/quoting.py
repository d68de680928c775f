"""Texts from a file, shown safely in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60


def quoted(text: str) -> str:
    """Put a text between quotation marks, cut at 60 characters, invisible ones escaped.

    What stands in a file must not steer the terminal that shows the message.
    """
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return '"' + "".join(_visible(character) for character in cut) + '"'


def listed(names: Iterable[object]) -> str:
    """Give names as ``a, b, c``."""
    return ", ".join(str(name) for name in names)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
