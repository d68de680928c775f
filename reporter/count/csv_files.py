"""CSV as delivered becomes typed Parquet in a private folder; what cannot be read is a fault."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from duckdb import Error

from reporter.count.engines import answers
from reporter.deliveries.sheet import header_faults
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from reporter.deliveries.columns import Column, Layout

LINE = "regel"
"""The extra column of a copy: which row of the CSV file a record was, the header being 1."""
LONGEST = 1 << 16
READ = {
    "string": (r".*", "{}", "VARCHAR", "text"),
    "date": (r"\d{4}-\d{2}-\d{2}", "{}", "DATE", "a date such as 2019-12-31"),
    "number": (
        r"-?\d{1,9}([.,]\d{1,2})?",
        "replace({}, ',', '.')",
        "DECIMAL(11,2)",
        "a number such as 120.50 or 120,50",
    ),
    "integer": (r"-?\d{1,18}", "{}", "BIGINT", "a whole number"),
    "datetime": (
        r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?",
        "{}",
        "TIMESTAMP",
        "a time such as 2020-01-15T12:00:00",
    ),
}
"""How a cell is written, made ready, and cast; and how a message calls it."""
REJECTED = """
    SELECT line, min(error_type::VARCHAR) FROM reject_errors GROUP BY line ORDER BY line"""
SHIFTED = """
    CREATE OR REPLACE TEMP TABLE delivered AS
    SELECT * REPLACE (regel + (
        SELECT count(*) FROM (
            SELECT line - row_number() OVER (ORDER BY line) AS before
            FROM (SELECT DISTINCT line FROM reject_errors))
        WHERE before < regel) AS regel)
    FROM delivered"""
"""Lines that were passed over count too where a record is told by its line."""
UNREAD = "SELECT regel, unread FROM delivered WHERE unread IS NOT NULL ORDER BY regel"
SOUND = "SELECT * EXCLUDE unread FROM delivered WHERE unread IS NULL"
BROKEN = {
    "MISSING COLUMNS": "too few cells",
    "TOO MANY COLUMNS": "too many cells",
    "UNQUOTED VALUE": "a cell whose quotation marks do not close",
    "INVALID ENCODING": "bytes that are no UTF-8 text",
}
BROKEN_LINE, WHOLE_LINE = "a line that cannot be read", "cells as in the header"


def copy_csv(
    file: Path, layout: Layout, copy: Path, duckdb: DuckDBPyConnection
) -> tuple[int, list[Fault]]:
    """Write the records of a CSV file that can be read to ``copy``; count and name the others.

    Semicolons or commas divide its cells. Raises InputError for a file with other columns.
    """
    source = _source(file, layout)
    values = ", ".join(f"{_typed(column)} AS {column.name}" for column in layout.columns)
    unread = ", ".join(
        f"CASE WHEN trim({c.name}) <> '' AND {_typed(c)} IS NULL THEN '{c.name}' END"
        for c in layout.columns
    )
    answers(duckdb, "DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        answers(
            duckdb,
            f"CREATE OR REPLACE TEMP TABLE delivered AS SELECT {values}, "  # noqa: S608 - the names are the schema's, the path is quoted
            "row_number() OVER () + 1 AS regel, "
            f"nullif(concat_ws(',', {unread}), '') AS unread FROM {source}",
        )
        rejected = answers(duckdb, REJECTED)
    except Error:
        found, expected = "a file that cannot be read as CSV", "a CSV file in UTF-8"
        raise InputError([Fault(file=str(file), found=found, expected=expected)]) from None
    if rejected:
        answers(duckdb, SHIFTED)
    wrong = answers(duckdb, UNREAD)
    answers(duckdb, f"COPY ({SOUND}) TO {_quoted(str(copy))} (FORMAT parquet)")
    answers(duckdb, "DROP TABLE delivered")
    # each cell that is not what its column holds is named, never what stands in it
    held = {column.name: READ[column.holds.name][3] for column in layout.columns}
    cells = [(line, name) for line, names in wrong for name in names.split(",")]
    unreadable = [
        *((line, None, BROKEN.get(kind, BROKEN_LINE), WHOLE_LINE) for line, kind in rejected),
        *((line, name, "something else", held[name]) for line, name in cells),
    ]
    return len(wrong) + len(rejected), [
        Fault(file=str(file), row=line, column=name, found=what, expected=wanted)
        for line, name, what, wanted in unreadable
    ]


def _source(file: Path, layout: Layout) -> str:
    with file.open("rb") as content:
        line = content.readline(LONGEST).decode("utf-8-sig", "replace").rstrip("\r\n")
    delimiter = ";" if ";" in line else ","
    names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    faults = header_faults(names, layout, str(file))
    if faults:
        raise InputError(faults)
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv({_quoted(str(file))}, header=true, auto_detect=false, delim='{delimiter}', "
        f"quote='\"', escape='\"', store_rejects=true, rejects_limit=0, columns={{{columns}}})"
    )


def _typed(column: Column[str]) -> str:
    pattern, ready, kind, _ = READ[column.holds.name]
    cell = f"trim({column.name})"
    cast = f"TRY_CAST({ready.format(cell)} AS {kind})"
    return f"CASE WHEN regexp_full_match({cell}, '{pattern}') AND {cell} <> '' THEN {cast} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
