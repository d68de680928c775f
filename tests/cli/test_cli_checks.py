"""The command check: what it says, its exit codes, and every file it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from reporter.cli import main
from reporter.project import HERE

SUM = {"markt": "10", "overheid": "5", "totaal": "15"}


def call(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def key(sector: str) -> str:
    return f"toename/banen/2019/{sector}/formeel/totaal"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "figures.csv"


def written(file: Path, figures: dict[str, str], name: str = "printed") -> Path:
    rows = "".join(f'{key(sector)},"{text}"\n' for sector, text in figures.items())
    file.write_text(f"indicator,{name}\n{rows}", "utf-8")
    return file


def test_an_edition_that_is_right_gives_exit_code_0() -> None:
    result = call("check", "2019", "2022")
    assert result.exit_code == 0
    last = result.stdout.splitlines()[-1]
    assert last.startswith("2022: nothing wrong, 1 warnings (looked at 139 figures, ")
    assert "warning in 2022: keys: target of 2022, markt: found reached" in result.stdout


def test_an_edition_with_a_stale_year_gives_exit_code_1(tmp_path: Path) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    (data / "editions" / "2019.toml").write_text(
        'jaar = 2019\ntitel = "Resultaten banenafspraak eind 2018"\n', "utf-8"
    )
    result = call("check", "2019", "--data", data)
    assert result.exit_code == 1
    assert "wrong in 2019: years: title of the edition: found 2018" in result.stdout


def test_a_build_checks_itself_and_tells(tmp_path: Path) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    (data / "editions" / "2019.toml").write_text(
        'jaar = 2019\ntitel = "Resultaten banenafspraak eind 2018"\n', "utf-8"
    )
    words = ("--format", "csv", "--data", data, "--output", tmp_path / "output")
    result = call("build", "2019", *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("wrong in 2019: years: title of the edition: found 2018")
    assert (tmp_path / "output" / "2019" / "annex.csv").is_file()


def test_findings_are_a_list_in_json() -> None:
    result = call("check", "2019", "2022", "--format", "json")
    (one,) = json.loads(result.stdout)
    assert (one["edition"], one["status"], one["check"]) == ("2022", "warning", "keys")
    assert set(one) == {"edition", "status", "check", "where", "found", "expected"}


def test_the_letter_of_2019_holds_one_misprint() -> None:
    printed = HERE.published_file("2019")
    result = call("check", "--printed", printed, "--edition", "2019")
    assert result.exit_code == 1
    first, *rest = result.stdout.splitlines()
    assert first == (
        "wrong: 37.736 at toename/banen/2019/totaal/totaal/totaal (doelgroepen/totaal/banen); "
        "expected 61.615"
    )
    assert [line for line in rest if line.startswith("wrong")] == []
    assert rest[0] == "  it follows from 61.615 (toename/banen/2019/totaal/totaal/totaal)"
    assert rest[-1].startswith("123 printed figures: at least 1 must be wrong; 12 sums right only")


def test_figures_that_can_be_right_give_exit_code_0(file: Path) -> None:
    result = call("check", "--printed", written(file, {**SUM, "totaal": "16"}))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        (
            f"right only thanks to rounding: 16 at {key('totaal')} (row 4), where print adds to "
            "10 + 5 = 15"
        ),
        (
            "3 printed figures: all of them can be right; 1 sums right only thanks to rounding, "
            "0 figures that nothing checks"
        ),
    ]


def test_equally_small_sets_are_all_told(file: Path) -> None:
    result = call("check", "--printed", written(file, {**SUM, "totaal": "25"}))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")][:3] == [
        "either these are wrong:",
        "or these:",
        "or these:",
    ]
    assert f"  wrong: 25 at {key('totaal')} (row 4); expected 14 to 16" in lines


def test_a_review_in_json_has_ranges_and_what_pins_them(file: Path) -> None:
    result = call("check", "--printed", written(file, {**SUM, "totaal": "25"}), "--format", "json")
    parts = json.loads(result.stdout)
    assert (parts["figures"], parts["possible"], len(parts["wrong"])) == (3, False, 3)
    (total,) = next(each for each in parts["wrong"] if each[0]["printed"] == "25")
    assert (total["low"], total["high"], total["places"]) == ("14", "16", ["row 4"])
    (pin,) = total["pins"]
    assert sorted(pin["indicators"]) == [key("markt"), key("overheid")]


def test_json_and_csv_with_a_dutch_header_say_the_same(file: Path, tmp_path: Path) -> None:
    figures = {**SUM, "totaal": "25"}
    items = [{"indicator": key(sector), "printed": text} for sector, text in figures.items()]
    other = tmp_path / "figures.json"
    other.write_text(json.dumps(items), "utf-8")
    dutch = call("check", "--printed", written(file, figures, "gedrukt"))
    told = call("check", "--printed", other)
    assert (
        told.stdout.replace("figure 1", "row 2")
        .replace("figure 2", "row 3")
        .replace("figure 3", "row 4")
        == dutch.stdout
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("46218", "46.218"),
        ("-984", "–984"),
        ("+9764", "+9.764"),
        ("(6000)", "(6.000)"),
        ("(+6000)", "(+6.000)"),
        ("–1234567", "–1.234.567"),
        ("0", "0"),
        ("1234,5", "1.234,5"),
    ],
)
def test_a_figure_from_a_spreadsheet_is_the_same_without_its_points(
    file: Path, typed: str, printed: str
) -> None:
    """Two texts for one indicator are refused unless they are the same number."""
    rows = "".join(f'{key("markt")},"{text}"\n' for text in (typed, printed))
    file.write_text(f"indicator,printed\n{rows}", "utf-8")
    result = call("check", "--printed", file)
    assert result.exit_code == 0, result.output
    assert f"nothing checks: {typed} at {key('markt')} (row 2, row 3)" in result.stdout


def test_whole_numbers_in_json_are_figures(file: Path) -> None:
    items = [
        {"indicator": key(sector), "printed": number}
        for sector, number in (("markt", 46218), ("overheid", -984), ("totaal", "45.234"))
    ]
    figures = file.with_suffix(".json")
    figures.write_text(json.dumps(items), "utf-8")
    result = call("check", "--printed", figures)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1), result.output


def test_only_a_name_that_ends_in_json_makes_a_file_json(file: Path) -> None:
    """A file is what it is called: nothing is guessed from how it begins."""
    told = refused(file, "[]")
    assert 'found the column "[]", expected one of indicator, printed' in told
    upper = file.with_suffix(".JSON")
    assert "found no figures" in refused(upper, "[]")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("46.21", "A point divides thousands"),
        ("69.9", "A point divides thousands"),
        ("1,234", "A comma is for decimals"),
        ("46,218.0", "Divide thousands by points"),
        ("1234.567", "Divide thousands by points"),
        ("69,9%", "Leave out the percent sign"),
        ("46 218", "Divide thousands by a point"),
        ("(6000", "expected a printed figure such as 46.218 or 46218"),
        ("046218", "expected a printed figure such as 46.218 or 46218"),
        ("1234567890123456", "expected a printed figure such as 46.218 or 46218"),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_refused(
    file: Path, text: str, advice: str
) -> None:
    told = refused(file, f'indicator,printed\n{key("markt")},"{text}"\n')
    assert f'row 2, column printed: found "{text}", expected a printed figure such as' in told
    assert advice in told


def test_a_sector_that_is_not_ours_is_refused_with_those_that_are(file: Path) -> None:
    told = refused(file, "indicator,printed\ntoename/banen/2019/zorg/formeel/totaal,10\n")
    assert "expected as its sector one of markt, overheid, totaal" in told


def test_a_dash_is_no_figure_and_one_printed_twice_alike_is_one(file: Path) -> None:
    rows = [(key("markt"), "+10"), (key("markt"), "10"), (key("overheid"), "–")]
    file.write_text("indicator,printed\n" + "".join(f"{a},{b}\n" for a, b in rows), "utf-8")
    result = call("check", "--printed", file)
    assert result.exit_code == 0
    assert "nothing checks: +10" in result.stdout
    assert "(row 2, row 3)" in result.stdout


def refused(file: Path, text: str) -> str:
    file.write_text(text, "utf-8")
    result = call("check", "--printed", file)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


def test_one_indicator_with_two_texts_is_refused_with_both_places(file: Path) -> None:
    told = refused(file, f"indicator,printed\n{key('markt')},10\n{key('markt')},11\n")
    assert f'{file}, row 3: found "11" for {key("markt")}, expected "10" as in row 2' in told


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ("toenam/banen/2019/markt/formeel/totaal", "toename/banen/2019/markt/formeel/totaal"),
        ("toename/banen/2019/mark/formeel/totaal", "toename/banen/2019/markt/formeel/totaal"),
        ("toename/banen/2019/markt/inlen/totaal", "toename/banen/2019/markt/inleen/totaal"),
        ("toename/banen/2019/totaal/formeel/wajongg", "toename/banen/2019/totaal/formeel/wajong"),
    ],
)
def test_an_unknown_indicator_is_refused_with_a_near_one(
    file: Path, wrong: str, advice: str
) -> None:
    told = refused(file, f"indicator,printed\n{wrong},10\n")
    assert f'row 2, column indicator: found "{wrong}"' in told
    assert f'Did you mean "{advice}"?' in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "found an empty file"),
        ("indicator,printed\n", "found no figures"),
        ("[]", "found no figures"),
        ("indicator,value\nx,1\n", 'found the column "value"'),
        ("a,b\n1,2\n", 'found the column "a"'),
        ("indicator,printed\ntoename/banen/2019/markt/formeel/totaal,veel\n", 'found "veel"'),
        ("indicator,printed\ntoename/banen/2019/markt/formeel/totaal,\n", "an empty cell"),
        ("indicator,printed\ntoename/banen/2019/markt/formeel,10\n", "an indicator of the form"),
        ("indicator,printed\ntoename/banen/1999/markt/formeel/totaal,1\n", "a year from 2012"),
        ("indicator,printed\naandeel/banen/2019/totaal/formeel/totaal,1\n", "procent as the unit"),
        ("indicator,printed\nverdeelsleutel/procent/2019/totaal/totaal/totaal,1\n", "a sector"),
        ("indicator,printed\nstand/banen/structureel/totaal/totaal/totaal,1\n", "only a target"),
        ("indicator,printed\nverdeelsleutel/procent/2019/markt/totaal/totaal,69,9\n", "3 cells"),
        ('[{"indicator": "x"}]', "figure 1: found"),
        ('[{"indicator": "x", "printed": true}]', "figure 1: found"),
        ('[{"indicator": "x", "printed": null}]', "figure 1: found"),
        ('[{"indicator": "x", "printed": NaN}]', "found broken JSON (NaN is no number)"),
        ('[{"indicator": "x", "printed": 1, "why": 0.5}]', "figure 1: found"),
        ('[{"indicator": "x", "printed": 46.218}]', 'the number "46.218", expected a whole'),
        ('[{"indicator": "x", "printed": 1e3}]', 'the number "1E+3", expected a whole'),
        ("[1, 2]", "figure 1: found"),
        ('{"indicator": "x"}', "found no list"),
        ("[{", "found broken JSON"),
        ("[" * 100_000, "found broken JSON"),
        ("tabel,rij,kolom,gedrukt\nnulmeting,totaal,totaal,75.179\n", "--edition"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(file: Path, text: str, told: str) -> None:
    kind = ".json" if text.startswith(("[", "{")) else ".csv"
    message = refused(file.with_suffix(kind), text)
    assert told in message
    assert "Traceback" not in message


def test_a_file_that_is_not_there_and_an_edition_that_is_not_are_refused(file: Path) -> None:
    result = call("check", "--printed", file)
    assert (result.exit_code, "found no such file" in result.stderr) == (2, True)
    result = call("check", "2031")
    assert (result.exit_code, 'There is no edition "2031"' in result.stderr) == (2, True)
    printed = HERE.published_file("2019")
    result = call("check", "--printed", printed, "--edition", "2031")
    assert (result.exit_code, 'There is no edition "2031"' in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "words", [(), ("2019", "--printed", "x.csv"), ("2019", "--edition", "2019")]
)
def test_a_call_that_names_nothing_or_two_things_is_refused(words: tuple[str, ...]) -> None:
    result = call("check", *words)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_a_table_shifted_by_a_row_is_told_rather_than_searched_for_ever(file: Path) -> None:
    texts = ["1.000", "20", "3", "400", "50.000", "6", "7.000", "80", "9"]
    cells = [
        f"toename/banen/2019/{sector}/{form}/totaal"
        for sector in ("markt", "overheid", "totaal")
        for form in ("formeel", "inleen", "totaal")
    ]
    rows = "".join(f"{a},{b}\n" for a, b in zip(cells, texts, strict=True))
    file.write_text(f"indicator,printed\n{rows}", "utf-8")
    result = call("check", "--printed", file)
    assert result.exit_code == 1
    assert "or others, as few" in result.stdout
