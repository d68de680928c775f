"""Sides, approvals and forms of a report, on real editions with a changed delivery."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from reporter.build import archived
from reporter.diff.accept import accept, sides, unaccepted
from reporter.diff.changes import ChangeClass
from reporter.diff.compare import compare
from reporter.diff.differences import report
from reporter.errors import ArchiveError, ReporterError
from reporter.page.archive import write_archive
from reporter.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.diff.changes import Comparison

DAY = dt.date(2020, 7, 2)
HIRED_MARKET = "toename/banen/2019/markt/inleen/totaal"
TOTAL_MARKET = "toename/banen/2019/markt/totaal/totaal"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the deliveries, with a place of its own for what is accepted."""
    shutil.copytree(Project().data, tmp_path / "data")
    return Project(data=tmp_path / "data", output=tmp_path / "output")


@pytest.fixture
def approved(project: Project) -> Project:
    accept("2019", "zoals de brief", DAY, project)
    return project


def change_key(project: Project, market: str, government: str) -> None:
    """Deliver another distribution key for 2019."""
    path = project.data / "verdeelsleutels.csv"
    text = path.read_text(encoding="utf-8")
    assert "2019,markt,69.9" in text
    text = text.replace("2019,markt,69.9", f"2019,markt,{market}")
    path.write_text(
        text.replace("2019,overheid,30.1", f"2019,overheid,{government}"), encoding="utf-8"
    )


def by_indicator(comparison: Comparison) -> dict[str, tuple[str, str | None, str | None]]:
    return {one.indicator.key: (one.kind, one.old, one.new) for one in comparison.figures}


def compared(old: str, new: str, project: Project) -> Comparison:
    before, after = sides(old, new, project)
    return compare(before.archive, after.archive)


def test_what_was_accepted_is_what_is_built(approved: Project) -> None:
    assert unaccepted(archived("2019", approved), approved).is_empty


def test_another_key_moves_only_the_figures_that_use_it(approved: Project) -> None:
    change_key(approved, "68.0", "32.0")

    told = unaccepted(archived("2019", approved), approved)

    moved = by_indicator(told)
    # 47.392 hired jobs x 1,9 percent is 900 jobs less for the market.
    assert moved[HIRED_MARKET] == ("revised", "5.611", "4.710")
    assert moved[TOTAL_MARKET] == ("revised", "51.829", "50.928")
    assert not any("/formeel/" in one for one in moved)
    assert not any("/2018/" in one for one in moved)
    causes = {cause.rsplit(" ", 1)[0] for one in told.figures for cause in one.causes}
    assert causes == {"other key"}
    assert {one.origin for one in told.texts} == {"figure"}


def test_accepting_again_closes_every_change_and_keeps_the_history(approved: Project) -> None:
    change_key(approved, "68.0", "32.0")

    accept("2019", "sleutel verbeterd", DAY, approved)

    assert unaccepted(archived("2019", approved), approved).is_empty
    kept = json.loads((approved.accepted / "2019.json").read_text(encoding="utf-8"))
    assert [one["reason"] for one in kept["approvals"]] == ["zoals de brief", "sleutel verbeterd"]
    assert kept["approvals"][1]["date"] == "2020-07-02"
    assert kept["approvals"][1]["fingerprint"] != kept["approvals"][0]["fingerprint"]
    assert any(one["indicator"] == HIRED_MARKET for one in kept["approvals"][1]["changes"])


def test_a_single_figure_is_accepted_and_the_rest_stays_open(approved: Project) -> None:
    change_key(approved, "68.0", "32.0")
    before = by_indicator(unaccepted(archived("2019", approved), approved))

    accept("2019", "alleen deze", DAY, approved, [HIRED_MARKET])

    after = by_indicator(unaccepted(archived("2019", approved), approved))
    assert after == {name: found for name, found in before.items() if name != HIRED_MARKET}
    # What is still open keeps its cause: the accepted figure brought its own key along.
    told = unaccepted(archived("2019", approved), approved)
    total = next(one for one in told.figures if one.indicator.key == TOTAL_MARKET)
    assert total.causes == ("other key –900,45",)


def test_a_figure_accepted_alone_remembers_what_it_was_computed_from(approved: Project) -> None:
    change_key(approved, "68.0", "32.0")
    accept("2019", "alleen deze", DAY, approved, [HIRED_MARKET])
    path = approved.data / "verdeelsleutels.csv"
    text = path.read_text(encoding="utf-8").replace("2019,markt,68.0", "2019,markt,67.0")
    path.write_text(text.replace("2019,overheid,32.0", "2019,overheid,33.0"), encoding="utf-8")

    told = unaccepted(archived("2019", approved), approved)

    # 47.392 hired jobs x 1 percent: from the 68,0 that was accepted, not from the 69,9 before.
    one = next(change for change in told.figures if change.indicator.key == HIRED_MARKET)
    assert one.causes == ("other key –473,92",)


def test_the_note_of_a_figure_is_accepted_with_it(approved: Project) -> None:
    change_key(approved, "68.0", "32.0")
    hired = "toename/banen/2019/totaal/inleen/totaal"
    assert by_indicator(unaccepted(archived("2019", approved), approved))[hired] == (
        "note",
        "11.186",
        "11.186",
    )

    accept("2019", "de noot", DAY, approved, [hired])

    assert hired not in by_indicator(unaccepted(archived("2019", approved), approved))


def test_accepting_what_did_not_change_writes_nothing(approved: Project) -> None:
    path = approved.accepted / "2019.json"
    before = path.read_bytes()

    assert accept("2019", "nog eens", DAY, approved).is_empty
    assert path.read_bytes() == before


def test_a_figure_that_is_not_there_cannot_be_accepted(approved: Project) -> None:
    with pytest.raises(ArchiveError, match="found no such figure"):
        accept("2019", "?", DAY, approved, ["toename/banen/1999/markt/totaal/totaal"])


def test_a_new_figure_cannot_be_accepted_alone(approved: Project) -> None:
    path = approved.accepted / "2019.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["annex"]["tables"][0]["cells"].pop(0)
    path.write_text(json.dumps(kept), encoding="utf-8")

    with pytest.raises(ArchiveError, match="accept the whole edition"):
        accept("2019", "?", DAY, approved, ["toename/banen/2019/markt/formeel/totaal"])


def test_the_first_time_an_edition_is_accepted_whole(project: Project) -> None:
    with pytest.raises(ArchiveError, match="accept it whole once"):
        accept("2019", "?", DAY, project, [HIRED_MARKET])


def test_this_year_against_last_year_matches_figures_by_meaning(project: Project) -> None:
    comparison = compared("2018", "2019", project)

    kinds = {one.kind for one in comparison.figures}
    assert kinds == {ChangeClass.NEW, ChangeClass.DROPPED}
    # Both series hold baseline and 2015 to 2018 of formal, hired, total, and the targets.
    series = {one for one in comparison.old.figures if one.year == 2016}
    assert series
    assert not series & {one.indicator for one in comparison.figures}
    turned = [
        ([one.indicator.sector, one.indicator.form], one.old, one.new)
        for one in comparison.headlines
    ]
    assert turned == [
        (["markt", "inleen"], "1.372", "–887"),
        (["overheid", "inleen"], "–501", "101"),
    ]


@pytest.mark.parametrize("form", ["folder", "file"])
def test_a_side_may_be_a_folder_or_a_file(project: Project, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "een map"
    folder.mkdir()
    (folder / "annex.json").write_bytes(write_archive(archived("2019", project)))
    side = folder if form == "folder" else folder / "annex.json"

    assert compared(str(side), "2019", project).is_empty


def test_the_file_of_what_was_accepted_is_a_side_too(approved: Project) -> None:
    path = approved.accepted / "2019.json"

    assert compared(str(path), "accepted", approved).is_empty


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("accepted", "accepted", "both sides are accepted"),
        ("accepted", "2018", "nothing accepted"),
        ("2091", "2019", "no such edition, file, or folder"),
        (".", "2019", "no such edition, file, or folder"),
    ],
)
def test_a_side_that_is_not_there_is_refused(
    project: Project, old: str, new: str, words: str
) -> None:
    with pytest.raises(ArchiveError, match=words):
        sides(old, new, project)


@pytest.fixture
def changed(approved: Project) -> Project:
    change_key(approved, "68.0", "32.0")
    return approved


def told(project: Project, form: str, only: str = "") -> str:
    found = report("accepted", "2019", project, form, only)
    return found.content.decode("utf-8-sig")


def test_json_is_a_list_of_changes(changed: Project) -> None:
    changes = json.loads(told(changed, "json"))

    revised = next(one for one in changes if one["indicator"] == HIRED_MARKET)
    assert (revised["class"], revised["old"], revised["new"]) == ("revised", "5.611", "4.710")
    assert revised["difference"] == "–901"


def test_csv_cannot_be_read_as_formulas(changed: Project) -> None:
    rows = list(csv.reader(io.StringIO(told(changed, "csv"))))

    assert rows[0] == [
        "class", "indicator", "place", "old", "new", "difference", "cause", "comment"
    ]  # fmt: skip
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_spreadsheet_holds_every_change_as_text(changed: Project) -> None:
    content = report("accepted", "2019", changed, "ods").content

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("content.xml").decode()
    assert HIRED_MARKET in sheet
    assert "table:formula" not in sheet
    assert 'office:value-type="float"' not in sheet


def test_only_the_classes_asked_for_are_told(changed: Project) -> None:
    changes = json.loads(told(changed, "json", only="note"))

    assert {one["class"] for one in changes} == {"note"}


def test_an_unknown_class_is_refused_with_a_near_one(changed: Project) -> None:
    with pytest.raises(ReporterError, match='Did you mean "revised"'):
        report("accepted", "2019", changed, only="revisd")


def test_without_a_difference_the_report_is_short(approved: Project) -> None:
    found = report("accepted", "2019", approved)

    assert found.same
    assert found.content.decode().startswith("0 figures changed, 95 did not; 0 texts")


def test_an_erratum_corrects_only_what_was_accepted(changed: Project, tmp_path: Path) -> None:
    printed = tmp_path / "gedrukt.json"
    shutil.copy(changed.accepted / "2019.json", printed)
    accept("2019", "alleen deze", DAY, changed, [HIRED_MARKET])

    found = report(str(printed), "2019", changed, "erratum").content.decode()

    assert found.splitlines()[0] == "Erratum bij “Resultaten banenafspraak eind 2019”"
    corrections = found.splitlines()[1:]
    assert len(corrections) == 3
    assert corrections[0] == (
        "In tabel 1, Inleenverbanden (uitzendrelaties en Wsw-detacheringen), Toename aantal banen "
        "markt stond 5.611. Dit moet zijn 4.710."
    )


def test_without_corrections_the_erratum_says_so(approved: Project) -> None:
    found = report("accepted", "2019", approved, "erratum").content.decode()

    assert found == "Er zijn geen geaccepteerde correcties.\n"
