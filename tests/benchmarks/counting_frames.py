"""The count of December written by hand for Polars and for pandas; see counting_rivals.py."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.benchmarks.counting_rules import ABSENT, RANKS, UNCOUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd
    import polars as pl

KEY = ["persoon", "loonheffingennummer", "ikv", "tijdvak_begin", "tijdvak_einde"]
CHUNK = 1_000_000


def by_polars(folder: Path, year: int) -> Iterable[Any]:
    """Ask Polars, lazily and in its streaming engine."""
    import polars as pl  # noqa: PLC0415 - each side pays for its own import

    first, last = dt.date(year, 12, 1), dt.date(year, 12, 31)
    payroll = pl.scan_parquet(folder / "polisadministratie" / "*.parquet")
    december = payroll.filter(pl.col("tijdvak_begin") <= last, pl.col("tijdvak_einde") >= first)
    linked = december.join(_registered(folder, last), on="persoon")
    employers = pl.scan_parquet(folder / "werkgevers.parquet").filter(_valid_then(last))
    counted = _counted(linked, employers, first, last)
    cells = counted.group_by("line", "rank").agg(
        hours=pl.col("share").sum(), records=pl.col("n").sum(), latest=pl.len()
    )
    lines = pl.lit(2).pow(pl.col("line").unique()).sum().cast(pl.Int64)
    persons = (
        counted.filter(pl.col("line") < UNCOUNTED)
        .group_by("persoon")
        .agg(pl.col("rank").first(), lines=lines)
        .group_by("lines", "rank")
        .agg(n=pl.len())
    )
    absent = linked.group_by("rank").agg(n=pl.len())
    asked = [cells, persons, absent, payroll.select(pl.len()), december.select(pl.len())]
    return _rows([frame.rows() for frame in pl.collect_all(asked, engine="streaming")])


def _registered(folder: Path, day: dt.date) -> pl.LazyFrame:
    import polars as pl  # noqa: PLC0415 - as above

    rank = pl.col("grondslag").replace_strict(RANKS, return_dtype=pl.Int64)
    found = pl.when(_valid_then(day)).then(rank).otherwise(ABSENT).min()
    register = pl.scan_parquet(folder / "doelgroepregister.parquet")
    return register.group_by("persoon").agg(rank=found)


def _valid_then(day: dt.date) -> pl.Expr:
    import polars as pl  # noqa: PLC0415 - as above

    return (pl.col("begin") <= day) & (pl.col("einde").is_null() | (pl.col("einde") >= day))


def _counted(
    linked: pl.LazyFrame, employers: pl.LazyFrame, first: dt.date, last: dt.date
) -> pl.LazyFrame:
    import polars as pl  # noqa: PLC0415 - as above

    latest = pl.col("aard", "verloonde_uren").sort_by("ingediend").last()
    present = linked.filter(pl.col("rank") < ABSENT)
    filed = present.group_by(KEY).agg(latest, pl.col("rank").first(), n=pl.len())
    begin = pl.max_horizontal("tijdvak_begin", pl.lit(first))
    end = pl.min_horizontal("tijdvak_einde", pl.lit(last))
    days = (end - begin).dt.total_days() + 1
    twice = 2 * ((pl.col("tijdvak_einde") - pl.col("tijdvak_begin")).dt.total_days() + 1)
    hundredths = (pl.col("verloonde_uren") * 100).cast(pl.Int64)
    own = pl.when(pl.col("sector") == "markt").then(0).otherwise(1)
    line = (
        pl.when(pl.col("aard") == "formeel")
        .then(own)
        .when(pl.col("aard") == "uitzend")
        .then(2)
        .when(pl.col("aard") == "wsw_detachering")
        .then(3)
        .otherwise(UNCOUNTED)
    )
    share = (2 * hundredths * days + twice // 2) // twice
    placed = filed.join(employers, on="loonheffingennummer", how="left")
    return placed.select("persoon", "rank", "n", line=line, share=share)


def by_pandas(folder: Path, year: int) -> Iterable[Any]:
    """Ask pandas, a million records at a time."""
    import pandas as pd  # noqa: PLC0415 - each side pays for its own import

    first, last = dt.date(year, 12, 1), dt.date(year, 12, 31)
    register = pd.read_parquet(folder / "doelgroepregister.parquet")
    register["rank"] = register.grondslag.map(RANKS).where(_valid(register, last), ABSENT)
    ranks = register.groupby("persoon")["rank"].min()
    employers = pd.read_parquet(folder / "werkgevers.parquet")
    sectors = employers[_valid(employers, last)].set_index("loonheffingennummer").sector
    linked, read, december = _linked(folder, ranks, first, last)
    linked["rank"] = linked.persoon.map(ranks)
    absent = linked.groupby("rank").size().reset_index()
    filed = _latest(linked[linked["rank"] < ABSENT])
    filed["line"] = filed.aard.map({"uitzend": 2, "wsw_detachering": 3}).fillna(UNCOUNTED)
    own = filed.loonheffingennummer.map(sectors).map({"markt": 0, "overheid": 1})
    filed["line"] = filed.line.where(filed.aard != "formeel", own).astype(int)
    filed["share"] = _shares(filed, first, last)
    work = filed[filed.line < UNCOUNTED].drop_duplicates(["persoon", "line"])
    each = (2**work.line).groupby([work.persoon, work["rank"]]).sum().reset_index()
    persons = each.groupby(["line", "rank"]).size().reset_index()
    cells = filed.groupby(["line", "rank"]).agg(
        hours=("share", "sum"), records=("n", "sum"), latest=("n", "size")
    )
    tables = [cells.reset_index(), persons, absent]
    found = [[*table.itertuples(index=False, name=None)] for table in tables]
    return _rows([*found, [(read,)], [(december,)]])


def _linked(
    folder: Path, ranks: pd.Series, first: dt.date, last: dt.date
) -> tuple[pd.DataFrame, int, int]:
    import pandas as pd  # noqa: PLC0415 - as above
    from pyarrow import parquet  # noqa: PLC0415 - as above

    read, december, kept = 0, 0, []
    for file in sorted((folder / "polisadministratie").glob("*.parquet")):
        for batch in parquet.ParquetFile(file).iter_batches(CHUNK):
            chunk = batch.to_pandas(types_mapper=pd.ArrowDtype)
            read += len(chunk)
            chunk = chunk[(chunk.tijdvak_begin <= last) & (chunk.tijdvak_einde >= first)]
            december += len(chunk)
            kept.append(chunk[chunk.persoon.isin(ranks.index)])
    plain = dict.fromkeys((*KEY[3:], "verloonde_uren"), object)
    return pd.concat(kept).astype(plain), read, december


def _latest(present: pd.DataFrame) -> pd.DataFrame:
    ordered = present.sort_values("ingediend", kind="stable")
    filed = ordered.drop_duplicates(KEY, keep="last").set_index(KEY)
    filed["n"] = present.groupby(KEY).size()
    return filed.reset_index()


def _valid(table: pd.DataFrame, day: dt.date) -> pd.Series:
    return (table.begin <= day) & (table.einde.isna() | (table.einde >= day))


def _shares(filed: pd.DataFrame, first: dt.date, last: dt.date) -> list[int]:
    found = []
    for begin, end, hours in zip(
        filed.tijdvak_begin, filed.tijdvak_einde, filed.verloonde_uren, strict=True
    ):
        days = (min(end, last) - max(begin, first)).days + 1
        twice = 2 * ((end - begin).days + 1)
        found.append((2 * int(hours * 100) * days + twice // 2) // twice)
    return found


def _rows(found: list[list[tuple[Any, ...]]]) -> Iterable[Any]:
    cells, persons, absent, ((read,),), ((december,),) = found
    for line, rank, hours, records, latest in cells:
        yield from (("hours", line, rank, hours), ("records", line, rank, records))
        yield "latest", line, rank, latest
    yield from (("persons", lines, rank, n) for lines, rank, n in persons)
    yield from (("linked", 0, rank, n) for rank, n in absent)
    yield from (("read", 0, 0, read), ("december", 0, 0, december))
