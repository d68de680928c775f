"""The rows that stand in a delivered file, each with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import InputError
from reporter.inputs.declarations import DECLARATIONS, ORIGIN
from reporter.inputs.entries import entries
from reporter.inputs.sheet import read_sheet
from reporter.inputs.text_file import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from reporter.model.expression import Kind, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The rows of one file, in their order, and where each came from."""

    amounts: Mapping[Quantity, Fraction]
    origins: Mapping[Quantity, str]


def read_standing(data: Path, kind: Kind) -> Standing:
    """Read the rows of one kind; a file that is not there has none.

    Raises InputError for a file that cannot be read; what rows must be together is not asked.
    """
    name = f"{kind}.csv"
    declaration = next(one for one in DECLARATIONS if one.name == name)
    if not (data / name).exists():
        return Standing(amounts={}, origins={})
    sheet = read_sheet(data / name, shown(data, name), declaration)
    if sheet.faults:
        raise InputError(sheet.faults)
    rows = entries(kind, sheet)
    return Standing(
        amounts={entry.quantity: entry.amount for entry in rows},
        origins={
            entry.quantity: str(row[ORIGIN]) for entry, row in zip(rows, sheet.rows, strict=True)
        },
    )
