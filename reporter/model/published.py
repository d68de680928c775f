"""A figure as somebody printed it, before anything is computed with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One cell of a printed table; ``row`` and ``column`` are its labels in print.

    ``text`` is exactly as printed (``(+6.000)``); ``value`` is None for a dash,
    and holds decimals where print does (``76,0``);
    ``line`` is the line of the file it was transcribed in.
    """

    table: str
    row: str
    column: str
    text: str
    value: Fraction | None
    line: int
