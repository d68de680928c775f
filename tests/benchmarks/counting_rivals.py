"""The count of December written by hand for other engines: what ours is compared with.

Run as ``python counting_rivals.py duckdb|checked|spark|polars|pandas FOLDER YEAR`` on the
registers of ``reporter synthesize``; prints the outcome as JSON. It knows the usual rules alone,
writes no delivery and has no message for anybody. Only ``checked`` looks for wrong records.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SQL = """
WITH register AS (
    SELECT persoon, min(CASE WHEN begin <= {last} AND (einde IS NULL OR einde >= {last}) THEN
        CASE {ranks} END ELSE 9 END) AS rang FROM {register} GROUP BY persoon),
sectors AS (
    SELECT loonheffingennummer, min(sector) AS sector FROM {employers}
    WHERE begin <= {last} AND (einde IS NULL OR einde >= {last}) GROUP BY loonheffingennummer),
linked AS (
    SELECT p.*, r.rang FROM {payroll} p JOIN register r ON p.persoon = r.persoon
    WHERE tijdvak_begin <= {last} AND tijdvak_einde >= {first}),
filed AS (
    SELECT persoon, loonheffingennummer, ikv, tijdvak_begin, tijdvak_einde,
        {latest}(aard, ingediend) AS aard, {latest}(verloonde_uren, ingediend) AS uren,
        max(ingediend) AS ingediend, min(rang) AS rang, count(*) AS n
    FROM linked WHERE rang < 9
    GROUP BY persoon, loonheffingennummer, ikv, tijdvak_begin, tijdvak_einde),
counted AS (
    SELECT f.*, CASE aard WHEN 'uitzend' THEN 2 WHEN 'wsw_detachering' THEN 3 WHEN 'formeel' THEN
        CASE sector WHEN 'markt' THEN 0 ELSE 1 END ELSE 9 END AS line,
        {days} AS days, {all_days} AS all_days, CAST(uren * 100 AS BIGINT) AS hundredths
    FROM filed f LEFT JOIN sectors s ON f.loonheffingennummer = s.loonheffingennummer),
persons AS (
    SELECT rang, lines, count(*) AS n FROM (
        SELECT persoon, min(rang) AS rang, sum(DISTINCT CAST(power(2, line) AS INTEGER)) AS lines
        FROM counted WHERE line < 9 GROUP BY persoon) each GROUP BY rang, lines)
SELECT 'hours' AS what, line, rang, sum({share}) AS n FROM counted GROUP BY line, rang
UNION ALL SELECT 'persons', lines, rang, n FROM persons
UNION ALL SELECT 'records', line, rang, sum(n) FROM counted GROUP BY line, rang
UNION ALL SELECT 'latest', line, rang, count(*) FROM counted GROUP BY line, rang
UNION ALL SELECT 'linked', 0, rang, count(*) FROM linked GROUP BY rang
UNION ALL SELECT 'read', 0, 0, count(*) FROM {payroll}
UNION ALL SELECT 'december', 0, 0, count(*) FROM {payroll}
    WHERE tijdvak_begin <= {last} AND tijdvak_einde >= {first}
"""


def main() -> None:
    """Count, and print."""
    engine, folder, year = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.benchmarks.counting_frames import by_pandas, by_polars  # noqa: PLC0415 - after that

    ways: dict[str, Callable[[Path, int], Iterable[Any]]] = {
        "duckdb": by_duckdb,
        "checked": by_duckdb_with_checks,
        "spark": by_spark,
        "polars": by_polars,
        "pandas": by_pandas,
    }
    rows = sorted(
        [what, int(line), int(rank), int(n)] for what, line, rank, n in ways[engine](folder, year)
    )
    json.dump(rows, sys.stdout)


def by_duckdb(folder: Path, year: int) -> Iterable[Any]:
    """Ask DuckDB in SQL."""
    return _by_duckdb(folder, year, _sql)


def by_duckdb_with_checks(folder: Path, year: int) -> Iterable[Any]:
    """Ask DuckDB in SQL, and in the same question how many records are wrong."""
    return _by_duckdb(folder, year, lambda year, words: _sql(year, words) + _checks(words))


def _by_duckdb(
    folder: Path, year: int, asked: Callable[[int, dict[str, str]], str]
) -> Iterable[Any]:
    import duckdb  # noqa: PLC0415 - each side pays for its own import

    begin, end = (
        f"greatest(tijdvak_begin, DATE '{year}-12-01')",
        f"least(tijdvak_einde, DATE '{year}-12-31')",
    )
    words = {
        "payroll": f"'{folder}/polisadministratie/*.parquet'",
        "register": f"'{folder}/doelgroepregister.parquet'",
        "employers": f"'{folder}/werkgevers.parquet'",
        "latest": "arg_max",
        "days": f"({end} - {begin} + 1)",
        "all_days": "(tijdvak_einde - tijdvak_begin + 1)",
        "share": "(2 * hundredths * days + all_days) // (2 * all_days)",
    }
    with duckdb.connect(config={"preserve_insertion_order": False}) as database:
        return database.execute(asked(year, words)).fetchall()


def by_spark(folder: Path, year: int) -> Iterable[Any]:
    """Ask Spark in this computer, in SQL."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as in by_duckdb

    begin, end = (
        f"greatest(tijdvak_begin, DATE '{year}-12-01')",
        f"least(tijdvak_einde, DATE '{year}-12-31')",
    )
    words = {
        "payroll": f"parquet.`{folder}/polisadministratie`",
        "register": f"parquet.`{folder}/doelgroepregister.parquet`",
        "employers": f"parquet.`{folder}/werkgevers.parquet`",
        "latest": "max_by",
        "days": f"(datediff({end}, {begin}) + 1)",
        "all_days": "(datediff(tijdvak_einde, tijdvak_begin) + 1)",
        "share": "(2 * hundredths * days + all_days) DIV (2 * all_days)",
    }
    chosen = {"spark.driver.memory": "4g", "spark.sql.shuffle.partitions": "4"}
    session = SparkSession.builder.master("local[*]").config(map=chosen).getOrCreate()
    return [tuple(row) for row in session.sql(_sql(year, words)).collect()]


def _sql(year: int, words: dict[str, str]) -> str:
    from tests.benchmarks.counting_rules import RANKS  # noqa: PLC0415 - see main

    ranks = " ".join(f"WHEN grondslag = '{ground}' THEN {rank}" for ground, rank in RANKS.items())
    first, last = f"DATE '{year}-12-01'", f"DATE '{year}-12-31'"
    return SQL.format(first=first, last=last, ranks=ranks, **words)


def _checks(words: dict[str, str]) -> str:
    """Count the wrong records of each kind; a filter each is what DuckDB does fastest."""
    from tests.benchmarks.counting_rules import WRONG  # noqa: PLC0415 - see main

    return "".join(
        f"UNION ALL SELECT 'wrong', 0, 0, count(*) FROM {words[register]} WHERE {condition} "  # noqa: S608 - our own words
        for register, conditions in WRONG.items()
        for condition in conditions
    )


if __name__ == "__main__":
    main()
