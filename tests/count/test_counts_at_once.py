"""Two counts of one folder at once: each adds its year to what the other wrote."""

from __future__ import annotations

from dataclasses import replace
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from reporter.annex.expression import Kind
from reporter.check.figures_in_print import published_figures
from reporter.count import count as counting
from reporter.count.count import Inquiry, count_registers
from reporter.deliveries.reading import read_kind
from reporter.deliveries.schema import Provenance
from reporter.errors import PublishingError
from reporter.project import HERE, Project
from reporter.reconstruct import reconstruct as reconstructing
from tests.count.five_people import PEOPLE
from tests.count.populations import write_parquet

if TYPE_CHECKING:
    from pathlib import Path


def test_a_year_that_was_counted_during_a_count_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, new = write_parquet(PEOPLE, tmp_path / "in"), tmp_path / "new"
    count = counting.count

    def with_another_meanwhile(inquiry: Inquiry, *others: Any) -> Any:
        if inquiry.year == 2019:
            count_registers(Inquiry(paths=paths, year=2018, output=new), HERE, "0.0.0")
        return count(replace(inquiry, year=2019), *others)  # the registers know no other year

    monkeypatch.setattr(counting, "count", with_another_meanwhile)
    count_registers(Inquiry(paths=paths, year=2019, output=new), HERE, "0.0.0")
    rows = read_kind(new, Kind.HOURS)
    counted = {row.year for row, one in rows.items() if one.origin is Provenance.DELIVERED}
    assert counted == {2018, 2019}
    assert {path.name for path in new.glob("telprotocol-*")} == {
        *("telprotocol-2018.json", "telprotocol-2019.json")
    }


def test_what_was_delivered_during_a_reconstruction_is_spared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    copytree(HERE.data, data)
    paths = write_parquet(PEOPLE, tmp_path / "in")

    def with_a_count_meanwhile(*given: Any) -> Any:
        count_registers(Inquiry(paths=paths, year=2019, output=data), HERE, "0.0.0")
        return published_figures(*given)

    monkeypatch.setattr(reconstructing, "published_figures", with_a_count_meanwhile)
    with pytest.raises(PublishingError, match=r"data/uren\.csv holds delivered rows"):
        reconstructing.reconstruct_deliveries(Project(data=data))
