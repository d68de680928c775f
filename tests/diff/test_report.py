from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.diff.changes import ChangeClass
from reporter.diff.differences import render_report
from reporter.errors import PrintingError
from reporter.project import Templates
from tests.diff.report_sample import (
    COMPARISON,
    NAMES,
    NEW,
    PAGES,
    REVISED,
    SAME,
    STRANGE,
    TEMPLATES,
    TEXT,
    annex,
    report,
)
from tests.page.page_reader import Page, read_page

if TYPE_CHECKING:
    from pathlib import Path


def texts(page: Page, tag: str) -> list[str]:
    """Give the text of all elements of a kind, spaces made one."""
    return [" ".join(one.text.split()) for one in page.all(tag)]


def rows(page: Page) -> list[str]:
    return [text for text in texts(page, "tr") if not text.startswith(("Wat", "Soort"))]


def test_the_report_is_dutch_and_closes_every_element() -> None:
    page = read_page(report())
    assert report().startswith("<!DOCTYPE html>")
    assert [one.attributes["lang"] for one in page.all("html")] == ["nl"]
    assert texts(page, "title") == texts(page, "h1") == ["Verschillen tussen 2018 en 2019"]


def test_what_is_to_be_read_first_stands_first() -> None:
    page = read_page(report())
    assert texts(page, "h2") == [
        "Dit valt het eerst op", "Samenvatting", "Cijfers", "Teksten", "Pagina's"
    ]  # fmt: skip
    assert texts(page, "li") == [
        (
            "Doelstelling nu niet meer gehaald: afstand tot de doelstelling, markt, 2019"
            " (was 11, is –9)."
        )
    ]


def test_the_summary_counts_each_class_and_what_did_not_change() -> None:
    counts = rows(read_page(report()))[:6]
    assert counts == [
        "herzien 1",
        "nieuw 1",
        "vervallen 1",
        "niet veranderd 77",
        "teksten veranderd 2",
        "delen van pagina's veranderd 2",
    ]


def test_figures_stand_by_table_in_the_order_of_the_annex_and_running_text_last() -> None:
    page = read_page(report())
    assert texts(page, "caption") == [
        "Tabel 1 Extra banen", "Tabel 10 Banen per jaar", "Lopende tekst"
    ]  # fmt: skip


def test_a_table_is_called_as_the_new_annex_calls_it_or_else_the_old_one() -> None:
    backwards = replace(COMPARISON, old=COMPARISON.new, new=COMPARISON.old)
    page = read_page(render_report(backwards, NAMES, None, TEMPLATES))
    assert texts(page, "caption") == [
        "Tabel 1 Minder banen", "Tabel 10 Banen per jaar", "Lopende tekst"
    ]  # fmt: skip


def test_a_changed_figure_says_what_it_was_is_and_why() -> None:
    revised, dropped, new = rows(read_page(report()))[6:]
    assert revised == (
        "Inleenverbanden, markt Ook in: tekst, toename markt. ≠ herzien 5.611 4.710 –901 "
        "andere verdeelsleutel: –900,45"
    )
    assert dropped == "Inleenverbanden, 2018 – vervallen 6.497 staat er niet meer"
    assert new == "sleutel markt + nieuw staat er niet 68,0"


def test_every_class_has_a_sign_of_its_own() -> None:
    signs = {kind.sign for kind in ChangeClass}
    assert "" not in signs
    assert len(signs) == len(ChangeClass)


def test_words_that_went_and_came_are_said_to_who_cannot_see_them() -> None:
    page = read_page(report())
    assert texts(page, "del")[1:] == ["verwijderd: 5", "verwijderd: 2018"]
    assert texts(page, "ins")[1:] == ["toegevoegd: 6"]
    assert "Er waren verwijderd: 5 toegevoegd: 6 banen." in texts(page, "p")


def test_a_text_says_where_it_stands_and_why_it_changed() -> None:
    page = read_page(report())
    assert {"tekst kort", "kop Tabel 10, kolom 2018"} <= set(texts(page, "h3"))
    assert texts(page, "p").count("volgt uit een ander cijfer") == 2


def test_what_is_not_explained_is_emphasised_and_counted() -> None:
    strong = texts(read_page(report()), "strong")
    assert strong == ["! 2 niet verklaard", "! niet verklaard", "! niet verklaard"]
    explained = replace(COMPARISON, texts=(TEXT,))
    assert texts(read_page(render_report(explained, NAMES, PAGES[:1], TEMPLATES)), "strong") == []


def test_each_changed_zone_shows_old_and_new_beside_each_other() -> None:
    page = read_page(report())
    assert texts(page, "figcaption") == ["Oud: pagina 1", "Nieuw: pagina 2", "Nieuw: pagina 3"]
    assert "Oud: staat er niet" in texts(page, "p")
    old, new, only = page.all("img")
    assert old.attributes["alt"] == (
        "Tabel 1 Extra banen, oud, pagina 1; wat verschilt staat in een kader"
    )
    assert (new.attributes["width"], new.attributes["height"]) == ("600", "210")
    data = only.attributes["src"].removeprefix("data:image/png;base64,")
    assert b64decode(data) == PAGES[1].new_picture


def test_equal_annexes_are_said_to_be_equal_in_one_sentence() -> None:
    page = read_page(render_report(SAME, ("2019", "accepted"), (), TEMPLATES))
    assert texts(page, "p")[1:] == [
        "Er is niets veranderd: 2019 en accepted zijn gelijk.",
        "De pagina's van beide pdf's zijn gelijk.",
    ]
    assert page.all("table") == []


def test_without_two_pdfs_the_report_says_that_pages_were_not_compared() -> None:
    page = read_page(render_report(SAME, ("2019", "accepted"), None, TEMPLATES))
    assert texts(page, "p")[1:] == [
        "Er is niets veranderd: 2019 en accepted zijn gelijk.",
        "Er zijn geen twee pdf's vergeleken.",
    ]


def test_equal_figures_on_other_pages_are_not_called_equal() -> None:
    page = read_page(render_report(SAME, NAMES, PAGES, TEMPLATES))
    assert not any("niets veranderd" in text for text in texts(page, "p"))
    assert len(page.all("img")) == 3


def test_no_id_stands_twice_and_every_name_is_there() -> None:
    page = read_page(report())
    assert len(set(page.ids())) == len(page.ids())
    assert set(page.values("aria-labelledby")) <= set(page.ids())


def test_the_report_is_one_file_without_a_script() -> None:
    html = report()
    page = read_page(html)
    assert not [one for one in page.elements if one.tag in {"script", "link", "iframe", "a"}]
    assert all(source.startswith("data:image/png;base64,") for source in page.values("src"))
    assert not re.search(r"https?:|url\(|@import", html)
    assert not [name for one in page.elements for name in one.attributes if name.startswith("on")]


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert report() == report()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_text_is_never_markup(text: str) -> None:
    hostile = f"<b>{text}</b> \"&'"
    comparison = replace(
        COMPARISON,
        new=annex(resultaten=(1, hostile)),
        figures=(replace(REVISED, labels=(hostile,), old=hostile), NEW),
        texts=(replace(STRANGE, where=hostile, old=hostile),),
    )
    pages = (replace(PAGES[0], zone=hostile),)
    page = read_page(render_report(comparison, (hostile, hostile), pages, TEMPLATES))
    assert page.all("b") == []
    assert hostile in page.all("title")[0].text
    assert hostile in page.all("img")[0].attributes["alt"]


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PrintingError, match=r"^there is no template verschillen\.html\.j2 in "):
        render_report(SAME, NAMES, None, Templates((tmp_path,)))
