from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.page.annex_sample import EDITIONS, page_of_edition
from tests.proofs.screens import DESK, SCREENS, UNFOLD, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.proofs.screens import Shown

LEAST = 4.5
"""WCAG 2.2, 1.4.3, for letters of ordinary size; ours are never large enough for less."""

PAINTED = """() => {
  const ground = element => {
    const colour = getComputedStyle(element).backgroundColor;
    const clear = colour === 'rgba(0, 0, 0, 0)' && element.parentElement;
    return clear ? ground(element.parentElement) : colour;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
    if (text && element.checkVisibility())
      found.push([text, getComputedStyle(element).color, ground(element)]);
  }
  return found;
}"""


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Give the relative luminance of an opaque colour, from 0 to 1."""
    matched = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    assert matched, f"{colour} lets something else through"
    parts = [int(part) / 255 for part in matched.groups()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def faint(page: Page) -> list[str]:
    """Give the texts that are hard to read, also those that are scrolled away."""
    painted = page.evaluate(PAINTED)
    assert len(painted) > 20
    return [text for text, ink, ground in painted if contrast(ink, ground) < LEAST]


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(9, 9, 9)", "rgb(9, 9, 9)") == 1
    assert contrast("rgb(118, 118, 118)", "rgb(255, 255, 255)") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_text_can_be_read(shown: Shown, edition: str, screen: Screen) -> None:
    page = shown.edition(edition, screen)
    page.evaluate(UNFOLD)
    assert faint(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_place_one_comes_back_to_can_be_read_too(shown: Shown, scheme: str) -> None:
    page = shown.edition("2019", Screen(width=360, scheme="dark" if scheme == "dark" else "light"))
    page.goto(f"{page.url}#tabel-2-r3k3")
    marked = page.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor")
    assert marked == {"light": "rgb(255, 243, 191)", "dark": "rgb(77, 64, 0)"}[scheme]
    assert faint(page) == []


def test_a_screen_at_night_is_dark(shown: Shown) -> None:
    grounds = [
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        for page in (shown.edition("2019", screen) for screen in SCREENS)
    ]
    assert [luminance(ground) > 0.5 for ground in grounds] == [True, False, True, False]


def test_a_faint_text_is_found(shown: Shown) -> None:
    html = page_of_edition("2019").replace("--zacht: #4d4d4d", "--zacht: #8d8d8d")
    assert "Bijlage" in faint(shown.html(html, DESK))
