"""The preview in a real browser: what is saved is seen, what is broken heals, nobody looks in."""

from __future__ import annotations

import re
import shutil
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, Page, expect

from reporter.cli.preview import way_in
from reporter.preview.builder import PageBuilder
from reporter.project import CHECKOUT, Project
from tests.preview.running import Running, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Locator

WAIT = 300_000


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("data", "templates", "output"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    (tmp_path / "data" / "controletotalen.csv").unlink()  # amounts are changed here
    return Project(
        data=tmp_path / "data", templates=tmp_path / "templates", output=tmp_path / "output"
    )


@pytest.fixture
def running(project: Project) -> Iterator[Running]:
    with Running(PageBuilder(project)) as served:
        yield served


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = window.new_page()
    opened.goto(running.told.url)
    expect(figure(opened)).to_have_text(re.compile("46.218"), timeout=WAIT)
    yield opened
    window.close()


def annex(page: Page) -> FrameLocator:
    return page.frame_locator("#bijlage")


def figure(page: Page) -> Locator:
    """Give the formal jobs in the market of table 1."""
    return annex(page).locator("#tabel-1-r1k1")


def write(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_edited_delivery_is_seen_without_loading_the_page_anew(
    page: Page, project: Project
) -> None:
    page.evaluate("window.kept = true")
    # 110,92 hours are one job: 1.109,20 hours more are ten jobs more.
    write(
        project.data / "uren.csv",
        "2019,formeel,markt,wajong,3019089.37",
        "2019,formeel,markt,wajong,3020198.57",
    )
    expect(figure(page)).to_have_text(re.compile("46.228"), timeout=WAIT)
    assert page.evaluate("window.kept")


def test_a_style_is_seen_as_well(page: Page, project: Project) -> None:
    write(
        project.templates / "stijl.css",
        "h1, h2 { color: var(--accent)",
        "h1, h2 { color: rgb(1, 2, 3)",
    )
    expect(annex(page).locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=WAIT)


def test_a_broken_template_is_told_on_the_last_good_page_and_heals(
    page: Page, project: Project
) -> None:
    template = project.templates / "colofon.html.j2"
    good = template.read_text("utf-8")
    template.write_text(f"{{% if %}}\n{good}", "utf-8")
    failure = page.locator("#fout")
    expect(failure).to_be_visible(timeout=WAIT)
    expect(failure).to_contain_text("colofon.html.j2")
    expect(failure).to_contain_text("{% if %}")
    expect(figure(page)).to_have_text(re.compile("46.218"))
    template.write_text(good, "utf-8")
    expect(failure).to_be_hidden(timeout=WAIT)
    expect(page.locator("#bericht")).to_contain_text("Hersteld")


def test_a_wrong_delivery_names_file_row_and_column(page: Page, project: Project) -> None:
    write(project.data / "uren.csv", "3019089.37", "drie")
    failure = page.locator("#fout")
    expect(failure).to_be_visible(timeout=WAIT)
    for word in ("uren.csv", "25", "verloonde_uren", "drie"):
        expect(failure).to_contain_text(word)
    write(project.data / "uren.csv", "drie", "3019089.37")
    expect(failure).to_be_hidden(timeout=WAIT)


def test_a_crashed_tab_shows_the_newest_page_when_it_is_loaded_again(
    page: Page, running: Running, project: Project
) -> None:
    other = page.context.new_page()
    other.goto(running.told.url)
    with other.expect_event("crash"), suppress(Error):  # what a browser says of it differs
        other.goto("chrome://crash")
    write(project.data / "uren.csv", "3019089.37", "3020198.57")
    expect(figure(page)).to_have_text(re.compile("46.228"), timeout=WAIT)
    again = page.context.new_page()
    again.goto(running.told.url)
    expect(figure(again)).to_have_text(re.compile("46.228"), timeout=WAIT)


def test_a_closed_laptop_catches_up(page: Page, project: Project) -> None:
    page.context.set_offline(True)
    write(project.data / "uren.csv", "3019089.37", "3020198.57")
    page.wait_for_timeout(1000)
    page.context.set_offline(False)
    expect(figure(page)).to_have_text(re.compile("46.228"), timeout=WAIT)


def test_a_tab_of_a_preview_that_was_started_again_says_where_to_look(
    browser: Browser, project: Project
) -> None:
    first = Running(PageBuilder(project))
    with first:
        port = first.port
        page = browser.new_page()
        page.goto(first.told.url)
        expect(figure(page)).to_have_text(re.compile("46.218"), timeout=WAIT)
    write(project.data / "uren.csv", "3019089.37", "3020198.57")
    with Running(PageBuilder(project), port=port) as second:
        told = "Het programma is opnieuw gestart. Open het nieuwe adres, dat in de terminal staat."
        expect(page.locator("#bericht")).to_have_text(told, timeout=WAIT)
        page.reload()
        expect(page.locator("p")).to_contain_text("Open het adres dat in de terminal staat.")
        page.goto(second.told.url)
        expect(figure(page)).to_have_text(re.compile("46.228"), timeout=WAIT)
    page.close()


def test_the_page_that_opens_the_browser_leads_to_the_preview(
    browser: Browser, running: Running
) -> None:
    with way_in(running.told.url) as leading:
        page = browser.new_page()
        page.goto(leading.as_uri())
        expect(figure(page)).to_have_text(re.compile("46.218"), timeout=WAIT)
        assert page.evaluate("document.referrer") == ""
        page.close()
    assert not leading.parent.exists()


def test_nothing_is_asked_of_anyone_else_and_no_rule_of_the_policy_is_broken(
    browser: Browser, running: Running, project: Project
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(running.told.url)
    expect(figure(page)).to_have_text(re.compile("46.218"), timeout=WAIT)
    write(
        project.templates / "stijl.css",
        "h1, h2 { color: var(--accent)",
        "h1, h2 { color: rgb(1, 2, 3)",
    )
    expect(annex(page).locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=WAIT)
    page.goto(running.told.url.removesuffix("2019/"))
    page.wait_for_timeout(500)
    page.close()
    home = running.told.url.removesuffix("2019/")
    assert [url for url in asked if not url.startswith((home, "data:"))] == []
    assert said == []


def test_a_script_in_a_template_does_not_run(page: Page, project: Project) -> None:
    write(
        project.templates / "colofon.html.j2",
        "",
        '<p id="kwaad">kwaad</p><script>parent.evil = 1</script>'
        '<img src="x" onerror="parent.evil = 1">',
    )
    expect(annex(page).locator("#kwaad")).to_have_count(1, timeout=WAIT)
    page.reload()
    expect(annex(page).locator("#kwaad")).to_have_count(1, timeout=WAIT)
    page.wait_for_timeout(300)
    assert page.evaluate("window.evil") is None


@contextmanager
def foreign_site() -> Iterator[str]:
    """Serve an empty page on another port, which is another origin."""

    class Empty(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>foreign</title>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


READ = """async (url) => {
  const tried = {};
  for (const mode of ['cors', 'no-cors'])
    tried[mode] = await fetch(url, { mode }).then((one) => one.text(), () => 'refused');
  tried.image = await new Promise((done) => {
    const image = new Image();
    image.onload = () => done('shown');
    image.onerror = () => done('refused');
    image.src = url.replace('state', 'pages/1.png');
  });
  return tried;
}"""


def test_a_page_of_another_site_sees_nothing(browser: Browser, running: Running) -> None:
    until(lambda: running.state()["pages"]["count"] > 0)
    with foreign_site() as address:
        page = browser.new_page()
        page.goto(address)
        found = page.evaluate(READ, f"{running.told.url}state")
        assert "46.218" not in found.pop("no-cors")
        assert found == {"cors": "refused", "image": "refused"}
        page.set_content(f'<iframe src="{running.told.url}"></iframe>')
        page.wait_for_timeout(500)
        assert "Voorbeeld" not in page.frames[-1].content()
        page.close()
