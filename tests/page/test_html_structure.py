from __future__ import annotations

import re

import pytest

from tests.page.annex_sample import EDITIONS, annex_of, page_of_edition
from tests.page.page_reader import read_page

every_edition = pytest.mark.parametrize("edition", EDITIONS)


@every_edition
def test_the_page_says_that_it_is_dutch_and_closes_every_element(edition: str) -> None:
    page = read_page(page_of_edition(edition))
    assert [one.attributes["lang"] for one in page.all("html")] == ["nl"]
    assert page_of_edition(edition).startswith("<!DOCTYPE html>\n<html")


@every_edition
def test_no_id_stands_twice(edition: str) -> None:
    ids = read_page(page_of_edition(edition)).ids()
    assert len(set(ids)) == len(ids)


@every_edition
def test_tables_are_numbered_in_reading_order(edition: str) -> None:
    page = read_page(page_of_edition(edition))
    count = len(annex_of(edition).tables)
    expected = [f"tabel-{number}" for number in range(1, count + 1)]
    assert [one.attributes["id"] for one in page.all("table")] == expected
    captions = [one.text for one in page.all("caption")]
    assert [text.split(" ")[:2] for text in captions] == [
        ["Tabel", str(number)] for number in range(1, count + 1)
    ]


@every_edition
def test_every_head_says_whether_it_is_of_a_column_or_of_a_row(edition: str) -> None:
    heads = read_page(page_of_edition(edition)).all("th")
    assert heads
    assert {one.attributes.get("scope") for one in heads} == {"col", "row"}


@every_edition
def test_every_row_has_a_cell_under_each_column(edition: str) -> None:
    page = read_page(page_of_edition(edition))
    cells = sum(len(table.rows) * len(table.columns) for table in annex_of(edition).tables)
    assert len(page.all("td")) == cells


@every_edition
def test_every_link_and_every_reference_finds_its_place(edition: str) -> None:
    page = read_page(page_of_edition(edition))
    links = {one.attributes["href"] for one in page.all("a")}
    assert all(link.startswith("#") for link in links)
    named = set(page.values("aria-labelledby", "aria-describedby", "for", "headers"))
    assert {link.removeprefix("#") for link in links} | named <= set(page.ids())


def test_every_mark_leads_to_its_note_and_every_note_back_to_each_of_its_marks() -> None:
    page = read_page(page_of_edition("2019"))
    links = [one.attributes["href"] for one in page.all("a")]
    for table in annex_of("2019").tables:
        for note in table.notes:
            assert links.count(f"#{note.anchor}") == len(note.backlinks)
            assert all(f"#{link.anchor}" in links for link in note.backlinks)
    marks = [one for one in page.all("a") if one.attributes["href"].endswith("-noot-a")]
    assert {one.text for one in marks} == {"a"}
    assert {one.attributes["aria-label"] for one in marks} == {"Noot a"}


@every_edition
def test_nothing_is_fetched_from_elsewhere(edition: str) -> None:
    html = page_of_edition(edition)
    assert not re.search(r"[a-z]+:?//|url\(|@import", html)
    page = read_page(html)
    fetching = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg"}
    assert not [one.tag for one in page.elements if one.tag in fetching]
    assert not list(page.values("src", "srcset", "action", "style"))


@every_edition
def test_a_figure_stands_in_its_cell_as_it_is_printed(edition: str) -> None:
    page = read_page(page_of_edition(edition))
    shown = {one.attributes["id"]: one.text for one in page.all("td")}
    for table in annex_of(edition).tables:
        for cell in (cell for row in table.cells for cell in row):
            assert shown[cell.anchor] == cell.figure.text + "".join(m.mark for m in cell.marks)
