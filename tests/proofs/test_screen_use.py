from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.page.annex_sample import EDITIONS, page_of_edition
from tests.proofs.screens import DESK, PHONE, SCREENS, SMALLEST, UNFOLD, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.proofs.screens import Shown

SPACED = """p, li, th, td, dd, dt, a, summary, h1, h2, h3 { line-height: 1.5 !important;
  letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }"""
"""What a reader may change without losing anything (WCAG 2.2, 1.4.12)."""

REGIONS = """() => [...document.querySelectorAll('.rol')].map(region => {
  region.scrollLeft = 10000;
  const head = region.querySelector('tbody th').getBoundingClientRect();
  const figure = region.querySelector('tbody td:last-child').getBoundingClientRect();
  const own = region.getBoundingClientRect();
  return {
    scrolls: region.scrollWidth > region.clientWidth,
    reachable: region.tabIndex === 0 && region.hasAttribute('aria-labelledby'),
    headInSight: Math.abs(head.left - own.left) < 1,
    lastInSight: figure.left >= head.right - 1 && figure.right <= own.right + 1,
  };
})"""

MARKS = """() => [...document.querySelectorAll('sup a')].map(mark => {
  const box = mark.getBoundingClientRect();
  return [box.width, box.height];
})"""

FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const box = [...one.getClientRects()].at(-1);
  const hit = document.elementFromPoint(box.right - 4, (box.top + box.bottom) / 2);
  return {
    name: one.outerHTML.slice(0, 60),
    outlined: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
    inSight: one === hit || one.contains(hit),
  };
}"""


def overflow(page: Page) -> int:
    """Give how many pixels the page itself can be scrolled to the side."""
    found: int = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found


def tabbed(page: Page) -> list[dict[str, Any]]:
    """Go through the page with the tab key; give what is seen of each stop."""
    stops = page.evaluate("document.querySelectorAll('a, summary, [tabindex]').length")
    found = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return found


@pytest.mark.parametrize("screen", [SMALLEST, PHONE, DESK], ids=str)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_page_itself_never_scrolls_to_the_side(
    shown: Shown, edition: str, screen: Screen
) -> None:
    page = shown.edition(edition, screen)
    assert overflow(page) == 0
    page.evaluate(UNFOLD)
    assert overflow(page) == 0
    page.add_style_tag(content=SPACED)
    assert overflow(page) == 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_wide_table_scrolls_in_its_own_region_while_its_row_heads_stay(
    shown: Shown, edition: str
) -> None:
    regions = shown.edition(edition, PHONE).evaluate(REGIONS)
    assert any(one["scrolls"] for one in regions)
    for region in regions:
        assert region["reachable"]
        assert region["headInSight"]
        assert region["lastInSight"]


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=str)
@pytest.mark.parametrize("edition", ["2019", "2022"])
def test_every_mark_is_big_enough_for_a_finger(shown: Shown, edition: str, screen: Screen) -> None:
    marks = shown.edition(edition, screen).evaluate(MARKS)
    assert len(marks) > 5
    assert min(min(sizes) for sizes in marks) >= 24


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_who_uses_a_keyboard_sees_where_they_are(shown: Shown, screen: Screen) -> None:
    stops = tabbed(shown.edition("2019", screen))
    assert len(stops) > 40
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []
    assert [stop["name"] for stop in stops if not stop["inSight"]] == []


def test_the_origin_of_a_figure_unfolds_with_a_key(shown: Shown) -> None:
    page = shown.edition("2019", PHONE)
    told = page.get_by_text("= 46.218,0833, afgerond 46.218.").first
    assert not told.is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert told.is_visible()


def test_a_mark_leads_to_its_note_and_the_note_back_to_the_figure(shown: Shown) -> None:
    page = shown.edition("2019", PHONE)
    page.locator("#tabel-1-r3k2").get_by_role("link", name="Noot a").click()
    note = page.locator("#tabel-1-noot-a")
    assert page.evaluate("document.querySelector(':target').id") == "tabel-1-noot-a"
    note.get_by_role("link", name="Terug naar 9.786").click()
    assert page.evaluate("document.querySelector(':target').id") == "tabel-1-r3k2"


def test_what_these_proofs_look_for_can_go_wrong(shown: Shown) -> None:
    html = page_of_edition("2019")
    loose = html.replace(".rol { overflow-x: auto;", ".rol {")
    assert overflow(shown.html(loose, PHONE)) > 0
    small = html.replace("min-width: 24px", "min-width: 0")
    assert min(min(sizes) for sizes in shown.html(small, PHONE).evaluate(MARKS)) < 24
    bare = html.replace("outline: 3px solid", "outline: 0 none")
    assert not all(stop["outlined"] for stop in tabbed(shown.html(bare, DESK)))
    hiding = html.replace("scroll-padding: 0 2rem 0 9rem", "")
    assert not all(stop["inSight"] for stop in tabbed(shown.html(hiding, PHONE)))
