"""The same letter in five formats is the same letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.proofread.letter.letter import Role
from tests.proofread.letter.blocks import paragraphs, tables
from tests.proofread.letter.written_letters import (
    CAPTION,
    FORMATS,
    HEADING,
    HEADS,
    ITEMS,
    NOTE,
    NOTED,
    ROWS,
    TEXT,
    as_html,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.proofread.letter.letter import Letter

    Read = Callable[[str, bytes], Letter]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_paragraphs_items_and_notes(kind: str, read: Read) -> None:
    letter = read(f"brief.{kind}", FORMATS[kind]())
    told = [(block.role, block.text, block.mark, block.marks) for block in paragraphs(letter)]
    assert told == [
        (Role.HEADING, HEADING, "", ()),
        (Role.TEXT, TEXT, "", ()),
        (Role.TEXT, "".join(NOTED), "", ((len(NOTED[0]), "1"),)),
        *((Role.ITEM, item, "", ()) for item in ITEMS),
        (Role.NOTE, NOTE, "1", ()),
    ]
    assert letter.name == f"brief.{kind}"
    assert not letter.revised


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_table(kind: str, read: Read) -> None:
    letter = read(f"brief.{kind}", FORMATS[kind]())
    (table,) = tables(letter)
    assert table.caption == CAPTION
    assert table.heads == HEADS
    assert [(row.label, *row.cells) for row in table.rows] == list(ROWS)


@pytest.mark.parametrize(
    ("kind", "paragraph", "row"),
    [
        ("txt", "line 3", "line 28"),
        ("docx", "paragraph 2", "table 1, row 3"),
        ("odt", "paragraph 2", "table 1, row 3"),
        ("html", "paragraph 2", "table 1, row 3"),
    ],
)
def test_every_place_can_be_found_back(kind: str, paragraph: str, row: str, read: Read) -> None:
    letter = read(f"brief.{kind}", FORMATS[kind]())
    (table,) = tables(letter)
    assert (letter.blocks[1].where, table.rows[1].where) == (paragraph, row)


def test_a_pdf_names_page_and_line(read: Read) -> None:
    blocks = read("brief.pdf", FORMATS["pdf"]()).blocks
    assert [blocks[0].where, blocks[1].where] == ["page 1, line 1", "page 1, line 2"]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>Zie <b>tabel</b> 1<script>x()</script></p><nav>Menu</nav>", ["Zie tabel 1"]),
        ("<details><summary>Meer</summary>9</details><p>Kort</p>", ["Kort"]),
        ("<details open><summary>Meer</summary>9</details>", ["Meer", "9"]),
        ("<p hidden>Weg</p><p style='display: none'>Ook weg</p><p>Blijft</p>", ["Blijft"]),
        (
            "losse tekst<div>en een blok</div>en nog iets",
            ["losse tekst", "en een blok", "en nog iets"],
        ),
        ("<p>een<br>twee</p><p>61&#8239;615 &minus;984</p>", ["een twee", "61.615 –984"]),
    ],
)
def test_a_page_is_read_as_it_is_seen(page: str, texts: list[str], read: Read) -> None:
    assert [block.text for block in paragraphs(read("a.html", page.encode()))] == texts


def test_a_page_in_an_old_encoding_says_so_itself(read: Read) -> None:
    page = '<meta charset="windows-1252"><p>coördinatie</p>'.encode("windows-1252")
    assert [block.text for block in paragraphs(read("a.html", page))] == ["coördinatie"]


def test_what_a_page_strikes_out_is_not_read(read: Read) -> None:
    letter = read("a.html", b"<p>Er zijn <del>900</del> <ins>901</ins> banen</p>")
    assert [block.text for block in paragraphs(letter)] == ["Er zijn 901 banen"]
    assert letter.revised


def test_a_link_back_is_no_part_of_a_note(read: Read) -> None:
    page = as_html().replace(b"</p></html>", b' <a href="#r">Terug</a></p></html>')
    assert paragraphs(read("a.html", page))[-1].text == NOTE


def _pdf(stream: bytes, unicode: bytes) -> bytes:
    """Set text in two fonts; the second says that its letter Z is another character."""
    fonts = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>"
    meaning = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <5A> <%s>"
    meaning = meaning % unicode + b" endbfchar endcmap"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources 8 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        fonts % b"",
        fonts % b"/ToUnicode 7 0 R",
        b"<</Length %d>>stream\n%s\nendstream" % (len(meaning), meaning),
        b"<</Font<</F1 5 0 R/F2 6 0 R>>>>",
    ]
    written = b"%PDF-1.4\n"
    table = b"xref\n0 9\n0000000000 65535 f \n"
    for number, part in enumerate(parts, start=1):
        table += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    end = b"trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    return written + table + end


def test_a_line_of_a_pdf_that_prints_nothing_is_no_line(read: Read) -> None:
    stream = (
        b"BT /F1 12 Tf 20 160 Td (Er zijn 61.615) Tj ET BT /F2 12 Tf 20 145 Td (ZZ) Tj ET "
        b"BT /F1 12 Tf 20 130 Td (banen.) Tj ET"
    )
    texts = [block.text for block in paragraphs(read("a.pdf", _pdf(stream, b"200B")))]
    assert texts == ["Er zijn 61.615 banen."]
