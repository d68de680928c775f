"""Many tabs of one browser, which opens no more than six connections: only a seen tab listens."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from reporter.preview.builder import PageBuilder
from tests.preview.draft_sample import change_key, copied, rewrite
from tests.preview.running import Running, listened_to, until
from tests.proofs.preview_screen import HIRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from reporter.preview.state import PreviewPage
    from reporter.project import Project

WAIT = SOON = 300_000
"""Milliseconds; only what never comes takes so long, how busy the machine may be."""
LOOK = """
let seen = true;
Object.defineProperty(Document.prototype, 'visibilityState', {
  get: () => seen ? 'visible' : 'hidden',
});
globalThis.turn = (now) => {
  seen = now;
  document.dispatchEvent(new Event('visibilitychange'));
};
"""
"""A browser without a screen shows all its tabs at once; so each is told whether it is seen."""


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copied(tmp_path_factory.mktemp("tabs"))


class Counted(PageBuilder):
    """Remembers which editions were built."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.builds: set[str] = set()

    def build(self, name: str) -> PreviewPage:
        self.builds.add(name)
        return super().build(name)


@pytest.fixture
def builder(project: Project) -> Counted:
    return Counted(project)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what the tabs listen to now, one name for each open line."""
    return listened_to(monkeypatch)


@pytest.fixture
def running(builder: Counted, lines: list[str]) -> Iterator[Running]:
    assert lines == []
    with Running(builder) as served:
        yield served


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as opened:
        opened.add_init_script(LOOK)
        yield opened


def tab(window: BrowserContext, running: Running, path: str) -> Page:
    page = window.new_page()
    page.goto(f"{running.client.base_url}{path}")
    return page


def look_at(page: Page | None, tabs: Sequence[Page]) -> None:
    """Turn to one of some tabs, or away from all."""
    for other in tabs:
        other.evaluate("turn(false)")
    if page:
        page.evaluate("turn(true)")


def hired(page: Page) -> Locator:
    return page.frame_locator("#bijlage").locator(f"[data-plaats={HIRED}]")


def listed(page: Page, edition: str) -> Locator:
    return page.locator("li", has=page.locator(f"a[href='{edition}/']")).locator(".staat")


def test_twelve_tabs_of_one_browser_each_see_a_save_when_they_are_looked_at(
    window: BrowserContext, running: Running, project: Project, lines: list[str]
) -> None:
    tabs: dict[str, list[Page]] = {"2019/": [], "2022/": [], "": []}
    for path in (*tabs, *tabs, *tabs, *tabs):
        opened = [page for group in tabs.values() for page in group]
        look_at(None, opened)
        tabs[path].append(tab(window, running, path))
    everything = [page for group in tabs.values() for page in group]
    assert len(everything) == 12
    look_at(tabs["2019/"][0], everything)
    expect(hired(tabs["2019/"][0])).to_have_text(re.compile("5.611"), timeout=WAIT)
    until(lambda: lines == ["2019"])
    change_key(project)
    rewrite(project.data / "verdeelsleutels.csv", "2022,markt,74.2", "2022,markt,74.0")
    rewrite(project.data / "verdeelsleutels.csv", "2022,overheid,25.8", "2022,overheid,26.0")
    expect(hired(tabs["2019/"][0])).to_have_text(re.compile("4.710"), timeout=SOON)
    for page in everything:
        look_at(page, everything)
        if page in tabs["2019/"]:
            expect(hired(page)).to_have_text(re.compile("4.710"), timeout=SOON)
        elif page in tabs["2022/"]:
            expect(page.locator(".stand h2")).to_contain_text("Concept", timeout=SOON)
        else:
            expect(listed(page, "2022")).to_contain_text("gewijzigd", timeout=SOON)
        until(lambda: len(lines) == 1)


def test_a_tab_that_was_hidden_catches_up_with_what_failed_and_what_healed(
    window: BrowserContext, running: Running, project: Project, lines: list[str]
) -> None:
    page, table = tab(window, running, "2019/"), project.templates / "tabel.html.j2"
    expect(hired(page)).to_have_text(re.compile("5.611"), timeout=WAIT)
    page.evaluate("window.kept = true")
    look_at(None, [page])
    until(lambda: lines == [])
    change_key(project)
    rewrite(table, "{{ table.corner }}", "{{ table.hoek }}")
    until(lambda: bool(running.state()["failure"]))
    look_at(page, [page])
    expect(page.locator("#fout")).to_contain_text("{{ table.hoek }}", timeout=SOON)
    expect(hired(page)).to_have_text(re.compile("5.611"))
    look_at(None, [page])
    rewrite(table, "{{ table.hoek }}", "{{ table.corner }}")
    until(lambda: not running.state()["failure"])
    expect(page.locator("#fout")).to_be_visible()
    look_at(page, [page])
    expect(hired(page)).to_have_text(re.compile("4.710"), timeout=SOON)
    expect(page.locator("#fout")).to_be_hidden()
    expect(page.locator("#bericht")).to_contain_text("Hersteld om ")
    assert page.evaluate("window.kept")


def test_a_tab_that_was_hidden_notices_another_process(
    window: BrowserContext, project: Project
) -> None:
    with Running(PageBuilder(project)) as first:
        page, port = tab(window, first, "2019/"), first.port
        expect(hired(page)).to_have_text(re.compile("5.611"), timeout=WAIT)
        look_at(None, [page])
    change_key(project)
    with Running(PageBuilder(project), port=port):
        look_at(page, [page])
        expect(page.locator("#bericht")).to_contain_text("Open het nieuwe adres", timeout=WAIT)
        expect(hired(page)).to_have_text(re.compile("5.611"))


def test_a_page_that_comes_back_from_the_history_has_one_line(
    window: BrowserContext, running: Running, project: Project, lines: list[str]
) -> None:
    page = tab(window, running, "2019/")
    expect(hired(page)).to_have_text(re.compile("5.611"), timeout=WAIT)
    look_at(None, [page])
    until(lambda: lines == [])
    page.evaluate(
        "turn(true); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    )
    change_key(project)
    expect(hired(page)).to_have_text(re.compile("4.710"), timeout=SOON)
    until(lambda: lines == ["2019"])


def test_a_crash_of_the_tab_that_came_first_takes_the_line_of_no_other(
    window: BrowserContext, running: Running, project: Project
) -> None:
    first, second = tab(window, running, "2019/"), tab(window, running, "2019/")
    expect(hired(second)).to_have_text(re.compile("5.611"), timeout=WAIT)
    with first.expect_event("crash"), suppress(Error):  # what a browser says of it differs
        first.goto("chrome://crash")
    change_key(project)
    expect(hired(second)).to_have_text(re.compile("4.710"), timeout=SOON)


@pytest.mark.parametrize("end", ["close", "crash", "leave", "hide"])
def test_a_tab_that_has_gone_is_no_longer_built_for(
    window: BrowserContext, running: Running, builder: Counted, project: Project, end: str
) -> None:
    kept, gone = tab(window, running, "2019/"), tab(window, running, "2022/")
    expect(hired(kept)).to_have_text(re.compile("5.611"), timeout=WAIT)
    expect(gone.locator(".stand h2")).to_contain_text("Goedgekeurd", timeout=WAIT)
    change_key(project)
    expect(hired(kept)).to_have_text(re.compile("4.710"), timeout=SOON)
    until(lambda: builder.builds == {"2019", "2022"})
    if end == "close":
        gone.close()
    elif end == "leave":
        gone.goto("about:blank")
    elif end == "hide":
        look_at(kept, [gone])
    else:
        with gone.expect_event("crash"), suppress(Error):
            gone.goto("chrome://crash")
    kept.wait_for_timeout(1000)
    builder.builds.clear()
    rewrite(project.data / "verdeelsleutels.csv", "2019,markt,68.0", "2019,markt,69.9")
    rewrite(project.data / "verdeelsleutels.csv", "2019,overheid,32.0", "2019,overheid,30.1")
    expect(hired(kept)).to_have_text(re.compile("5.611"), timeout=SOON)
    kept.wait_for_timeout(1000)
    assert builder.builds == {"2019"}


def test_tabs_that_are_seen_side_by_side_each_have_their_own_line(
    window: BrowserContext, running: Running, project: Project, lines: list[str]
) -> None:
    tabs = [tab(window, running, path) for path in ("2019/", "")]
    expect(hired(tabs[0])).to_have_text(re.compile("5.611"), timeout=WAIT)
    until(lambda: sorted(lines) == ["/", "2019"])
    change_key(project)
    expect(hired(tabs[0])).to_have_text(re.compile("4.710"), timeout=SOON)
    expect(listed(tabs[1], "2019")).to_contain_text("gewijzigd", timeout=SOON)
