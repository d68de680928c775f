"""Pseudonyms of 32 characters that say of themselves that nobody is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARK = b"-verzonnen"
WIDTH = 32
PAIRS = np.frombuffer("".join(f"{one:02x}" for one in range(256)).encode(), dtype=np.uint16)
"""Every byte as two hexadecimal digits."""
DIGITS = (WIDTH - len(MARK)) // 2
"""How many bytes stand in a pseudonym; the first eight alone already differ for each person."""


def pseudonyms(people: NDArray[np.int64], seed: int) -> NDArray[np.uint8]:
    """Give each person the same 32 characters wherever they appear, as rows of bytes."""
    pairs = np.empty((len(people), WIDTH // 2), dtype=np.uint16)
    pairs[:, DIGITS:] = np.frombuffer(MARK, dtype=np.uint16)
    start = people.astype(np.uint64) + np.uint64(seed % 2**32 * 2**32)
    once = _scattered(start)
    twice = _scattered(once)
    pairs[:, :8] = PAIRS[once.view(np.uint8).reshape(-1, 8)]
    pairs[:, 8:DIGITS] = PAIRS[twice.view(np.uint8).reshape(-1, 8)[:, : DIGITS - 8]]
    return pairs.view(np.uint8)


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits of numbers so that no two become one (splitmix64, Steele and others 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
