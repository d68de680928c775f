"""Small populations at random, and the files in which agencies would deliver them."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import strategies as st
from pyarrow import parquet

from tests.count.reference import GROUPS, Employer, Pay, Population, Registration

if TYPE_CHECKING:
    from pathlib import Path

TYPES = {
    "persoon": pa.string(),
    "grondslag": pa.string(),
    "begin": pa.date32(),
    "einde": pa.date32(),
    "loonheffingennummer": pa.string(),
    "ikv": pa.int32(),
    "tijdvak_begin": pa.date32(),
    "tijdvak_einde": pa.date32(),
    "aard": pa.string(),
    "verloonde_uren": pa.decimal128(7, 2),
    "ingediend": pa.timestamp("us"),
    "sector": pa.string(),
}
COLUMNS = {
    "register": Registration._fields,
    "payroll": Pay._fields,
    "employers": Employer._fields,
}

# Few values of each, so that they meet: one person twice, a correction, the day of a border.
PERSONS = st.sampled_from(["persoon-a", "persoon-b", "persoon-c", "persoon-d"])
EMPLOYERS = st.sampled_from(["001L01", "002L01"])
BORDERS = st.sampled_from(
    [date(2019, 1, 1), date(2019, 12, 1), date(2019, 12, 30), date(2019, 12, 31), date(2020, 1, 1)]
)
PERIODS = st.sampled_from(
    [
        (date(2019, 11, 1), date(2019, 11, 30)),
        (date(2019, 12, 1), date(2019, 12, 31)),
        (date(2019, 11, 4), date(2019, 12, 1)),
        (date(2019, 12, 2), date(2019, 12, 29)),
        (date(2019, 12, 30), date(2020, 1, 26)),
        (date(2019, 12, 31), date(2019, 12, 31)),
        (date(2019, 1, 1), date(2019, 12, 31)),
    ]
)
FILED = st.sampled_from([datetime(2020, 1, 2, 9), datetime(2020, 1, 2, 9, 0, 0, 1)])  # noqa: DTZ001 - as delivered
HOURS = st.one_of(
    st.sampled_from([Decimal("0.00"), Decimal("100.00"), Decimal("0.01"), Decimal("744.00")]),
    st.integers(0, 74400).map(lambda hundredths: Decimal(hundredths) / 100),
)
GROUNDS = st.sampled_from(sorted(GROUPS))
REGISTRATIONS = st.one_of(
    st.builds(Registration, PERSONS, GROUNDS, st.just(date(2019, 1, 1)), st.none()),
    st.builds(Registration, PERSONS, GROUNDS, BORDERS, st.none()),
    st.tuples(PERSONS, GROUNDS, BORDERS, BORDERS)
    .filter(lambda row: row[2] <= row[3])
    .map(lambda row: Registration(*row)),
)
PAYS = st.builds(
    lambda person, employer, ikv, period, rest: Pay(person, employer, ikv, *period, *rest),
    st.one_of(PERSONS, st.just("persoon-vreemd")),
    EMPLOYERS,
    st.integers(1, 2),
    PERIODS,
    st.tuples(
        st.sampled_from(
            ["formeel", "formeel", "uitzend", "wsw_detachering", "wsw_intern", "beschut"]
        ),
        HOURS,
        FILED,
    ),
)
SECTORS = st.sampled_from(["markt", "overheid"])
EMPLOYER_ROWS = st.builds(Employer, EMPLOYERS, SECTORS, BORDERS, st.none()) | st.tuples(
    EMPLOYERS, SECTORS, BORDERS, BORDERS
).filter(lambda row: row[2] <= row[3]).map(lambda row: Employer(*row))


WORK = st.sampled_from(["formeel", "uitzend", "wsw_intern"])
AGAIN = st.tuples(
    st.integers(0),
    st.one_of(
        st.just({}),
        st.fixed_dictionaries({"ikv": st.integers(1, 2)}),
        st.fixed_dictionaries({"ingediend": FILED, "verloonde_uren": HOURS, "aard": WORK}),
    ),
)
"""Of which record there is another, and what that one says otherwise."""


def _with_repeats(pays: list[Pay], again: list[tuple[int, dict[str, Any]]]) -> list[Pay]:
    return pays + [pays[n % len(pays)]._replace(**changes) for n, changes in again]


SOUND_EMPLOYERS = [
    Employer("001L01", "markt", date(2019, 1, 1), None),
    Employer("002L01", "overheid", date(2019, 12, 31), None),
]
POPULATIONS = st.builds(
    Population,
    st.lists(REGISTRATIONS, min_size=2, max_size=8),
    st.builds(
        _with_repeats,
        st.lists(PAYS, min_size=3, max_size=12),
        st.lists(AGAIN, min_size=1, max_size=6),
    ),
    st.one_of(
        st.just(SOUND_EMPLOYERS),
        st.lists(EMPLOYER_ROWS, max_size=2).map(lambda more: [*SOUND_EMPLOYERS, *more]),
        st.lists(EMPLOYER_ROWS, max_size=4),
    ),
)
"""Most records are counted, and of every reason to leave one out there are some."""

MARKER = Pay(
    "persoon-vreemd",
    "001L01",
    9,
    date(2019, 12, 1),
    date(2019, 12, 31),
    "formeel",
    Decimal("1.00"),
    datetime(2020, 1, 2),  # noqa: DTZ001 - as delivered
)
"""A record of December, of nobody in the register: without any the payroll is refused."""


def write_parquet(population: Population, folder: Path) -> dict[str, tuple[Path, ...]]:
    """Write the registers as Parquet, the payroll in two files of a folder."""
    (folder / "payroll").mkdir(parents=True, exist_ok=True)
    half = len(population.payroll) // 2
    files: dict[str, tuple[str, list[Any]]] = {
        "register.parquet": ("register", population.register),
        "employers.parquet": ("employers", population.employers),
        "payroll/1.parquet": ("payroll", population.payroll[:half]),
        "payroll/2.parquet": ("payroll", population.payroll[half:]),
    }
    for name, (register, rows) in files.items():
        schema = pa.schema([(column, TYPES[column]) for column in COLUMNS[register]])
        values = [dict(zip(COLUMNS[register], row, strict=True)) for row in rows]
        parquet.write_table(pa.Table.from_pylist(values, schema=schema), folder / name)
    return {
        "register": (folder / "register.parquet",),
        "payroll": (folder / "payroll",),
        "employers": (folder / "employers.parquet",),
    }


def write_csv(
    population: Population, folder: Path, delimiter: str = ";"
) -> dict[str, tuple[Path, ...]]:
    """Write the registers as CSV, as a Dutch programme would."""
    folder.mkdir(parents=True, exist_ok=True)
    registers: list[list[Any]] = [population.register, population.payroll, population.employers]
    for register, rows in zip(COLUMNS, registers, strict=True):
        with (folder / f"{register}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(COLUMNS[register])
            writer.writerows([_cell(value) for value in row] for row in rows)
    return {register: (folder / f"{register}.csv",) for register in COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
