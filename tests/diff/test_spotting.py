"""Pictures drawn by hand: each sign is a block of pixels, each space a block of paper."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from reporter.diff.spots import EDGE, INK, Box, Spot, framed, spots

Pixels = NDArray[np.uint8]

SIZE = 6
MARGIN = 6
SHADES = {" ": 255, "_": 230}
"""Paper, and paper that is shaded; any other sign has the shade of its number."""


SHADED = "_" * 12


def drawn(*rows: str) -> Pixels:
    """Draw rows of signs, each six pixels wide and high, with as much white below and behind."""
    width = max(len(row) for row in rows) + MARGIN
    shades = [[SHADES.get(sign, ord(sign)) for sign in row.ljust(width)] for row in rows]
    spread = [line for row in shades for line in (row, [255] * width)]
    grey = np.kron(np.array(spread, np.uint8), np.ones((SIZE, SIZE), np.uint8))
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def box(left: int, row: int, right: int) -> Box:
    """Give the box around signs of a row, from the first up to behind the last."""
    return Box(left * SIZE, 2 * row * SIZE, right * SIZE, (2 * row + 1) * SIZE)


def test_a_changed_word_is_found_whole_on_both_sides() -> None:
    assert spots(drawn("ab   cd   ef"), drawn("ab   cx   ef")) == (
        Spot(box(5, 0, 7), box(5, 0, 7)),
    )


def test_a_longer_word_has_a_wider_box() -> None:
    assert spots(drawn("ab   cd"), drawn("ab   cdx")) == (Spot(box(5, 0, 7), box(5, 0, 8)),)


def test_words_near_each_other_share_a_box() -> None:
    assert spots(drawn("ab cd"), drawn("ax cx")) == (Spot(box(0, 0, 5), box(0, 0, 5)),)


def test_words_near_each_other_share_a_box_behind_one_that_stands_apart() -> None:
    assert spots(drawn("ab     cd ef"), drawn("ax     cx ex")) == (
        Spot(box(0, 0, 2), box(0, 0, 2)),
        Spot(box(7, 0, 12), box(7, 0, 12)),
    )


def test_a_line_that_came_is_found_where_it_stands() -> None:
    assert spots(drawn("ab", "ef"), drawn("ab", "cd", "ef")) == (Spot(None, box(0, 1, 2)),)


def test_a_line_that_went_does_not_make_the_next_one_differ() -> None:
    assert spots(drawn("ab", "cd", "ef"), drawn("ab", "ef")) == (Spot(box(0, 1, 2), None),)


def test_a_word_on_shaded_paper_is_found_without_the_shade() -> None:
    old, new = drawn("__ab__________"), drawn("__ax__________")
    assert spots(old, new) == (Spot(box(2, 0, 4), box(2, 0, 4)),)


def test_where_no_word_differs_the_line_is_found() -> None:
    old = drawn("ab", SHADED)
    paler = np.where(old == SHADES["_"], np.uint8(240), old)
    assert spots(old, paler) == (Spot(box(0, 1, 12), box(0, 1, 12)),)


def test_a_border_is_found_only_when_nothing_else_differs() -> None:
    old, new = drawn("ab", "cd"), drawn("ab", "cd")
    old[9], new[9] = 0, 100
    border = Box(0, 9, (2 + MARGIN) * SIZE, 10)
    assert spots(old, new) == (Spot(border, border),)
    changed = drawn("ab", "cx")
    changed[9] = 100
    assert spots(old, changed) == (Spot(box(0, 1, 2), box(0, 1, 2)),)


def test_specks_where_the_borders_of_cells_meet_are_no_words() -> None:
    old, new = drawn("__ab__________"), drawn("__ax__________")
    for one, shade in ((old, 90), (new, 80)):
        one[0, : 14 * SIZE], one[0, 3 * SIZE] = 100, shade
    (spot,) = spots(old, new)
    assert spot.new == Box(2 * SIZE, 1, 4 * SIZE, SIZE)
    below = drawn("ab", " ", "cd"), drawn("ax", " ", "cd")
    for one, shade in zip(below, (90, 80), strict=True):
        one[18:20], one[18, 20] = 100, shade
    assert spots(*below) == (Spot(box(0, 0, 2), box(0, 0, 2)),)


def test_where_only_the_space_between_lines_differs_all_of_it_is_found() -> None:
    old = drawn("ab", "cd")
    new = np.delete(old, 8, axis=0)
    assert spots(old, new) == (Spot(Box(0, 0, 12, 18), Box(0, 0, 12, 17)),)


def opened(png: bytes) -> Pixels:
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


@pytest.mark.parametrize("words", ["ab", "cd        xy"])
@pytest.mark.parametrize("room", [2, 10])
def test_a_number_stands_beside_the_frame_and_never_on_ink(words: str, room: int) -> None:
    old, new = (drawn(f"{words}{' ' * room}{end}") for end in ("mm", "nn"))
    pngs = framed([old], [new])
    for png, before in zip(pngs, (old, new), strict=True):
        inside = opened(png)[EDGE : EDGE + SIZE, EDGE : EDGE + before.shape[1]]
        kept = inside[:, : len(words) * SIZE]
        expected = before[:SIZE, : len(words) * SIZE]
        assert (np.abs(kept.astype(int) - expected) < 32).all()


def test_a_side_without_the_zone_has_no_picture_and_the_other_is_framed_whole() -> None:
    old, new = framed([], [drawn("ab", "cd")])
    assert old == b""
    middle = (opened(new) == INK).all(axis=2)[:, EDGE + SIZE]
    above, below = EDGE - 4, EDGE + 3 * SIZE + 4  # four pixels off, three thick
    assert np.flatnonzero(middle).tolist() == [
        *range(above, above + 3),
        *range(below - 2, below + 1),
    ]


def test_parts_on_different_pages_stand_below_each_other() -> None:
    old, _ = framed([drawn("ab")[:6], drawn("cd")[:6]], [drawn("ab")[:6]])
    assert opened(old).shape[0] == 6 + 12 + 6 + 2 * EDGE


def test_a_wider_page_does_not_stop_the_comparison() -> None:
    old, new = framed([drawn("ab")], [drawn("ab  cd")])
    assert opened(old).shape == opened(new).shape
