"""What the footers of Parquet files tell of their columns, without reading a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from reporter.counting.schema import Layout

    Footers = Mapping[str, Mapping[str, "Bounds"]]
    """Of each file the bounds of each column."""

KINDS = {"string": "VARCHAR", "date": "DATE", "number": "DECIMAL(38,2)", "integer": "DECIMAL(38,2)"}
"""As what bounds are read; what is not here has none."""
ALL_BOUNDED = "bool_and(stats_null_count = num_values OR TRY_CAST({of} AS {kind}) IS NOT NULL)"
BOUND = f"CASE WHEN {ALL_BOUNDED} THEN {{how}}(TRY_CAST({{of}} AS {{kind}})) END"
BOUNDS = """
    SELECT file_name, path_in_schema, sum(num_values)::BIGINT,
        CASE WHEN count(stats_null_count) = count(*) THEN sum(stats_null_count)::BIGINT END,
        {bounds}
    FROM parquet_metadata(?) GROUP BY file_name, path_in_schema"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """One column of one file: no value is below ``least`` or above ``greatest``.

    None is what the footer does not tell. ``records`` counts empty cells too.
    """

    records: int = 0
    nulls: int | None = 0
    least: Any = None
    greatest: Any = None

    @property
    def empty(self) -> bool:
        """Tell whether surely no cell holds anything."""
        return self.records == self.nulls or not self.records

    def from_least(self, least: object) -> bool:
        """Tell whether surely no value is below this one."""
        return self.empty or (self.least is not None and self.least >= least)

    def to_greatest(self, greatest: object) -> bool:
        """Tell whether surely no value is above this one."""
        return self.empty or (self.greatest is not None and self.greatest <= greatest)


def read_footers(files: Sequence[Path], layout: Layout, duckdb: DuckDBPyConnection) -> Footers:
    """Read the bounds of every file, over its row groups; a file may have no records."""
    kinds = sorted(set(KINDS.values()))
    pairs = [_bound(how, kind) for kind in kinds for how in ("min", "max")]
    question = BOUNDS.format(bounds=", ".join(pairs))
    place = {
        one.name: kinds.index(KINDS[one.holds]) for one in layout.columns if one.holds in KINDS
    }
    footers = {str(file): dict.fromkeys(layout.names, Bounds()) for file in files}
    asked = duckdb.execute(question, [[*footers]]).fetchall()
    for file, name, records, nulls, *bounds in asked:
        at = place.get(name)
        least, greatest = (None, None) if at is None else bounds[2 * at : 2 * at + 2]
        footers[file][name] = Bounds(records=records, nulls=nulls, least=least, greatest=greatest)
    return footers


def _bound(how: str, kind: str) -> str:
    return BOUND.format(how=how, kind=kind, of=f"stats_{how}_value")
