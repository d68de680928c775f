"""What is shown of one edition, and who looks at it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.preview.listeners import Listeners

if TYPE_CHECKING:
    from reporter.preview.builder import Page

SERVER = secrets.token_hex(8)
"""Names this process: a tab that hears another name than before loads everything anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The PDF of one version, and a picture of each of its pages; or why there is none."""

    version: int = 0
    pdf: bytes = b""
    pictures: tuple[bytes, ...] = ()
    problem: str = ""


class Display:
    """The last good page of an edition, what is wrong since, and the newest PDF."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.version = 0
        self.page: Page | None = None
        self.failure = ""
        self.print = Print()
        self.made_at = -1
        """How often files had changed when the page was made."""
        self.listeners = Listeners()
        self._turn = 0
        """How often something was told of it."""
        self._texts: tuple[str, bytes] | None = None

    def show(self, page: Page) -> None:
        """Put a new page in place of the old one."""
        self.version, self.page, self.failure = self.version + 1, page, ""
        self._tell()

    def fail(self, failure: str) -> None:
        """Keep the page, and say what is wrong."""
        self.failure = failure
        self._tell()

    def printed(self, result: Print) -> None:
        """Take in a PDF, unless the page it was made of has gone."""
        if result.version == self.version:
            self.print = result
            self._tell()

    @property
    def news(self) -> str:
        """What a tab is told at once; nothing before the first build."""
        return self._told()[0] if self._turn else ""

    @property
    def whole(self) -> bytes:
        """What a tab then asks for: the same, and the page itself."""
        return self._told()[1]

    def _tell(self) -> None:
        self._turn, self._texts = self._turn + 1, None
        self.listeners.tell()

    def _told(self) -> tuple[str, bytes]:
        """Write both texts once, however many tabs there are."""
        if self._texts is None:
            page = self.page
            news = {
                "show": self.name,
                "server": SERVER,
                "turn": self._turn,
                "version": self.version,
                "state": page.state if page else "",
                "failure": self.failure,
                "pages": {
                    "version": self.print.version,
                    "count": len(self.print.pictures),
                    "problem": self.print.problem,
                },
            }
            both = {"html": page.html if page else "", "margin": page.margin if page else ""}
            self._texts = (json.dumps(news), json.dumps(news | both).encode())
        return self._texts
