"""Words and numbers that a line end broke, and what makes a paragraph, heading, note or table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.proofread.letter.letter import Role
from reporter.proofread.letter.lines import joined, spelled, written
from tests.proofread.letter.blocks import paragraphs, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.proofread.letter.letter import Letter

    Read = Callable[[str, bytes], Letter]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("helaas uitge-", "bleven", "helaas uitgebleven"),
        ("en Wsw-", "detacheringen", "en Wsw-detacheringen"),
        ("het LKV-", "banenafspraak", "het LKV-banenafspraak"),
        ("LKV-banen-", "afspraak", "LKV-banenafspraak"),
        ("motie Nijkerken-", "De Haan", "motie Nijkerken-De Haan"),
        ("overheids-", "en onderwijsbanen", "overheids- en onderwijsbanen"),
        ("de T+2-", "regel", "de T+2-regel"),
        ("de vijf-", "meting", "de vijf-meting"),
        ("een inleenverband/", "detachering", "een inleenverband/detachering"),
        ("is ge-", "informeerd", "is geïnformeerd"),
        ("de co-", "ordinatie", "de coördinatie"),
        ("de zee-", "eend", "de zee-eend"),
        ("een verantwoor\ue002", "ding", "een verantwoording"),
        ("van 61.", "615 banen", "van 61.615 banen"),
        ("van 61", ".615 banen", "van 61.615 banen"),
        ("van 61.-", "615 banen", "van 61.615 banen"),
        ("of 76,", "0 procent", "of 76,0 procent"),
        ("is (+", "6.000)", "is (+6.000)"),
        ("steeg met +", "9.764 banen", "steeg met +9.764 banen"),
        ("eind 2019", "136.794 banen", "eind 2019 136.794 banen"),
        ("eind 2019.", "136 banen", "eind 2019. 136 banen"),
        ("staat in tabel 2.", "136 banen", "staat in tabel 2. 136 banen"),
        ("overheid 4.211.", "136 banen", "overheid 4.211. 136 banen"),
        ("in 2015, 50, 60,", "70 en 80 procent", "in 2015, 50, 60, 70 en 80 procent"),
        ("de jaren 2018-", "2019", "de jaren 2018-2019"),
        ("banen –", "984", "banen – 984"),
    ],
)
def test_a_line_end_joins_what_belongs_together(before: str, after: str, text: str) -> None:
    assert joined([before, after], frozenset()) == text


def test_a_broken_word_follows_the_same_word_elsewhere_in_the_letter() -> None:
    assert joined(["de markt-", "sector"], frozenset({"markt-sector"})) == "de markt-sector"
    assert joined(["de markt-", "sector"], frozenset({"marktsector"})) == "de marktsector"


@pytest.mark.parametrize(
    ("given", "one_writing"),
    [
        ("61\u202f615", "61.615"),
        ("1\u2009061\u2009615 uur", "1.061.615 uur"),
        ("61\u00a0615 banen", "61.615 banen"),
        ("34\u00a0352, nr. 168", "34 352, nr. 168"),
        ("2019\u00a0136.794", "2019 136.794"),
        ("in 2019 136 banen", "in 2019 136 banen"),
        ("\u2212984 of \u2212\u2009984", "–984 of –984"),
        ("-984 en 1-op-1", "–984 en 1-op-1"),
        ("2018\u20132019", "2018–2019"),
        ("o\ufb03cieel \ufb01jn", "officieel fijn"),
        ("ban\u00aden\u200bafspraak", "banenafspraak"),
        ("Wsw\u2011detachering", "Wsw-detachering"),
        ("e\u0308n", "ën"),
    ],
)
def test_a_number_and_a_word_have_one_writing(given: str, one_writing: str) -> None:
    assert written(spelled(given))[0] == one_writing


def test_raised_digits_are_marks_and_square_metres_are_not() -> None:
    assert written(spelled("de 55.000 banen² en 10 m²")) == (
        "de 55.000 banen en 10 m²",
        ((15, "2"),),
    )


PAGES = """\
De eerste kop
Deze alinea gaat over de banen die er in een jaar bij komen1, en loopt over
de bladzijde heen, want zij is nog niet

1 Dit is de eerste noot, die over twee regels loopt en dan ook pas op de
tweede eindigt.
\fklaar op de eerste bladzijde. Zij eindigt hier.
Hier begint een alinea die weer helemaal tot aan het einde van de regel gaat.
"""


def test_a_paragraph_goes_on_after_the_notes_at_the_foot_of_a_page(read: Read) -> None:
    blocks = paragraphs(read("a.txt", PAGES.encode()))
    assert [(block.role, block.mark, block.text[-24:]) for block in blocks] == [
        (Role.HEADING, "", "De eerste kop"),
        (Role.TEXT, "", "ladzijde. Zij eindigt hier."[-24:]),
        (Role.NOTE, "1", "pas op de tweede eindigt."[-24:]),
        (Role.TEXT, "", "aan het einde van de regel gaat."[-24:]),
    ]
    assert "nog niet klaar op de eerste" in blocks[1].text


def test_running_heads_and_page_numbers_are_no_part_of_the_letter(read: Read) -> None:
    pages = "\f".join(
        f"Ministerie van Voorbeelden\n\nHier staat tekst {word}.\n\nPagina {number} van 3\n"
        for number, word in enumerate(("een", "twee", "drie"), start=1)
    )
    texts = [block.text for block in paragraphs(read("a.txt", pages.encode()))]
    assert texts == [f"Hier staat tekst {word}." for word in ("een", "twee", "drie")]


def test_a_line_that_prints_nothing_is_an_empty_line(read: Read) -> None:
    texts = [
        block.text for block in paragraphs(read("a.txt", "Eerst.\n\u200b \u200b\nDan.\n".encode()))
    ]
    assert texts == ["Eerst.", "Dan."]


def test_a_line_of_running_text_that_begins_with_a_number_is_no_note(read: Read) -> None:
    text = "Het besluit geldt vanaf\n1 januari 2022 voor alle werkgevers.\n"
    assert [block.role for block in paragraphs(read("a.txt", text.encode()))] == [Role.TEXT]


LAYOUT = """\
Tabel 3. Banen per jaar
                          Nulmeting      2015      Doel
                          eind 2012
Formeel                       5.134      –984
Totaal                       13.823    +5.453    (3.000)
"""


def test_a_table_laid_out_with_spaces_keeps_empty_cells_in_their_column(read: Read) -> None:
    (table,) = tables(read("a.txt", LAYOUT.encode()))
    assert table.caption == "Tabel 3. Banen per jaar"
    assert table.heads == ("Nulmeting eind 2012", "2015", "Doel")
    assert [row.cells for row in table.rows] == [
        ("5.134", "–984", ""),
        ("13.823", "+5.453", "(3.000)"),
    ]


PATH = """\
Tabel 1: ingroeipad
2018 2019 Struc.
Jaarlijkse
doelstelling

43.500 55.000 125.000

De alinea erna.
"""


def test_a_label_may_stand_above_its_figures(read: Read) -> None:
    letter = read("a.txt", PATH.encode())
    (table,) = tables(letter)
    assert table.heads == ("2018", "2019", "Struc.")
    assert [(row.label, row.cells) for row in table.rows] == [
        ("Jaarlijkse doelstelling", ("43.500", "55.000", "125.000"))
    ]
    assert paragraphs(letter)[0].text == "De alinea erna."


def test_each_figure_may_stand_on_a_line_of_its_own(read: Read) -> None:
    lines = "Tabel 1: Banen\n\nMarkt\n\nOverheid\n\nFormeel\n46.218\n4.211\nInleen\n5.611\n5.576\n"
    (table,) = tables(read("a.txt", lines.encode()))
    assert table.heads == ("Markt", "Overheid")
    assert [(row.label, *row.cells) for row in table.rows] == [
        ("Formeel", "46.218", "4.211"),
        ("Inleen", "5.611", "5.576"),
    ]


def test_a_digit_glued_to_a_figure_or_word_stays_for_the_proofreader(read: Read) -> None:
    lines = "Tabel 7: Groepen\n\nPersonen Banen\nWajong1 13.355 17.391\nTotaal 53.4364 61.615\n"
    (table,) = tables(read("a.txt", lines.encode()))
    assert [(row.label, *row.cells) for row in table.rows] == [
        ("Wajong1", "13.355", "17.391"),
        ("Totaal", "53.4364", "61.615"),
    ]


def test_a_sentence_that_names_a_table_is_no_table(read: Read) -> None:
    text = (
        "Tabel 1 laat zien hoe het aantal banen groeide.\nDat waren er in 2019 9.786 in totaal.\n"
    )
    assert not tables(read("a.txt", text.encode()))
