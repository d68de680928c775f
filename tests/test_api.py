from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, get_type_hints

import pytest

import reporter
from reporter.project import HERE

if TYPE_CHECKING:
    from collections.abc import Callable


def test_there_are_about_ten_names_and_each_can_be_had() -> None:
    assert 8 <= len(reporter.__all__) <= 12
    assert list(reporter.__all__) == sorted(reporter.__all__)
    for name in reporter.__all__:
        assert getattr(reporter, name).__name__ == name


@pytest.mark.parametrize("name", reporter.__all__)
def test_every_name_says_what_it_is(name: str) -> None:
    text = getattr(reporter, name).__doc__
    assert text.splitlines()[0].endswith((".", ":"))


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


def test_the_example_of_the_package_gives_the_first_table_of_the_letter() -> None:
    assert 'reporter.frames("2019")["resultaten"]' in str(reporter.__doc__)
    frame = reporter.frames("2019")["resultaten"]
    assert list(frame.loc["totaal"]) == [51829, 9786, 61615]
    assert frame.loc["inleen", "markt"] == 5611


def test_measured_is_exact_and_printed_is_text() -> None:
    exact = reporter.measured("2019").tables[0].amounts[0][0]
    text = reporter.printed("2019").tables[0].cells[0][0].figure
    assert (exact.exact, text.text) == (text.exact, "46.218")
    assert exact.indicator.measure is reporter.Measure.INCREASE


@pytest.mark.parametrize("name", ["build", "editions", "frames", "measured", "printed"])
def test_every_function_works_on_the_checkout_and_on_any_other_project(name: str) -> None:
    function: Callable[..., object] = getattr(reporter, name)
    assert function.__defaults__ is not None
    assert HERE in function.__defaults__


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


def test_the_public_names_are_typed() -> None:
    assert (Path(reporter.__file__).parent / "py.typed").is_file()
    assert get_type_hints(reporter.Project) == {"data": Path, "templates": Path, "output": Path}
