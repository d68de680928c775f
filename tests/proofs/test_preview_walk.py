"""From change to change, one kind of them, what was accepted beside them, and pages in any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.preview.draft_sample import rewrite
from tests.preview.running import until
from tests.proofs.boxes import misplaced
from tests.proofs.preview_screen import HIRED, annex
from tests.proofs.screens import DESK, PHONE, Screen
from tests.proofs.test_preview_axe import faults

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from reporter.project import Project
    from tests.proofs.preview_screen import ShownPreview

READ = frozenset({"color-contrast"})
"""What was accepted holds nothing that can be pressed."""
FOCUSED = "document.activeElement.dataset.plaats"


def beside(page: Page) -> Frame:
    """Give the document of what was accepted."""
    page.frame_locator("#oud").locator("h1").wait_for()
    (frame,) = (frame for frame in page.frames if frame.url.endswith("/accepted"))
    return frame


def test_buttons_and_keys_go_from_change_to_change_and_tell_where_one_is(
    show: ShownPreview,
) -> None:
    page, place = show(), "#w-plaats"
    assert page.locator(place).inner_text() == "26 in de kantlijn"
    assert page.locator(place).get_attribute("role") == "status"
    page.locator("#volgende").press("Enter")
    assert annex(page).evaluate(FOCUSED) == HIRED
    assert page.locator(place).inner_text() == "1 van 26"
    # With the focus in the frame the keys do the same, and the line in the margin is marked.
    page.keyboard.press("Alt+ArrowDown")
    assert annex(page).evaluate(FOCUSED) == "tabel-1-r2k2"
    assert "5.576" in page.locator("[aria-current=true]").inner_text()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator(place).inner_text() == "26 van 26"


def test_one_kind_of_change_can_be_looked_at_alone_and_stays_so_after_a_save(
    show: ShownPreview, project: Project
) -> None:
    page, lines = show(), "#inhoud .lijst > li:visible"
    assert page.locator(lines).count() == 26
    page.get_by_label("Toon").select_option("herzien")
    assert page.locator(lines).count() == 16
    assert page.locator("#k-teksten").is_hidden()
    marked = annex(page).locator(".anders:not(.buiten)")
    assert set(marked.evaluate_all("all => all.map(one => one.dataset.soort)")) == {"herzien"}
    page.locator("#volgende").click()
    assert page.locator("#w-plaats").inner_text() == "1 van 16"
    rewrite(project.data / "verdeelsleutels.csv", "2019,markt,68.0", "2019,markt,67.0")
    rewrite(project.data / "verdeelsleutels.csv", "2019,overheid,32.0", "2019,overheid,33.0")
    annex(page).locator(f"[data-plaats={HIRED}]", has_text="4.236").wait_for()
    assert page.get_by_label("Toon").input_value() == "herzien"
    assert "4.236" in page.locator("[aria-current=true]").inner_text()
    kinds = page.locator(lines).evaluate_all("all => all.map(one => one.dataset.soort)")
    assert set(kinds) == {"herzien"}


@pytest.mark.parametrize("screen", [DESK, Screen(width=1280, scheme="dark")], ids=str)
def test_what_was_accepted_stands_beside_the_draft_and_shows_the_same_figure(
    show: ShownPreview, screen: Screen
) -> None:
    page = show(screen=screen)
    page.locator("#naast").click()
    old = beside(page)
    cell = old.locator("#c-resultaten-inleen-markt")
    assert cell.inner_text() == "5.611"
    until(lambda: cell.get_attribute("class") == "anders")
    assert old.locator("#c-resultaten-formeel-markt").get_attribute("class") in {"", None}
    page.locator("#volgende").click()
    assert annex(page).evaluate(FOCUSED) == HIRED
    until(lambda: 0 < cell.evaluate("one => one.getBoundingClientRect().top") < 600)
    left, right = page.locator("#oud").bounding_box(), page.locator("#bijlage").bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    assert misplaced(page) == misplaced(old) == []
    assert faults(page) == faults(old, READ) == []


def test_on_a_phone_what_was_accepted_takes_the_place_of_the_draft(show: ShownPreview) -> None:
    page = show(screen=PHONE)
    page.locator("#naast").click()
    old = beside(page)
    assert page.locator("#bijlage").is_hidden()
    assert misplaced(page) == misplaced(old) == []
    assert faults(page) == faults(old, READ) == []
    # That the draft is out of sight is no fault of its style.
    assert page.locator("#verborgen").is_hidden()
    page.locator("#naast").click()
    assert page.locator("#bijlage").is_visible()
    assert page.locator("#oud").is_hidden()


def test_of_an_edition_that_never_was_accepted_it_is_said_so(show: ShownPreview) -> None:
    page = show("2018/")
    page.locator("#naast").click()
    assert beside(page).locator("h1").inner_text() == "Nog niet goedgekeurd"


def test_pages_of_the_pdf_grow_and_shrink_with_buttons_and_keys_and_remember_it(
    show: ShownPreview,
) -> None:
    page = show()
    page.locator("#drukpaginas").click()
    picture = page.locator("#paginas img").first
    width = "one => Math.round(one.getBoundingClientRect().width)"
    whole = picture.evaluate(width)
    page.locator("#groter").click()
    assert picture.evaluate(width) == pytest.approx(whole * 1.25, abs=1)
    page.locator("#paginas").focus()
    page.keyboard.press("+")
    assert picture.evaluate(width) == pytest.approx(whole * 1.5, abs=1)
    assert page.locator("#g-stand").inner_text() == "150 procent"
    page.reload()
    page.locator("#paginas img").first.wait_for()
    assert picture.evaluate(width) == pytest.approx(whole * 1.5, abs=1)
    page.locator("#paginas").press("0")
    assert picture.evaluate(width) == whole
    for _ in range(4):
        page.locator("#paginas").press("-")
    assert picture.evaluate(width) == pytest.approx(whole * 0.5, abs=1)
    assert page.locator("#kleiner").is_disabled()
