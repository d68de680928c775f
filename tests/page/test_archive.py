from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.build import build
from reporter.deliveries.sheet import FORMULA_SIGNS, harmless
from reporter.page.files import render_csv
from reporter.project import Project
from tests.page.annex_sample import EDITIONS, annex_of, labelled

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    project = Project(output=tmp_path_factory.mktemp("output"))
    built = [file for one in build(EDITIONS, project, ["json"]) for file in one.files]
    return {file.parent.name: json.loads(file.read_bytes()) for file in built}


def figures(archive: Any) -> Iterator[Any]:
    cells = chain.from_iterable(table["cells"] for table in archive["tables"])
    return chain(cells, archive["prose"].values())


def recomputed(figure: Any, quantities: Any) -> Fraction:
    def amount(key: str | None) -> Fraction:
        return Fraction(quantities[key]["amount"]) if key else Fraction(1)

    terms = figure["expression"]
    return sum(
        (Fraction(number) * amount(row) * amount(key) for number, row, key in terms), Fraction(0)
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_exact_amount_can_be_computed_again_from_the_archive_alone(
    archives: dict[str, Any], edition: str
) -> None:
    archive = archives[edition]
    explained = [one for one in figures(archive) if one["expression"] is not None]
    assert explained
    for one in explained:
        value = recomputed(one, archive["quantities"])
        scale = 100 if one["measure"] == "verdeelsleutel" else 1
        assert Fraction(one["exact"]) in (value, value * scale)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_figure_is_absent_for_a_stated_reason_or_has_both_its_numbers(
    archives: dict[str, Any], edition: str
) -> None:
    for one in figures(archives[edition]):
        numbers = {one["exact"] is None, one["rounded"] is None, one["absence"] is not None}
        assert len(numbers) == 1
        if one["rounded"] is not None:
            assert abs(Fraction(one["exact"]) - Fraction(one["rounded"])) <= Fraction(1, 2)


def test_the_first_figure_of_the_letter_is_archived_with_its_meaning(
    archives: dict[str, Any],
) -> None:
    first = archives["2019"]["tables"][0]["cells"][0]
    assert first["indicator"] == "toename/banen/2019/markt/formeel/totaal"
    assert (first["printed"], first["rounded"]) == ("46.218", "46218")
    assert ["25/2773", "uren/2019/markt/formeel/wsw", None] in first["expression"]


def test_only_quantities_that_a_figure_follows_from_are_archived(archives: dict[str, Any]) -> None:
    path = archives["2019-ingroeipad"]
    assert {name.split("/")[0] for name in path["quantities"]} >= {"doelstellingen"}
    used = {key for one in figures(path) for term in one["expression"] or [] for key in term[1:]}
    assert set(path["quantities"]) == used - {None}


def lines_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_one_line_for_every_cell_with_numbers_a_computer_reads() -> None:
    lines = lines_of(render_csv(annex_of("2019")))
    tables = annex_of("2019").tables
    assert len(lines) == sum(len(table.rows) * len(table.columns) for table in tables)
    assert lines[0]["waarde"] == "46218"
    assert lines[0]["gedrukt"] == "46.218"
    fewer = next(one for one in lines if one["indicator"].startswith("toename/banen/2015/overheid"))
    assert (fewer["waarde"], fewer["gedrukt"]) == ("-984", "–984")
    assert Fraction(fewer["exact"]) < -983


def test_an_absent_figure_has_no_number_in_the_csv_but_a_reason() -> None:
    lines = lines_of(render_csv(annex_of("2022")))
    absent = [one for one in lines if one["ontbreekt"]]
    assert {one["ontbreekt"] for one in absent} == {"niet beschikbaar", "niet van toepassing"}
    assert {(one["waarde"], one["exact"]) for one in absent} == {("", "")}


@pytest.mark.parametrize("label", ["=1+1", "+x", "-x", "@x", "\tx", "'x", " =1", "x=1"])
def test_a_label_that_looks_like_a_formula_stays_text_in_the_csv(label: str) -> None:
    shown = {one["rij"] for one in lines_of(render_csv(labelled(label)))}
    apostrophe = "'" if label[0] in "=+-@\t\r" else ""
    assert shown == {f"{apostrophe}{label}"}
    assert {one["kolom"] for one in lines_of(render_csv(labelled(label)))} == shown


def test_no_cell_of_the_csv_begins_as_a_formula_unless_it_is_a_number() -> None:
    lines = lines_of(render_csv(labelled("-x")))
    for name, value in ((name, value) for one in lines for name, value in one.items()):
        if name in {"waarde", "exact"} and value:
            assert Fraction(value) is not None
        else:
            assert not value.startswith(FORMULA_SIGNS)


@given(st.text())
def test_a_text_is_made_harmless_without_losing_a_letter(text: str) -> None:
    kept = harmless(text)
    assert not kept.startswith(FORMULA_SIGNS)
    assert kept.removeprefix("'" if text.startswith(FORMULA_SIGNS) else "") == text
