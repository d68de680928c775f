"""What the footers of Parquet clear is not read, and nothing wrong hides behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from reporter.count.engines import DuckDB
from reporter.count.parquet_files import Bounds, read_footers
from reporter.count.tally import December
from reporter.deliveries.columns import Column, ColumnType, Layout
from tests.count.calls import count, refused
from tests.count.five_people import PEOPLE, SHOP, pay
from tests.count.populations import write_parquet

if TYPE_CHECKING:
    from pathlib import Path


def required(name: str, kind: str) -> Column[str]:
    return Column(name=name, holds=ColumnType(parse=str, name=kind, constraints={"required": True}))


LAYOUT = Layout(
    name="payroll",
    columns=(
        required("aard", "string"),
        required("uren", "number"),
        required("begin", "date"),
    ),
)
NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)


def footer(file: Path, rows: list[tuple[str | None, str, date]], **how: Any) -> dict[str, Bounds]:
    table = pa.table(
        {
            "aard": pa.array([work for work, _, _ in rows], pa.string()),
            "uren": pa.array([Decimal(hours) for _, hours, _ in rows], pa.decimal128(7, 2)),
            "begin": pa.array([day for _, _, day in rows], pa.date32()),
        }
    )
    parquet.write_table(table, file, **how)
    with duckdb.connect() as database:
        return dict(read_footers([file], LAYOUT, database)[str(file)])


def test_bounds_hold_all_row_groups_and_are_compared_as_numbers_and_dates(tmp_path: Path) -> None:
    rows = [("b", "9.00", NOVEMBER), ("a", "744.01", DECEMBER), (None, "-0.01", date(1, 1, 1))]
    bounds = footer(tmp_path / "a.parquet", rows, row_group_size=1)
    assert bounds == {
        "aard": Bounds(records=3, nulls=1, least="a", greatest="b"),
        "uren": Bounds(records=3, nulls=0, least=Decimal("-0.01"), greatest=Decimal("744.01")),
        "begin": Bounds(records=3, nulls=0, least=date(1, 1, 1), greatest=DECEMBER),
    }


def test_a_footer_without_statistics_clears_nothing(tmp_path: Path) -> None:
    bounds = footer(tmp_path / "a.parquet", [("a", "1.00", DECEMBER)], write_statistics=False)
    assert bounds["uren"] == Bounds(records=1, nulls=None)
    assert not bounds["uren"].from_least(0)
    assert not bounds["uren"].to_greatest(744)
    assert not bounds["uren"].empty


def test_a_file_without_records_clears_everything(tmp_path: Path) -> None:
    bounds = footer(tmp_path / "a.parquet", [])
    assert bounds["begin"].from_least(DECEMBER)
    assert bounds["begin"].empty


@pytest.mark.parametrize(
    ("begins", "ends", "surely"),
    [
        ((DECEMBER, DECEMBER), (date(2019, 12, 31), date(2019, 12, 31)), True),
        ((NOVEMBER, date(2019, 12, 31)), (DECEMBER, date(2020, 1, 31)), True),
        ((NOVEMBER, NOVEMBER), (NOVEMBER, date(2019, 11, 30)), False),
        ((date(2020, 1, 1), date(2020, 1, 2)), (date(2020, 1, 31), date(2020, 2, 1)), False),
        ((NOVEMBER, DECEMBER), (date(2019, 11, 30), date(2019, 12, 31)), None),
        ((DECEMBER, date(2020, 1, 1)), (date(2019, 12, 31), date(2020, 1, 31)), None),
        ((None, None), (None, None), None),
    ],
)
def test_bounds_tell_whether_the_periods_of_a_file_lie_in_december(
    begins: tuple[date | None, date | None],
    ends: tuple[date | None, date | None],
    surely: bool | None,  # noqa: FBT001 - the expected value
) -> None:
    bounds = {
        "tijdvak_begin": Bounds(records=2, nulls=0, least=begins[0], greatest=begins[1]),
        "tijdvak_einde": Bounds(records=2, nulls=0, least=ends[0], greatest=ends[1]),
    }
    assert December(year=2019).surely(bounds) is surely


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Remember what is asked of records, as the names of tables."""
    tables: list[str] = []
    counts = DuckDB.counts

    def remembered(self: DuckDB, questions: Any) -> list[int]:
        tables.extend(table.get_name().rpartition("_")[0] for table, _ in questions)
        return counts(self, questions)

    monkeypatch.setattr(DuckDB, "counts", remembered)
    return tables


def test_of_sound_records_only_what_bounds_leave_open_is_read(
    tmp_path: Path, asked: list[str]
) -> None:
    """Codes are, and periods where a file holds early and late ones; then December too."""
    write_parquet(PEOPLE, tmp_path / "in")
    assert count(tmp_path / "in", "parquet").exit_code == 0
    assert sorted(asked) == ["employers", "employers", "payroll", "payroll", "payroll", "register"]


@pytest.mark.parametrize("statistics", [True, False])
def test_a_wrong_record_in_a_month_that_is_not_counted_is_told(
    tmp_path: Path, *, statistics: bool
) -> None:
    november = pay("pseudoniem-fred", SHOP, "formeel", "-0.01")._replace(
        tijdvak_begin=NOVEMBER, tijdvak_einde=date(2019, 11, 30)
    )
    write_parquet(PEOPLE, tmp_path / "in")
    write_parquet(PEOPLE._replace(payroll=[november] * 2), tmp_path / "other")
    file = tmp_path / "other" / "payroll" / "2.parquet"
    parquet.write_table(
        parquet.read_table(file),
        tmp_path / "in" / "payroll" / "3.parquet",
        write_statistics=statistics,
    )
    assert refused(tmp_path / "in", "parquet") == (
        "payroll/3.parquet, row 1, column verloonde_uren: found -0.01, expected a number from 0 "
        "to 744."
    )
