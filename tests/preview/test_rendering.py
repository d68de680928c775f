from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import page
import pypdfium2
import pytest

from reporter.check.finding import Severity
from reporter.page.archive import Place
from reporter.page.press import Press
from reporter.preview.compared import ComparedAnnex, MarginCheck
from reporter.preview.rendering import render_concept, render_margin, render_preview
from reporter.preview.texts import marked_texts
from tests.diff.report_sample import COMPARISON, NEW, REVISED
from tests.end_to_end.printed_pages import read_pages
from tests.page.annex_sample import CHECKOUT, annex_of, labelled, page_of_edition
from tests.page.html_reader import declared_headers
from tests.page.page_reader import read_page
from tests.page.pdf_reader import cell_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.annex.printed import PrintedAnnex
    from reporter.project import Templates

HOSTILE = "<script>alert('1')</script> \"&"
BUTTON = re.compile(
    r"<button[^>]*>(.*?)<span class=\"precies\">.*?</span>(?:<span.*?</span>)?</button>"
)
LINE = re.compile(r"<span data-uitleg-van=[^>]*>(.*?)</span>")
PALE = (240, 228, 228)
"""The colour of the watermark on paper."""


def alone(annex: PrintedAnnex) -> ComparedAnnex:
    """Give an annex of which nothing was ever accepted."""
    return ComparedAnnex(annex=annex, accepted=None, chosen=None, against="", checks=())


def body(html: str) -> str:
    return html[html.index("<body>") :]


@pytest.mark.parametrize("edition", ["2019", "2019-ingroeipad", "2022"])
def test_a_draft_differs_from_the_annex_in_its_figures_and_styles_alone(edition: str) -> None:
    html = render_preview(alone(annex_of(edition)), CHECKOUT.templates)

    bare = LINE.sub(r"\1", BUTTON.sub(r"\1", body(html)))
    assert bare == body(page_of_edition(edition))


def test_what_is_handed_on_differs_from_the_annex_in_a_watermark_alone() -> None:
    html = render_concept(annex_of("2019"), CHECKOUT.templates)

    final = page_of_edition("2019")
    assert body(html) == body(final)
    head = final[: final.index("</head>")]
    assert html.startswith(head)
    assert html[len(head) : html.index("</head>")].count("<style") == 2


def test_every_cell_is_a_button_that_knows_its_place_and_name() -> None:
    buttons = read_page(render_preview(alone(annex_of("2019")), CHECKOUT.templates)).all("button")

    by_place = {one.attributes["data-plaats"]: one for one in buttons}
    places = {
        cell.anchor for table in annex_of("2019").tables for row in table.cells for cell in row
    }
    assert places <= by_place.keys()
    hired = by_place["tabel-1-r2k1"]
    assert hired.attributes["data-naam"].startswith("Tabel 1, Inleenverbanden")
    assert hired.text == "5.6115.610,6972"


def test_a_figure_of_a_table_is_called_by_what_it_means_whatever_comes_before_its_table() -> None:
    annex = annex_of("2019")
    moved = replace(annex, tables=annex.tables[1:])
    ids, left = (
        [one.attributes["id"] for one in read_page(page).all("button") if "id" in one.attributes]
        for page in (
            render_preview(alone(annex), CHECKOUT.templates),
            render_preview(alone(moved), CHECKOUT.templates),
        )
    )
    assert "c-resultaten-inleen-markt" in ids
    assert len(ids) == len(set(ids)) == 106
    assert left == ids[-len(left) :]


def test_exact_amounts_are_whole_or_tell_on_which_side_of_a_half_they_lie() -> None:
    html = render_preview(alone(annex_of("2019")), CHECKOUT.templates)
    exact = dict(re.findall(r'data-plaats="([^"]*)".*?<span class="precies">(.*?)</span>', html))
    # 5.256.744,36 hours x 69,9 percent / 110,92 - 4.015.954,96 hours x 76,0 percent / 110,92.
    assert exact["tabel-1-r2k1"] == "5.610,6972"
    assert exact["tabel-1-r4k1"] == "40.000"
    # The baseline has no target.
    assert exact["tabel-2-r4k1"] == ""


def hostile() -> ComparedAnnex:
    """Give an annex in which every text that comes from data is markup."""
    annex = labelled(HOSTILE)
    prose = {
        name: replace(one, text=HOSTILE, size=HOSTILE, explanation=HOSTILE)
        for name, one in annex.prose.items()
    }
    prose[HOSTILE] = next(iter(prose.values()))
    cell = annex.tables[0].cells[0][0]
    places = (Place(annex.tables[0].name, cell.row, cell.column), Place("tekst", HOSTILE, ""))
    change = replace(
        REVISED, old=HOSTILE, new=HOSTILE, places=places, labels=(HOSTILE, f"tekst, {HOSTILE}")
    )
    return replace(
        alone(replace(annex, prose=prose)),
        chosen=replace(COMPARISON, figures=(change,)),
        against=HOSTILE,
        checks=(MarginCheck(severity=Severity.WARNING, text=HOSTILE, anchor=HOSTILE),),
    )


def render_handed_on(compared: ComparedAnnex, templates: Templates) -> str:
    return render_concept(compared.annex, templates)


@pytest.mark.parametrize("render", [render_preview, render_handed_on, render_margin])
def test_labels_and_words_from_data_make_no_markup(
    render: Callable[[ComparedAnnex, Templates], str],
) -> None:
    html = render(hostile(), CHECKOUT.templates)

    page = read_page(html)
    assert not page.all("script")
    assert "<script" not in html
    assert all(
        name.isidentifier() or "-" in name for one in page.elements for name in one.attributes
    )
    if render is render_preview:
        (first,) = [
            one for one in page.all("button") if one.attributes["data-plaats"] == "tabel-1-r1k1"
        ]
        assert first.attributes["data-was"] == HOSTILE
        assert first.attributes["data-naam"] == f"Tabel 1, {HOSTILE}, {HOSTILE}"


def test_the_margin_lists_texts_with_what_explains_them() -> None:
    annex, found = annex_of("2019"), replace(COMPARISON, figures=(NEW,))
    compared = replace(alone(annex), chosen=found, texts=marked_texts(annex, "", found))

    margin = read_page(render_margin(compared, CHECKOUT.templates))

    assert [one.text for one in margin.all("del")] == ["verwijderd: 5", "verwijderd: 2018"]
    said = [one.text for one in margin.all("p")]
    assert "volgt uit een ander cijfer" in said
    assert "kop, Tabel 10, kolom 2018" in said


def test_the_margin_shows_each_check_with_what_it_found_in_words_and_a_jump() -> None:
    check = MarginCheck(severity=Severity.WRONG, text="Dit klopt niet.", anchor="tabel-1-r1k1")
    compared = replace(alone(annex_of("2019")), checks=(check,))

    margin = read_page(render_margin(compared, CHECKOUT.templates))

    (line,) = [one for one in margin.all("li") if one.attributes.get("data-uitslag")]
    assert line.attributes["data-uitslag"] == "fout"
    assert "fout: Dit klopt niet." in line.text
    assert "tabel-1-r1k1" in list(margin.values("data-naar"))


def test_the_margin_gives_the_reason_of_every_total_that_is_no_sum() -> None:
    margin = read_page(render_margin(alone(annex_of("2019")), CHECKOUT.templates))

    notes = [
        link
        for table in annex_of("2019").tables
        for note in table.notes
        if note.kind in {"afronding", "uniek"}
        for link in note.backlinks
    ]
    assert notes
    assert list(margin.values("data-naar")) == [link.anchor for link in notes]


@pytest.fixture(scope="module")
def printed() -> tuple[str, bytes, bytes]:
    """Print the annex of 2019 as a draft and as it is."""
    html = render_concept(annex_of("2019"), CHECKOUT.templates)
    with Press(CHECKOUT.templates) as press:
        return html, press.print(html), press.print(page_of_edition("2019"))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_draft_in_print_is_as_sound_as_the_annex(
    printed: tuple[str, bytes, bytes], profile: str
) -> None:
    html, draft, _ = printed
    report = page.validate_pdf_bytes(draft, profile=profile)
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant
    assert cell_headers(draft) == declared_headers(html)


def test_the_watermark_is_seen_on_every_page_and_read_aloud_on_none(
    printed: tuple[str, bytes, bytes],
) -> None:
    _, draft, final = printed
    assert all(pale > 2000 for pale in pale_pixels(draft))
    assert len(pale_pixels(draft)) == len(pale_pixels(final)) > 1
    # What is set aside, and what is read, is the same text as without it.
    assert read_pages(draft).aside == read_pages(final).aside
    assert cell_headers(draft) == cell_headers(final)


def test_a_final_print_has_no_watermark(printed: tuple[str, bytes, bytes]) -> None:
    _, _, final = printed
    assert pale_pixels(final) == [0] * len(pale_pixels(final))


def pale_pixels(pdf: bytes) -> list[int]:
    """Count on each page the pixels in the colour of the watermark."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    counts = []
    for sheet in document:
        picture = sheet.render(scale=1).to_pil().convert("RGB")
        counts.append(sum(colour == PALE for colour in picture.get_flattened_data()))
    document.close()
    return counts
