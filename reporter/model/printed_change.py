"""A comparison in words: texts only, for every way of telling it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChange:
    """One changed figure. ``kind`` is the class in English, ``word`` what a reader sees.

    ``old``, ``new`` and ``difference`` are empty where there is nothing to show; ``table``
    is the name of the table it is told under, ``tekst`` for running text.
    """

    kind: str
    word: str
    indicator: str
    table: str
    places: tuple[str, ...]
    old: str
    new: str
    difference: str
    causes: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A run of words in a changed text: ``same``, ``old`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTextChange:
    """One changed text with the words that changed, and what explains it."""

    kind: str
    word: str
    place: str
    old: str
    new: str
    words: tuple[Word, ...]
    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedHeadline:
    """What is to be read first, as an English phrase and as a Dutch sentence."""

    turn: str
    indicator: str
    old: str
    new: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedComparison:
    """A whole comparison, ready to be told. ``counts`` pairs a Dutch word with a number.

    ``captions`` holds ``Tabel 1 …`` by name of table, as the new annex has it or else the old one.
    """

    old: str
    new: str
    headlines: tuple[PrintedHeadline, ...]
    changes: tuple[PrintedChange, ...]
    texts: tuple[PrintedTextChange, ...]
    counts: tuple[tuple[str, str], ...]
    unchanged: str
    captions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not (self.changes or self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPageChange:
    """One changed zone of the pages; a page is empty where one side lacks the zone.

    The pictures are PNG, empty where the page is.
    """

    zone: str
    old_page: str
    new_page: str
    origin: str
    reason: str
    old_picture: bytes
    new_picture: bytes
