"""The columns that a file has, beside those it should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import Fault, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.counting.schema import Layout


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
