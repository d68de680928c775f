from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import reporter.page.archive
from reporter.build import build
from reporter.project import Project
from tests.page.annex_sample import EDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = json.loads(
    (Path(reporter.page.archive.__file__).parent / "annex.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    project = Project(output=tmp_path_factory.mktemp("output"))
    built = [file for one in build(EDITIONS, project, ["json"]) for file in one.files]
    return {file.parent.name: json.loads(file.read_bytes()) for file in built}


def parts(schema: object, name: str = "schema") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every object within a schema with the name it stands under."""
    if isinstance(schema, dict):
        yield name, schema
        for key, value in schema.items():
            yield from parts(value, key)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value, name)


def test_the_schema_is_a_schema() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_allows_no_property_that_it_does_not_name() -> None:
    objects = [part for _, part in parts(SCHEMA) if part.get("type") == "object"]
    assert len(objects) > 10
    assert all(part["additionalProperties"] is False for part in objects)


def test_every_property_is_described_in_one_line() -> None:
    for _, part in parts(SCHEMA):
        for name, value in part.get("properties", {}).items():
            target = value.get("$ref", "").removeprefix("#/$defs/")
            described = value.get("description") or SCHEMA["$defs"][target]["description"]
            assert described.endswith("."), name
            assert "\n" not in described


ONLY_WHERE_THERE_ARE = "codes"
"""Figures have codes only in a project with dimensions of its own."""


def test_every_property_is_required_so_that_none_can_be_forgotten() -> None:
    for name, part in parts(SCHEMA):
        if "properties" in part and name != "properties":
            needed = [name for name in part["properties"] if name != ONLY_WHERE_THERE_ARE]
            assert part["required"] == needed


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_archive_of_every_edition_follows_the_schema(
    archives: dict[str, Any], edition: str
) -> None:
    problems = [
        f"{one.json_path}: {one.message}" for one in VALIDATOR.iter_errors(archives[edition])
    ]
    assert problems == []


def set_value(*path: str | int, value: object) -> Callable[[Any], None]:
    def change(archive: Any) -> None:
        for step in path[:-1]:
            archive = archive[step]
        archive[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "spoil",
    [
        set_value("clock", value="2020-07-02T12:00:00"),
        set_value("tables", 0, "cells", 0, "exact", value=46218.08),
        set_value("tables", 0, "cells", 0, "exact", value="46218.08"),
        set_value("tables", 0, "cells", 0, "rounded", value="-0"),
        set_value("tables", 0, "cells", 0, "measure", value="stock"),
        set_value("tables", 0, "cells", 0, "note", value="a"),
        set_value("tables", 0, "cells", 0, "expression", 0, value=["1", "uren"]),
        set_value("quantities", "hours/2019", value={"amount": "1", "assumed": False}),
        set_value("fingerprint", value="30220B4D0E5C"),
    ],
)
def test_an_archive_that_says_it_otherwise_is_refused(
    archives: dict[str, Any], spoil: Callable[[Any], None]
) -> None:
    archive = deepcopy(archives["2019"])
    spoil(archive)
    assert not VALIDATOR.is_valid(archive)
