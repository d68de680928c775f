"""Changed words, and what explains them."""

from __future__ import annotations

from typing import Any

import pytest

from reporter.diff.changes import Origin, TextChange
from reporter.diff.compare import compare
from reporter.diff.differences import lines
from tests.diff.small_annex import archive, deliver, small_annex


def texts(new: dict[str, Any], old: dict[str, Any] | None = None) -> tuple[TextChange, ...]:
    return compare(archive(old or small_annex()), archive(new)).texts


def one(new: dict[str, Any], old: dict[str, Any] | None = None) -> TextChange:
    found = texts(new, old)
    assert len(found) == 1
    return found[0]


def test_the_same_words_are_no_change() -> None:
    assert texts(small_annex()) == ()


def test_a_title_nobody_explains_is_unexplained() -> None:
    annex = small_annex()
    annex["tables"][0]["title"] = "Meer banen"

    change = one(annex)

    assert (change.kind, change.place) == ("title", "resultaten")
    assert (change.old, change.new) == ("Extra banen", "Meer banen")
    assert change.origin is Origin.UNEXPLAINED


def test_of_a_changed_text_the_words_that_went_and_that_came_are_told() -> None:
    annex = small_annex()
    annex["tables"][0]["title"] = "Meer banen"

    line, *_ = lines(compare(archive(small_annex()), archive(annex)))

    assert "[-Extra-] {+Meer+}" in line
    assert "banen" not in line


def test_a_title_of_another_program_is_explained_by_it() -> None:
    annex = small_annex()
    annex["tables"][0]["title"] = "Meer banen"
    annex["card"]["code"] = "b"

    assert one(annex).origin is Origin.PROGRAM


def test_a_title_of_another_declaration_is_explained_by_it() -> None:
    annex = small_annex()
    annex["tables"][0]["title"] = "Meer banen"
    annex["card"]["code"] = "b"
    annex["card"]["tables"] = {"tabellen/resultaten.toml": "b"}

    assert one(annex).origin is Origin.TABLE


def test_a_label_is_explained_by_another_word_list() -> None:
    annex = small_annex()
    annex["tables"][0]["rows"][0]["label"] = "Formeel"
    annex["card"]["deliveries"]["begrippen.csv"] = "b"

    assert one(annex).origin is Origin.DELIVERY


def paragraph(text: str, wording: str) -> list[dict[str, str]]:
    return [{"section": "kort", "text": text, "wording": wording}]


def test_a_sentence_whose_figure_changed_is_explained_by_that_figure() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "230", "23")
    annex["prose"]["samen"] = {**annex["tables"][0]["cells"][1]}
    old = small_annex()
    old["prose"]["samen"] = {**old["tables"][0]["cells"][1]}
    annex["text"] = paragraph("Samen 20.", "Samen {x}.")

    assert one(annex, old).origin is Origin.FIGURE


def test_a_sentence_in_other_words_is_explained_by_another_template() -> None:
    annex = small_annex()
    annex["text"] = paragraph("Bij elkaar 17.", "Bij elkaar {x}.")
    annex["card"]["templates"]["annex.html.j2"] = "b"

    assert one(annex).origin is Origin.TEMPLATE


def test_a_number_that_is_no_figure_is_not_explained_by_one() -> None:
    annex = small_annex()
    annex["text"] = paragraph("Samen 18.", "Samen {x}.")

    assert one(annex).origin is Origin.UNEXPLAINED


def test_the_year_of_another_edition_explains_its_title() -> None:
    annex = small_annex()
    annex.update(edition="2020", year=2020, title="Resultaten eind 2020")
    annex["tables"][0]["title"] = "Extra banen 2020"
    old = small_annex()
    old["tables"][0]["title"] = "Extra banen 2019"

    assert one(annex, old).origin is Origin.EDITION


def test_a_note_that_came_with_a_changed_figure_is_explained_by_it() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "230", "23")
    annex["tables"][0]["notes"] = [{"mark": "a", "kind": "afronding", "text": "Los afgerond."}]

    change = one(annex)

    assert (change.kind, change.old, change.new) == ("note", None, "Los afgerond.")
    assert change.origin is Origin.FIGURE


@pytest.mark.parametrize("kind", ["notes", "legend"])
def test_a_note_or_legend_that_is_gone_is_told(kind: str) -> None:
    old = small_annex()
    old["tables"][0][kind] = (
        ["n.b. betekent"]
        if kind == "legend"
        else [{"mark": "a", "kind": "x", "text": "n.b. betekent"}]
    )

    assert (one(small_annex(), old).old, one(small_annex(), old).new) == ("n.b. betekent", None)


def test_a_paragraph_put_between_two_others_is_told_alone() -> None:
    old, new = small_annex(), small_annex()
    old["text"] = paragraph("Een.", "Een.") + paragraph("Drie.", "Drie.")
    new["text"] = (
        paragraph("Een.", "Een.") + paragraph("Twee.", "Twee.") + paragraph("Drie.", "Drie.")
    )

    assert (one(new, old).old, one(new, old).new) == (None, "Twee.")
