"""The files in data/ as deliveries: refused as a whole rather than repaired in part."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reporter.errors import Fault, InputError
from reporter.inputs import concepts
from reporter.inputs.declarations import BEGRIPPEN, DECLARATIONS, DOELSTELLINGEN
from reporter.inputs.entries import entries
from reporter.inputs.quoting import listed
from reporter.inputs.rules import rule_faults
from reporter.inputs.sheet import read_sheet
from reporter.inputs.text_file import shown
from reporter.model.deliveries import Deliveries, FileHash
from reporter.model.expression import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reporter.inputs.sheet import Declaration, Sheet

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
        groups=concepts.groups(words),
        forms=concepts.forms(words),
        files=files,
        fingerprint=_fingerprint(files),
    )


def _fingerprint(files: Sequence[FileHash]) -> str:
    text = "".join(f"{file.name}:{file.sha256}\n" for file in files)
    return hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT]
