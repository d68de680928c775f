from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from reporter.preview.builder import PageBuilder
from tests.page.annex_sample import EDITIONS, page_of_edition
from tests.preview.draft_sample import change_key, copied
from tests.preview.running import Running
from tests.proofs.preview_screen import ShownPreview
from tests.proofs.screens import FLAGS, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from reporter.project import Project


LONG = 300_000
"""Milliseconds; only what never comes takes so long, however busy the machine is."""
expect.set_options(timeout=LONG)


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Let every window wait for what must come."""
    opened = Browser.new_context

    def patient(self: Browser, **how: Any) -> BrowserContext:
        window = opened(self, **how)
        window.set_default_timeout(LONG)
        return window

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "new_context", patient)
        patch.setattr(Browser, "new_page", lambda self: self.new_context().new_page())
        yield


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


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Project]]:
    """Preview 2019 with another key than was accepted."""
    project = copied(tmp_path_factory.mktemp("preview"))
    change_key(project)
    with Running(PageBuilder(project)) as running:
        yield running, project


@pytest.fixture
def project(served: tuple[Running, Project]) -> Iterator[Project]:
    """Give the files that are previewed; what a proof saves is undone."""
    _, project = served
    files = [project.templates / "tabel.html.j2", project.templates / "stijl.css"]
    files += [project.templates / "scherm.css"]
    files += [project.templates / "teksten/resultaten.html.j2"]
    files.append(project.data / "verdeelsleutels.csv")
    before = {path: path.read_bytes() for path in files}
    yield project
    for path, content in before.items():
        if path.read_bytes() != content:
            path.write_bytes(content)


@pytest.fixture
def show(browser: Browser, served: tuple[Running, Project]) -> Iterator[ShownPreview]:
    """Show addresses of the preview; the browser must not complain."""
    shown = ShownPreview(browser, str(served[0].client.base_url))
    yield shown
    shown.close()
    assert shown.complaints == []
