"""Merged cells, tables in tables, text boxes, notes and tracked changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.proofread.letter.letter import Role
from tests.proofread.letter.blocks import paragraphs, tables
from tests.proofread.letter.written_letters import docx, odt, w_p, w_run, w_tc, w_tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.proofread.letter.letter import Letter

    Read = Callable[[str, bytes], Letter]

UP, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
TWO = '<w:gridSpan w:val="2"/>'


def _cell(text: str, settings: str = "") -> str:
    return f"<table:table-cell {settings}><text:p>{text}</text:p></table:table-cell>"


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


MERGED = {
    "docx": docx(
        "<w:tbl>"
        + w_tr(w_tc("", UP), w_tc("", UP), w_tc("Toename", TWO))
        + w_tr(w_tc("", ON), w_tc("", ON), w_tc("markt"), w_tc("overheid"))
        + w_tr(w_tc("Formeel", UP), w_tc("2018"), w_tc("1.000"), w_tc("200"))
        + w_tr(w_tc("", ON), w_tc("2019"), w_tc("3.300", TWO))
        + "</w:tbl>"
    ),
    "odt": odt(
        "<table:table>"
        + _row(
            _cell("", 'table:number-columns-repeated="2"'),
            _cell("Toename", 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
        )
        + _row(_cell(""), _cell(""), _cell("markt"), _cell("overheid"))
        + _row(
            _cell("Formeel", 'table:number-rows-spanned="2"'),
            _cell("2018"),
            _cell("1.000"),
            _cell("200"),
        )
        + _row(
            "<table:covered-table-cell/>",
            _cell("2019"),
            _cell("3.300", 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
        )
        + "</table:table>"
    ),
    "html": (
        b"<table><tr><th colspan=2 rowspan=2><th colspan=2>Toename<tr><th>markt<th>overheid"
        b"<tr><th rowspan=2>Formeel<th>2018<td>1.000<td>200<tr><th>2019<td colspan=2>3.300</table>"
    ),
}


@pytest.mark.parametrize("kind", MERGED)
def test_merged_cells_stand_on_the_right_places_of_the_grid(kind: str, read: Read) -> None:
    (table,) = tables(read(f"a.{kind}", MERGED[kind]))
    assert [(row.label, *row.cells) for row in table.rows] == [
        ("Formeel", "2018", "1.000", "200"),
        ("Formeel", "2019", "3.300", ""),
    ]
    assert table.heads == ("", "Toename markt", "Toename overheid")


def test_an_empty_row_of_heads_that_is_repeated_takes_no_rows_of_figures(read: Read) -> None:
    empty = "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
    rows = _row(_cell("Formeel"), _cell("1.000")) + _row(_cell("Inleen"), _cell("200"))
    head = f"<table:table-header-rows>{empty}</table:table-header-rows>"
    (table,) = tables(read("a.odt", odt(f"<table:table>{head}{rows}</table:table>")))
    assert [(row.label, *row.cells) for row in table.rows] == [
        ("Formeel", "1.000"),
        ("Inleen", "200"),
    ]


def test_tracked_changes_are_read_as_accepted(read: Read) -> None:
    body = w_p(
        w_run("Er zijn ")
        + '<w:del w:id="1"><w:r><w:delText>900</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{w_run("901")}</w:ins>'
        + f"<w:moveFrom>{w_run(' 902')}</w:moveFrom><w:moveTo>{w_run(' banen')}</w:moveTo>"
    ) + w_p(w_run("."), "")
    letter = read("a.docx", docx(body))
    assert _texts(letter) == ["Er zijn 901 banen", "."]
    assert letter.revised


def test_a_deleted_end_of_paragraph_joins_two_paragraphs(read: Read) -> None:
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    letter = read("a.docx", docx(w_p(w_run("In totaal 61"), mark) + w_p(".615 banen")))
    assert _texts(letter) == ["In totaal 61.615 banen"]


def test_a_deleted_row_of_a_table_is_no_row(read: Read) -> None:
    rows = w_tr(w_tc("Kop"), w_tc("Banen")) + w_tr(w_tc("a"), w_tc("1"))
    gone = w_tr(w_tc("b"), w_tc("2"), settings="<w:del w:id='1'/>")
    (table,) = tables(read("a.docx", docx(f"<w:tbl>{rows}{gone}</w:tbl>")))
    assert [row.label for row in table.rows] == ["a"]


def test_an_insertion_in_opendocument_stays_and_a_deletion_is_gone(read: Read) -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>900</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = "<text:p>Er zijn <text:change/><text:change-start/>901<text:change-end/> banen</text:p>"
    letter = read("a.odt", odt(changes + body))
    assert _texts(letter) == ["Er zijn 901 banen"]
    assert letter.revised


def test_a_text_box_is_read_once_and_after_its_paragraph(read: Read) -> None:
    box = f"<w:txbxContent>{w_p('In het kader')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    letter = read("a.docx", docx(w_p(w_run("Ervoor.") + drawing) + w_p("Erna.")))
    assert _texts(letter) == ["Ervoor.", "In het kader", "Erna."]
    frame = "<draw:frame><draw:text-box><text:p>In het kader</text:p></draw:text-box></draw:frame>"
    letter = read("a.odt", odt(f"<text:p>Ervoor.{frame}</text:p><text:p>Erna.</text:p>"))
    assert _texts(letter) == ["Ervoor.", "In het kader", "Erna."]


def test_a_table_in_a_table_is_a_table_of_its_own(read: Read) -> None:
    inner = f"<w:tbl>{w_tr(w_tc('x'), w_tc('Banen'))}{w_tr(w_tc('y'), w_tc('7'))}</w:tbl>"
    rows = w_tr(w_tc("Kop"), w_tc("Banen")) + w_tr(w_tc("a"), w_tc(w_p("1") + inner))
    outer, nested = tables(read("a.docx", docx(f"<w:tbl>{rows}</w:tbl>")))
    assert [(row.label, *row.cells) for row in outer.rows] == [("a", "1")]
    assert [(row.label, *row.cells) for row in nested.rows] == [("y", "7")]


def test_a_table_that_only_arranges_text_is_read_as_text(read: Read) -> None:
    rows = w_tr(w_tc("Aan"), w_tc("De Voorzitter")) + w_tr(w_tc("Van"), w_tc("De Minister"))
    letter = read("a.docx", docx(f"<w:tbl>{rows}</w:tbl>"))
    assert _texts(letter) == ["Aan", "De Voorzitter", "Van", "De Minister"]


def test_notes_of_word_are_numbered_by_their_first_reference(read: Read) -> None:
    def refer(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    body = w_p(w_run("Eerst") + refer(9) + w_run(", dan") + refer(4) + w_run("."))
    notes = "".join(
        f'<w:footnote w:id="{number}">{w_p(text)}</w:footnote>'
        for number, text in ((4, "Vier"), (9, "Negen"))
    )
    letter = read("a.docx", docx(body, footnotes=notes))
    first, *rest = paragraphs(letter)
    assert (first.text, first.marks) == ("Eerst, dan.", ((5, "1"), (10, "2")))
    assert [(note.mark, note.text, note.where) for note in rest] == [
        ("1", "Negen", "note 1"),
        ("2", "Vier", "note 2"),
    ]


def test_raised_digits_in_a_cell_are_marks_and_a_raised_e_is_not(read: Read) -> None:
    def up(text: str) -> str:
        return w_run(text, '<w:vertAlign w:val="superscript"/>')

    rows = w_tr(w_tc("Kop"), w_tc(w_p(w_run("4") + up("e") + w_run(" meting"))))
    rows += w_tr(w_tc(w_p(w_run("Wajong") + up("1"))), w_tc(w_p(w_run("53.436") + up("4"))))
    (table,) = tables(read("a.docx", docx(f"<w:tbl>{rows}</w:tbl>")))
    assert table.heads == ("4e meting",)
    (row,) = table.rows
    assert (row.label, row.cells, row.marks) == ("Wajong", ("53.436",), ((-1, "1"), (0, "4")))


def test_hidden_text_and_field_codes_are_not_read(read: Read) -> None:
    body = w_p(
        w_run("weg", "<w:vanish/>")
        + "<w:r><w:instrText>PAGE 3</w:instrText></w:r>"
        + w_run("Tabel ")
        + f"<w:fldSimple>{w_run('2')}</w:fldSimple>"
    )
    assert _texts(read("a.docx", docx(body))) == ["Tabel 2"]


def test_a_short_bold_paragraph_is_a_heading(read: Read) -> None:
    bold = w_p(w_run("De resultaten", "<w:b/>"))
    letter = read("a.docx", docx(bold + w_p("Gewone tekst.")))
    assert [block.role for block in paragraphs(letter)] == [Role.HEADING, Role.TEXT]


def _texts(letter: Letter) -> list[str]:
    return [block.text for block in paragraphs(letter)]
