"""An edition: which annex is made, and of which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One annex as its file in ``data/editions`` describes it.

    ``text`` names the template in ``templates/teksten`` with the words around the tables.
    ``tables`` names the declared tables in the order in which they are printed.
    ``date`` is the date of the letter the annex belongs to, None if it is not known.
    """

    name: str
    year: int
    title: str
    date: dt.date | None
    tables: tuple[str, ...]
    text: str
