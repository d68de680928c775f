"""The file of an accepted annex: the archive as approved, and who agreed to what and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reporter.errors import ArchiveError
from reporter.model.archive import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reporter.model.printed_change import PrintedChange

    Parts = Mapping[str, Any]

OF_A_FIGURE = ("printed", "rounded", "exact", "absence", "expression", "notes")
"""What a single approval takes over of a figure, in every place where it stands."""


def render_accepted(annex: Parts, approvals: Sequence[Parts]) -> str:
    """Write an accepted annex with its approvals, oldest first."""
    parts = {
        "schema": SCHEMA_VERSION,
        "edition": annex["edition"],
        "approvals": list(approvals),
        "annex": annex,
    }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def approval(
    date: str, reason: str, annex: Parts, changes: Sequence[PrintedChange], *, whole: bool
) -> Parts:
    """Record one approval: of the whole annex, or of the changes named alone."""
    return {
        "date": date,
        "reason": reason,
        "fingerprint": annex["fingerprint"],
        "whole": whole,
        "changes": [
            {
                "class": one.kind,
                "indicator": one.indicator,
                "old": one.old,
                "new": one.new,
                "places": list(one.places),
            }
            for one in changes
        ],
    }


def with_figures(accepted: Parts, built: Parts, indicators: Collection[str]) -> Parts:
    """Take single figures over from what was built; all else stays as it was accepted.

    Raises ArchiveError for a figure that does not stand at the same places in both.
    """
    taken = json.loads(json.dumps(accepted))
    for indicator in indicators:
        here, there = dict(_cells(taken, indicator)), dict(_cells(built, indicator))
        if not there:
            message = (
                f"{indicator}: found no such figure in what is built now, expected an indicator "
                "as reporter diff --format json names it"
            )
            raise ArchiveError(message)
        if here.keys() != there.keys():
            message = (
                f"{indicator}: found at other places in what was accepted than in what is built, "
                "expected a figure that both hold; accept the whole edition instead"
            )
            raise ArchiveError(message)
        for place, cell in here.items():
            cell |= {name: there[place][name] for name in OF_A_FIGURE if name in there[place]}
            cell["inputs"] = _inputs(there[place], built)
    return dict(taken)


def _cells(annex: Parts, indicator: str) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
    for table in annex["tables"]:
        for cell in table["cells"]:
            if cell["indicator"] == indicator:
                yield (table["name"], cell["row"], cell["column"]), cell
    for name, cell in annex["prose"].items():
        if cell["indicator"] == indicator:
            yield ("", name, ""), cell


def _inputs(cell: Parts, annex: Parts) -> dict[str, str]:
    """Give the delivered amounts of one figure: its own, as the annex has others now."""
    names = {name for term in cell["expression"] or () for name in term[1:] if name}
    return {name: annex["quantities"][name]["amount"] for name in sorted(names)}
