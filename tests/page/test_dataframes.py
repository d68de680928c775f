from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.page.frames import render_frames
from tests.page.annex_sample import annex_of

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return render_frames(annex_of("2019"))


def test_the_first_table_of_the_letter_is_a_frame(frames: dict[str, pd.DataFrame]) -> None:
    assert frames["resultaten"].droplevel("maat", axis=1).to_dict("index") == {
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
    assert {(frame.index.name, *frame.columns.names) for frame in frames.values()} == {
        ("rij", "kolom", "maat")
    }


def test_columns_tell_stocks_from_increases(frames: dict[str, pd.DataFrame]) -> None:
    measures = {name: set(frame.columns.get_level_values("maat")) for name, frame in frames.items()}
    assert measures["nulmeting"] == measures["meting"] == {"stand"}
    assert measures["resultaten"] == measures["doelgroepen"] == {"toename"}
    assert list(frames["reeks-markt"].columns.get_level_values("maat")) == [
        "stand",
        *["toename"] * 5,
    ]


def test_a_column_without_gaps_holds_integers_and_the_others_nan_where_a_figure_is_absent(
    frames: dict[str, pd.DataFrame],
) -> None:
    assert {str(kind) for kind in frames["resultaten"].dtypes} == {"int64"}
    series = frames["reeks-overheid"]
    assert series.loc["formeel", ("2015", "toename")] == -984
    assert str(series["2012", "stand"].dtype) == "float64"
    targets = frames["reeks-markt"].loc["doelstelling"]
    assert list(targets.isna()) == [True, False, False, False, False, False]
    assert targets.sum() == 6000 + 14000 + 23000 + 31000 + 40000
