from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.annex.indicator import Form
from reporter.count.rules import Rules, read_rules, read_schema
from reporter.errors import InputError
from reporter.project import HERE

if TYPE_CHECKING:
    from pathlib import Path

GROUPS = ("participatiewet", "wajong", "wsw", "wiw_id")
SCHEMA = read_schema(HERE.data / "registers" / "schema.json")
TEXT = (HERE.data / "registers" / "telregels.toml").read_text("utf-8")
ORDER = 'doelgroepen = ["wajong", "wsw", "wiw_id", "participatiewet"]'
KEY = "\n[verdeelsleutel]\nmarkt = {}\n"


def read(folder: Path, text: str) -> Rules:
    path = folder / "regels.toml"
    path.write_text(text, "utf-8")
    return read_rules(path, SCHEMA, GROUPS)


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


def test_the_official_rules_are_those_of_the_letters(tmp_path: Path) -> None:
    rules = read(tmp_path, TEXT)
    assert rules.official
    assert rules.forms == {
        "formeel": Form.FORMAL,
        "uitzend": Form.AGENCY,
        "wsw_detachering": Form.SECONDMENT,
        "wsw_intern": None,
        "beschut": None,
    }
    assert rules.priority == ("wajong", "wsw", "wiw_id", "participatiewet")
    assert {ground for ground, group in rules.groups.items() if group == "wajong"} == {
        "wajong_o",
        "wajong_n_werk",
        "wajong_n_studie",
    }
    assert rules.market_share is None
    with pytest.raises(FrozenInstanceError):
        rules.name = "x"  # type: ignore[misc] # that it is refused is the test


def test_every_code_of_the_schema_has_a_rule_and_none_is_for_another(tmp_path: Path) -> None:
    rules = read(tmp_path, TEXT)
    assert tuple(rules.forms) == SCHEMA["payroll"].codes("aard")
    assert set(rules.groups) == set(SCHEMA["register"].codes("grondslag"))


@pytest.mark.parametrize(("text", "share"), [("68.0", "0.68"), ("100", "1"), ("0", "0")])
def test_a_variant_may_set_the_key_of_the_year(tmp_path: Path, text: str, share: str) -> None:
    assert read(tmp_path, TEXT + KEY.format(text)).market_share == Fraction(share)


BAD = {
    "no name": ('naam = "officieel"', "", "column naam: found nothing, expected a name"),
    "an empty name": ('"officieel"', '" "', 'column naam: found " ", expected a name'),
    "a name with quotation marks": (
        '"officieel"',
        "'een \"variant\"'",
        "column naam: found",
    ),
    "a form that is none": (
        'uitzend = "uitzend"',
        'uitzend = "inhuur"',
        'column aard.uitzend: found "inhuur", expected one of formeel, uitzend',
    ),
    "a kind of work left out": (
        'beschut = "telt niet"',
        "",
        "column aard.beschut: found nothing, expected one of",
    ),
    "a kind of work misspelt": (
        'beschut = "telt niet"',
        'beschut = "telt niet"\nbechut = "telt niet"',
        'found the setting "aard.bechut", expected one of',
    ),
    "a group that is none": (
        'wiw_id = "wiw_id"',
        'wiw_id = "wiw"',
        'column grondslag.wiw_id: found "wiw", expected one of participatiewet',
    ),
    "a group without a place in the priority": (
        ORDER,
        'doelgroepen = ["wajong", "wsw", "wiw_id"]',
        "column voorrang.doelgroepen: found",
    ),
    "a group with two places": (
        ORDER,
        'doelgroepen = ["wajong", "wajong", "wsw", "wiw_id"]',
        "column voorrang.doelgroepen: found",
    ),
    "no table of work": (
        "[aard]",
        "[aarde]",
        "column aard: found nothing, expected a table [aard]",
    ),
    "broken TOML": ("[aard]", "[aard", "found broken TOML"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_rule_is_told(tmp_path: Path, name: str) -> None:
    old, new, message = BAD[name]
    assert old in TEXT
    told = refused(tmp_path, TEXT.replace(old, new, 1))
    assert any(message in line for line in told), told
    assert all(line.startswith("regels.toml") for line in told)


@pytest.mark.parametrize("share", ["101", "-1", "68.05", '"68"', "true", "nan"])
def test_a_key_is_a_percentage_of_one_decimal(tmp_path: Path, share: str) -> None:
    (told,) = refused(tmp_path, TEXT + KEY.format(share))
    assert "column verdeelsleutel.markt" in told


def test_a_setting_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, 'voorang = "x"\n' + TEXT)
    assert 'found the setting "voorang"' in told
    assert 'Did you mean "voorrang"?' in told


def test_a_rule_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found no such file, expected a TOML file with"):
        read_rules(tmp_path / "nergens.toml", SCHEMA, GROUPS)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"resources": []}', '{"resources": [1]}'])
def test_a_schema_without_the_registers_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "schema.json").write_text(content)
    with pytest.raises(InputError, match="a data package with the resources register"):
        read_schema(tmp_path / "schema.json")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"name": "persoon"', '"name": "mens"', "column register.persoon: found no such column"),
        ('"type": "date"', '"type": "datetime"', 'register.begin: found type "datetime", expected'),
        ('"type": "date"', '"type": "dag"', "fields[2].type: found invalid enum value 'dag'"),
        ('"markt",', "", 'employers.sector.enum: found "overheid", expected markt, overheid.'),
        ('"enum"', '"codes"', "constraints: found object contains unknown field 'codes'"),
        ('"minimum": 0', '"minimum": []', "minimum: found 'array', expected 'int | null' in"),
        ('"name": "payroll"', '"name": "loon"', "found no resource payroll, expected a data"),
        ('"title"', '"title": "", "title"', 'broken JSON (the key "title" twice)'),
    ],
)
def test_a_schema_that_a_count_cannot_use_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (HERE.data / "registers" / "schema.json").read_text("utf-8")
    assert old in text
    (tmp_path / "schema.json").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError) as caught:
        read_schema(tmp_path / "schema.json")
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'schema.json'}")
