from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from reporter.page.tagging import Direction, MarkedCell, heads_of, place

DATA = MarkedCell()
COLUMN = MarkedCell(scope=Direction.COLUMN)
ROW = MarkedCell(scope=Direction.ROW)


def flat(rows: list[list[MarkedCell]]) -> list[MarkedCell]:
    return [*chain(*place(rows))]


def heads(rows: list[list[MarkedCell]], number: int) -> tuple[int, ...]:
    placed = flat(rows)
    return tuple(heads_of(placed[number], placed))


def test_a_cell_goes_to_the_first_place_that_no_earlier_cell_takes() -> None:
    tall, wide = MarkedCell(height=2), MarkedCell(width=2)
    placed = flat([[tall, wide, DATA], [DATA, DATA, DATA]])
    assert [(one.row, one.column) for one in placed] == [
        (0, 0),
        (0, 1),
        (0, 3),
        (1, 1),
        (1, 2),
        (1, 3),
    ]


def test_a_cell_is_headed_from_the_side_and_then_from_above() -> None:
    assert heads([[COLUMN, COLUMN], [ROW, DATA]], 3) == (2, 1)


def test_a_head_over_two_columns_heads_both_and_no_third() -> None:
    rows = [[MarkedCell(scope=Direction.COLUMN, width=2), COLUMN], [DATA, DATA, DATA]]
    assert [heads(rows, number) for number in (2, 3, 4)] == [(0,), (0,), (1,)]


def test_a_head_over_two_rows_heads_both_and_no_third() -> None:
    tall = MarkedCell(scope=Direction.ROW, height=2, reach=2)
    rows = [[tall, DATA], [DATA], [ROW, DATA]]
    assert [heads(rows, number) for number in (1, 2, 4)] == [(0,), (0,), (3,)]


def test_a_cell_over_two_columns_has_the_heads_of_both() -> None:
    assert heads([[COLUMN, COLUMN], [MarkedCell(width=2)]], 2) == (0, 1)


def test_a_cell_over_two_rows_has_the_heads_of_both() -> None:
    assert heads([[ROW, MarkedCell(height=2)], [ROW]], 1) == (0, 2)


def test_a_head_of_a_row_group_heads_the_rows_below_it() -> None:
    title = MarkedCell(scope=Direction.ROW, width=2, reach=3)
    rows = [[ROW, DATA], [title], [ROW, DATA], [ROW, DATA], [ROW, DATA]]
    assert [heads(rows, number) for number in (1, 4, 6, 8)] == [(0,), (2, 3), (2, 5), (7,)]


def test_a_head_at_the_right_or_below_heads_nothing() -> None:
    assert heads([[DATA, ROW], [COLUMN, COLUMN]], 0) == ()


CELLS = st.builds(
    MarkedCell,
    scope=st.none() | st.sampled_from(Direction),
    width=st.integers(1, 3),
    height=st.integers(1, 3),
    reach=st.integers(1, 4),
)


def first_row(one: MarkedCell) -> set[int]:
    return set(range(one.column, one.column + one.width))


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_cells_that_begin_in_one_row_never_overlap(rows: list[list[MarkedCell]]) -> None:
    placed = flat(rows)
    for row in range(len(rows)):
        taken = [first_row(one) for one in placed if one.row == row]
        assert len(set().union(*taken)) == sum(map(len, taken))


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_only_heads_head_and_no_cell_heads_itself(rows: list[list[MarkedCell]]) -> None:
    placed = flat(rows)
    for number, one in enumerate(placed):
        found = heads_of(one, placed)
        assert number not in found
        assert len(set(found)) == len(found)
        assert all(placed[head].scope is not None for head in found)
