"""The key of an indicator, as it stands in ``annex.json``, read back into its meaning."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reporter.inputs.amounts import LAST_YEAR
from reporter.inputs.columns import Refusal
from reporter.inputs.quoting import listed
from reporter.model.indicator import (
    BASELINE_YEAR,
    STRUCTURAL,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

EVERYTHING = "totaal"
EXAMPLE = "toename/banen/2019/markt/formeel/totaal"
PARTS = ("measure", "unit", "year", "sector", "form", "group")
YEAR = re.compile("[0-9]{4}")
GROUP = re.compile(r"[a-z][a-z0-9_]*")
PERCENT = (Measure.KEY, Measure.SHARE)
NEARLY = 0.85
"""How alike two names of groups are if one is the other misspelt; new groups are welcome."""


def parse_indicator(text: str, groups: Collection[str]) -> Indicator | Refusal:
    """Read ``toename/banen/2019/markt/formeel/totaal``; ``groups`` are those that are known."""
    parts = text.split("/")
    if len(parts) != len(PARTS):
        form = "/".join(PARTS)
        return Refusal(expected=f"an indicator of the form {form}, such as {EXAMPLE}")
    known: tuple[list[str], ...] = (
        [*Measure],
        [*Unit],
        [],
        [*Sector, EVERYTHING],
        [*Form, EVERYTHING],
        [*groups, EVERYTHING],
    )
    for position, (name, part) in enumerate(zip(PARTS, parts, strict=True)):
        if not _is_known(name, part, known[position]):
            return _refused(parts, position, known[position])
    wrong = next(_at_odds(parts), None)
    return wrong or _indicator(parts)


def _is_known(name: str, part: str, known: Collection[str]) -> bool:
    if name == "year":
        calendar = YEAR.fullmatch(part) and BASELINE_YEAR <= int(part) <= LAST_YEAR
        return part == STRUCTURAL or bool(calendar)
    if name == "group":
        new = GROUP.fullmatch(part) and not get_close_matches(part, known, 1, NEARLY)
        return part in known or bool(new)
    return part in known


def _refused(parts: list[str], position: int, known: list[str]) -> Refusal:
    """Name the part that is not known, and the nearest whole key."""
    expected = listed(known) or f"a year from {BASELINE_YEAR} to {LAST_YEAR} or {STRUCTURAL}"
    near = get_close_matches(parts[position].casefold(), known, 1)
    whole = "/".join([*parts[:position], *near, *parts[position + 1 :]])
    return Refusal(
        expected=f"as its {PARTS[position]} one of {expected}" if known else expected,
        advice=f'Did you mean "{whole}"?' if near else "",
    )


def _at_odds(parts: list[str]) -> Iterator[Refusal]:
    """Refuse what each part allows and together means nothing."""
    measure, unit, year, sector, form, group = parts
    if (measure in PERCENT) != (unit == Unit.PERCENT):
        units = Unit.PERCENT if measure in PERCENT else f"{Unit.JOBS} or {Unit.PERSONS}"
        yield Refusal(expected=f"{units} as the unit of {measure}")
    if measure == Measure.KEY and (sector == EVERYTHING or {form, group} != {EVERYTHING}):
        yield Refusal(expected=f"a sector, and {EVERYTHING} as form and group, for a {measure}")
    if year == STRUCTURAL and measure != Measure.TARGET:
        yield Refusal(expected=f"a year for a {measure}; only a target can be {STRUCTURAL}")


def _indicator(parts: list[str]) -> Indicator:
    measure, unit, year, sector, form, group = parts
    return Indicator(
        measure=Measure(measure),
        unit=Unit(unit),
        year=STRUCTURAL if year == STRUCTURAL else int(year),
        sector=None if sector == EVERYTHING else Sector(sector),
        form=None if form == EVERYTHING else Form(form),
        group=None if group == EVERYTHING else group,
    )
