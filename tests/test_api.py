from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
import tomllib
from fractions import Fraction
from importlib import import_module
from os import PathLike
from pathlib import Path
from shutil import copytree
from typing import Any, get_type_hints

import pandas as pd
import pytest
from click.testing import CliRunner

import reporter
import reporter.errors
from reporter.annex.indicator import Absence
from reporter.cli import main
from reporter.project import CHECKOUT, HERE

NAMES = [name for name in reporter.__all__ if name != "__version__"]
FUNCTIONS = [name for name in NAMES if name.islower()]
OF_AN_EDITION = ["check", "frames", "measured", "printed", "tidy"]


def test_there_are_ten_to_fifteen_names_beside_types_and_errors_and_each_can_be_had() -> None:
    assert 10 <= len([*FUNCTIONS, "Project"]) <= 15
    assert list(reporter.__all__) == sorted(reporter.__all__)
    for name in NAMES:
        assert getattr(reporter, name).__name__ == name


def test_the_whole_tree_of_errors_can_be_had() -> None:
    tree = {name for name, kind in vars(reporter.errors).items() if isinstance(kind, type)}
    ours = {name for name in tree if name.endswith("Error")}
    assert ours <= set(reporter.__all__)
    assert len(ours) == 15


def test_what_the_functions_give_is_named_as_well() -> None:
    for name in FUNCTIONS:
        told = str(getattr(reporter, name).__annotations__["return"])
        nouns = [word for word in re.findall(r"[A-Z]\w+", told) if word != "DataFrame"]
        assert set(nouns) <= set(reporter.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_says_what_it_is(name: str) -> None:
    text = getattr(reporter, name).__doc__
    assert text.splitlines()[0].endswith((".", ":"))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_tells_what_it_takes_gives_and_raises_with_an_example(name: str) -> None:
    text = str(getattr(reporter, name).__doc__)
    for part in ("Parameters", "Returns", "Raises", "Examples"):
        assert f"\n    {part}\n    {'-' * len(part)}\n" in text
    for parameter in inspect.signature(getattr(reporter, name)).parameters:
        assert re.search(rf"^    (\w+, )*{parameter}(, \w+)* : ", text, re.MULTILINE)


def test_a_room_that_is_loaded_never_hides_the_function_of_its_name() -> None:
    for name in ("build", "check", "count", "proofread"):
        import_module(f"reporter.{name}")
        assert inspect.isfunction(getattr(reporter, name))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> reporter.Project:
    """A project of its own, in the current folder."""
    copytree(HERE.data, tmp_path / "data")
    copytree(HERE.accepted, tmp_path / "output" / "accepted")
    (tmp_path / "reporter.toml").touch()
    monkeypatch.chdir(tmp_path)
    return reporter.Project(tmp_path)


@pytest.mark.usefixtures("project")
def test_every_example_runs_and_gives_what_it_says() -> None:
    words = ["synthesize", "--year", "2019", "--scale", "0.001", "--output", "made-up"]
    assert CliRunner().invoke(main, words).exit_code == 0
    outcome = doctest.testmod(
        reporter, extraglobs={"reporter": reporter}, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert outcome.failed == 0
    assert outcome.attempted > len(FUNCTIONS)


def test_a_name_that_is_not_there_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'reporter' has no attribute 'framse'"):
        getattr(reporter, "framse")  # noqa: B009 - mypy refuses the plain spelling


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, reporter; "
        "print(sorted({'babel', 'jinja2', 'pandas', 'scipy', 'weasyprint'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout == "[]\n"


def test_the_frames_give_the_first_table_of_the_letter_and_what_its_columns_are() -> None:
    frame = reporter.frames("2019")["resultaten"]
    assert list(frame.loc["totaal"]) == [51829, 9786, 61615]
    assert frame.loc["inleen", ("markt", "toename")] == 5611
    series = reporter.frames(2019)["reeks-markt"]
    assert list(series.columns.get_level_values("maat"))[:2] == ["stand", "toename"]
    assert list(series.loc["doelstelling"].isna()) == [True] + [False] * 5


@pytest.mark.parametrize("name", OF_AN_EDITION)
def test_an_edition_is_a_number_or_a_text(name: str) -> None:
    function = getattr(reporter, name)
    assert str(function(2022)) == str(function("2022"))
    with pytest.raises(reporter.UnknownEditionError):
        function(1999)


def test_a_call_of_build_makes_the_files_though_nobody_looks_at_what_it_gives(
    project: reporter.Project,
) -> None:
    reporter.build([2019, "2022", 2019], formats=["csv"])
    built = sorted(project.output.glob("20*/annex.csv"))
    assert [file.parent.name for file in built] == ["2019", "2022"]


def test_a_project_is_given_as_its_folder_too(project: reporter.Project) -> None:
    folder = project.data.parent
    assert reporter.editions(folder) == reporter.editions(str(folder)) == reporter.editions(project)


def by_place(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Give the rows of a tidy frame as ``table/row/column``."""
    places = frame["table"] + "/" + frame["row"] + "/" + frame["column"]
    return dict(zip(places, map(dict, frame.to_dict("records")), strict=True))


def test_the_tidy_frame_holds_every_cell_with_its_meaning_and_number() -> None:
    frame = by_place(reporter.tidy(2019))
    tables = reporter.printed(2019).tables
    assert len(frame) == sum(len(table.rows) * len(table.columns) for table in tables)
    cell = frame["reeks-overheid/inleen/2016"]
    meaning = ["measure", "unit", "year", "sector", "form", "group"]
    assert [cell[name] for name in meaning] == [
        "toename",
        "banen",
        "2016",
        "overheid",
        "inleen",
        "totaal",
    ]
    assert round(Fraction(cell["exact"])) == cell["value"]
    assert (cell["printed"], cell["sign"]) == (f"{cell['value']:+,.0f}".replace(",", "."), 1)


def test_the_tidy_frame_tells_what_is_missing_assumed_and_noted() -> None:
    frame = by_place(reporter.tidy(2019))
    missing = frame["reeks-markt/doelstelling/2012"]
    assert missing["status"] in [str(absence) for absence in Absence]
    assert pd.isna(missing["value"])
    assert pd.isna(missing["sign"])
    assert (missing["exact"], missing["printed"]) == ("", "–")
    assert {cell["status"] for cell in frame.values()} <= {"", "aangenomen", *map(str, Absence)}
    assert frame["resultaten/doelstelling/markt"]["status"] == ""
    assert "afgeronde delen: " in frame["resultaten/totaal/overheid"]["notes"]


def test_without_pandas_frames_say_what_to_install() -> None:
    code = "import sys; sys.modules['pandas'] = None; import reporter; reporter.frames(2019)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    assert "ReporterError: frames need pandas; install it with: pip install" in done.stderr


TABLES = """
import sys, gptables, reporter
sheets = {}
for name, frame in reporter.frames(2019).items():
    flat = frame.droplevel("maat", axis=1).reset_index()
    sheets[name] = gptables.GPTable(
        flat, table_name=name, title=frame.attrs["title"], index_columns={1: 0}
    )
gptables.write_workbook(sys.argv[1], sheets, contentsheet=False)
"""


def test_every_frame_can_be_written_by_gptables(tmp_path: Path) -> None:
    # In a process of its own: gptables warns of itself, and here warnings are errors.
    words = [sys.executable, "-c", TABLES, str(tmp_path / "frames.xlsx")]
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own code
    assert (tmp_path / "frames.xlsx").read_bytes().startswith(b"PK")


def test_every_frame_can_be_written_by_pandas(tmp_path: Path) -> None:
    for frame in (reporter.tidy(2019), *reporter.frames(2019).values()):
        frame.to_csv(tmp_path / "frame.csv")
        frame.to_json(tmp_path / "frame.json")
        frame.to_parquet(tmp_path / "frame.parquet")
        assert pd.read_parquet(tmp_path / "frame.parquet").equals(frame)


def test_measured_is_exact_and_printed_is_text() -> None:
    exact = reporter.measured("2019").tables[0].amounts[0][0]
    text = reporter.printed("2019").tables[0].cells[0][0].figure
    assert (exact.exact, text.text) == (text.exact, "46.218")
    assert exact.indicator.measure is reporter.Measure.INCREASE


def test_a_project_is_three_folders_of_which_each_may_be_another(tmp_path: Path) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    for edition in (data / "editions").iterdir():
        if edition.stem != "2019":
            edition.unlink()
    project = reporter.Project(data=data, output=tmp_path / "output")
    assert project.templates == HERE.templates
    assert reporter.editions(project) == ("2019",)
    (built,) = reporter.build(["2019"], project, formats=["csv"])
    assert built.files == (tmp_path / "output" / "2019" / "annex.csv",)
    assert (built.edition, built.left_out) == ("2019", ())


def test_what_is_wrong_comes_as_an_error_of_ours_with_all_its_faults(tmp_path: Path) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    (data / "uren.csv").write_text("jaar,vorm\n")
    with pytest.raises(reporter.InputError) as caught:
        reporter.printed("2019", reporter.Project(data=data))
    assert isinstance(caught.value, reporter.ReporterError)
    assert {fault.file for fault in caught.value.faults} == {"data/uren.csv"}


def test_the_version_is_said_in_two_places_that_agree() -> None:
    told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    assert told["project"]["version"] == reporter.__version__


def test_the_public_names_are_typed() -> None:
    assert (Path(reporter.__file__).parent / "py.typed").is_file()
    assert get_type_hints(reporter.Project.__init__)["data"] == str | PathLike[str] | None
