"""A year that nobody has programmed: only its rows are added, in a copy of data/.

    hours in December      jobs (÷ 110,92)
    formal, market           4.436.800    40.000
    formal, government         665.520     6.000
    hired                    4.436.800    40.000, of which 75,0 percent market

So 70.000 jobs in the market, 16.000 in the government, 86.000 together. The baseline has
33.839,7 formal jobs in the market and 61.356,0 altogether there, 75.179,2 in both sectors;
in 2019 the increase in the market was 46.218,1 formal and 5.610,7 hired.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter import frames
from reporter.cli import main
from reporter.project import HERE, Project
from tests.page.page_reader import read_page

if TYPE_CHECKING:
    import pandas as pd

    from tests.page.page_reader import Page

ROWS = {
    "uren.csv": (
        "2020,formeel,markt,,4436800.00,geleverd\n"
        "2020,formeel,overheid,,665520.00,geleverd\n"
        "2020,inleen,,,4436800.00,geleverd\n"
    ),
    "controletotalen.csv": (
        "uren.csv,2020,formeel,markt,,1,4436800.00\n"
        "uren.csv,2020,formeel,overheid,,1,665520.00\n"
        "uren.csv,2020,inleen,,,1,4436800.00\n"
    ),
    "verdeelsleutels.csv": "2020,markt,75.0,geleverd\n2020,overheid,25.0,geleverd\n",
}
EDITION = 'jaar = 2020\ntitel = "Resultaten banenafspraak eind 2020"\ndatum = 2021-07-01\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("new-year")
    data = Path(copytree(HERE.data, folder / "data"))
    for name, rows in ROWS.items():
        with (data / name).open("a", encoding="utf-8") as file:
            file.write(rows)
    (data / "editions" / "2020.toml").write_text(EDITION, "utf-8")
    return Project(data=data, output=folder / "output")


@pytest.fixture(scope="module")
def told(project: Project) -> str:
    words = ["build", "2020", "--data", str(project.data), "--output", str(project.output)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stderr


@pytest.fixture(scope="module")
def page(project: Project, told: str) -> Page:
    assert told
    return read_page((project.output / "2020" / "annex.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def tables(project: Project) -> dict[str, pd.DataFrame]:
    return frames("2020", project)


def test_the_new_year_is_built_with_all_its_files(project: Project, told: str) -> None:
    assert len(list((project.output / "2020").iterdir())) == 5
    assert told == (
        "left out of 2020: Toename van personen en banen eind 2020, per doelgroep (personen.csv "
        "has no rows for 2020 that give toename/personen/2020/totaal/formeel/participatiewet)\n"
        # half of the year before is beyond what the years in print ever lost
        "warning in 2020: bounds: uren.csv, formeel markt 2020: found hours 4436800.00, after "
        "8880006.66 in 2019, expected between 6660005 and 12432009 (grenzen.toml)\n"
        "warning in 2020: bounds: uren.csv, formeel overheid 2020: found hours 665520.00, after "
        "1036469.29 in 2019, expected between 725529 and 1554704 (grenzen.toml)\n"
    )


def test_stocks_of_the_new_year_are_hours_divided_by_110_92(
    tables: dict[str, pd.DataFrame],
) -> None:
    assert tables["meting"].droplevel("maat", axis=1).to_dict("index") == {
        "formeel": {"markt": 40000, "overheid": 6000, "totaal": 46000},
        "inleen": {"markt": 30000, "overheid": 10000, "totaal": 40000},
        "totaal": {"markt": 70000, "overheid": 16000, "totaal": 86000},
    }


def test_the_new_year_is_the_last_column_of_the_series(tables: dict[str, pd.DataFrame]) -> None:
    years = ["2012", "2015", "2016", "2017", "2018", "2019", "2020"]
    assert list(tables["reeks-markt"].columns.get_level_values("kolom")) == years
    assert list(tables["reeks-markt"]["2020", "toename"]) == [6160, 2484, 8644, 50000]
    assert tables["resultaten"].loc["totaal", ("totaal", "toename")] == 10821


def test_the_text_speaks_of_the_new_year_with_its_own_figures(page: Page) -> None:
    market, change = [one.text for one in page.all("li") if one.text.startswith("Markt: ")]
    assert market == (
        "Markt: 8.644 banen meer dan bij de nulmeting. De doelstelling was 50.000 banen. "
        "Die is niet gehaald: er zijn 41.356 banen te weinig."
    )
    assert change == (
        "Markt: 43.185 banen minder dan een jaar eerder. Bij de formele dienstverbanden zijn het "
        "er 40.058 minder, bij de inleenverbanden 3.127 minder."
    )
    assert "Aantal banen eind 2020 (zes-meting)" in " ".join(
        one.text for one in page.all("caption")
    )
    assert [one.text for one in page.all("dd")][:2] == ["2020", "1 juli 2021"]
