"""The commands diff and accept, and build --check, as a user calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reporter.cli import main
from reporter.project import Project


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    """Deliveries of our own and an empty output, as options."""
    shutil.copytree(Project().data, tmp_path / "data")
    (tmp_path / "data" / "controletotalen.csv").unlink()  # figures change here, and agreed ones
    return ["--data", str(tmp_path / "data"), "--output", str(tmp_path / "output")]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def change_target(folders: list[str]) -> None:
    """Agree on 1.000 jobs more for the market in 2019."""
    path = Path(folders[1]) / "doelstellingen.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2019,markt,40000", "2019,markt,41000"), encoding="utf-8")


def accept(folders: list[str], *words: str) -> Result:
    return run("accept", "2019", "--reason", "zoals afgesproken", *words, *folders)


def test_what_is_accepted_does_not_differ(folders: list[str]) -> None:
    assert accept(folders).exit_code == 0

    same = run("diff", "accepted", "2019", *folders)

    assert (same.exit_code, same.output) == (
        0,
        "0 figures changed, 95 did not; 0 texts changed\n",
    )


def test_a_difference_is_told_and_gives_exit_code_1(folders: list[str]) -> None:
    accept(folders)
    change_target(folders)

    told = run("diff", "accepted", "2019", "--only", "revised", *folders)

    assert told.exit_code == 1
    assert "(40.000) -> (41.000) (+1.000); other target +1.000,00" in told.output
    # The gap is increase less target: 11.829 becomes 10.829.
    assert "11.829 -> 10.829 (–1.000); other target –1.000,00" in told.output


def test_quiet_says_nothing_but_the_exit_code(folders: list[str]) -> None:
    accept(folders)
    change_target(folders)

    told = run("diff", "accepted", "2019", "--quiet", *folders)

    assert (told.exit_code, told.output) == (1, "")


def test_a_file_is_named_where_it_is_written(folders: list[str], tmp_path: Path) -> None:
    accept(folders)
    change_target(folders)
    target = tmp_path / "verschillen.json"

    told = run("diff", "accepted", "2019", "--format", "json", "--to", str(target), *folders)

    assert (told.exit_code, told.output) == (1, f"{target}\n")
    assert {one["class"] for one in json.loads(target.read_text(encoding="utf-8"))} == {
        "revised",
        "text",
    }


def test_the_report_is_one_page_of_html(folders: list[str], tmp_path: Path) -> None:
    accept(folders)
    change_target(folders)
    target = tmp_path / "verschillen.html"

    run("diff", "accepted", "2019", "--format", "html", "--to", str(target), *folders)

    assert "andere doelstelling" in target.read_text(encoding="utf-8")


def test_two_printed_folders_are_compared_by_page_as_well(
    folders: list[str], tmp_path: Path
) -> None:
    for name in ("oud", "nieuw"):
        output = str(tmp_path / name)
        run("build", "2019-ingroeipad", "--data", folders[1], "--output", output)
        change_target(folders)
    sides = [str(tmp_path / name / "2019-ingroeipad") for name in ("oud", "nieuw")]
    target = tmp_path / "verschillen.html"

    run("diff", *sides, "--format", "html", "--to", str(target), *folders)

    assert "data:image/png;base64," in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("diff", "2019", "nergens"), "nergens: found no such edition, file, or folder"),
        (("diff", "accepted", "2019"), "found nothing accepted"),
        (("diff", "2018", "2019", "--only", "revisd"), 'Did you mean "revised"?'),
        (("build", "2019", "--check", "--format", "json"), "found nothing accepted"),
        (("accept", "2019", "--reason", " "), "found an empty --reason"),
        (("accept", "2091", "--reason", "x"), 'There is no edition "2091"'),
    ],
)
def test_what_cannot_be_done_gives_one_message_and_exit_code_2(
    folders: list[str], words: tuple[str, ...], message: str
) -> None:
    refused = run(*words, *folders)

    assert refused.exit_code == 2
    assert message in refused.output
    assert "Traceback" not in refused.output


def test_a_check_passes_for_what_was_accepted(folders: list[str]) -> None:
    accept(folders)

    assert run("build", "2019", "--check", "--format", "json", *folders).exit_code == 0


def test_a_check_fails_for_anything_else_and_says_what_to_do(folders: list[str]) -> None:
    accept(folders)
    change_target(folders)

    checked = run("build", "2019", "--check", "--format", "json", *folders)

    assert checked.exit_code == 1
    assert "2019 differs from what was accepted:" in checked.output
    assert "(40.000) -> (41.000)" in checked.output
    assert 'Agreed? reporter accept 2019 --reason "…"' in checked.output


def test_one_figure_is_accepted_by_its_indicator(folders: list[str]) -> None:
    accept(folders)
    change_target(folders)
    indicator = "doelstelling/banen/2019/markt/totaal/totaal"

    accept(folders, "--figure", indicator)

    told = run("diff", "accepted", "2019", "--format", "json", *folders)
    revised = {one["indicator"] for one in json.loads(told.output) if one["class"] == "revised"}
    assert indicator not in revised
    assert "doelstelling/banen/2019/totaal/totaal/totaal" in revised


def test_an_erratum_is_drafted_in_dutch(folders: list[str], tmp_path: Path) -> None:
    accept(folders)
    printed = tmp_path / "gedrukt.json"
    shutil.copy(tmp_path / "output" / "accepted" / "2019.json", printed)
    change_target(folders)
    accept(folders)

    told = run("diff", str(printed), "accepted", "--erratum", *folders)

    assert "stond (40.000). Dit moet zijn (41.000)." in told.output


def test_a_broken_pdf_beside_an_archive_is_named(folders: list[str], tmp_path: Path) -> None:
    for name in ("oud", "nieuw"):
        run(
            "build",
            "2019",
            "--format",
            "json",
            "--data",
            folders[1],
            "--output",
            str(tmp_path / name),
        )
        (tmp_path / name / "2019" / "annex.pdf").write_bytes(name.encode())
    sides = [str(tmp_path / name / "2019") for name in ("oud", "nieuw")]
    target = tmp_path / "verschillen.html"

    refused = run("diff", *sides, "--format", "html", "--to", str(target), *folders)

    assert refused.exit_code == 2
    assert "annex.pdf" in refused.output
    assert not target.exists()


def test_a_pdf_that_prints_something_else_differs_although_the_archives_agree(
    folders: list[str], tmp_path: Path
) -> None:
    for name in ("oud", "nieuw"):
        run("build", "2019-ingroeipad", "--data", folders[1], "--output", str(tmp_path / name))
        change_target(folders)
    old, new = (tmp_path / name / "2019-ingroeipad" for name in ("oud", "nieuw"))
    shutil.copy(old / "annex.json", new / "annex.json")
    target = tmp_path / "verschillen.html"

    told = run("diff", str(old), str(new), "--format", "html", "--to", str(target), *folders)

    assert told.exit_code == 1
    assert "niet verklaard" in target.read_text(encoding="utf-8")


@pytest.fixture
def csv_of_2019(folders: list[str]) -> list[str]:
    return ["build", "2019", "--format", "csv", *folders]


def test_every_build_ends_with_what_differs_from_what_was_accepted(
    folders: list[str], csv_of_2019: list[str]
) -> None:
    assert run(*csv_of_2019).stderr == ""  # there is nothing to compare with
    accept(folders)
    assert run(*csv_of_2019).stderr == "2019: as accepted\n"

    change_target(folders)
    told = run(*csv_of_2019)

    assert (told.exit_code, told.stderr) == (
        0,
        "2019: 4 figures and 2 texts differ from what was accepted (reporter diff accepted 2019)\n",
    )


def test_an_accepted_file_that_cannot_be_read_keeps_no_build_from_ending_well(
    folders: list[str], csv_of_2019: list[str]
) -> None:
    accept(folders)
    (Path(folders[3]) / "accepted" / "2019.json").write_text("{")

    told = run(*csv_of_2019)

    assert told.exit_code == 0
    assert told.stderr.startswith("2019: not compared with what was accepted: accepted/2019.json: ")
    assert run(*csv_of_2019, "--check").exit_code == 2
