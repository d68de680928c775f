from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.check.figures_in_print import published_figures
from reporter.cli import main
from reporter.deliveries.reading import read_deliveries, read_words_and_targets
from reporter.errors import InputError, PublishingError, ReconstructionError
from reporter.project import HERE, Project
from reporter.reconstruct.reconstruct import reconstruct_deliveries

if TYPE_CHECKING:
    from collections.abc import Callable

WRITTEN = (
    *("uren.csv", "personen.csv", "verdeelsleutels.csv", "datapackage.json"),
    "controletotalen.csv",
)
DELIVERED = WRITTEN[:3]
HEADERS = {
    "uren.csv": "jaar,vorm,sector,doelgroep,verloonde_uren",
    "personen.csv": "jaar,vorm,doelgroep,personen",
    "verdeelsleutels.csv": "jaar,sector,percentage",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(data=Path(copytree(HERE.data, tmp_path / "data")))


@pytest.fixture
def reprint(project: Project) -> Callable[[str, str, str], None]:
    """Change a published figure: letter, line as it stands, line as it will stand."""

    def change(letter: str, old: str, new: str) -> None:
        path = project.published_file(letter)
        lines = path.read_text("utf-8").splitlines()
        assert lines.count(old) == 1
        path.write_text("\n".join([new if line == old else line for line in lines]) + "\n", "utf-8")

    return change


def content(data: Path) -> dict[str, bytes]:
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*.*")}


def test_the_committed_deliveries_are_what_the_letters_give(project: Project) -> None:
    for name in WRITTEN[:-1]:
        (project.data / name).unlink()
    controls = project.data / "controletotalen.csv"
    controls.write_text(controls.read_text("utf-8").replace("4836533.42", "1"), "utf-8")
    first = CliRunner().invoke(main, ["reconstruct", "--data", str(project.data)])
    assert first.exit_code == 0
    assert [Path(line).name for line in first.stdout.splitlines()] == list(WRITTEN)
    assert first.stderr == (
        "cannot be right: 37.736 at doelgroepen/totaal/banen in data/gepubliceerd/2019.csv, "
        "row 107; left out of account\n"
    )
    assert content(project.data) == content(HERE.data)


def test_once_more_over_its_own_outcome_gives_the_same_bytes(project: Project) -> None:
    reconstruct_deliveries(project)
    assert content(project.data) == content(HERE.data)


def test_every_published_figure_has_a_meaning() -> None:
    found = published_figures(HERE, read_words_and_targets(HERE.data))
    first, last = found[0], found[-1]
    assert len(found) == len({(one.letter, one.place) for one in found}) > 150
    assert (first.letter, first.place.text, first.value) == ("2019", "46.218", Fraction(46218))
    assert first.indicator.key == "toename/banen/2019/markt/formeel/totaal"
    assert (last.letter, last.place.row) == ("2022", "sleutel_markt_meting")
    assert last.value == Fraction(742, 10)


def test_a_dash_in_print_claims_nothing() -> None:
    assert "–" not in {
        one.place.text for one in published_figures(HERE, read_words_and_targets(HERE.data))
    }


def test_a_published_figure_without_a_place_is_named_with_the_nearest_place(
    project: Project, reprint: Callable[[str, str, str], None]
) -> None:
    reprint("2019", "resultaten,formeel,markt,46.218", "resultaten,formel,markt,46.218")
    with pytest.raises(InputError) as caught:
        reconstruct_deliveries(project)
    assert str(caught.value) == (
        'data/gepubliceerd/2019.csv, row 2: found "resultaten/formel/markt", expected a table, '
        'row and column of this edition. Did you mean "resultaten/formeel/markt"?'
    )


def test_a_second_misprint_is_found_and_named(
    project: Project, reprint: Callable[[str, str, str], None]
) -> None:
    """Two digits swapped in 2022: 71.113 + 10.004 and 79.262 + 1.855 both give 81.117."""
    reprint("2022", "resultaten,totaal,totaal,81.117", "resultaten,totaal,totaal,81.171")
    _, misprints = reconstruct_deliveries(project)
    assert [(one.letter, one.place.text) for one in misprints] == [
        ("2019", "37.736"),
        ("2022", "81.171"),
    ]
    assert read_deliveries(project.data).amounts.keys() == read_deliveries(HERE.data).amounts.keys()


def test_figures_that_contradict_each_other_undecidedly_are_named_on_both_sides(
    project: Project, reprint: Callable[[str, str, str], None]
) -> None:
    """9.764 + 5.840 = 15.604; with 15.704 in its place, any one of the three may be wrong."""
    reprint("2019", "reeks-markt,totaal,2015,+15.604", "reeks-markt,totaal,2015,+15.704")
    before = content(project.data)
    with pytest.raises(ReconstructionError) as caught:
        reconstruct_deliveries(project)
    message = str(caught.value)
    assert message.startswith("the published figures contradict each other: either ")
    assert message.endswith("check these against the letters")
    assert message.count("2019 reeks-markt/") >= 2
    assert content(project.data) == before


ROWS = {
    "a row that says so": ("uren.csv", ",herkomst", "2031,inleen,,,1.00,geleverd"),
    "a row without an origin": ("uren.csv", ",herkomst", "2031,inleen,,,1.00,"),
    "a row taken from a publication": (
        "verdeelsleutels.csv",
        ",herkomst",
        "2031,markt,50.0,gepubliceerd",
    ),
    "a file without origins": ("personen.csv", "", "2031,totaal,,1"),
}


@pytest.mark.parametrize("name", ROWS)
def test_delivered_rows_are_never_written_over(project: Project, name: str) -> None:
    file, origin, row = ROWS[name]
    (project.data / file).write_text(f"{HEADERS[file]}{origin}\n{row}\n", "utf-8")
    before = content(project.data)
    with pytest.raises(PublishingError) as caught:
        reconstruct_deliveries(project)
    assert str(caught.value) == (
        f"data/{file} holds delivered rows, which a reconstruction would overwrite. "
        "Move it away first, or give another folder with --data."
    )
    assert content(project.data) == before


@pytest.mark.parametrize("name", DELIVERED)
def test_a_file_saved_by_excel_counts_as_delivered(project: Project, name: str) -> None:
    path = project.data / name
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")
    with pytest.raises(PublishingError, match=f"data/{name} holds delivered rows"):
        reconstruct_deliveries(project)
