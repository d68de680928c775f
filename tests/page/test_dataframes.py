from __future__ import annotations

import pandas as pd
import pytest

from reporter.page.frames import render_frames
from tests.page.annex_sample import annex_of


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return render_frames(annex_of("2019"))


def test_the_first_table_of_the_letter_is_a_frame(frames: dict[str, pd.DataFrame]) -> None:
    assert frames["resultaten"].to_dict("index") == {
        "formeel": {"markt": 46218, "overheid": 4211, "totaal": 50429},
        "inleen": {"markt": 5611, "overheid": 5576, "totaal": 11186},
        "totaal": {"markt": 51829, "overheid": 9786, "totaal": 61615},
        "doelstelling": {"markt": 40000, "overheid": 15000, "totaal": 55000},
    }


def test_frames_stand_in_the_order_of_print_under_the_names_of_their_tables(
    frames: dict[str, pd.DataFrame],
) -> None:
    assert list(frames) == [table.name for table in annex_of("2019").tables]
    assert [frame.attrs["title"] for frame in frames.values()] == [
        table.title for table in annex_of("2019").tables
    ]
    assert {(frame.index.name, frame.columns.name) for frame in frames.values()} == {
        ("rij", "kolom")
    }


def test_figures_are_whole_numbers_that_may_be_absent(frames: dict[str, pd.DataFrame]) -> None:
    assert {str(kind) for frame in frames.values() for kind in frame.dtypes} == {"Int64"}
    assert frames["reeks-overheid"].loc["formeel", "2015"] == -984
    assert frames["reeks-markt"].loc["doelstelling", "2012"] is pd.NA
    assert frames["reeks-markt"].loc["doelstelling"].sum() == 6000 + 14000 + 23000 + 31000 + 40000
