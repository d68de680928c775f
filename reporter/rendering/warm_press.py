"""A press that stays loaded between prints, and starts anew when its letters have changed."""

from __future__ import annotations

from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from reporter.errors import PrintingError
from reporter.rendering.press import Press

if TYPE_CHECKING:
    from pathlib import Path


class WarmPress:
    """Prints one document at a time, from any thread."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates
        self._press: Press | None = None
        self._loaded = b""
        self._one = Lock()
        self._closed = False

    def print(self, html: str) -> bytes:
        """Give the PDF of a document. Raises PrintingError when there can be none."""
        with self._one:
            press = self._ready()
            try:
                return press.print(html)
            except PrintingError:
                # The child may have ended, or could not load what has been repaired since.
                self._end()
                raise

    def reads(self) -> tuple[Path, ...]:
        """Name the files that the press loads by itself."""
        fonts = sorted((self._templates / "fonts").glob("*.*"))
        return (self._templates / "pers.css", *fonts)

    def close(self) -> None:
        """End the press, also while it prints."""
        self._closed = True
        press = self._press
        if press:
            press.stop()
        with self._one:
            self._end()

    def _ready(self) -> Press:
        if self._closed:
            message = "the press has been closed"
            raise PrintingError(message)
        now = self._fingerprint()
        if self._press and now != self._loaded:
            self._end()
        if self._press is None:
            self._press, self._loaded = Press(self._templates), now
        return self._press

    def _fingerprint(self) -> bytes:
        """Hash what the press loads once; missing files are told by the press itself."""
        whole = sha256()
        for path in self.reads():
            try:
                content = path.read_bytes()
            except OSError:
                content = b""
            whole.update(path.name.encode() + b"\0" + sha256(content).digest())
        return whole.digest()

    def _end(self) -> None:
        if self._press:
            self._press.close(at_once=True)
        self._press = None
