from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import (
    Axe,
)

from tests.page.annex_sample import EDITIONS, page_of_edition
from tests.proofs.screens import DESK, PHONE, SCREENS, UNFOLD, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.proofs.screens import Shown

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
UNDECIDED = {("color-contrast", "elmPartiallyObscured"), ("color-contrast", "shortTextContent")}
"""The colours of a cell that is scrolled away and of a mark of one letter axe leaves to others:
test_screen_contrast.py sees to them."""


def findings(page: Page) -> tuple[list[str], set[tuple[str, str]]]:
    """Give what axe finds wrong, and the rules it cannot decide on with the reason."""
    options = {"runOnly": [*RULES], "resultTypes": ["violations", "incomplete"]}
    found: dict[str, Any] = Axe().run(page, options=options).response
    wrong = [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]
    undecided = {
        (one["id"], (check["data"] or {}).get("messageKey", check["id"]))
        for one in found["incomplete"]
        for node in one["nodes"]
        for check in (*node["any"], *node["all"], *node["none"])
    }
    assert {one["id"] for one in found["passes"]} >= {"color-contrast", "th-has-data-cells"}
    return wrong, undecided


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("edition", EDITIONS)
def test_axe_finds_nothing_folded_or_unfolded(shown: Shown, edition: str, screen: Screen) -> None:
    page = shown.edition(edition, screen)
    for unfolding in ("() => {}", UNFOLD):
        page.evaluate(unfolding)
        wrong, undecided = findings(page)
        assert wrong == []
        assert undecided <= UNDECIDED


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ('<html lang="nl">', "<html>", "html-has-lang"),
        ("--zacht: #4d4d4d", "--zacht: #8d8d8d", "color-contrast"),
        ("padding: .2rem 0;", "line-height: 1;", "target-size"),
        (' tabindex="0"', "", "scrollable-region-focusable"),
        ("<h2 id=", "<h5 id=", "heading-order"),
        (' aria-label="Noot a">a<', ' aria-label=" "><', "link-name"),
    ],
)
def test_a_planted_fault_is_found(shown: Shown, right: str, wrong: str, rule: str) -> None:
    html = page_of_edition("2019")
    assert right in html
    screen = PHONE if rule.startswith("scrollable") else DESK
    found, _ = findings(shown.html(html.replace(right, wrong), screen))
    assert {line.partition(":")[0] for line in found} == {rule}
