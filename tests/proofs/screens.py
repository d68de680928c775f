"""Shows a page as it is on a phone or a desk, by day or by night."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What keeps a browser quiet that runs as root in a container and need not go anywhere."""

UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The width of a window in CSS pixels and the colours its user prefers."""

    width: int
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


PHONE = Screen(width=360)
DESK = Screen(width=1280)
SMALLEST = Screen(width=320)
"""A desk at 400 percent zoom (WCAG 2.2, 1.4.10)."""
SCREENS = (
    PHONE,
    Screen(width=360, scheme="dark"),
    DESK,
    Screen(width=1280, scheme="dark"),
)


class Shown:
    """Opens pages from one folder, each in a window of its own without a network."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._windows: list[BrowserContext] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for window in self._windows:
            window.close()

    def edition(self, name: str, screen: Screen) -> Page:
        """Show the annex of an edition."""
        return self._open((self._folder / f"{name}.html").as_uri(), screen)

    def html(self, html: str, screen: Screen) -> Page:
        """Show a page that is in no file."""
        page = self._open("about:blank", screen)
        page.set_content(html)
        return page

    def _open(self, address: str, screen: Screen) -> Page:
        window = self._browser.new_context(
            viewport={"width": screen.width, "height": 800},
            color_scheme=screen.scheme,
            offline=True,
        )
        self._windows.append(window)
        page = window.new_page()
        page.goto(address)
        return page
