"""What the preview asks of whoever makes the pages. The preview knows no more than this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One edition as it was at one moment; every file of it can still be made from this value.

    ``html`` is the annex as a whole document, ``margin`` a fragment that stands beside it,
    ``state`` one plain Dutch sentence about both ("3 cijfers anders dan goedgekeurd"), which
    is read aloud. ``annex`` is the builder's own: what it needs to make the files later.
    """

    html: str
    margin: str
    state: str
    annex: object = None


class Builder(Protocol):
    """Makes pages from files. Its methods are called from threads, never two builds at once."""

    @property
    def sources(self) -> tuple[Path, ...]:
        """The folders and files below which lies everything a page is made of."""
        ...

    def names(self) -> tuple[str, ...]:
        """Name the editions there are. Raises ReporterError."""
        ...

    def assets(self) -> Mapping[str, bytes]:
        """Give the scripts, styles and fonts of the shell by file name, such as voorbeeld.js."""
        ...

    def index(self) -> str:
        """Give the document that lists the editions with their state; it never raises."""
        ...

    def shell(self, name: str) -> str:
        """Give the document that shows an edition: bar, margin and a frame for the annex."""
        ...

    def build(self, name: str) -> Page:
        """Make the page of an edition from the files as they are now. Raises ReporterError."""
        ...

    def failure(self, name: str, error: Exception) -> str:
        """Tell why an edition could not be made, as a fragment for on the last good page."""
        ...

    def file(self, page: Page, form: str) -> bytes:
        """Make a file (html, pdf, json, csv, ods) of exactly this page, fonts read anew.

        Runs beside builds, in a thread of its own. Raises ReporterError.
        """
        ...

    def printed_from(self) -> tuple[Path, ...]:
        """Name the files that another process read to make the last PDF."""
        ...

    def close(self) -> None:
        """End the processes that were started."""
        ...
