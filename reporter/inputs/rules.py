"""What rows must be together, within a file and between files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.inputs import concepts
from reporter.inputs.declarations import BEGRIPPEN, VERDEELSLEUTELS
from reporter.inputs.entries import YearRows, by_year
from reporter.inputs.hours_rules import hours_faults
from reporter.inputs.persons_rules import persons_faults
from reporter.inputs.sector_rules import key_faults, missing_keys, target_faults
from reporter.model.expression import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.errors import Fault
    from reporter.inputs.sheet import Sheet


def rule_faults(sheets: Mapping[str, Sheet]) -> list[Fault]:
    """Check the files (by name) whose rows are sound; rules that need another file wait.

    A rule is tried only where the rows it looks at could be read: otherwise one mistake would
    be told many times over.
    """
    kinds = [kind for kind in Kind if f"{kind}.csv" in sheets]
    years = {kind: by_year(kind, sheets[f"{kind}.csv"]) for kind in kinds}
    faults = [*_by_group(sheets, years)]
    faults += key_faults(years.get(Kind.KEY, ()))
    faults += target_faults(years.get(Kind.TARGET, ()))
    if Kind.HOURS in years and Kind.KEY in years:
        keys = sheets[VERDEELSLEUTELS.name]
        faults += missing_keys(years[Kind.HOURS], years[Kind.KEY], keys.file)
    return faults


def _by_group(
    sheets: Mapping[str, Sheet], years: Mapping[Kind, tuple[YearRows, ...]]
) -> list[Fault]:
    if BEGRIPPEN.name not in sheets:
        return []
    words = sheets[BEGRIPPEN.name]
    codes = [group.code for group in concepts.groups(words)]
    return [
        *concepts.concept_faults(words),
        *hours_faults(years.get(Kind.HOURS, ()), codes),
        *persons_faults(years.get(Kind.PERSONS, ()), codes),
    ]
