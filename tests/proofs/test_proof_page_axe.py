from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofread.test_proof_page import page_of
from tests.proofs.screens import DESK, PHONE, SCREENS, SMALLEST, Screen
from tests.proofs.test_report_axe import faults

if TYPE_CHECKING:
    from tests.proofs.screens import Shown


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_axe_finds_nothing(shown: Shown, screen: Screen) -> None:
    assert faults(shown.html(page_of(), screen)) == []


@pytest.mark.parametrize("screen", [SMALLEST, PHONE, DESK], ids=str)
def test_the_page_never_scrolls_sideways(shown: Shown, screen: Screen) -> None:
    page = shown.html(page_of(), screen)
    assert page.evaluate("document.documentElement.scrollWidth") <= screen.width


def test_an_explanation_stands_beside_its_number_on_a_desk_and_below_it_on_a_phone(
    shown: Shown,
) -> None:
    places = (
        "['.stuk:has(.uitleg) .tekst', '.stuk:has(.tekst) .uitleg']"
        ".map(one => document.querySelector(one).getBoundingClientRect())"
        ".map(one => [one.left, one.top])"
    )
    (left, top), (beside, level) = shown.html(page_of(), DESK).evaluate(places)
    assert beside > left
    assert abs(level - top) < 20
    (_, top), (_, below) = shown.html(page_of(), PHONE).evaluate(places)
    assert below > top


def test_wrong_is_framed_and_right_is_underlined(shown: Shown) -> None:
    page = shown.html(page_of(), DESK)
    style = "one => getComputedStyle(document.querySelector(one))"
    assert page.evaluate(f"({style})('.vondst.wrong').borderTopStyle") == "solid"
    assert page.evaluate(f"({style})('p .vondst.right').borderTopStyle") == "none"
    assert page.evaluate(f"({style})('p .vondst.right').borderBottomStyle") == "solid"
