from __future__ import annotations

from xml.etree.ElementTree import fromstring

from reporter.page.tagging import Direction, MarkedCell, MarkedTable, tables_in


def table(content: str) -> MarkedTable:
    (found,) = tables_in(fromstring(f"<body><table>{content}</table></body>"))  # noqa: S314 - own text
    return found


def test_a_head_without_a_scope_heads_its_column_in_the_head_and_its_row_elsewhere() -> None:
    rows = table(
        "<thead><tr><th/><td/></tr></thead><tbody><tr><th/></tr></tbody><tfoot><tr><th/></tr></tfoot>"
    ).rows
    assert [[cell.scope for cell in row] for row in rows] == [
        [Direction.COLUMN, None],
        [Direction.ROW],
        [Direction.ROW],
    ]


def test_a_scope_that_is_written_goes_before_the_usual_one() -> None:
    (row,) = table(
        '<tbody><tr><th scope="COL"/><th scope="colgroup"/>'
        '<th scope="row"/><th scope="auto"/></tr></tbody>'
    ).rows
    assert [cell.scope for cell in row] == [
        Direction.COLUMN,
        Direction.COLUMN,
        Direction.ROW,
        Direction.ROW,
    ]


def test_the_head_of_a_row_group_reaches_to_the_end_of_its_group() -> None:
    rows = table(
        '<tbody><tr><td/></tr><tr><th scope="rowgroup"/></tr><tr><td/></tr></tbody>'
        "<tbody><tr><td/></tr></tbody>"
    ).rows
    assert rows[1][0].reach == 2


def test_sizes_are_read_and_nonsense_is_one() -> None:
    (row,) = table('<tbody><tr><td colspan=" 2 " rowspan="3"/><td colspan="x"/></tr></tbody>').rows
    assert row == (MarkedCell(width=2, height=3, reach=3), MarkedCell(column=2))


def test_only_cells_in_rows_in_groups_are_read() -> None:
    found = table(
        "<caption> Tabel\n<b>1</b> </caption><colgroup><col/></colgroup>"
        "<tbody><tr><script/><td/></tr></tbody>"
    )
    assert found == MarkedTable(caption="Tabel 1", rows=((MarkedCell(),),))
