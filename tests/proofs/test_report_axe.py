from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import (
    Axe,
)

from reporter.diff.differences import render_report
from reporter.project import Project
from tests.diff.page_sample import built, changes, compared
from tests.diff.report_sample import NAMES, SAME, TEMPLATES, report
from tests.proofs.screens import DESK, PHONE, SCREENS, SMALLEST, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.proofs.screens import Shown

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
UNDECIDED = {"elmPartiallyObscured", "shortTextContent", "nonBmp"}
"""A cell that is scrolled away, which the wide screens show whole, and the sign before a class,
in the colour of the table numbers."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the reports of one of everything, of nothing, and of a year with the next."""
    project = Project(output=tmp_path_factory.mktemp("output"))
    old, new = built("2018", project), built("2019", project)
    return {
        "everything": report(),
        "nothing": render_report(SAME, NAMES, None, TEMPLATES),
        "years": render_report(compared(old, new), NAMES, changes(old, new), TEMPLATES),
    }


def faults(page: Page) -> list[str]:
    """Give what axe finds wrong, and what it cannot decide on for another reason than those."""
    found: dict[str, Any] = Axe().run(page, options={"runOnly": [*RULES]}).response
    assert "color-contrast" in {one["id"] for one in found["passes"]}
    undecided = [
        (one["id"], node, check["data"]["messageKey"])
        for one in found["incomplete"]
        for node in one["nodes"]
        for check in (*node["any"], *node["all"], *node["none"])
    ]
    wrong = [(one["id"], node) for one in found["violations"] for node in one["nodes"]]
    wrong += [(rule, node) for rule, node, reason in undecided if reason not in UNDECIDED]
    return [f"{rule}: {node['html'][:200]}" for rule, node in wrong]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("name", ["everything", "nothing", "years"])
def test_axe_finds_nothing(
    shown: Shown, reports: dict[str, str], name: str, screen: Screen
) -> None:
    assert faults(shown.html(reports[name], screen)) == []


@pytest.mark.parametrize("screen", [SMALLEST, PHONE, DESK], ids=str)
def test_the_page_never_scrolls_sideways(
    shown: Shown, reports: dict[str, str], screen: Screen
) -> None:
    page = shown.html(reports["years"], screen)
    assert page.evaluate("document.documentElement.scrollWidth") <= screen.width


@pytest.mark.parametrize("side", ["del", "ins"])
def test_changed_words_are_marked_by_more_than_colour(
    shown: Shown, reports: dict[str, str], side: str
) -> None:
    page = shown.html(reports["everything"], DESK)
    style = f"getComputedStyle(document.querySelector('{side}'))"
    line = page.evaluate(f"{style}.textDecorationLine")
    border = page.evaluate(f"{style}.borderTopStyle")
    assert (line, border) == {"del": ("line-through", "dashed"), "ins": ("underline", "solid")}[
        side
    ]


def test_old_and_new_stand_beside_each_other_on_a_desk_and_below_on_a_phone(
    shown: Shown, reports: dict[str, str]
) -> None:
    tops = "[...document.querySelectorAll('figure')].map(one => one.getBoundingClientRect().top)"
    desk = shown.html(reports["everything"], DESK).evaluate(tops)
    phone = shown.html(reports["everything"], PHONE).evaluate(tops)
    assert desk[0] == desk[1]
    assert phone[0] < phone[1]


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("--weg: #fbe4e7", "--weg: #777777", "color-contrast"),
        (" alt=", " data-alt=", "image-alt"),
        (' tabindex="0"', "", "scrollable-region-focusable"),
    ],
)
def test_a_planted_fault_is_found(
    shown: Shown, reports: dict[str, str], right: str, wrong: str, rule: str
) -> None:
    html = reports["everything"]
    assert right in html
    found = faults(shown.html(html.replace(right, wrong), PHONE))
    assert {line.partition(":")[0] for line in found} == {rule}
