"""The page of the preview before a judge of accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import (
    Axe,
)

from tests.preview.draft_sample import rewrite
from tests.proofs.preview_screen import HIRED, annex
from tests.proofs.screens import DESK, SCREENS, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from reporter.project import Project
    from tests.proofs.preview_screen import ShownPreview

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
UNDECIDED = {
    ("color-contrast", "elmPartiallyObscured"),
    ("color-contrast", "elmPartiallyObscuring"),
    ("color-contrast", "shortTextContent"),
    ("color-contrast", "nonBmp"),
    ("frame-tested", "frame-tested"),
}
"""A cell that is scrolled away, a mark of one letter, the signs before a word; and the frame,
which is judged apart."""


JUDGED = frozenset({"color-contrast", "target-size"})


def faults(place: Page | Frame, judged: frozenset[str] = JUDGED) -> list[str]:
    """Give what axe finds wrong in one document, and what it cannot decide on.

    ``judged`` are rules that must have found something to judge.
    """
    options = {"runOnly": [*RULES], "iframes": False}
    found: dict[str, Any] = Axe().run(place, options=options).response
    assert judged <= {one["id"] for one in found["passes"]}
    undecided = [
        (one["id"], (check["data"] or {}).get("messageKey", check["id"]), node["html"][:150])
        for one in found["incomplete"]
        for node in one["nodes"]
        for check in (*node["any"], *node["all"], *node["none"])
    ]
    wrong = [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]
    return wrong + [f"{one}" for one in undecided if one[:2] not in UNDECIDED]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_axe_finds_nothing_in_page_annex_and_list(show: ShownPreview, screen: Screen) -> None:
    page = show(screen=screen)
    assert faults(page) == []
    assert faults(annex(page)) == []
    page.locator("#precies").click()
    annex(page).locator(f"[data-plaats={HIRED}]").click()
    assert faults(page) == []
    assert faults(annex(page)) == []
    page.locator("#drukpaginas").click()
    page.locator("#paginas img").first.wait_for()
    assert faults(page) == []
    assert faults(show("", screen)) == []


@pytest.mark.parametrize("screen", [DESK, Screen(width=360, scheme="dark")], ids=str)
def test_axe_finds_nothing_in_a_page_that_fails(
    show: ShownPreview, project: Project, screen: Screen
) -> None:
    page, template = show(screen=screen), project.templates / "tabel.html.j2"
    rewrite(template, "{{ table.corner }}", "{{ table.hoek }}")
    page.locator("#fout").wait_for()
    said = "Fout: Er zit een fout in een sjabloon. U ziet de laatste goede versie, van "
    assert page.locator("#bericht").inner_text().startswith(said)
    assert page.title() == "✕ Fout: Voorbeeld 2019"
    assert "{{ table.hoek }}" in page.locator("#fout").inner_text()
    assert faults(page) == []
    # The last good page stays.
    assert annex(page).locator(f"#{HIRED}").is_visible()
    rewrite(template, "{{ table.hoek }}", "{{ table.corner }}")
    page.locator("#fout").wait_for(state="hidden")
    assert page.locator("#bericht").inner_text().startswith("Hersteld om ")
