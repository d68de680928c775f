from __future__ import annotations

from reporter.project import HERE
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role, TableRow
from reporter.proofread.proof import proof_page
from reporter.proofread.proofread import proofread
from tests.page.page_reader import Page, read_page
from tests.proofread.reading import known

LETTER = Letter(
    name="brief <concept>.txt",
    blocks=(
        Paragraph(text="Inleiding", where="line 1", role=Role.HEADING),
        Paragraph(
            text="Bij de markt zijn er 9.786 extra banen, bij de overheid 9.786. Dat is 52 meer.",
            where="line 2",
        ),
        LetterTable(
            caption="Tabel 1: Resultaten eind 2019 ten opzichte van de nulmeting",
            heads=("Toename aantal banen markt", "Toename aantal banen overheid"),
            rows=(TableRow(label="Totaal", cells=("51.829", "9.768"), where="line 9"),),
            where="line 7",
        ),
        Paragraph(text="Noot van 2 juli 2020.", where="line 12", role=Role.NOTE, mark="1"),
    ),
    revised=True,
)


def page_of(letter: Letter = LETTER) -> str:
    return proof_page(proofread(letter, "2019", *known()), HERE.templates)


def texts(page: Page, tag: str) -> list[str]:
    return [" ".join(one.text.split()) for one in page.all(tag)]


def test_the_page_is_dutch_closes_every_element_and_escapes_names() -> None:
    page = read_page(page_of())
    assert [one.attributes["lang"] for one in page.all("html")] == ["nl"]
    assert texts(page, "h1") == ["brief <concept>.txt"]


def test_the_whole_letter_stands_there() -> None:
    text = " ".join(texts(read_page(page_of()), "p"))
    assert "zijn er fout: 9.786✗ extra banen, bij de overheid goed: 9.786✓" in text


def test_each_mark_has_an_explanation_and_each_explanation_its_mark() -> None:
    page = read_page(page_of())
    links = [one.attributes.get("href", "") for one in page.all("a")]
    ids = {f"#{one.attributes['id']}" for tag in ("a", "li") for one in page.all(tag)
           if "id" in one.attributes}  # fmt: skip
    assert links
    assert set(links) == ids


def test_what_to_look_at_stands_first_with_its_place_in_dutch() -> None:
    first = next(one for one in texts(read_page(page_of()), "li") if "9.786" in one)
    assert first.startswith("✗ 9.786 fout Hier hoort 51.829: toename van het aantal banen, markt")
    assert first.endswith("regel 2")


def test_a_status_is_told_by_word_and_sign_and_not_by_colour_alone() -> None:
    page = page_of()
    assert '<span class="stil">fout: </span>9.786<span class="teken" aria-hidden="true">✗' in page


def test_tracked_changes_are_told() -> None:
    assert "Ze zijn gelezen alsof ze zijn aanvaard." in page_of()
