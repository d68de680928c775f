from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.proofs.screens import FLAGS, Shown
from tests.rendering.annex_sample import EDITIONS, page_of_edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium here: apt-get install --no-install-recommends chromium")
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=chromium, args=[*FLAGS])
        yield started
        started.close()


@pytest.fixture(scope="session")
def annexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of every edition as ``<edition>.html``."""
    folder = tmp_path_factory.mktemp("annexes")
    for edition in EDITIONS:
        (folder / f"{edition}.html").write_text(page_of_edition(edition), "utf-8")
    return folder


@pytest.fixture
def shown(browser: Browser, annexes: Path) -> Iterator[Shown]:
    """Show annexes on screens of different sizes and colours."""
    with Shown(browser, annexes) as screens:
        yield screens
