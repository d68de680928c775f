from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import page
import pytest

from reporter.page.press import Press
from tests.end_to_end.printed_pages import headings, read_pages
from tests.page.annex_sample import CHECKOUT, EDITIONS, annex_of, page_of_edition
from tests.page.html_reader import declared_headers
from tests.page.pdf_reader import cell_headers
from tests.page.spoken import (
    SpokenPdf,
    blocks_by_pdfium,
    blocks_of_page,
    bookmarks_of_page,
    links_of_page,
    spoken,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    PdfOf = Callable[[str], bytes]

MARGINS = (56.69, 538.59)
"""The left and the right edge of the text on A4 with margins of 20 mm, in points."""

every_edition = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture(scope="session")
def pdf_of() -> Iterator[PdfOf]:
    """Print editions, each once, on one press."""
    with Press(CHECKOUT.templates) as press:
        yield cache(lambda edition: press.print(page_of_edition(edition)))


@every_edition
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_annex_is_accessible_and_archival(pdf_of: PdfOf, edition: str, profile: str) -> None:
    report = page.validate_pdf_bytes(pdf_of(edition), profile=profile)
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant


@every_edition
def test_every_cell_is_read_with_the_heads_of_the_html(pdf_of: PdfOf, edition: str) -> None:
    assert cell_headers(pdf_of(edition)) == declared_headers(page_of_edition(edition))


@every_edition
def test_every_cell_note_and_sentence_is_read_in_the_order_and_words_of_the_html(
    pdf_of: PdfOf, edition: str
) -> None:
    blocks = blocks_of_page(page_of_edition(edition))
    assert spoken(pdf_of(edition)).blocks() == blocks
    assert blocks_by_pdfium(pdf_of(edition)) == blocks


@every_edition
def test_every_bookmark_leads_to_its_heading_and_every_link_to_what_it_names(
    pdf_of: PdfOf, edition: str
) -> None:
    read, html = spoken(pdf_of(edition)), page_of_edition(edition)
    assert read.bookmarks() == bookmarks_of_page(html)
    assert read.links() == links_of_page(html)


@every_edition
def test_every_link_lies_on_its_words_so_that_it_can_be_clicked(
    pdf_of: PdfOf, edition: str
) -> None:
    assert spoken(pdf_of(edition)).off_their_words() == []


@every_edition
def test_every_table_stands_on_one_page_with_its_notes(pdf_of: PdfOf, edition: str) -> None:
    tables = read_pages(pdf_of(edition)).tables
    assert len(tables) == len(annex_of(edition).tables)
    assert [pages for pages in tables if len(pages) != 1] == []


@every_edition
def test_every_heading_is_a_bookmark(pdf_of: PdfOf, edition: str) -> None:
    assert read_pages(pdf_of(edition)).bookmarks == headings(page_of_edition(edition))


@every_edition
def test_a_file_opens_under_its_title_and_is_read_as_dutch(pdf_of: PdfOf, edition: str) -> None:
    pages = read_pages(pdf_of(edition))
    assert (pages.title, pages.language) == (annex_of(edition).title, "nl")


@every_edition
def test_every_page_says_which_it_is_without_being_read_aloud(pdf_of: PdfOf, edition: str) -> None:
    aside = read_pages(pdf_of(edition)).aside
    title, last = annex_of(edition).title, len(aside)
    assert aside == [f"{title}pagina {number} van {last}" for number in range(1, last + 1)]


@every_edition
def test_no_other_type_than_ours_is_in_the_file(pdf_of: PdfOf, edition: str) -> None:
    assert read_pages(pdf_of(edition)).fonts == {("Source Sans 3", True)}


@every_edition
def test_no_text_stands_in_the_margins(pdf_of: PdfOf, edition: str) -> None:
    pages = read_pages(pdf_of(edition))
    assert (pages.left, pages.right) == pytest.approx(MARGINS, abs=0.02)


PLANT = """
from reporter.page import tagging as tables
link = tables.link_headers
def link_and_spoil(tree, marked):
    link(tree, marked)
    of_kind = lambda kind: [one for one in tree.elements() if one["S"] == kind]
    {defect}
tables.link_headers = link_and_spoil
"""

SWAPPED = 'one, two = of_kind("/TD")[:2]; one["A"], two["A"] = two["A"], one["A"]'
DEMOTED = 'of_kind("/TH")[5].update(S="/TD")'
TURNED = 'parts = of_kind("/Sect")[0]["K"]; parts[1], parts[-1] = parts[-1], parts[1]'
AT_ONE_PAGE = """[
        one["Dest"].__setitem__(0, tree.pdf.page_references[0])
        for one in tree.pdf.objects if isinstance(one, dict) and {"Title", "Dest"} <= {*one}
    ]"""
CROSSED = """notes = [
        one for one in tree.pdf.objects
        if isinstance(one, dict) and "noot" in getattr(one.get("Dest"), "string", "")
    ]
    notes[-1]["Dest"], notes[-2]["Dest"] = notes[-2]["Dest"], notes[-1]["Dest"]"""
STRAYED = 'of_kind("/TR")[2]["Pg"] = tree.pdf.page_references[1]'


def planted(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> bytes:
    """Print 2019 on a press that runs some code of ours first."""
    (folder / "sitecustomize.py").write_text(code)
    monkeypatch.syspath_prepend(str(folder))
    with Press(CHECKOUT.templates) as press:
        return press.print(page_of_edition("2019"))


@pytest.mark.parametrize("defect", [SWAPPED, DEMOTED])
def test_a_wrong_head_is_not_seen_by_a_validator_but_by_us(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, defect: str
) -> None:
    pdf = planted(monkeypatch, tmp_path, PLANT.format(defect=defect))
    assert page.is_pdf_compliant_bytes(pdf, profile="ua1")
    assert cell_headers(pdf) != declared_headers(page_of_edition("2019"))


def damaged(monkeypatch: pytest.MonkeyPatch, folder: Path, defect: str) -> SpokenPdf:
    pdf = planted(monkeypatch, folder, PLANT.format(defect=defect))
    assert page.is_pdf_compliant_bytes(pdf, profile="ua1")
    return SpokenPdf(pdf)


def test_two_paragraphs_that_change_places_are_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read, blocks = damaged(monkeypatch, tmp_path, TURNED), blocks_of_page(page_of_edition("2019"))
    assert read.blocks() != blocks
    assert sorted(read.blocks()) == sorted(blocks)


def test_bookmarks_that_all_lead_to_one_page_are_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read = damaged(monkeypatch, tmp_path, AT_ONE_PAGE)
    assert read.bookmarks() != bookmarks_of_page(page_of_edition("2019"))
    assert read.links() == links_of_page(page_of_edition("2019"))


def test_links_that_lead_to_each_others_notes_are_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    met = damaged(monkeypatch, tmp_path, CROSSED).links()
    declared = links_of_page(page_of_edition("2019"))
    assert len([one for one, other in zip(met, declared, strict=True) if one != other]) == 2


def test_a_row_on_another_page_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pdf = planted(monkeypatch, tmp_path, PLANT.format(defect=STRAYED))
    assert read_pages(pdf).tables[0] == {1, 2}


def test_a_page_number_that_is_read_aloud_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = "from reporter.page import typesetting; typesetting.set_aside = lambda tree: None"
    pdf = planted(monkeypatch, tmp_path, code)
    assert not any("pagina" in text for text in read_pages(pdf).aside)


def test_a_file_without_its_promise_is_seen_by_the_validator(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = PLANT.format(defect='del tree.pdf.catalog["MarkInfo"]')
    report = page.validate_pdf_bytes(planted(monkeypatch, tmp_path, code), profile="ua1")
    assert not report.is_compliant
