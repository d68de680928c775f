"""What is made counts to what was asked, by a tally that shares nothing with it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from reporter.deliveries.reading import read_deliveries
from reporter.project import HERE
from reporter.synthesize.jobs import LINKED
from reporter.synthesize.people import wanted
from tests.synthesize import small
from tests.synthesize.tally import GROUP_OF, PRIORITY, december, groups, rows

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.synthesize.tally import Tally

LAST_DAY = dt.date(2019, 12, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Registers of 2019 with a few bystanders."""
    return tmp_path_factory.mktemp("synthesis") / "2019"


@pytest.fixture(scope="module")
def found(folder: Path) -> Tally:
    return small.counted(folder, wanted(read_deliveries(HERE.data), 2019), scale=0.0001)


@pytest.fixture(scope="module")
def register(folder: Path, found: Tally) -> list[dict[str, Any]]:
    assert found.everyone
    return [*rows(folder / "doelgroepregister.parquet")]


def test_the_hours_and_persons_of_2019_are_those_delivered(found: Tally) -> None:
    of = wanted(read_deliveries(HERE.data), 2019)
    assert dict(found.hours) == small.hours_of(of)
    assert {row: len(people) for row, people in found.people.items()} == small.persons_of(of)
    assert len(found.everyone) == 119_764


def test_the_hours_and_persons_of_2012_are_those_delivered(tmp_path: Path) -> None:
    of = wanted(read_deliveries(HERE.data), 2012)
    found = small.counted(tmp_path / "2012", of)
    assert dict(found.hours) == small.hours_of(of)
    assert {row: len(people) for row, people in found.people.items()} == small.persons_of(of)
    assert len(found.everyone) == 66_328


def test_eight_people_by_hand(tmp_path: Path) -> None:
    found = small.counted(tmp_path / "small", small.target())
    assert {" ".join(key).strip(): f"{hours}" for key, hours in found.hours.items()} == {
        "formeel markt participatiewet": "120.00",
        "formeel overheid participatiewet": "0.01",
        "formeel markt wajong": "250.55",
        "formeel overheid wajong": "80.45",
        "formeel overheid wiw_id": "36.10",
        "uitzend": "200.33",
        "wsw_detachering": "99.99",
    }
    assert sorted(len(people) for people in found.people.values()) == [1, 1, 2, 2, 3]
    assert len(found.everyone) == 8


@st.composite
def years(draw: st.DrawFn) -> dict[str, Any]:
    """Draw deliveries that people can have worked: each row above nought has hours for each."""
    persons = {name: draw(st.integers(0, 40)) for name in small.PERSONS}
    hundredths = {name: draw(st.integers(count, 400_00 * count)) for name, count in persons.items()}
    market = {name: draw(st.integers(0, hundredths[name])) for name in small.GROUPS}
    formal = sum(persons[name] for name in small.GROUPS)
    hired = persons["uitzend"] + persons["detachering"]

    def hours(number: int) -> str:
        return f"{number // 100}.{number % 100:02}"

    return {
        "rows": {
            name: (hours(market[name]), hours(hundredths[name] - market[name]))
            for name in small.GROUPS
        },
        "persons": persons,
        "hired": (hours(hundredths["uitzend"]), hours(hundredths["detachering"])),
        "unique": draw(st.integers(max(formal, hired), formal + hired)),
    }


@settings(max_examples=30)
@given(year=years(), seed=st.integers(0, 2**70))
def test_whatever_was_delivered_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, year: dict[str, Any], seed: int
) -> None:
    of = small.target(small.amounts(**year))
    found = small.counted(tmp_path_factory.mktemp("any") / "2019", of, seed=seed)
    assert dict(found.hours) == small.hours_of(of)
    assert {row: len(people) for row, people in found.people.items()} == small.persons_of(of)
    assert len(found.everyone) == of.unique


def test_every_way_of_not_counting_occurs(found: Tally) -> None:
    assert min(found.left_out.values()) > 1000
    assert set(found.left_out) == {
        "superseded",
        "duplicate",
        "sheltered",
        "not registered that day",
    }


def test_the_register_holds_every_case_of_the_last_day(register: list[dict[str, Any]]) -> None:
    ends = Counter(row["einde"] for row in register)
    assert ends[LAST_DAY] > 1000
    assert ends[LAST_DAY - dt.timedelta(days=1)] > 1000
    begins = Counter(row["begin"] for row in register)
    assert begins[LAST_DAY] > 1000
    assert begins[LAST_DAY + dt.timedelta(days=1)] > 1000
    assert not any(row["einde"] and row["einde"] < row["begin"] for row in register)


def test_the_priority_of_grounds_decides_about_thousands(register: list[dict[str, Any]]) -> None:
    found = groups(register, LAST_DAY)
    last_first = defaultdict(set)
    for row in register:
        if row["begin"] <= LAST_DAY and (row["einde"] is None or row["einde"] >= LAST_DAY):
            last_first[row["persoon"]].add(
                next(group for group, grounds in GROUP_OF.items() if row["grondslag"] in grounds)
            )
    turned = {
        person: max(held, key=PRIORITY.index)
        for person, held in last_first.items()
        if len(held) > 1
    }
    assert sum(found[person] != group for person, group in turned.items()) > 5000
    assert {found[person] for person in turned} == {"wajong", "wsw", "wiw_id"}


def test_some_registered_people_have_no_pay(folder: Path, register: list[dict[str, Any]]) -> None:
    people = {row["persoon"] for row in register}
    paid = {row["persoon"] for row in december(folder, 2019, people)}
    assert len(people - paid) > 100_000


def test_bystanders_are_in_no_register_and_leave_the_target_group_as_it_is(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "without", tmp_path / "with"
    few, many = (
        small.counted(folder, small.target(), scale)
        for folder, scale in ((one, 0), (other, 0.0001))
    )
    assert few == many
    name = "doelgroepregister.parquet"
    assert parquet.read_table(one / name).equals(parquet.read_table(other / name))
    few_employers, more = ([*rows(folder / "werkgevers.parquet")] for folder in (one, other))
    places = {row["loonheffingennummer"] for row in few_employers[:LINKED]}
    assert [row for row in more if row["loonheffingennummer"] in places] == [
        row for row in few_employers if row["loonheffingennummer"] in places
    ]
    people = {row["persoon"] for row in rows(one / name)}
    for path in sorted((one / "polisadministratie").iterdir()):
        beside = path.relative_to(one)
        linked, all_of_them = (parquet.read_table(folder / beside) for folder in (one, other))
        assert [*rows(other / beside, people)] == linked.to_pylist()
        assert len(all_of_them) - len(linked) == (1720 if "maand" in path.name else 240)


def test_every_file_says_that_it_is_made_up(folder: Path, found: Tally) -> None:
    assert found.everyone
    files = [*folder.rglob("*.parquet")]
    assert len(files) == 2 + 12 + 14
    for path in files:
        metadata = parquet.read_metadata(path).metadata
        assert metadata[b"herkomst"].startswith(b"VERZONNEN GEGEVENS")
        assert (metadata[b"jaar"], metadata[b"schaal"], metadata[b"zaad"]) == (
            b"2019",
            b"0.0001",
            b"1",
        )
    assert (folder / "LEESMIJ.txt").read_text("utf-8").startswith("VERZONNEN GEGEVENS")
