"""Columns that hold words: a name, a note, a code."""

from __future__ import annotations

import re
import unicodedata

from reporter.inputs.columns import ColumnType, Refusal
from reporter.inputs.quoting import quoted

CODE = re.compile(r"[a-z][a-z0-9_]*")
SOFT_HYPHEN = "\u00ad"
REPLACEMENT = "\ufffd"


def name() -> ColumnType[str]:
    """Read a text that may not be empty; every visible character is welcome, markup too."""

    def parse(text: str) -> str | Refusal:
        return _visible_text(text) if text else Refusal(expected="a text")

    return ColumnType(parse=parse, constraints={"required": True})


def note() -> ColumnType[str]:
    """Read a text that may be empty."""
    return ColumnType(parse=_visible_text)


def code() -> ColumnType[str]:
    """Read a code: small letters, digits and low lines, a letter first."""

    def parse(text: str) -> str | Refusal:
        if CODE.fullmatch(text):
            return text
        return Refusal(expected="a code of small letters, digits and _, such as wsw_wachtlijst")

    return ColumnType(parse=parse, constraints={"required": True, "pattern": CODE.pattern})


def _visible_text(text: str) -> str | Refusal:
    """Refuse what is invisible in print: it hides a mistake, or no font can draw it."""
    wrong = next((character for character in text if _invisible(character)), None)
    if wrong is None:
        return text
    place = f"Character {text.index(wrong) + 1} is {quoted(wrong)}."
    return Refusal(expected="text without control characters or invisible ones", advice=place)


def _invisible(character: str) -> bool:
    if character == SOFT_HYPHEN:  # an author's own hint where a long Dutch word may break
        return False
    category = unicodedata.category(character)
    return category.startswith("C") or category in {"Zl", "Zp"} or character == REPLACEMENT
