"""Annexes to render: one from data whose names are hostile, one with any label anywhere."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

from reporter import editions, printed
from reporter.page.html import LaidOut, lay_out, render_html
from reporter.project import Project

if TYPE_CHECKING:
    from reporter.annex.printed import PrintedAnnex, PrintedTable

CHECKOUT = Project()
EDITIONS = editions()

HOSTILE_TITLE = 'Banen & "meer" </title><script>alert(1)</script>'
HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    '"onload="alert(2)',
    "Jan & Piet's <b>Wsw</b>",
    "{{ annex.title }}&lt;i&gt;",
)
HOSTILE_NOTE = '<img src=x onerror="alert(3)"> & "noot"'


@cache
def annex_of(edition: str) -> PrintedAnnex:
    """Give an edition as the data of the checkout make it."""
    return printed(edition)


@cache
def laid_out(edition: str) -> LaidOut:
    """Give an edition laid out."""
    return lay_out(annex_of(edition), CHECKOUT.templates)


def page_of_edition(edition: str) -> str:
    """Give the page of an edition."""
    return laid_out(edition).html


def hostile_page(folder: Path) -> str:
    """Give the page of 2019 with markup in its title, its groups and a note."""
    data = Path(copytree(CHECKOUT.data, folder / "data"))
    words = data / "begrippen.csv"
    lines = words.read_text().splitlines()
    for number, name in enumerate(HOSTILE_NAMES, start=1):
        kind, code, _, note = lines[number].split(",", 3)
        note = HOSTILE_NOTE.replace('"', '""') if number == 1 else note.strip('"')
        shown = name.replace('"', '""')
        lines[number] = f'{kind},{code},"{shown}","{note}"'
    words.write_text("\n".join(lines) + "\n")
    (data / "editions" / "2019.toml").write_text(f"jaar = 2019\ntitel = '{HOSTILE_TITLE}'\n")
    return render_html(printed("2019", Project(data=data)), CHECKOUT.templates)


def labelled(label: str) -> PrintedAnnex:
    """Give the annex of 2019 with one text as every label, title and note."""
    annex = annex_of("2019")
    return replace(
        annex, title=label, tables=tuple(_labelled(table, label) for table in annex.tables)
    )


def _labelled(table: PrintedTable, label: str) -> PrintedTable:
    return replace(
        table,
        title=label,
        corner=label,
        rows=tuple(replace(line, label=label) for line in table.rows),
        columns=tuple(replace(line, label=label) for line in table.columns),
        notes=tuple(replace(note, text=label) for note in table.notes),
        legend=(label,),
    )
