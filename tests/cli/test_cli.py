from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.cli.build import FORMATS
from reporter.page.files import FILES
from reporter.version import __version__

if TYPE_CHECKING:
    from click.testing import Result

EDITIONS = ["2015", "2016", "2017", "2018", "2019", "2019-ingroeipad", "2022"]


def call(*words: str | Path) -> Result:
    """Run the command in this process; an exception that is not an exit would be a traceback."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my annexes" / "not yet there"


def test_help_says_what_there_is_to_do() -> None:
    for flag in ("--help", "-h"):
        result = call(flag)
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: main [OPTIONS] COMMAND [ARGS]...")
        assert all(name in result.stdout for name in ("build", "editions", "reconstruct"))


@pytest.mark.parametrize("command", ["build", "editions", "reconstruct"])
def test_every_command_has_help_of_its_own(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert "--data" in result.stdout


def test_the_version_is_the_packages() -> None:
    assert call("--version").stdout == f"reporter, version {__version__}\n"


def test_editions_are_listed_one_per_line() -> None:
    result = call("editions")
    assert (result.exit_code, result.stdout.split()) == (0, EDITIONS)


def test_the_formats_of_the_command_are_those_that_can_be_made() -> None:
    assert tuple(FILES) == FORMATS


def test_the_files_are_printed_one_per_line_as_seen_from_here(output: Path) -> None:
    result = call("build", "2019", "--format", "csv", "--format", "html", "--output", output)
    assert (result.exit_code, result.stderr) == (0, "")
    folder = "my annexes/not yet there/2019"
    assert result.stdout.splitlines() == [f"{folder}/annex.html", f"{folder}/annex.csv"]
    assert {path.name for path in (output / "2019").iterdir()} == {"annex.html", "annex.csv"}


def test_a_file_that_lies_elsewhere_is_printed_with_its_whole_path(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.mkdir(parents=True)
    monkeypatch.chdir(output)
    result = call("build", "2019", "--format", "csv", "--output", "../other")
    expected = output.parent.resolve() / "other" / "2019" / "annex.csv"
    assert result.stdout == f"{expected}\n"


def test_several_editions_in_one_call_get_a_folder_each_and_twice_is_once(output: Path) -> None:
    words = ("build", "2019", "2022", "2019", "--format", "csv", "--output", output)
    result = call(*words)
    assert result.exit_code == 0
    assert [Path(line).parent.name for line in result.stdout.splitlines()] == ["2019", "2022"]


def test_a_table_that_cannot_be_made_is_named_with_the_rows_it_lacks(output: Path) -> None:
    result = call("build", "2022", "--format", "csv", "--output", output)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == (
        "left out of 2022: Toename van personen en banen eind 2022, per doelgroep (personen.csv "
        "has no rows for 2022 that give toename/personen/2022/totaal/formeel/participatiewet)"
    )


def test_an_edition_that_is_not_there_is_told_with_those_that_are(output: Path) -> None:
    result = call("build", "2109", "--output", output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f'There is no edition "2109". Known editions: {", ".join(EDITIONS)}. Did you mean "2019"?\n'
    )
    assert not output.exists()


def test_one_unknown_edition_among_others_stops_before_anything_is_made(output: Path) -> None:
    result = call("build", "2019", "2109", "--format", "csv", "--output", output)
    assert result.exit_code == 2
    assert not output.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build"], "Missing argument 'EDITION...'."),
        (["build", "2019", "--format", "docx"], "'docx' is not one of"),
        (["build", "2019", "--data", "nowhere"], "Directory 'nowhere' does not exist."),
        (["editions", "--data", "nowhere"], "Directory 'nowhere' does not exist."),
        (["reconstruct", "--data", "nowhere"], "Directory 'nowhere' does not exist."),
        (["build", "2019", "--output", "letter.txt"], "Directory 'letter.txt' is a file."),
        (["build", "2019", "--outptu", "x"], "No such option '--outptu'. Did you mean '--output'?"),
        (["biuld", "2019"], "No such command 'biuld'."),
    ],
)
def test_a_call_with_a_mistake_in_it_is_refused_with_what_is_wrong(
    output: Path, words: list[str], message: str
) -> None:
    (output.parents[1] / "letter.txt").write_text("Geachte voorzitter,")
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not output.exists()


def test_the_disk_that_is_full_while_we_print_our_own_lines_is_told_without_a_traceback(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_module("reporter.cli.terminal"), "shown", full)
    result = call("build", "2019", "--format", "csv", "--output", output)
    assert result.exit_code == 2
    assert result.stderr == (
        "The computer refuses: [Errno 28] No space left on device. "
        "Check permissions and free space.\n"
    )


def test_a_reader_that_has_seen_enough_ends_the_command_in_silence(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(import_module("reporter.cli.terminal"), "shown", gone)
    result = call("build", "2019", "--format", "csv", "--output", output)
    assert (result.exit_code, result.output) == (141, "")


def test_a_job_without_standard_error_still_builds(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    main.main(["build", "2019", "--format", "csv", "--output", str(output)], standalone_mode=False)
    assert (output / "2019" / "annex.csv").is_file()


def test_ctrl_c_is_told_without_a_traceback(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("reporter.cli.terminal"), "shown", interrupted)
    result = call("build", "2019", "--format", "csv", "--output", output)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "interrupted; every folder holds one whole set, the old or the new\n"
