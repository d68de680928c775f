"""The words of an edition, read before there is a page."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from reporter.page.html import lay_out, running_text
from reporter.project import Templates
from tests.page.annex_sample import CHECKOUT, annex_of

WORDS = """
<section><h2 id="kort">In  het
kort</h2>
<p>Er waren <data value="stand/banen/2019">5</data> banen &amp; <b>meer</b>.<br>Klaar.</p>
<nav><h2 id="weg">Weg</h2><ul><li>Weg<br></li></ul></nav>
<ul><li>Eén</li></ul></section>
"""


def test_paragraphs_are_cut_with_their_section_and_each_figure_by_its_indicator() -> None:
    found = [(one.section, one.text, one.wording) for one in running_text("Titel  2019", WORDS)]
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
