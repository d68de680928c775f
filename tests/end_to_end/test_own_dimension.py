"""A dimension that nobody has programmed: provinces, added to a copy of data/ by files alone.

The hours of 2012 and 2019 are divided: a quarter for Drenthe, the rest for Utrecht. So the sums
over both are the figures of the letter of 2 July 2020.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.project import HERE
from tests.page.page_reader import read_page

if TYPE_CHECKING:
    from pathlib import Path

CODES = "provincie,drenthe,Drenthe,\nprovincie,utrecht,Utrecht,\n"
PER_PROVINCE = """titel = "Extra banen eind {jaar}, per provincie"
hoek = "Provincie"
vast = { maat = "toename", eenheid = "banen", jaar = "editie" }

[[rijen]]
elk = "provincie"
kop = "{naam}"

[[rijen]]
code = "nederland"
kop = "Nederland"
totaal_van = ["provincie"]

[[kolommen]]
elk = "sector"
kop = "Banen {naam}"

[[kolommen]]
code = "totaal"
kop = "Samen"
totaal_van = ["sector"]
"""
ONE_PROVINCE = (
    'zoals = "resultaten"\nper = "provincie"\ntitel = "Extra banen in {provincie} eind {jaar}"\n'
)
TABLES = 'tabellen = ["resultaten", "provincies", "provincie-drenthe", "doelgroepen"]\n'


def divided(text: str) -> str:
    """Divide the hours of 2012 and 2019; what Drenthe does not have, Utrecht has."""
    header, *rows = csv.reader(io.StringIO(text))
    place = header.index("verloonde_uren")
    lines = [[*header, "provincie"]]
    for row in rows:
        if row[0] in {"2012", "2019"}:
            hours = Decimal(row[place])
            drenthe = (hours / 4).quantize(Decimal("0.01"))
            for province, part in (("drenthe", drenthe), ("utrecht", hours - drenthe)):
                lines.append([*row[:place], str(part), *row[place + 1 :], province])
        else:
            lines.append([*row, ""])
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(lines)
    return target.getvalue()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copytree(HERE.data, tmp_path_factory.mktemp("provinces") / "data")
    with (folder / "begrippen.csv").open("a", encoding="utf-8") as words:
        words.write(CODES)
    hours = folder / "uren.csv"
    hours.write_text(divided(hours.read_text("utf-8")), "utf-8")
    (folder / "controletotalen.csv").unlink()  # its numbers of rows are those before the division
    (folder / "tabellen" / "provincies.toml").write_text(PER_PROVINCE, "utf-8")
    (folder / "tabellen" / "provincie.toml").write_text(ONE_PROVINCE, "utf-8")
    edition = folder / "editions" / "2019.toml"
    edition.write_text(edition.read_text("utf-8") + TABLES, "utf-8")
    return folder


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words))
    return result.exit_code, result.output


def built(data: Path, output: Path) -> Path:
    code, told = run("build", "2019", "--data", str(data), "--output", str(output))
    assert code == 0, told
    return output / "2019"


def test_a_table_per_province_is_made_of_files_alone(data: Path, tmp_path: Path) -> None:
    annex = built(data, tmp_path)
    page = read_page((annex / "annex.html").read_text("utf-8"))
    heads = [
        head.text for head in page.all("th") if head.attributes.get("id", "")[:9] == "tabel-2-r"
    ]
    assert heads == ["Drenthe", "Utrecht", "Nederland"]
    # table 1 of the letter of 2 July 2020
    cells = {cell.attributes["id"]: cell.text for cell in page.all("td")}
    whole = [cells[f"tabel-2-r3k{column}"].rstrip("abc") for column in (1, 2, 3)]
    assert whole == ["51.829", "9.786", "61.615"]
    figures = json.loads((annex / "annex.json").read_text("utf-8"))["tables"][1]["cells"]
    assert figures[0]["indicator"] == "toename/banen/2019/markt/totaal/totaal/provincie=drenthe"
    assert figures[0]["codes"] == {"provincie": "drenthe"}
    assert "codes" not in figures[6]
    assert run("check", "2019", "--data", str(data))[0] == 0
    assert (annex / "annex.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_of_the_annex_that_was_accepted_changes(data: Path, tmp_path: Path) -> None:
    code, told = run("diff", "accepted", str(built(data, tmp_path)))
    assert code == 1
    changed = [line for line in told.splitlines() if line.startswith(("changed", "wrong"))]
    assert changed == []
    assert "new: Tabel 2, Drenthe, Banen markt" in told


def test_a_slip_in_one_province_shows_there_and_in_its_totals(data: Path, tmp_path: Path) -> None:
    right = built(data, tmp_path / "right")
    slipped = copytree(data, tmp_path / "data")
    hours = (slipped / "uren.csv").read_text("utf-8")
    row = next(
        line
        for line in hours.splitlines()
        if line.startswith("2019,formeel,overheid,wajong") and line.endswith("drenthe")
    )
    cells = row.split(",")
    more = ",".join([*cells[:4], str(Decimal(cells[4]) + Decimal("110.92")), *cells[5:]])
    (slipped / "uren.csv").write_text(hours.replace(row, more), "utf-8")
    code, told = run("diff", str(right), str(built(slipped, tmp_path / "wrong")))
    assert code == 1
    assert "Drenthe, Banen overheid" in told
    assert "Utrecht" not in told
