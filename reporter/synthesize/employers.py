"""The employers: their numbers, which no real employer can have, and the sectors they were in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.annex.indicator import Sector
from reporter.synthesize.columns import OPEN, dates, day, texts

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from reporter.synthesize.columns import Numbers

MARKET, GOVERNMENT = range(2000), range(2000, 2300)
AGENCIES, SHELTERED, WORKSHOPS = range(2300, 2450), range(2450, 2500), range(2500, 2540)
"""Sheltered companies lend people out; workshops employ them inside."""
LINKED = 2540
"""How many employers pay people of the target group; those after them pay only others."""
ONE_IN = 10
"""One in so many employers has changed sector during the year."""

NUMBERS = 10**8
SCATTER = 61_803_399
"""Has no divisor in common with NUMBERS, so that every employer keeps a number of its own."""
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)


def wage_tax_numbers(employers: Numbers) -> pa.Array:
    """Give each employer a number like 123456789L01 that fails the elfproef, so nobody has it."""
    digits = (employers * SCATTER % NUMBERS)[:, None] // 10 ** np.arange(7, -1, -1) % 10
    last = (digits @ np.array(WEIGHTS) % 11 + 1) % 10
    text = np.empty((len(employers), 12), dtype=np.uint8)
    text[:, :8] = digits + ord("0")
    text[:, 8] = last + ord("0")
    text[:, 9:] = np.frombuffer(b"L01", dtype=np.uint8)
    return texts(text)


def employer_table(employers: Numbers, year: int, chance: Generator) -> pa.Table:
    """Give the sector of each employer, and the one before for those that changed.

    A formal record takes the sector of 31 December, so who changed did it before that day
    ended: halfway the year, or on its last day.
    """
    sector = np.isin(employers, (*GOVERNMENT, *SHELTERED, *WORKSHOPS)).astype(np.int8)
    others = employers >= LINKED
    sector[others] = chance.integers(0, 10, int(others.sum())) == 0
    changed = chance.integers(0, ONE_IN, len(employers)) == 0
    halfway, last = day(dt.date(year, 7, 1)), day(dt.date(year, 12, 31))
    change = np.where(chance.integers(0, 4, len(employers)) == 0, last, halfway)
    founded = day(dt.date(year - 8, 1, 1)) + chance.integers(0, 7 * 365, len(employers))
    end = np.where(chance.integers(0, ONE_IN, len(employers)) == 0, last, OPEN)
    now = _rows(employers, sector, np.where(changed, change, founded), end)
    some, then, until = employers[changed], founded[changed], change[changed] - 1
    return pa.concat_tables([now, _rows(some, 1 - sector[changed], then, until)])


def _rows(employers: Numbers, sector: NDArray[np.int8], begin: Numbers, end: Numbers) -> pa.Table:
    sectors = pa.array([str(one) for one in Sector]).take(pa.array(sector))
    return pa.table(
        {
            "loonheffingennummer": wage_tax_numbers(employers),
            "sector": sectors,
            "begin": dates(begin),
            "einde": dates(end),
        }
    )
