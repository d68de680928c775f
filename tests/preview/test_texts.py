"""Changed texts are marked where they stand, and the margin leads to them and names the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.preview.builder import PageBuilder
from tests.page.page_reader import read_page
from tests.preview.draft_sample import change_key, copied, rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.preview.state import PreviewPage
    from reporter.project import Project

TEXT, EDITION = "templates/teksten/resultaten.html.j2", "data/editions/2019.toml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


def saved(project: Project, path: str, old: str, new: str) -> PreviewPage:
    """Give the page after a save."""
    rewrite(project.data.parent / path, old, new)
    builder = PageBuilder(project)
    page = builder.build("2019")
    builder.close()
    return page


def marked(page: PreviewPage) -> dict[str, str]:
    """Give what each marked text of the page says, by its anchor."""
    return {
        one.attributes["id"]: one.text
        for one in read_page(page.html).elements
        if "andere-tekst" in (one.attributes.get("class") or "").split()
    }


def test_a_changed_sentence_is_marked_with_what_stood_there_and_the_margin_leads_to_it(
    project: Project,
) -> None:
    page = saved(project, TEXT, "Bij de nulmeting, eind 2012", "Aan het begin, eind 2012")

    ((anchor, said),) = marked(page).items()
    assert said.startswith("gewijzigd: Eind 2019 waren er ")
    assert "Aan het begin" in said
    assert 'title="was: Eind 2019 waren er 136.794 banen' in page.html
    margin = read_page(page.margin)
    assert anchor in list(margin.values("data-naar"))
    assert any("Bij de nulmeting," in one.text for one in margin.all("del"))
    (reason,) = [one.text for one in margin.all("p") if "sjabloon" in one.text]
    assert "teksten/resultaten.html.j2" in reason


def test_a_changed_title_is_blamed_on_the_file_of_its_edition(project: Project) -> None:
    page = saved(project, EDITION, "Resultaten banenafspraak", "Uitkomsten banenafspraak")

    (said,) = marked(page).values()
    assert said == "gewijzigd: Uitkomsten banenafspraak eind 2019"
    reasons = [one.text for one in read_page(page.margin).all("p")]
    assert "volgt uit een andere editie: data/editions/2019.toml" in reasons


def test_a_sentence_that_is_gone_has_no_place_to_lead_to(project: Project) -> None:
    whole = (project.data.parent / TEXT).read_text(encoding="utf-8")
    line = next(one for one in whole.splitlines() if one.startswith("<p>") and "{" not in one)

    page = saved(project, TEXT, line, "")

    assert marked(page) == {}
    assert "volgt uit een ander sjabloon" in page.margin


def test_a_page_without_another_text_has_no_marks_of_texts(project: Project) -> None:
    builder = PageBuilder(project)
    assert 'andere-tekst"' not in builder.build("2019").html


def test_words_of_texts_make_no_markup(project: Project) -> None:
    change_key(project)
    page = saved(project, EDITION, "Resultaten banenafspraak", "Uit <b onclick='a'> & komsten")

    (title,) = [said for said in marked(page).values() if "komsten" in said]
    assert title == "gewijzigd: Uit <b onclick='a'> & komsten eind 2019"


def test_a_style_that_hides_the_tables_is_told_and_no_pdf_is_made_of_it(project: Project) -> None:
    style = project.templates / "stijl.css"
    style.write_text(style.read_text(encoding="utf-8") + ".rol { display: none }", "utf-8")
    builder = PageBuilder(project)
    page = builder.build("2019")

    assert "De stijl is gewijzigd: stijl.css is anders dan die van het programma." in page.margin
    with pytest.raises(Exception, match="has other cells in the PDF than in the HTML"):
        page.file("pdf")
    builder.close()


def test_the_styles_of_the_program_need_no_word(project: Project) -> None:
    assert "De stijl is gewijzigd" not in PageBuilder(project).build("2019").margin


def test_a_key_far_from_that_of_other_years_is_told_in_the_margin_in_dutch(
    project: Project,
) -> None:
    keys = project.data / "verdeelsleutels.csv"
    rewrite(keys, "2019,overheid,30.1", "2019,overheid,3.1")
    (project.data / "controletotalen.csv").unlink(missing_ok=True)
    page = saved(project, "data/verdeelsleutels.csv", "2019,markt,69.9", "2019,markt,96.9")

    assert "Een levering is heel anders dan de vorige. Is dat een tikfout?" in page.margin
    assert "gevonden 96.9 procent, na 70.6 in 2018" in page.margin
