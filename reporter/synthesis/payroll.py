"""The columns of the payroll register, as Arrow keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from reporter.synthesis.columns import day
from reporter.synthesis.jobs import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reporter.synthesis.periods import Period

    Numbers = NDArray[np.int64]

HUNDREDTHS = pa.decimal32(6, 2)
TEXTS = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("persoon", pa.string()),
        ("loonheffingennummer", TEXTS),
        ("ikv", pa.int32()),
        ("tijdvak_begin", pa.date32()),
        ("tijdvak_einde", pa.date32()),
        ("aard", TEXTS),
        ("verloonde_uren", HUNDREDTHS),
        ("ingediend", pa.timestamp("us")),
    ]
)
REPEATED = [name for name in SCHEMA.names if name not in ("persoon", "verloonde_uren")]
"""The columns whose values come back so often that a dictionary makes them small."""


def employments(
    pseudonyms: pa.Array, employer: Numbers, numbers: pa.Array, number: Numbers, kind: Numbers
) -> list[pa.Array]:
    """Give the columns that no period changes; ``employer`` is a place in ``numbers``."""
    return [
        pseudonyms,
        pa.DictionaryArray.from_arrays(pa.array(employer.astype(np.int32)), numbers),
        pa.array(number.astype(np.int32)),
        pa.DictionaryArray.from_arrays(pa.array(kind.astype(np.int32)), pa.array(KINDS)),
    ]


def batch(same: list[pa.Array], period: Period, hours: Numbers, filed: Numbers) -> pa.RecordBatch:
    """Give the records of one period; hours in hundredths, filed in seconds since 1970."""
    person, employer, number, kind = same
    count = len(hours)
    begin, end = (
        pa.repeat(pa.scalar(day(date), pa.int32()).cast(pa.date32()), count)
        for date in (period.begin, period.end)
    )
    paid = pa.Array.from_buffers(HUNDREDTHS, count, [None, pa.py_buffer(hours.astype(np.int32))])
    moment = pa.array(filed * 1_000_000).view(pa.timestamp("us"))
    columns = [person, employer, number, begin, end, kind, paid, moment]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
