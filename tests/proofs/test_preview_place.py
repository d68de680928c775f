"""What somebody looks at stays where it is while the page around it is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.preview.draft_sample import rewrite
from tests.preview.running import until
from tests.proofs.preview_screen import HIRED, annex
from tests.proofs.screens import DESK, PHONE, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from reporter.project import Project
    from tests.proofs.preview_screen import ShownPreview

TABLE = "Tabel 1"
ABOVE = "<p>Een nieuw stuk tekst.</p>\n" * 12
WHERE = f"""() => {{
  const seen = document.querySelector('[data-plaats={HIRED}]');
  const chosen = getSelection().toString();
  const open = document.querySelector('details').open;
  return [seen.getBoundingClientRect().top, [document.activeElement === seen, open, chosen]];
}}"""
PIXEL = 1
"""A page can be scrolled by whole pixels only, and a line of text is no whole number of them."""
READY = f"""() => {{
  document.querySelector('summary').click();
  const seen = document.querySelector('[data-plaats={HIRED}]');
  seen.scrollIntoView({{ block: 'center' }});
  seen.focus({{ preventScroll: true }});
  getSelection().selectAllChildren(document.querySelector('caption .nummer'));
}}"""


def place(frame: Frame) -> tuple[float, list[object]]:
    """Give how high the figure stands, whether it has the focus, what is open and selected."""
    height, others = frame.evaluate(WHERE)
    return height, others


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=str)
def test_paragraphs_inserted_above_leave_focus_open_part_selection_and_height_as_they_were(
    show: ShownPreview, project: Project, screen: Screen
) -> None:
    frame, text = annex(show(screen=screen)), project.templates / "teksten/resultaten.html.j2"
    frame.evaluate(READY)
    height, others = place(frame)
    assert others == [True, True, TABLE]

    first = '<section aria-labelledby="kort">'
    rewrite(text, first, f"{ABOVE}{first}")
    frame.get_by_text("Een nieuw stuk tekst.").first.wait_for(state="attached")
    assert frame.get_by_text("Een nieuw stuk tekst.").count() == 12
    frame.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    now, kept = place(frame)
    assert abs(now - height) < PIXEL
    assert kept == others


def test_a_table_that_comes_before_takes_the_focus_from_no_figure(
    show: ShownPreview, project: Project
) -> None:
    frame, text = annex(show()), project.templates / "teksten/resultaten.html.j2"
    frame.evaluate(READY)
    focused = "document.activeElement.id"
    assert frame.evaluate(focused) == "c-resultaten-inleen-markt"
    # The order of the tables is turned round, so each stands where another stood.
    rewrite(text, "in annex.tables %}{{ tabel.toon", "in annex.tables | reverse %}{{ tabel.toon")
    first = "document.querySelector('.blok caption .nummer').textContent"
    until(lambda: frame.evaluate(first) == "Tabel 7")
    assert frame.evaluate(focused) == "c-resultaten-inleen-markt"


def test_what_is_told_of_a_figure_is_told_of_it_as_it_is_now(
    show: ShownPreview, project: Project
) -> None:
    page, keys = show(), project.data / "verdeelsleutels.csv"
    frame = annex(page)
    figure = frame.locator(f"[data-plaats={HIRED}]")
    figure.click()
    figure.hover()
    assert page.locator("#tip").inner_text().split() == ["herzien", "was", "5.611", "–901"]
    rewrite(keys, "2019,markt,68.0", "2019,markt,65.0")
    rewrite(keys, "2019,overheid,32.0", "2019,overheid,35.0")
    # 47.392,47 hired jobs of 2019 x 65,0 percent - 27.516,46 of the baseline.
    frame.locator(f"[data-plaats={HIRED}]", has_text="3.288").wait_for()
    assert page.locator("#tip").inner_text().split() == ["herzien", "was", "5.611", "–2.323"]
    assert "3.288,4788" in page.locator("#uitleg").inner_text()
    # Back to what was accepted: there is nothing to tell.
    rewrite(keys, "2019,markt,65.0", "2019,markt,69.9")
    rewrite(keys, "2019,overheid,35.0", "2019,overheid,30.1")
    frame.locator(f"[data-plaats={HIRED}]:not(.anders)").wait_for()
    assert page.locator("#tip").is_hidden()
    assert "Was" not in page.locator("#uitleg").inner_text()


def test_an_explanation_goes_with_its_figure(show: ShownPreview, project: Project) -> None:
    page, text = show(), project.templates / "teksten/resultaten.html.j2"
    annex(page).locator("[data-plaats=tekst-aandeel_formeel]").click()
    assert "aandeel formeel" in page.locator("#uitleg").inner_text()
    rewrite(text, "{{ getal(cijfer.aandeel_formeel) }} procent", "Een deel")
    page.get_by_text("Kies in de bijlage een cijfer").wait_for()
