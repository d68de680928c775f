"""Bounds beside the measurement before: the five people, with one row changed by hand.

Their hired work is 2 jobs in 2012, 4 in 2018 and 5 in 2019; the key of the market is 75, 75 and
60 percent; the market's target is 1 job in 2018, 2 in 2019, 4 in 2020 and, here, in the end.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.annex.indicator import Form
from reporter.build import checked, draft
from reporter.deliveries.bounds import read_bounds
from reporter.deliveries.editions import edition_names
from reporter.errors import InputError
from reporter.project import HERE
from tests.population import (
    AMOUNTS,
    DELIVERIES,
    EDITION,
    GOVERNMENT,
    HOURS_OF_A_JOB,
    MARKET,
    hours,
    key,
    target,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reporter.annex.expression import Quantity

BOUNDS = {
    "uren": {"vanaf": 200, "stijging": 100, "daling": 50},
    "grote_uren": {"vanaf": 10**6, "stijging": 10, "daling": 10},
    "verdeelsleutels": {"punten": 15},
    "doelstellingen": {"veelvoud": 1, "stijging": 6},
}
"""The five people lie within these."""
IN_THE_END = {target("structureel", MARKET): 4, target("structureel", GOVERNMENT): 5}


def beyond(changed: Mapping[Quantity, Fraction | int], **bounds: Mapping[str, int]) -> list[str]:
    """Say what is told of the annex of 2019."""
    amounts = {**AMOUNTS, **{row: Fraction(n) for row, n in {**IN_THE_END, **changed}.items()}}
    deliveries = replace(DELIVERIES, amounts=amounts, bounds={**BOUNDS, **bounds})
    _, _, check = draft(EDITION, deliveries, HERE.templates)
    told = [finding for finding in check.findings if finding.check == "bounds"]
    return [f"{one.where}: {one.found}, expected {one.expected}" for one in told]


def test_what_lies_within_the_bounds_is_not_told() -> None:
    assert beyond({}) == []


def test_hours_that_more_than_double_in_a_year_are_told() -> None:
    most = {hours(2019, Form.AGENCY): 6 * HOURS_OF_A_JOB}  # and 2 jobs of secondment make 8
    assert beyond(most) == []
    (told,) = beyond({hours(2019, Form.AGENCY): 7 * HOURS_OF_A_JOB})
    assert told == (
        "uren.csv, inleen 2019: hours 998.28, after 443.68 in 2018, expected between 222 "
        "and 887 (grenzen.toml)"
    )


def test_hours_that_more_than_halve_are_told_and_small_ones_are_not() -> None:
    less = {hours(2019, Form.AGENCY): 0, hours(2019, Form.SECONDMENT): 200}
    assert [line.partition(":")[0] for line in beyond(less)] == ["uren.csv, inleen 2019"]
    assert beyond(less, uren={**BOUNDS["uren"], "vanaf": 500}) == []


def test_large_hours_have_bounds_of_their_own() -> None:
    assert len(beyond({}, grote_uren={"vanaf": 500, "stijging": 10, "daling": 10})) == 1


def test_a_later_year_than_that_of_the_edition_is_not_told() -> None:
    assert beyond({hours(2020, Form.HIRED): 10**9}) == []


def test_a_key_that_jumps_is_told_in_both_sectors() -> None:
    swapped = {key(2019, MARKET): Fraction(2, 5), key(2019, GOVERNMENT): Fraction(3, 5)}
    near = "expected at most 15 points from it (grenzen.toml)"
    assert beyond(swapped) == [
        f"verdeelsleutels.csv, markt 2019: percent 40.0, after 75.0 in 2018, {near}",
        f"verdeelsleutels.csv, overheid 2019: percent 60.0, after 25.0 in 2018, {near}",
    ]


@pytest.mark.parametrize(
    ("jobs", "told"),
    [
        (
            {target(2019, MARKET): 8},
            "markt 2019: jobs 8, after 1 in 2018, expected between 1 and 7",
        ),
        (
            {target("structureel", MARKET): 3},
            "markt structureel: jobs 3, after 4 in 2020, expected",
        ),
    ],
)
def test_a_target_that_rises_too_fast_or_falls_in_the_end_is_told(
    jobs: Mapping[Quantity, int], told: str
) -> None:
    assert any(told in line for line in beyond(jobs))


def test_a_target_that_is_no_round_number_is_told() -> None:
    step = {"veelvoud": 5, "stijging": 6}
    assert "doelstellingen.csv, overheid 2018: jobs 1, expected a multiple of 5 (grenzen.toml)" in (
        beyond({}, doelstellingen=step)
    )


@pytest.mark.parametrize("edition", edition_names(HERE.data))
def test_our_own_deliveries_lie_within_our_bounds(edition: str) -> None:
    check = checked(edition, HERE)
    assert [finding for finding in check.findings if finding.check == "bounds"] == []
    assert check.counted["bounds"] > 30


def test_a_folder_without_bounds_has_none(tmp_path: Path) -> None:
    assert read_bounds(tmp_path) == {}


def test_a_mistake_in_the_bounds_is_told_with_its_place(tmp_path: Path) -> None:
    text = (HERE.data / "grenzen.toml").read_text("utf-8")
    (tmp_path / "grenzen.toml").write_text(text.replace("punten = 10", "punten = -1"), "utf-8")
    with pytest.raises(
        InputError, match=r"grenzen\.toml, row 20, column verdeelsleutels\.punten: found"
    ):
        read_bounds(tmp_path)
