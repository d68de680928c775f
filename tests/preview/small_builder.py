"""A builder of pages from text files: quick, and its figures can be seen at a glance."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from reporter.errors import Fault, InputError, UnknownEditionError
from reporter.preview.builder import PageBuilder
from reporter.preview.state import Failure, PreviewPage

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
const show = async () => {
  const now = await (await fetch('state')).json();
  document.querySelector('#annex').textContent = now.html;
  document.querySelector('#failure').innerHTML = now.failure;
  document.querySelector('#version').textContent = now.version;
};
const shown = location.pathname.split('/').at(-2);
new EventSource(`../events?show=${shown}`).addEventListener('changed', show);
"""
MISTAKEN = "13"
"""A figure that fails a check."""


def small_texts(place: Path) -> Path:
    """Write two editions with a figure each, and a style."""
    folder = place / "texts"
    folder.mkdir()
    (folder / "2019.txt").write_text("3")
    (folder / "2022.txt").write_text("5")
    (folder / "style.css").write_text("p { color: black }")
    return folder


class SmallBuilder(PageBuilder):
    """Makes a page of ``<name>.txt``, which must hold a number, and of ``style.css``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.builds: list[str] = []
        self.closed = False

    @property
    def sources(self) -> tuple[Path, ...]:
        return (self.folder,)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in self.folder.glob("*.txt")))

    def assets(self) -> dict[str, bytes]:
        return {"show.js": SCRIPT.encode()}

    def index(self) -> str:
        return f"<!doctype html><title>All</title><p>{', '.join(self.names())}</p>"

    def shell(self, name: str) -> str:
        return (
            f"<!doctype html><title>{name}</title><p id=annex></p><div id=failure></div>"
            "<p id=version></p><script src='../_/show.js'></script>"
        )

    def build(self, name: str) -> PreviewPage:
        self.builds.append(name)
        if name not in self.names():
            raise UnknownEditionError(name)
        text = (self.folder / f"{name}.txt").read_text()
        style = (self.folder / "style.css").read_text()
        if not text.strip().isdigit():
            raise InputError(
                [Fault(file=f"{name}.txt", row=1, found=repr(text), expected="a number")]
            )
        html = f"<!doctype html><title>{name}</title><style>{style}</style><p>{text}</p>"
        file = partial(self.file, text)
        return PreviewPage(
            html=html,
            margin=f"<p>{text}</p>",
            state=f"cijfer {text}",
            mistakes=int(text == MISTAKEN),
            old_margin=lambda made: f"<p>was {text} om {made}</p>",
            file=file,
        )

    def other_side(self, name: str) -> str:
        return f"<!doctype html><title>{name}</title><p>accepted</p>"

    def failure(self, error: Exception) -> Failure:
        return Failure(title="Kapot", fragment=f"<p>{escape(str(error))}</p>")

    def file(self, text: str, form: str) -> bytes:
        """Make a PDF of as many pages as the number says, in the font beside it if there is one."""
        if form == "pdf":
            with suppress(FileNotFoundError):
                (self.folder / "font.ttf").read_bytes()
            document = PdfDocument.new()
            for _ in range(int(text)):
                document.new_page(100, 100)
            written = io.BytesIO()
            document.save(written)
            document.close()
            return written.getvalue()
        return json.dumps([form, text]).encode()

    def close(self) -> None:
        self.closed = True
