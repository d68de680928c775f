"""The pages around the annexes of a preview: the shell of one edition, the list of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.rendering.html import fill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ASSETS = (
    "voorbeeld.css",
    "voorbeeld.js",
    "voorbeeld-cijfers.js",
    "voorbeeld-lijn.js",
    "voorbeeld-lijst.js",
    "voorbeeld-post.js",
    "voorbeeld-wissel.js",
)
LETTERS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")
DOWNLOADS = (
    ("pdf", "Pdf"),
    ("html", "Html"),
    ("ods", "Rekenblad"),
    ("csv", "Csv"),
    ("json", "Json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEdition:
    """An edition in the list: ``sign`` and ``state`` tell how it stands, ``kind`` in a word.

    ``reason`` says in English why it cannot be made, empty where it can.
    """

    name: str
    title: str
    kind: str
    sign: str
    state: str
    reason: str = ""


def render_shell(name: str, templates: Path) -> str:
    """Write the page that shows an edition. Raises PrintingError if a template is wrong."""
    return fill("voorbeeld.html.j2", templates, edition=name, downloads=DOWNLOADS)


def render_index(editions: Sequence[ListedEdition], templates: Path) -> str:
    """Write the list of editions. Raises PrintingError if a template is wrong."""
    return fill("voorbeeld-lijst.html.j2", templates, editions=editions)


def read_assets(templates: Path) -> dict[str, bytes]:
    """Give the files that these pages ask for, by name."""
    files = {name: templates / name for name in ASSETS}
    files |= {name: templates / "fonts" / name for name in LETTERS}
    return {name: path.read_bytes() for name, path in files.items()}
