"""Shows a preview in windows of a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.proofs.screens import DESK, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Frame, Page

HIRED = "tabel-1-r2k1"
"""The cell of the hired jobs of the market, which another key changes."""


class ShownPreview:
    """Opens addresses of one preview; remembers what the browser complains of."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._windows: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, path: str = "2019/", screen: Screen = DESK, **how: Any) -> Page:
        """Show an edition, or with an empty path the list of all."""
        window = self._browser.new_context(
            viewport={"width": screen.width, "height": 800}, color_scheme=screen.scheme, **how
        )
        self._windows.append(window)
        page = window.new_page()
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self._address}{path}")
        if path:
            page.locator("#k-controles").wait_for()
            annex(page).locator(".cijfer").first.wait_for()
        return page

    def close(self) -> None:
        for window in self._windows:
            window.close()


def annex(page: Page) -> Frame:
    """Give the document in the frame of the annex."""
    (frame,) = (frame for frame in page.frames if frame.url.endswith("/annex"))
    return frame
