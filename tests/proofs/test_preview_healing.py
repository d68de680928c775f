"""A preview that fails at first, tells in its list, or is stopped and started again."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reporter.preview.builder import PageBuilder
from tests.preview.draft_sample import change_key, copied, rewrite
from tests.preview.running import Running, until
from tests.proofs.preview_screen import HIRED, annex

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from playwright.sync_api import Browser, Route

    from reporter.project import Project
    from tests.proofs.preview_screen import ShownPreview


def test_the_list_tells_of_a_failure_without_loading_anew(
    show: ShownPreview, project: Project
) -> None:
    page = show("")
    state = page.locator("li", has=page.locator("a[href='2018/']")).locator(".staat")
    assert state.inner_text().endswith("nog niet goedgekeurd")
    rewrite(project.templates / "tabel.html.j2", "{{ table.corner }}", "{{ table.hoek }}")
    until(lambda: "bouwt niet: templates/tabel.html.j2" in " ".join(state.inner_text().split()))


def test_a_preview_that_starts_with_a_fault_heals_too(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = copied(tmp_path_factory.mktemp("faulty"))
    rewrite(project.templates / "tabel.html.j2", "{{ table.corner }}", "{{ table.hoek }}")
    with Running(PageBuilder(project)) as running, browser.new_context() as window:
        page = window.new_page()
        page.goto(f"{running.client.base_url}2019/")
        page.locator("#fout").wait_for()
        assert page.locator(".download").first.get_attribute("aria-disabled") == "true"
        rewrite(project.templates / "tabel.html.j2", "{{ table.hoek }}", "{{ table.corner }}")
        annex(page).locator(f"[data-plaats={HIRED}]", has_text="5.611").wait_for()
        assert annex(page).evaluate("document.title") == "Resultaten banenafspraak eind 2019"
        assert page.locator(".stand h2").inner_text().endswith("Goedgekeurd")
        annex(page).locator(f"[data-plaats={HIRED}]").click()
        assert "5.610,6972" in page.locator("#uitleg").inner_text()


@contextmanager
def program(project: Project, port: int) -> Iterator[str]:
    """Run the command as a user does; give the address that it prints last."""
    folders = ["--data", str(project.data), "--output", str(project.output)]
    words = [sys.executable, "-m", "reporter", "preview", "2019", "--port", str(port), *folders]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - ours
        assert child.stdout is not None
        try:
            yield next(line for line in child.stdout if line.startswith("http")).split()[0]
        finally:
            child.send_signal(signal.SIGINT)


def test_a_tab_is_told_that_its_program_came_again_under_another_address(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = copied(tmp_path_factory.mktemp("again"))
    with browser.new_context() as window:
        page = window.new_page()
        with program(project, 0) as address:
            page.goto(address)
            page.locator("#k-controles").wait_for()
        page.get_by_text("Geen verbinding met het programma").wait_for()
        change_key(project)
        with program(project, int(address.split(":")[2].split("/")[0])) as other:
            page.get_by_text("Open het nieuwe adres, dat in de terminal staat").wait_for()
            page.goto(other)
            frame = page.frame_locator("#bijlage")
            frame.locator(f"[data-plaats={HIRED}]", has_text="4.710").wait_for()


def test_a_list_that_arrives_after_a_newer_one_is_not_shown(
    show: ShownPreview, project: Project
) -> None:
    page, table = show(""), project.templates / "tabel.html.j2"
    state = page.locator("li", has=page.locator("a[href='2018/']")).locator(".staat")

    def hold_up(route: Route) -> None:
        """Let a newer list be shown between the answer of the server and its arrival."""
        older = route.fetch()
        rewrite(table, "{{ table.corner }}", "{{ table.hoek }}")
        until(lambda: "bouwt niet" in state.inner_text())
        route.fulfill(response=older)

    page.route(page.url, hold_up, times=1)
    rewrite(project.templates / "stijl.css", "--accent: #154273", "--accent: #663300")
    until(lambda: "bouwt niet" in state.inner_text())
    page.wait_for_timeout(500)
    assert "bouwt niet" in state.inner_text()


def test_an_attribute_that_no_script_may_write_holds_nothing_up(
    show: ShownPreview, project: Project
) -> None:
    page, table = show(), project.templates / "tabel.html.j2"
    rewrite(table, "<table ", '<table ="a" ')
    rewrite(project.data / "verdeelsleutels.csv", "2019,markt,68.0", "2019,markt,67.0")
    rewrite(project.data / "verdeelsleutels.csv", "2019,overheid,32.0", "2019,overheid,33.0")
    annex(page).locator(f"[data-plaats={HIRED}]", has_text="4.236").wait_for()
    until(lambda: page.locator("#bericht").inner_text().startswith("Bijgewerkt om "))


def test_a_fault_in_the_page_around_the_annex_heals_by_itself(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = copied(tmp_path_factory.mktemp("around"))
    around = project.templates / "voorbeeld.html.j2"
    rewrite(around, "{{ edition }}</title>", "{{ editie }}</title>")
    with Running(PageBuilder(project)) as running, browser.new_context() as window:
        page = window.new_page()
        page.goto(f"{running.client.base_url}2019/")
        assert "Deze pagina kan nu niet worden gemaakt." in page.inner_text("p")
        rewrite(around, "{{ editie }}</title>", "{{ edition }}</title>")
        page.locator("#k-controles").wait_for()


def test_a_list_that_never_comes_holds_nothing_up(show: ShownPreview, project: Project) -> None:
    page = show("")
    page.wait_for_timeout(300)
    page.route(page.url, lambda _: None, times=1)
    state = page.locator("li", has=page.locator("a[href='2018/']")).locator(".staat")
    rewrite(project.templates / "stijl.css", "--accent: #154273", "--accent: #663300")
    page.wait_for_timeout(300)
    rewrite(project.templates / "tabel.html.j2", "{{ table.corner }}", "{{ table.hoek }}")
    until(lambda: "bouwt niet" in state.inner_text())
