from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from odfdo import Document

from reporter.page.spreadsheet import render_ods, render_rows
from tests.page.annex_sample import EDITIONS, annex_of, labelled

if TYPE_CHECKING:
    from reporter.annex.printed import PrintedAnnex

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"

every_edition = pytest.mark.parametrize("edition", EDITIONS)


def opened(annex: PrintedAnnex) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(render_ods(annex)))


def content(annex: PrintedAnnex) -> ET.Element:
    return ET.fromstring(opened(annex).read("content.xml"))  # noqa: S314 - our own file


def shown(cell: ET.Element) -> str:
    return "".join(cell.itertext())


def dutch(value: str, style: ET.Element) -> str:
    """Show a number as an office program does that follows the style."""
    assert style.attrib[f"{NUMBER}language"] == "nl"
    before, behind = (one.text or "" for one in style.findall(f"{NUMBER}text"))
    number = style.find(f"{NUMBER}number")
    assert number is not None
    assert number.attrib == {
        f"{NUMBER}decimal-places": "0",
        f"{NUMBER}min-integer-digits": "1",
        f"{NUMBER}grouping": "true",
    }
    digits = f"{abs(int(value)):,}".replace(",", ".")
    return f"{'–' if value.startswith('-') else ''}{before}{digits}{behind}"


@every_edition
def test_numbers_are_numbers_and_their_style_shows_them_as_in_print(edition: str) -> None:
    tree = content(annex_of(edition))
    data = {one.attrib[f"{STYLE}name"]: one for one in tree.iter(f"{NUMBER}number-style")}
    styles = {
        one.attrib[f"{STYLE}name"]: data[one.attrib[f"{STYLE}data-style-name"]]
        for one in tree.iter(f"{STYLE}style")
        if f"{STYLE}data-style-name" in one.attrib
    }
    numbers = [
        cell
        for cell in tree.iter(f"{TABLE}table-cell")
        if cell.attrib.get(f"{OFFICE}value-type") == "float"
    ]
    for cell in numbers:
        style = styles[cell.attrib[f"{TABLE}style-name"]]
        assert dutch(cell.attrib[f"{OFFICE}value"], style) == shown(cell)
    figures = [
        cell.figure for table in annex_of(edition).tables for row in table.cells for cell in row
    ]
    assert len(numbers) == sum(figure.rounded is not None for figure in figures)


@every_edition
def test_a_spreadsheet_opened_again_holds_the_figures_of_each_table(edition: str) -> None:
    sheets = Document(io.BytesIO(render_ods(annex_of(edition)))).body.tables
    tables = annex_of(edition).tables
    assert [sheet.name for sheet in sheets] == [table.label for table in tables]
    for sheet, table in zip(sheets, tables, strict=True):
        values = sheet.get_values()
        assert values[0][0] == f"{table.label} {table.title}"
        for found, cells in zip(values[2:], table.cells, strict=False):
            figures = [one.figure for one in cells]
            expected = [one.text if one.rounded is None else one.rounded for one in figures]
            assert found[1 : len(cells) + 1] == expected


def test_the_notes_and_the_legend_stand_below_their_table() -> None:
    sheets = Document(io.BytesIO(render_ods(annex_of("2019")))).body.tables
    below = [str(row[0]) for row in sheets[0].get_values()[6:]]
    assert len(below) == 1
    assert below[0].startswith("a  Elk getal is los afgerond op een heel getal.")
    assert "11.186 (som in de rij: 11.187)" in below[0]
    last = [str(row[0]) for row in sheets[6].get_values()[10:]]
    assert [line[0] for line in last] == ["a", "b", "c", "d", "e"]
    assert str(sheets[2].get_values()[-1][0]).startswith("– betekent: niet van toepassing.")


@pytest.mark.parametrize("label", ["=1+1", "+x", "-x", "@x", "{=1}", "  twee  spaties", "<b>&"])
def test_a_label_that_looks_like_a_formula_stays_text(label: str) -> None:
    tree = content(labelled(label))
    cells = [one for one in tree.iter(f"{TABLE}table-cell") if "value-type" in " ".join(one.attrib)]
    assert not [one for one in cells if f"{TABLE}formula" in one.attrib]
    same = [one for one in cells if one.attrib.get(f"{OFFICE}string-value") == label]
    assert len(same) > 40
    assert {one.attrib[f"{OFFICE}value-type"] for one in same} == {"string"}


@every_edition
def test_sheets_have_names_that_every_office_program_takes(edition: str) -> None:
    names = [one.attrib[f"{TABLE}name"] for one in content(annex_of(edition)).iter(f"{TABLE}table")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[^\[\]*?:/\\']{1,31}", name) for name in names)


def test_the_same_annex_gives_the_same_bytes() -> None:
    assert render_ods(annex_of("2019")) == render_ods(annex_of("2019"))


def test_no_clock_stands_in_the_file() -> None:
    archive = opened(annex_of("2019"))
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"date" not in archive.read("meta.xml")
    assert b"<dc:title>Resultaten banenafspraak eind 2019</dc:title>" in archive.read("meta.xml")
    assert b"<dc:language>nl-NL</dc:language>" in archive.read("meta.xml")


def test_a_computer_that_thinks_it_is_1970_gives_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = render_ods(annex_of("2019"))
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))
    assert render_ods(annex_of("2019")) == now


def test_the_file_is_packed_as_the_standard_asks() -> None:
    archive = opened(annex_of("2019"))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = ET.fromstring(archive.read("META-INF/manifest.xml"))  # noqa: S314 - our own file
    listed = {one.attrib[f"{MANIFEST}full-path"] for one in manifest}
    held = {one.filename for one in archive.infolist()}
    assert listed - {"/"} == held - {"mimetype", "META-INF/manifest.xml"}


def test_rows_of_text_stay_text_on_one_sheet_without_a_clock() -> None:
    rows = [["wat", "was"], ["=1+1", "–984"], ["", "1.234"]]
    written = render_rows("Verschillen", rows)
    assert written == render_rows("Verschillen", rows)
    (sheet,) = Document(io.BytesIO(written)).body.tables
    assert (sheet.name, sheet.get_values()) == ("Verschillen", rows)
    archive = zipfile.ZipFile(io.BytesIO(written))
    assert b"formula=" not in archive.read("content.xml")
    assert b"date" not in archive.read("meta.xml")
