"""The columns that a file has, beside those it should have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporter.errors import Fault, InputError, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

REGISTERS = ("register", "payroll", "employers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what it holds, whether it may be empty, its codes or its bounds."""

    name: str
    holds: str
    required: bool
    codes: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one register, in the order of the schema."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Name the columns."""
        return tuple(column.name for column in self.columns)

    def codes(self, name: str) -> tuple[str, ...]:
        """Give the codes that a column may hold."""
        return next(column.codes for column in self.columns if column.name == name)


Schema = dict[str, Layout]


def read_schema(path: Path) -> Schema:
    """Read the layouts of the three registers. Raises InputError for a file that has none."""
    expected = f"a data package with the resources {', '.join(REGISTERS)}"
    try:
        found = {one["name"]: one for one in json.loads(path.read_bytes())["resources"]}
        return {name: _layout(found[name]) for name in REGISTERS}
    except OSError as error:
        found_text = f"a file that cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError) as error:
        found_text = f"something else ({type(error).__name__}: {error})"
    raise InputError([Fault(file=str(path), found=found_text, expected=expected)])


def _layout(resource: Mapping[str, Any]) -> Layout:
    fields = resource["schema"]["fields"]
    return Layout(name=resource["name"], columns=tuple(_column(field) for field in fields))


def _column(field: Mapping[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    return Column(
        name=field["name"],
        holds=field["type"],
        required=constraints.get("required", False),
        codes=tuple(constraints.get("enum", ())),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
    )


IN_FOLDER = "Names of folders are not read: write the files with this column in them too."
"""Spark's partitionBy takes a column out of the files."""


def absent_and_strange(file: str, found: Sequence[str], layout: Layout) -> Iterator[Fault]:
    """Name every column that is missing, twice there, or not of this register."""
    expected = f"the columns {', '.join(layout.names)}"
    for number, name in enumerate(found, start=1):
        if name not in layout.names:
            near = suggestion(name.casefold(), layout.names)
            # An unknown name is shown when it nearly is a column: a file without a header
            # has a person where the name should be.
            what = f'the column "{name}"' if near else f"a column {number} with another name"
            yield Fault(file=file, found=what, expected=expected, advice=near)
    for name in layout.names:
        if name not in found:
            what = f'no column "{name}"'
            advice = IN_FOLDER if f"/{name}=" in file else ""
            yield Fault(file=file, found=what, expected=expected, advice=advice)
        elif found.count(name) > 1:
            what = f'the column "{name}" {found.count(name)} times'
            yield Fault(file=file, found=what, expected="each column once")
