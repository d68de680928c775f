"""Pages as the preview asks for them, on real editions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from reporter.build import archived, build
from reporter.errors import ArchiveError, InputError, ReporterError, TemplateFaultError
from reporter.page.archive import write_archive
from reporter.preview.builder import PageBuilder
from tests.page.page_reader import read_page
from tests.preview.draft_sample import change_key, copied, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.project import Project

WATERMARK = 'content: "CONCEPT"'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def builder(project: Project) -> Iterator[PageBuilder]:
    made = PageBuilder(project)
    yield made
    made.close()


def states(index: str) -> dict[str, str]:
    """Give what the list says of each edition."""
    page = read_page(index)
    said = [one.text for one in page.all("p") if one.attributes.get("class") == "staat"]
    names = [one.text for one in page.all("span") if one.attributes.get("class") == "editie"]
    return dict(zip(names, (" ".join(text.split()[1:]) for text in said), strict=True))


def test_what_equals_the_accepted_annex_bears_no_watermark_and_says_so(
    builder: PageBuilder,
) -> None:
    page = builder.build("2019")

    assert page.state == "Gelijk aan de goedgekeurde bijlage."
    assert "Gelijk aan de goedgekeurde bijlage." in page.margin
    assert WATERMARK not in page.html
    assert "anders" not in {
        word
        for one in read_page(page.html).all("button")
        for word in one.attributes["class"].split()
    }


def test_files_of_an_accepted_annex_are_those_that_a_build_would_write(
    builder: PageBuilder, project: Project
) -> None:
    forms = ["html", "json", "csv", "ods"]
    page = builder.build("2019")
    (built,) = build(["2019"], project, forms)

    made = {f"annex.{form}": page.file(form) for form in forms}
    assert made == {path.name: path.read_bytes() for path in built.files}


def test_a_changed_delivery_is_told_in_a_sentence_and_marked_where_it_stands(
    builder: PageBuilder, project: Project
) -> None:
    change_key(project)

    page = builder.build("2019")

    # Hired and total in both sectors, in print three times each; the key, the stocks of 2019,
    # what the text says of all these; and two figures whose note moved.
    assert page.state.startswith("18 cijfers en ")
    assert page.state.endswith(" anders dan in de goedgekeurde bijlage.")
    marked = {
        one.attributes["data-plaats"]: one
        for one in read_page(page.html).all("button")
        if "anders" in one.attributes["class"].split()
    }
    hired = marked["tabel-1-r2k1"].attributes
    assert (hired["data-was"], hired["data-verschil"]) == ("5.611", "–901")
    assert hired["data-reden"] == "andere verdeelsleutel: –900,45"
    # Formal jobs do not use the key.
    assert "tabel-1-r1k1" not in marked
    assert "herzien, was 5.611" in marked["tabel-1-r2k1"].text
    assert 'data-naar="tabel-1-r2k1"' in page.margin


def test_a_draft_bears_a_watermark_in_every_file_that_is_read_by_people(
    builder: PageBuilder, project: Project
) -> None:
    change_key(project)
    page = builder.build("2019")

    assert WATERMARK in page.html
    html = page.file("html").decode()
    assert WATERMARK in html
    assert "<button" not in html
    assert page.file("json") == write_archive(archived("2019", project))


def test_what_was_never_accepted_is_a_draft(builder: PageBuilder) -> None:
    page = builder.build("2018")

    assert page.state == "Nog niet goedgekeurd: er is niets om mee te vergelijken."
    assert WATERMARK in page.html


def test_a_file_is_of_the_page_that_was_shown_whatever_was_saved_since(
    builder: PageBuilder, project: Project
) -> None:
    page = builder.build("2019")
    before = {form: page.file(form) for form in ("html", "csv", "json")}
    change_key(project)
    rewrite(project.templates / "tabel.html.j2", "Zo is", "Aldus is")
    builder.build("2019")

    assert {form: page.file(form) for form in before} == before


@pytest.mark.parametrize("against", ["2018", "a file", "a folder"])
def test_the_other_side_may_be_an_edition_a_file_or_a_folder(
    project: Project, tmp_path: Path, against: str
) -> None:
    if against != "2018":
        (tmp_path / "oud").mkdir()
        (tmp_path / "oud" / "annex.json").write_bytes(write_archive(archived("2018", project)))
        against = str(tmp_path / "oud" / ("annex.json" if against == "a file" else ""))
    builder = PageBuilder(project, against)

    page = builder.build("2019")

    assert page.state.endswith(f" anders dan in {against}.")
    # It is what was accepted all the same: no watermark.
    assert WATERMARK not in page.html
    watched = [str(one) for one in builder.sources[4:]]
    assert watched == ([] if against == "2018" else [str(tmp_path / "oud" / "annex.json")])


def test_a_side_that_is_not_there_is_told_of(project: Project) -> None:
    with pytest.raises(ArchiveError, match="no such edition, file, or folder"):
        PageBuilder(project, "oud.json").build("2019")


def test_the_list_tells_how_each_edition_stands(builder: PageBuilder, project: Project) -> None:
    change_key(project)
    (project.data / "editions" / "2018.toml").write_text("jaar = 'veel'\n")

    told = states(builder.index())

    assert told["2015"] == "nog niet goedgekeurd"
    assert told["2019-ingroeipad"] == "goedgekeurd"
    assert told["2019"].startswith("gewijzigd (18 cijfers en ")
    assert told["2018"].startswith("bouwt niet: data/editions/2018.toml")
    assert tuple(told) == builder.names()


def test_every_fault_in_a_delivery_is_told_point_by_point(
    builder: PageBuilder, project: Project
) -> None:
    rewrite(project.data / "verdeelsleutels.csv", "2019,markt,69.9", "2019,markt,veel")
    rewrite(project.data / "verdeelsleutels.csv", "2018,markt,", "2018,markt,-")
    with pytest.raises(InputError) as caught:
        builder.build("2019")

    told = read_page(builder.failure(caught.value).fragment)

    assert len(told.all("dl")) == len(caught.value.faults) == 2
    names = [one.text for one in told.all("dt")]
    assert names[:5] == ["Bestand", "Rij", "Kolom", "Gevonden", "Verwacht"]
    assert next(one.text for one in told.all("dd")) == "data/verdeelsleutels.csv"
    assert '"veel"' in [one.text for one in told.all("dd")]


def test_a_broken_template_is_told_with_its_line_and_heals(
    builder: PageBuilder, project: Project
) -> None:
    table = project.templates / "tabel.html.j2"
    whole = table.read_text(encoding="utf-8")
    good = builder.build("2019")
    rewrite(table, "{{ table.corner }}", "{{ table.hoek }}")
    with pytest.raises(TemplateFaultError) as caught:
        builder.build("2019")

    told = read_page(builder.failure(caught.value).fragment)

    names, values = ([one.text for one in told.all(tag)] for tag in ("dt", "dd"))
    points = dict(zip(names, values, strict=True))
    assert points["Bestand"] == "templates/tabel.html.j2"
    row = int(points["Rij"])
    assert "table.hoek" in table.read_text(encoding="utf-8").splitlines()[row - 1]
    assert "{{ table.hoek }}" in points["Regel"]
    assert points["In de macro"] == "toon"
    assert points["Aangeroepen in"].startswith("templates/teksten/resultaten.html.j2, rij ")
    assert "tabel.toon(" in points["Aangeroepen in"]
    table.write_text(whole, encoding="utf-8")
    assert builder.build("2019").html == good.html


def test_a_template_saved_twice_at_one_moment_is_read_anew(
    builder: PageBuilder, project: Project
) -> None:
    table = project.templates / "tabel.html.j2"
    time = table.stat().st_mtime_ns
    builder.build("2019")
    # As many letters, at the same time: neither size nor clock tells.
    rewrite(table, "Zo is", "Zo iz")
    os.utime(table, ns=(time, time))

    assert "Zo iz tabel 1 berekend" in builder.build("2019").html


def test_another_error_is_told_in_its_own_words(builder: PageBuilder) -> None:
    told = builder.failure(ReporterError("line one\nline <two>")).fragment

    assert "De bijlage kan niet worden gemaakt" in told
    assert [one.text for one in read_page(told).all("p")][1:] == ["line one", "line <two>"]


def test_a_preview_writes_no_file(builder: PageBuilder, project: Project) -> None:
    change_key(project)
    root = project.data.parent
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    page = builder.build("2019")
    for form in ("html", "json", "csv", "ods", "pdf"):
        page.file(form)
    builder.index()

    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_the_shell_asks_for_nothing_that_is_not_given(builder: PageBuilder) -> None:
    given = {f"/_/{name}" for name in builder.assets()}

    asked = set()
    for place, html in (("/2019/", builder.shell("2019")), ("/", builder.index())):
        asked |= {urljoin(place, one) for one in read_page(html).values("src", "href")}
    asked = {one for one in asked if one.startswith("/_/")}
    styles = builder.assets()["voorbeeld.css"].decode()
    asked |= {urljoin("/_/", part.split('"')[0]) for part in styles.split('url("')[1:]}
    assert asked
    assert asked <= given


def test_beside_a_draft_stands_what_was_accepted_or_chosen_and_no_figure_of_the_draft(
    builder: PageBuilder, project: Project
) -> None:
    change_key(project)

    def cell(html: str) -> str:
        return next(
            one.text
            for one in read_page(html).all("td")
            if one.attributes.get("id") == "c-resultaten-inleen-markt"
        )

    accepted = builder.other_side("2019")
    assert cell(accepted) == "5.611"
    assert "Zoals in de goedgekeurde bijlage" in accepted
    assert len(read_page(accepted).all("table")) == 7
    assert "Nog niet goedgekeurd" in builder.other_side("2018")
    # Table 1 of 2022 has the same figures of its own year.
    chosen = PageBuilder(project, against="2022").other_side("2019")
    assert "Resultaten banenafspraak eind 2022" in chosen
