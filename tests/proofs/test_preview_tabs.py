"""Many tabs of one browser, which opens no more than six connections: they share one line."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from reporter.preview.drafts import Drafts
from tests.preview.draft_sample import change_key, copied, rewrite
from tests.preview.running import Running, until
from tests.proofs.preview_screen import HIRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from reporter.preview.builder import Page as Built
    from reporter.project import Project

SOON = 5_000
"""Milliseconds in which every tab must have seen a save."""
WAIT = 15_000


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copied(tmp_path_factory.mktemp("tabs"))


class Counted(Drafts):
    """Remembers which editions were built."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.builds: set[str] = set()

    def build(self, name: str) -> Built:
        self.builds.add(name)
        return super().build(name)


@pytest.fixture
def drafts(project: Project) -> Counted:
    return Counted(project)


@pytest.fixture
def running(drafts: Counted) -> Iterator[Running]:
    with Running(drafts) as served:
        yield served


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as opened:
        yield opened


def tab(window: BrowserContext, running: Running, path: str) -> Page:
    page = window.new_page()
    page.goto(f"{running.client.base_url}{path}")
    return page


def hired(page: Page) -> Locator:
    return page.frame_locator("#bijlage").locator(f"[data-plaats={HIRED}]")


def listed(page: Page, edition: str) -> Locator:
    return page.locator("li", has=page.locator(f"a[href='/{edition}/']")).locator(".staat")


def test_twelve_tabs_of_one_browser_each_see_a_save(
    window: BrowserContext, running: Running, project: Project
) -> None:
    tabs = {path: [tab(window, running, path) for _ in range(4)] for path in ("2019/", "2022/", "")}
    for page in tabs["2019/"]:
        expect(hired(page)).to_have_text(re.compile("5.611"), timeout=WAIT)
    for page in tabs["2022/"]:
        expect(page.locator(".stand h2")).to_contain_text("Goedgekeurd", timeout=WAIT)
    change_key(project)
    rewrite(project.data / "verdeelsleutels.csv", "2022,markt,74.2", "2022,markt,74.0")
    rewrite(project.data / "verdeelsleutels.csv", "2022,overheid,25.8", "2022,overheid,26.0")
    for page in tabs["2019/"]:
        expect(hired(page)).to_have_text(re.compile("4.710"), timeout=SOON)
    for page in tabs["2022/"]:
        expect(page.locator(".stand h2")).to_contain_text("Concept", timeout=SOON)
    for page in tabs[""]:
        expect(listed(page, "2022")).to_contain_text("gewijzigd", timeout=SOON)


def test_a_crash_of_the_tab_that_came_first_takes_the_line_of_no_other(
    window: BrowserContext, running: Running, project: Project
) -> None:
    first, second = tab(window, running, "2019/"), tab(window, running, "2019/")
    expect(hired(second)).to_have_text(re.compile("5.611"), timeout=WAIT)
    with first.expect_event("crash"), suppress(Error):  # what a browser says of it differs
        first.goto("chrome://crash")
    change_key(project)
    expect(hired(second)).to_have_text(re.compile("4.710"), timeout=SOON)


@pytest.mark.parametrize("end", ["close", "crash", "leave"])
def test_a_tab_that_has_gone_is_no_longer_built_for(
    window: BrowserContext, running: Running, drafts: Counted, project: Project, end: str
) -> None:
    kept, gone = tab(window, running, "2019/"), tab(window, running, "2022/")
    expect(hired(kept)).to_have_text(re.compile("5.611"), timeout=WAIT)
    expect(gone.locator(".stand h2")).to_contain_text("Goedgekeurd", timeout=WAIT)
    change_key(project)
    expect(hired(kept)).to_have_text(re.compile("4.710"), timeout=SOON)
    until(lambda: drafts.builds == {"2019", "2022"})
    if end == "close":
        gone.close()
    elif end == "leave":
        gone.goto("about:blank")
    else:
        with gone.expect_event("crash"), suppress(Error):
            gone.goto("chrome://crash")
    kept.wait_for_timeout(1000)
    drafts.builds.clear()
    rewrite(project.data / "verdeelsleutels.csv", "2019,markt,68.0", "2019,markt,69.9")
    rewrite(project.data / "verdeelsleutels.csv", "2019,overheid,32.0", "2019,overheid,30.1")
    expect(hired(kept)).to_have_text(re.compile("5.611"), timeout=SOON)
    kept.wait_for_timeout(1000)
    assert drafts.builds == {"2019"}


def test_where_tabs_cannot_share_a_line_each_has_its_own(
    window: BrowserContext, running: Running, project: Project
) -> None:
    window.add_init_script("delete globalThis.SharedWorker")
    tabs = [tab(window, running, path) for path in ("2019/", "")]
    expect(hired(tabs[0])).to_have_text(re.compile("5.611"), timeout=WAIT)
    change_key(project)
    expect(hired(tabs[0])).to_have_text(re.compile("4.710"), timeout=SOON)
    expect(listed(tabs[1], "2019")).to_contain_text("gewijzigd", timeout=SOON)
