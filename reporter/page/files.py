"""The files of an annex by format, all but the PDF, which the press makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.deliveries.sheet import csv_text, harmless
from reporter.page.archive import write_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reporter.annex.printed import PrintedAnnex
    from reporter.page.archive import Archive
    from reporter.page.html import LaidOut

FILES = {
    "html": "annex.html",
    "pdf": "annex.pdf",
    "json": "annex.json",
    "csv": "annex.csv",
    "ods": "annex.ods",
}
"""Every format with the name of its file."""


def render_data(laid: LaidOut, archive: Archive, formats: Sequence[str]) -> dict[str, bytes]:
    """Give the content of each file asked for, by file name, but for the PDF."""
    annex = laid.annex
    makers: dict[str, Callable[[], bytes]] = {
        "html": laid.html.encode,
        "json": lambda: write_archive(archive),
        "csv": lambda: render_csv(annex).encode("utf-8-sig"),
        "ods": lambda: _spreadsheet(annex),
    }
    return {FILES[name]: makers[name]() for name in FILES if name in formats and name in makers}


def _spreadsheet(annex: PrintedAnnex) -> bytes:
    """Load the spreadsheet library only for whom wants a spreadsheet."""
    from reporter.page.spreadsheet import render_ods  # noqa: PLC0415 - takes 0,1 s to load

    return render_ods(annex)


NAMES = ("tabel", "rij", "kolom", "indicator", "waarde", "exact", "gedrukt", "ontbreekt", "noten")


def render_csv(annex: PrintedAnnex) -> str:
    """Write one line per cell, for whoever wants to compute with the figures.

    Numbers have an ASCII minus and no thousands sign; a text that a spreadsheet would take
    for a formula gets an apostrophe in front.
    """
    lines = (
        (
            table.label,
            harmless(row.label),
            harmless(column.label),
            cell.figure.indicator.key,
            cell.figure.rounded,
            cell.figure.exact,
            harmless(cell.figure.text),
            cell.figure.absence,
            " ".join(mark.mark for mark in cell.marks),
        )
        for table in annex.tables
        for row, column, cell in table.places()
    )
    return csv_text([NAMES, *lines])
