"""The words of an edition, read before there is a page."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from reporter.page.html import lay_out, running_text
from reporter.project import Templates
from tests.page.annex_sample import CHECKOUT, annex_of, laid_out

WORDS = """<head><title>Weg</title><style>p { color: red }</style></head>
<p class="soort">Bijlage</p><h1>Titel  2019</h1>
<section><h2 id="kort">In  het
kort</h2>
<p>Er waren <data value="stand/banen/2019">5</data> banen &amp; <b>meer</b>.<br>Klaar.</p>
<nav><h2 id="weg">Weg</h2><ul><li>Weg<br></li></ul></nav>
<ul><li>Eén</li></ul></section>
"""


def test_paragraphs_are_cut_with_their_section_and_each_figure_by_its_indicator() -> None:
    found = [(one.section, one.text, one.wording) for one in running_text(WORDS)]
    assert found == [
        ("", "Bijlage", "Bijlage"),
        ("", "Titel 2019", "Titel 2019"),
        ("kort", "In het kort", "In het kort"),
        (
            "kort",
            "Er waren 5 banen & meer.Klaar.",
            "Er waren {stand/banen/2019} banen & meer.Klaar.",
        ),
        ("kort", "Eén", "Eén"),
    ]


def test_an_own_text_may_show_tables_as_it_likes_and_they_are_no_running_text(
    tmp_path: Path,
) -> None:
    own = Path(copytree(CHECKOUT.templates.folders[-1], tmp_path / "templates"))
    text = "<p>Eerst.</p>{{ tabel.toon(annex.tables[1]) }}{{ tabel.noten(()) }}<p>Dan.</p>"
    (own / "teksten" / "resultaten.html.j2").write_text(text)
    laid = lay_out(annex_of("2019"), Templates((own,)))
    assert [one.text for one in laid.text[2:]] == ["Eerst.", "Dan."]
    assert laid.html.count("<table") == 1


def test_a_paragraph_in_an_own_page_is_running_text_and_its_colophon_and_notes_are_not(
    tmp_path: Path,
) -> None:
    own = Path(copytree(CHECKOUT.templates.folders[-1], tmp_path / "templates"))
    page, words = own / "annex.html.j2", "<p>Vooraf, met 12.345 banen.</p>"
    text = page.read_text().replace("</header>", "</header>{{ tabel.merk }}")
    macros = own / "tabel.html.j2"
    macros.write_text('{% set merk = "*" %}' + macros.read_text())
    page.write_text(text.replace("<main>", f"<main>{words}").replace("</main>", "<p>Tot slot.</p>"))
    laid, usual = lay_out(annex_of("2019"), Templates((own,))), laid_out("2019")
    added = [block.text for block in laid.text if block not in usual.text]
    assert added == ["Vooraf, met 12.345 banen.", "Tot slot."]
    assert len(laid.text) == len(usual.text) + 2
    assert f"</header>*\n<main>{words}" in laid.html
