"""Pseudonyms and employers' numbers: nobody can have them, and no two are the same."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict

import numpy as np

from reporter.synthesize.columns import pseudonyms, texts
from reporter.synthesize.jobs import LINKED, employer_table, wage_tax_numbers

MANY = np.arange(100_000)


def test_a_pseudonym_has_32_characters_and_says_that_it_is_made_up() -> None:
    found = texts(pseudonyms(MANY, seed=1)).to_pylist()
    assert all(re.fullmatch(r"[0-9a-f]{22}-verzonnen", one) for one in found)
    assert len({one[:16] for one in found}) == len(MANY)


def test_another_seed_gives_other_pseudonyms() -> None:
    one, other = (set(texts(pseudonyms(MANY, seed)).to_pylist()) for seed in (1, 2))
    assert not one & other


def test_no_employer_can_have_a_number_of_ours() -> None:
    """The elfproef: 9a + 8b + … + 2h - i is a multiple of eleven."""
    found = wage_tax_numbers(MANY).to_pylist()
    assert len(set(found)) == len(MANY)
    for number in found:
        digits = [int(digit) for digit in number[:9]]
        weighted = zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)
        assert sum(weight * digit for weight, digit in weighted) % 11 != 0
        assert number[9:] == "L01"


def test_an_employer_has_one_sector_each_day_and_some_change_until_the_last_day() -> None:
    table = employer_table(np.arange(LINKED + 500), 2019, np.random.default_rng(1)).to_pylist()
    spells = defaultdict(list)
    for row in table:
        spells[row["loonheffingennummer"]].append((row["begin"], row["einde"], row["sector"]))
    changes = set()
    for rows in spells.values():
        assert len(rows) <= 2
        for before, after in zip(sorted(rows), sorted(rows)[1:], strict=False):
            assert after[0] - before[1] == dt.timedelta(days=1)
            assert before[2] != after[2]
            changes.add(after[0])
    assert changes == {dt.date(2019, 7, 1), dt.date(2019, 12, 31)}
    assert {row["einde"] for row in table if row["einde"]} == {
        dt.date(2019, 6, 30),
        dt.date(2019, 12, 30),
        dt.date(2019, 12, 31),
    }
