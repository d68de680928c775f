"""Every part of every page has a box of its own in which its words fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.diff.differences import render_report
from reporter.preview.builder import PageBuilder
from reporter.project import Project
from tests.diff.page_sample import built, changes, compared
from tests.diff.report_sample import NAMES, SAME, TEMPLATES, report
from tests.page.annex_sample import EDITIONS, page_of_edition
from tests.preview.draft_sample import change_key, copied
from tests.preview.running import Running
from tests.proofread.test_proof_page import page_of
from tests.proofs.boxes import misplaced
from tests.proofs.preview_screen import ShownPreview, annex
from tests.proofs.screens import UNFOLD, Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.proofs.screens import Shown

WIDTHS = (375, 768, 1280)
SCREENS = [Screen(width=width, scheme=dark) for width in WIDTHS for dark in ("light", "dark")]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_in_a_finished_annex(shown: Shown, screen: Screen) -> None:
    for edition in EDITIONS:
        page = shown.edition(edition, screen)
        page.evaluate(UNFOLD)
        assert misplaced(page) == [], edition


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give reports of differences and a page of a letter that was proofread."""
    project = Project(output=tmp_path_factory.mktemp("output"))
    old, new = built("2018", project), built("2019", project)
    return {
        "everything": report(),
        "nothing": render_report(SAME, NAMES, None, TEMPLATES),
        "years": render_report(compared(old, new), NAMES, changes(old, new), TEMPLATES),
        "letter": page_of(),
    }


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_in_a_report_of_differences_and_in_a_letter_that_was_proofread(
    shown: Shown, pages: dict[str, str], screen: Screen
) -> None:
    for name, html in pages.items():
        page = shown.html(html, screen)
        page.evaluate(UNFOLD)
        assert misplaced(page) == [], name


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Preview 2019 with another key, beside editions that were accepted and never were."""
    project = copied(tmp_path_factory.mktemp("boxes"))
    change_key(project)
    with Running(PageBuilder(project)) as served:
        yield served


@pytest.fixture
def windows(browser: Browser, running: Running) -> Iterator[ShownPreview]:
    opened = ShownPreview(browser, str(running.client.base_url))
    yield opened
    opened.close()


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_in_the_preview_of_every_edition_with_all_of_it_open(
    windows: ShownPreview, screen: Screen
) -> None:
    assert misplaced(windows("", screen)) == []
    for edition in EDITIONS:
        page = windows(f"{edition}/", screen)
        assert misplaced(page) == [], edition
        page.locator("#precies").click()
        annex(page).evaluate(UNFOLD)
        annex(page).locator(".cijfer").first.click()
        assert misplaced(page) == [], edition
        assert misplaced(annex(page), "[hidden], .stil, script, style") == [], edition
        page.locator("#drukpaginas").click()
        assert misplaced(page) == [], edition


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_in_a_preview_and_a_list_of_what_cannot_be_made(
    browser: Browser, faulty: Running, screen: Screen
) -> None:
    windows = ShownPreview(browser, str(faulty.client.base_url))
    page = windows("", screen)
    assert page.locator("[data-stand='bouwt niet']").count() > 0
    assert misplaced(page) == []
    page.goto(f"{faulty.client.base_url}2019/")
    page.locator("#fout").wait_for()
    assert misplaced(page) == []
    windows.close()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Preview deliveries in which three rows are wrong, each with a long text."""
    project = copied(tmp_path_factory.mktemp("faulty"))
    for amount in ("3019089.37", "156.42", "289.74"):
        hours = project.data / "uren.csv"
        hours.write_text(hours.read_text("utf-8").replace(amount, "drie" * 20), "utf-8")
    with Running(PageBuilder(project)) as served:
        yield served


PLANTED = [
    ("broken word", "p { width: 20px; overflow-wrap: anywhere }"),
    ("narrow column", "p { width: 60px; overflow-wrap: normal }"),
    ("outside", "h2 { margin-left: -50px; }"),
    ("on another text", "p { margin-bottom: -3em; }"),
    ("clipped", "caption { height: 4px; overflow: hidden; display: block }"),
    ("no box", "h2 { font-size: 0 }"),
]


@pytest.mark.parametrize(("kind", "style"), PLANTED)
def test_a_planted_fault_is_measured(shown: Shown, kind: str, style: str) -> None:
    html = page_of_edition("2019").replace("</head>", f"<style>{style}</style></head>")
    found = misplaced(shown.html(html, Screen(width=375)))
    assert kind in {line.partition(":")[0] for line in found}


def test_a_detail_in_the_column_of_its_sign_is_measured(
    windows: ShownPreview,
) -> None:
    page = windows("2022/", Screen(width=1280))
    # As it was: a third child of a grid of two columns falls into the column of twenty pixels.
    page.evaluate("""() => {
      const detail = document.querySelector('.controles .reden');
      detail.closest('li').append(detail);
    }""")
    assert {line.partition(":")[0] for line in misplaced(page)} >= {"narrow column"}
