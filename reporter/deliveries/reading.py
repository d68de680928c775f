"""The rows that stand in a delivered file, each with its origin."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.annex.delivered import Deliveries, FileHash
from reporter.annex.expression import Kind
from reporter.deliveries.entries import entries, forms, groups
from reporter.deliveries.rules import rule_faults
from reporter.deliveries.schema import BEGRIPPEN, DECLARATIONS, DOELSTELLINGEN, ORIGIN
from reporter.deliveries.sheet import read_sheet, shown
from reporter.errors import Fault, InputError, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

    from reporter.annex.expression import Quantity
    from reporter.deliveries.sheet import Declaration, Sheet

FINGERPRINT = 12
"""Characters of the hash that stand in the colophon of an annex."""


def read_deliveries(data: Path) -> Deliveries:
    """Read the five delivered files.

    Raises InputError with every fault of every file.
    """
    return _read(data, DECLARATIONS)


def read_frame(data: Path) -> Deliveries:
    """Read only the words and the targets, which are there before any hours are.

    Raises InputError with every fault of both files.
    """
    return _read(data, (BEGRIPPEN, DOELSTELLINGEN))


def _read(data: Path, declarations: Sequence[Declaration]) -> Deliveries:
    sheets = _sheets(data, declarations)
    sound = {name: sheet for name, sheet in sheets.items() if not sheet.faults}
    faults = [fault for sheet in sheets.values() for fault in sheet.faults]
    faults += rule_faults(sound)
    if faults:
        raise InputError(faults)
    return _deliveries(sheets)


def _sheets(data: Path, declarations: Sequence[Declaration]) -> dict[str, Sheet]:
    if not data.is_dir():
        expected = f"a folder with {listed(one.name for one in declarations)}"
        raise InputError([Fault(file=shown(data), found="no such folder", expected=expected)])
    return {
        one.name: read_sheet(data / one.name, shown(data, one.name), one) for one in declarations
    }


def _deliveries(sheets: Mapping[str, Sheet]) -> Deliveries:
    read = [kind for kind in Kind if f"{kind}.csv" in sheets]
    rows = [entry for kind in read for entry in entries(kind, sheets[f"{kind}.csv"])]
    files = tuple(FileHash(name=name, sha256=sheets[name].sha256) for name in sorted(sheets))
    words = sheets[BEGRIPPEN.name]
    return Deliveries(
        amounts={entry.quantity: entry.amount for entry in rows},
        sources={entry.quantity: entry.source for entry in rows},
        groups=groups(words),
        forms=forms(words),
        files=files,
        fingerprint=_fingerprint(files),
    )


def _fingerprint(files: Sequence[FileHash]) -> str:
    text = "".join(f"{file.name}:{file.sha256}\n" for file in files)
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT]


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
