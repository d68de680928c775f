from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.count.count import Inquiry, count
from reporter.count.rules import read_rules, read_schema
from reporter.count.tally import LINES, Fate
from reporter.project import HERE
from tests.count.populations import MARKER, POPULATIONS, write_csv, write_parquet
from tests.count.reference import Outcome, Population, counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from reporter.count.rules import Rules
    from reporter.count.tally import Tally

GROUPS = ("participatiewet", "wajong", "wsw", "wiw_id")
SCHEMA = read_schema(HERE.data / "registers" / "schema.json")
RULE_FILE = HERE.data / "registers" / "telregels.toml"
RULES = read_rules(RULE_FILE, SCHEMA, GROUPS)


def by_duckdb(paths: Mapping[str, tuple[Path, ...]], rules: Rules = RULES) -> Tally:
    inquiry = Inquiry(paths=paths, year=2019, keep_going=True)
    return count(inquiry, SCHEMA, rules, lambda _: None).tally


def as_outcome(tally: Tally) -> Outcome:
    outcome = Outcome()
    outcome.records.update({str(reason): n for reason, n in tally.records.items() if n})
    outcome.hundredths.update(tally.hundredths)
    for (group, lines), persons in tally.persons.items():
        outcome.persons[group, frozenset(LINES[line] for line in lines)] = persons
    return outcome


def with_marker(population: Population) -> Population:
    return population._replace(payroll=[*population.payroll, MARKER])


@settings(max_examples=60)
@given(POPULATIONS.map(with_marker))
def test_duckdb_finds_what_the_slow_reference_finds_to_the_hundredth(
    population: Population,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tally = by_duckdb(write_parquet(population, Path(folder)))
    assert as_outcome(tally) == counted(population, 2019)
    assert sum(tally.records.values()) == len(population.payroll)


@settings(max_examples=15)
@given(POPULATIONS.map(with_marker), st.sampled_from(";,"))
def test_csv_counts_as_parquet_does(population: Population, delimiter: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tally = by_duckdb(write_csv(population, Path(folder), delimiter))
    assert as_outcome(tally) == counted(population, 2019)


@settings(max_examples=15)
@given(POPULATIONS.map(with_marker), st.sampled_from(["wsw_detachering", "wajong_o", "vso_pro"]))
def test_a_variant_leaves_out_what_its_rule_file_says(population: Population, code: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rule = Path(folder) / "variant.toml"
        lines = RULE_FILE.read_text("utf-8").splitlines()
        changed = [
            f'{code} = "telt niet"' if line.startswith(f"{code} =") else line for line in lines
        ]
        assert changed != lines
        rule.write_text("\n".join(changed), "utf-8")
        rules = read_rules(rule, SCHEMA, GROUPS)
        tally = by_duckdb(write_parquet(population, Path(folder)), rules)
    assert as_outcome(tally) == counted(population, 2019, frozenset([code]))


@settings(max_examples=15)
@given(POPULATIONS.map(with_marker), st.randoms())
def test_the_order_of_records_changes_nothing(population: Population, random: Random) -> None:
    shuffled = Population(
        random.sample(population.register, len(population.register)),
        random.sample(population.payroll, len(population.payroll)),
        random.sample(population.employers, len(population.employers)),
    )
    with tempfile.TemporaryDirectory() as folder:
        one = by_duckdb(write_parquet(population, Path(folder) / "one"))
        other = by_duckdb(write_parquet(shuffled, Path(folder) / "other"))
    assert one == other


def test_every_reason_has_its_place_in_the_reference() -> None:
    """A record can be set aside by itself too; the strategies make no such records."""
    text = Path(__file__).with_name("reference.py").read_text("utf-8")
    named = [reason for reason in Fate if f'"{reason}"' in text]
    assert [reason for reason in Fate if reason not in named] == [Fate.SET_ASIDE]
