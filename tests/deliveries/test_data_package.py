from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from reporter.deliveries.columns import Refusal
from reporter.deliveries.schema import LAYOUTS, TARGET_YEAR, data_package

ON_DISK = Path(__file__).parents[2] / "data" / "datapackage.json"


def resources() -> dict[str, dict[str, Any]]:
    found = cast("list[dict[str, Any]]", data_package()["resources"])
    return {resource["path"]: resource for resource in found}


def test_the_file_in_data_says_what_the_reader_does() -> None:
    text = json.dumps(data_package(), indent=2, ensure_ascii=False) + "\n"
    assert ON_DISK.read_text(encoding="utf-8") == text


def test_every_column_of_every_delivery_is_described() -> None:
    for declaration in LAYOUTS:
        schema = resources()[declaration.name]["schema"]
        names = [column.name for column in declaration.columns]
        assert [field["name"] for field in schema["fields"]] == names


def test_a_field_carries_its_type_and_bounds() -> None:
    fields = {field["name"]: field for field in resources()["uren.csv"]["schema"]["fields"]}
    assert fields["jaar"]["constraints"] == {"required": True, "minimum": 2012, "maximum": 2100}
    assert fields["verloonde_uren"]["type"] == "number"
    assert fields["verloonde_uren"]["constraints"]["maximum"] == 10**10
    assert fields["sector"]["constraints"] == {"enum": ["markt", "overheid"]}


def test_a_key_with_empty_cells_is_unique_and_not_primary() -> None:
    assert resources()["verdeelsleutels.csv"]["schema"]["primaryKey"] == ["jaar", "sector"]
    hours = resources()["uren.csv"]["schema"]
    assert "primaryKey" not in hours
    assert hours["uniqueKeys"] == [["jaar", "vorm", "sector", "doelgroep"]]


@given(text=st.one_of(st.integers(1900, 2200).map(str), st.just("structureel"), st.text()))
def test_the_pattern_of_a_target_year_admits_what_the_reader_admits(text: str) -> None:
    pattern = str(TARGET_YEAR.holds.constraints["pattern"])
    read = not isinstance(TARGET_YEAR.holds.parse(text), Refusal)
    assert (re.fullmatch(pattern, text) is not None) == read
