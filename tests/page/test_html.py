from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from reporter.errors import PrintingError
from reporter.page.html import render_html
from reporter.project import Templates
from tests.page.annex_sample import (
    HOSTILE_NAMES,
    HOSTILE_NOTE,
    HOSTILE_TITLE,
    annex_of,
    hostile_page,
)
from tests.page.page_reader import Page, read_page
from tests.page.press_sample import FOLDER


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return read_page(hostile_page(tmp_path_factory.mktemp("hostile")))


def test_markup_in_the_data_makes_no_element_and_no_attribute(hostile: Page) -> None:
    assert not [one for one in hostile.elements if one.tag in {"script", "img", "i"}]
    attributes = {name for one in hostile.elements for name in one.attributes}
    assert not [name for name in attributes if name.startswith("on")]
    assert all(one.text != "Wsw" for one in hostile.all("b"))


def test_a_title_with_markup_is_shown_as_it_was_given(hostile: Page) -> None:
    assert [one.text for one in hostile.all("title")] == [HOSTILE_TITLE]
    assert [one.text for one in hostile.all("h1")] == [HOSTILE_TITLE]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_with_markup_is_shown_as_text_in_its_row_and_its_explanation(
    hostile: Page, name: str
) -> None:
    assert [one for one in hostile.all("th") if one.text.startswith(name)]
    assert [one for one in hostile.all("b") if one.text.startswith(f"{name}, ")]


def test_a_note_with_markup_is_shown_as_text_with_a_way_back_to_its_name(hostile: Page) -> None:
    (note,) = [one for one in hostile.all("li") if HOSTILE_NOTE in one.text]
    back = f"Terug naar {HOSTILE_NAMES[0]}"
    assert note.attributes["id"] == "tabel-7-noot-a"
    assert [one for one in hostile.all("a") if one.attributes.get("aria-label") == back]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    return Refusal(tmp_path / "templates")


class Refusal:
    """Says what is refused when the text of an edition begins with some template code."""

    def __init__(self, templates: Path) -> None:
        self.templates = Path(copytree(FOLDER, templates, ignore=ignore_patterns("fonts")))

    def __call__(self, code: str) -> str:
        (self.templates / "teksten" / "resultaten.html.j2").write_text(f"eerste regel\n{code}")
        with pytest.raises(PrintingError) as caught:
            render_html(annex_of("2019"), Templates((self.templates,)))
        return str(caught.value)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("{{ annex.titel }}", "'reporter.annex.printed.PrintedAnnex object' has no attribute"),
        ("{{ cijfer }}", "'cijfer' is undefined"),
        ("{{ annex.prose.onbekend.text }}", "has no attribute 'onbekend'"),
        ("{{ annex.title|netjes }}", "No filter named 'netjes'."),
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ annex.edition.year }}", "a template may print text only, found int 2019"),
        ("{{ annex.edition.date }}", "a template may print text only, found date datetime.date"),
        ("{{ annex.tables[0].cells[0][0].figure.exact }}", "found Fraction Fraction(128162745,"),
        ("{{ annex.title + 1 }}", "TypeError: can only concatenate str"),
        ("{{ annex.title() }}", "TypeError: 'str' object is not callable"),
        ("{% for one in annex.edition.year %}{% endfor %}", "TypeError: 'int' object is not"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_file_and_row(
    refusal: Refusal, code: str, message: str
) -> None:
    told = refusal(code)
    assert told.startswith("templates/teksten/resultaten.html.j2, row 2: ")
    assert message in told


def test_a_mistake_is_looked_for_where_it_happened_and_not_where_it_was_called(
    refusal: Refusal,
) -> None:
    told = refusal("{{ tabel.toon(annex.title) }}")
    assert told.startswith("templates/tabel.html.j2, row ")
    assert "'str object' has no attribute 'anchor'" in told


def test_a_mistake_in_a_macro_names_it_and_the_text_that_called_it(refusal: Refusal) -> None:
    told = refusal("{% macro twee(x) %}{{ tabel.toon(x) }}{% endmacro %}\n{{ twee(annex.title) }}")

    called = "(in the macro toon, called in templates/teksten/resultaten.html.j2, row 3)"
    assert told.endswith(f"'str object' has no attribute 'anchor' {called}")


def test_a_mistake_outside_a_macro_names_none(refusal: Refusal) -> None:
    assert "macro" not in refusal("{{ annex.titel }}")


def test_a_whole_table_where_a_text_should_be_gives_a_message_that_can_be_read(
    refusal: Refusal,
) -> None:
    told = refusal("{{ annex.tables }}")
    assert "a template may print text only, found tuple" in told
    assert len(told) < 400


def test_a_text_that_is_not_there_is_named_with_the_setting_that_asks_for_it(
    tmp_path: Path,
) -> None:
    templates = Path(copytree(FOLDER, tmp_path / "templates"))
    (templates / "teksten" / "resultaten.html.j2").unlink()
    with pytest.raises(PrintingError) as caught:
        render_html(annex_of("2019"), Templates((templates,)))
    assert str(caught.value) == (
        "there is no template teksten/resultaten.html.j2 in templates/ "
        "(templates/annex.html.j2, row 27 "
        "asks for it); for another text, set tekst in data/editions/2019.toml"
    )


@pytest.mark.parametrize("name", ["annex.html.j2", "tabel.html.j2", "stijl.css"])
def test_a_template_that_is_no_utf_8_is_named_with_its_row(tmp_path: Path, name: str) -> None:
    templates = Path(copytree(FOLDER, tmp_path / "templates"))
    (templates / name).write_bytes(b"{# een #}\n{# twee\xeb #}\n" + (templates / name).read_bytes())
    with pytest.raises(PrintingError) as caught:
        render_html(annex_of("2019"), Templates((templates,)))
    said = f"templates/{name}, row 2: found the byte 0xEB, expected UTF-8 text"
    assert str(caught.value) == said


def test_what_jinja_says_is_cut_where_it_has_no_end(tmp_path: Path) -> None:
    templates = Path(copytree(FOLDER, tmp_path / "templates"))
    (templates / "annex.html.j2").write_text("{{ a" + "9" * 5000 + " }}", "utf-8")
    with pytest.raises(PrintingError) as caught:
        render_html(annex_of("2019"), Templates((templates,)))
    assert str(caught.value).startswith("templates/annex.html.j2, row 1: 'a999")
    assert len(str(caught.value)) < 400
