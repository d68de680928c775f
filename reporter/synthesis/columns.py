"""Dates and texts of one width, from arrays of numbers to columns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

OPEN = int(np.iinfo(np.int32).max)
"""Stands for the last day of what has none, and becomes an empty cell."""


def day(date: dt.date) -> int:
    """Give a date as Parquet keeps it: days since 1970."""
    return (date - dt.date(1970, 1, 1)).days


def dates(days: NDArray[np.int64]) -> pa.Array:
    """Give days since 1970 as dates."""
    return pa.array(days.astype(np.int32), mask=days == OPEN).cast(pa.date32())


def texts(characters: NDArray[np.uint8]) -> pa.Array:
    """Give rows of characters as texts, without copying them."""
    count, width = characters.shape
    ends = np.arange(0, width * count + 1, width, dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(characters)]
    return pa.Array.from_buffers(pa.string(), count, buffers)
