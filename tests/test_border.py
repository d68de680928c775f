"""What comes in from outside: broken JSON and TOML, and data of another type than ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reporter.border import LARGEST, held, parse_json, read_text_file, read_toml
from reporter.errors import Fault, InputError, listed

if TYPE_CHECKING:
    from pathlib import Path


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_json(text, "a.json", "a list; mend it")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "Exceeds the limit (4300 digits)"),
        ('{"a": 1, "b": 2, "a": 1}', 'the key "a" twice'),
        ("[NaN]", "NaN is no number"),
        ("[-Infinity]", "-Infinity is no number"),
        ("[1,\n2", "Expecting ',' delimiter: line 2 column 2 (char 5)"),
    ],
)
def test_json_that_cannot_be_meant_is_refused(text: str, said: str) -> None:
    assert refused(text) == f"a.json: found broken JSON ({said}), expected a list; mend it."


def test_half_a_surrogate_is_no_text() -> None:
    assert "broken JSON" in refused('["\\ud800"]')
    assert parse_json('["\\ud83d\\ude00"]', "a.json", "") == ["😀"]


def test_a_number_with_decimals_stays_exact() -> None:
    (value,) = parse_json("[46.10]", "a.json", "")
    assert str(value) == "46.10"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 100_000, "broken TOML (nested too deeply)"),
        (".".join(["a"] * 5000) + " = 1", "broken TOML (nested too deeply)"),
        ("a = " + "9" * 5000, "broken TOML (Exceeds the limit (4300 digits))"),
        ("a = 1\na = 2", "row 2: found broken TOML (Cannot overwrite a value)"),
    ],
)
def test_toml_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_toml(tmp_path / "a.toml", "a.toml", "settings")
    assert said in str(caught.value)
    assert len(str(caught.value)) < 150


def test_a_file_too_large_to_be_ours_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(LARGEST + 1)  # a file of holes takes no room
    with pytest.raises(InputError, match=r"found a file of 268,435,457 bytes, expected a table"):
        read_text_file(tmp_path / "a.csv", "a.csv", "a table")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[["a"]]', ", column [0]: found 'array', expected 'str' in a list; mend it."),
        ('{"a": "b"}', ": found 'object', expected 'array' in a list; mend it."),
        ("[" * 900 + "]" * 900, ", column [0]: found 'array', expected 'str' in a list; mend it."),
    ],
)
def test_data_of_another_type_are_refused_with_their_place(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        held(json.loads(text), list[str], "a.json", "a list; mend it")
    assert str(caught.value) == f"a.json{said}"


def test_of_many_names_a_message_has_the_first_and_how_many_more() -> None:
    assert listed(range(3)) == "0, 1, 2"
    assert listed(["x" * 10] * 20) == ", ".join(["x" * 10] * 15) + ", and 5 more"


def test_a_message_repeats_no_more_of_what_was_found_than_can_be_read() -> None:
    fault = Fault(file="a.csv", found="9" * 5000, expected="a year")
    assert str(fault) == f"a.csv: found {'9' * 180}…, expected a year."


def test_a_setting_with_an_endless_name_does_not_fill_the_screen() -> None:
    fault = Fault(file="a.toml", column="x" * 5000, found="1", expected="a year")
    assert str(fault) == f"a.toml, column {'x' * 60}: found 1, expected a year."
