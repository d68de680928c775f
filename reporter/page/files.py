"""The files of an annex by format, all but the PDF, which the press makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.page.archive import run_card
from reporter.page.archive_file import render_csv, render_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reporter.annex.printed import PrintedAnnex
    from reporter.page.html import LaidOut
    from reporter.project import Templates

FILES = {
    "html": "annex.html",
    "pdf": "annex.pdf",
    "json": "annex.json",
    "csv": "annex.csv",
    "ods": "annex.ods",
}
"""Every format with the name of its file."""


def render_data(laid: LaidOut, templates: Templates, formats: Sequence[str]) -> dict[str, bytes]:
    """Give the content of each file asked for, by file name, but for the PDF.

    ``templates`` are those that the annex was laid out with.
    """
    annex = laid.annex
    makers: dict[str, Callable[[], bytes]] = {
        "html": laid.html.encode,
        "json": lambda: render_json(
            annex, laid.text, run_card(annex.deliveries, templates, annex.colophon["version"])
        ).encode(),
        "csv": lambda: render_csv(annex).encode("utf-8-sig"),
        "ods": lambda: _spreadsheet(annex),
    }
    return {FILES[name]: makers[name]() for name in FILES if name in formats and name in makers}


def _spreadsheet(annex: PrintedAnnex) -> bytes:
    """Load the spreadsheet library only for whom wants a spreadsheet."""
    from reporter.page.spreadsheet import render_ods  # noqa: PLC0415 - takes 0,1 s to load

    return render_ods(annex)
