"""Chance that gives the same for the same seed, in whatever order it is asked."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator


class Topic(IntEnum):
    """What is drawn; each has chances of its own, so that a change in one moves no other."""

    PEOPLE = 0
    JOBS = 1
    FILINGS = 2
    REGISTER = 3
    EMPLOYERS = 4
    BYSTANDERS = 5
    HOURS = 6


def chance(seed: int, year: int, topic: Topic, *places: int) -> Generator:
    """Give the chances of one topic, perhaps of one part and period of it."""
    return np.random.default_rng([seed, year, topic, *places])
