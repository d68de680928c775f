"""Archives read back, and unsound ones refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reporter.build import archived
from reporter.diff.accept import parse_accepted, read_accepted, read_text, write_accepted
from reporter.errors import ArchiveError
from reporter.page.archive import read_archive, write_archive
from reporter.project import Project
from tests.diff.small_annex import archive, indicator, key, small_annex

if TYPE_CHECKING:
    from pathlib import Path


def refused(annex: Any) -> str:
    with pytest.raises(ArchiveError) as error:
        read_archive(annex if isinstance(annex, str) else json.dumps(annex), "annex.json")
    return str(error.value)


def test_an_archive_keeps_where_each_figure_stands() -> None:
    found = archive(small_annex())

    (figure,) = found.figures[indicator("inleen", 2019)]
    assert figure.place == ("resultaten", "inleen", "2019")
    assert figure.printed == "–3"


@pytest.mark.parametrize("edition", ["2019", "2019-ingroeipad", "2022"])
def test_what_was_accepted_is_read_and_written_to_the_same_bytes(edition: str) -> None:
    path = Project().accepted / f"{edition}.json"

    accepted = read_accepted(path, edition)

    assert write_accepted(accepted) == path.read_bytes()
    assert read_archive(write_archive(accepted.archive), edition) == accepted.archive


def test_an_archive_that_was_just_made_is_read_back_the_same() -> None:
    made = archived("2019", Project())

    assert read_archive(write_archive(made), "2019") == made


def test_a_figure_that_was_accepted_alone_keeps_the_amounts_it_was_computed_from() -> None:
    annex = small_annex()
    annex["tables"][0]["cells"][0]["inputs"] = {"uren/2018/totaal/formeel/totaal": "90"}

    written = read_archive(write_archive(archive(annex)), "annex.json")

    (alone,), (other,) = (written.figures[indicator("formeel", year)] for year in (2018, 2019))
    assert written.amount(alone, "uren/2018/totaal/formeel/totaal") == "90"
    assert written.amount(other, "uren/2018/totaal/formeel/totaal") == "100"


def test_the_archive_in_a_file_of_what_was_accepted_is_read_as_such() -> None:
    content = json.dumps({"schema": 1, "approvals": [], "annex": small_annex()})

    assert read_archive(content, "accepted/2019.json") == archive(small_annex())


@pytest.mark.parametrize(
    "key",
    [
        "geen sleutel",
        "nieuw/banen/2019/markt/anders/totaal",
        "toename/banen/2019/markt/formeel",
        "toename/banen/+2019/markt/formeel/totaal",
    ],
)
def test_a_figure_that_means_nothing_we_know_is_refused(key: str) -> None:
    annex = small_annex()
    annex["tables"][0]["cells"][0]["indicator"] = key

    assert "no sound archive" in refused(annex)


def test_truncated_json_is_refused() -> None:
    assert "broken JSON" in refused(json.dumps(small_annex())[:400])


@pytest.mark.parametrize("text", ["[]", "3", '{"a": 1}', '{"schema": "1"}', '{"schema": true}'])
def test_json_that_is_no_archive_is_refused(text: str) -> None:
    assert "no archive of an annex" in refused(text)


def test_a_newer_schema_is_refused() -> None:
    assert refused({**small_annex(), "schema": 2}) == (
        "annex.json: found schema 2, expected at most 1; it was written by a newer reporter, "
        "use that one"
    )


@pytest.mark.parametrize("part", ["tables", "quantities", "prose", "card", "text", "year"])
def test_a_missing_part_is_refused_by_name(part: str) -> None:
    annex = small_annex()
    del annex[part]

    assert repr(part) in refused(annex)


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("assumed", ("quantities", "uren/2018/totaal/formeel/totaal")),
        ("notes", ("tables", 0, "rows", 0)),
        ("label", ("tables", 0, "columns", 0)),
        ("mark", ("tables", 0, "notes", 0)),
        ("mark", ("tables", 0, "cells", 0, "notes", 0)),
    ],
)
def test_a_part_that_is_only_kept_must_be_whole_too(part: str, path: tuple[str | int, ...]) -> None:
    annex: Any = small_annex()
    annex["tables"][0]["notes"] = [{"mark": "a", "kind": "afronding", "text": "Afgerond."}]
    annex["tables"][0]["cells"][0]["notes"] = [{"mark": "a", "kind": "afronding", "detail": ""}]
    assert len(archive(annex).cells) == 4
    holder = annex
    for step in path:
        holder = holder[step]
    del holder[part]

    assert repr(part) in refused(annex)


@pytest.mark.parametrize("amount", ["1,5", "1.5", "abc", "1/0", ""])
def test_a_number_that_is_not_exact_is_refused(amount: str) -> None:
    annex = small_annex()
    annex["tables"][0]["cells"][0]["exact"] = amount

    assert "cells[0].exact: found another value, expected an exact number in" in refused(annex)


def test_a_figure_that_stands_twice_in_a_table_is_refused_and_not_overwritten() -> None:
    annex = small_annex()
    annex["tables"][0]["cells"].append({**annex["tables"][0]["cells"][0], "column": "2019"})

    assert "holds toename/banen/2018/markt/formeel/totaal twice" in refused(annex)


def test_a_figure_in_a_row_that_its_table_does_not_have_is_refused() -> None:
    annex = small_annex()
    annex["tables"][0]["rows"].pop()

    assert "has no inleen, 2018, where toename/banen/2018/markt/inleen/totaal" in refused(annex)


def test_one_indicator_with_two_values_is_refused() -> None:
    annex = small_annex()
    other = {**annex["tables"][0]["cells"][0], "exact": "11"}
    annex["prose"]["anders"] = other

    assert "two values for toename/banen/2018/markt/formeel/totaal" in refused(annex)


def test_nothing_accepted_tells_how_to_accept(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"reporter accept 2019 --reason"):
        read_accepted(tmp_path / "2019.json", "2019")


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 1}', '{"schema": 1, "annex": {}}'])
def test_a_broken_file_of_what_was_accepted_is_refused(text: str) -> None:
    with pytest.raises(ArchiveError):
        parse_accepted(text, "accepted/2019.json")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "annex.json").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ArchiveError, match="found UTF-16 text, expected UTF-8 text"):
        read_text(tmp_path / "annex.json")


def test_a_number_without_end_in_an_archive_does_not_fill_the_screen() -> None:
    annex = small_annex()
    annex["tables"][0]["cells"][0]["indicator"] = key("formeel", 2018).replace("2018", "9" * 5000)

    assert len(refused(annex)) < 400
