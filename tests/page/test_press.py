from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import page
import pdfplumber
import pytest

from reporter.page.press import Press
from tests.page.html_reader import declared_headers
from tests.page.pdf_reader import (
    annotations_of,
    cell_headers,
    elements_of,
    loose_elements,
    text_inside,
)
from tests.page.press_sample import FOLDER, PLAIN, SAMPLE, TEMPLATES, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(TEMPLATES) as started:
        yield started


@pytest.fixture(scope="module")
def pdf(press: Press) -> bytes:
    return press.print(SAMPLE)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_one_file_is_both_accessible_and_archival(pdf: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant


def test_every_cell_names_the_heads_it_has_in_the_html(pdf: bytes) -> None:
    assert cell_headers(pdf) == declared_headers(SAMPLE)


def test_heads_are_read_from_the_side_and_then_from_above(pdf: bytes) -> None:
    wide, plain = cell_headers(pdf)
    headers = {cell.text: cell.headers for cell in wide.cells}
    assert headers["6"] == ("Inleenverband", "Markt", "2019")
    assert headers["(+9)"] == ("Inleenverband", "Markt", "2018", "2019")
    assert headers["26"] == ("Inleenverband", "Totaal")
    assert headers["13"] == ("Personen", "Samen", "Overheid", "2018")
    assert [cell.headers for cell in plain.cells] == [("Markt", "Banen"), ("Overheid", "Banen")]


def test_every_head_says_in_which_direction_it_speaks(pdf: bytes) -> None:
    attributes = [head["A"] for head in elements_of(pdf, "TH")]
    assert all("Headers" not in head for head in attributes)
    scopes = [str(head["Scope"].name) for head in attributes]
    assert scopes == ["Column"] * 8 + ["Row"] * 4 + ["Column"] * 2 + ["Row"] * 2


def test_running_heads_and_feet_are_seen_and_not_read(pdf: bytes) -> None:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        chars = opened.pages[0].chars
    aside = "".join(char["text"] for char in chars if char["tag"] == "Artifact")
    assert aside == "Bijlage bij de brief" + "Bijlage" + "Pagina 1 van 1"
    assert "Pagina" not in "".join(text_inside(pdf, "Document"))


def test_no_element_hangs_outside_the_tree(pdf: bytes) -> None:
    assert loose_elements(pdf) == []


def test_a_cell_above_every_head_names_none(press: Press) -> None:
    rows = "<tr><td>vrij</td></tr><tr><th>Banen</th></tr><tr><td>1</td></tr>"
    (table,) = cell_headers(press.print(page_of(f"<table><thead>{rows}</thead></table>")))
    assert [(cell.text, cell.headers) for cell in table.cells] == [
        ("vrij", ()),
        ("1", ("Banen",)),
    ]


def test_links_are_called_by_their_label_or_else_their_text(pdf: bytes) -> None:
    assert annotations_of(pdf) == ["Noot a", "Terug naar Formeel"]


def test_the_metadata_can_be_read_without_a_pdf_reader(pdf: bytes) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b'pdfaid:part="2"' in pdf
    assert b'pdfaid:conformance="A"' in pdf


def test_no_date_is_written(pdf: bytes) -> None:
    assert b"Date" not in pdf
    with pdfplumber.open(BytesIO(pdf)) as opened:
        assert set(opened.metadata) == {"Producer", "Title"}


def test_headings_become_bookmarks(pdf: bytes) -> None:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        outlines = [(level, title) for level, title, *_ in opened.doc.get_outlines()]
    assert outlines == [(1, "Bijlage"), (2, "Banen"), (2, "Nulmeting")]


def test_a_document_without_tables_needs_no_index_of_heads(press: Press) -> None:
    pdf = press.print(page_of("<h1>Bijlage</h1><p>Geen tabellen.</p>"))
    assert page.is_pdf_compliant_bytes(pdf, profile="ua1")
    assert elements_of(pdf, "Table") == []


def test_the_third_document_of_a_press_has_the_bytes_of_a_first(press: Press, pdf: bytes) -> None:
    for body in (PLAIN, "<p><i>Anders</i></p>"):
        press.print(page_of(body, style="p { font-size: 17pt } tbody th { width: 5mm }"))
    assert press.print(SAMPLE) == pdf


PARENT = """
import hashlib, pathlib, sys
from reporter.page.press import Press
from reporter.project import Templates
from tests.page.press_sample import SAMPLE
with Press(Templates((pathlib.Path(sys.argv[1]),))) as press:
    print(hashlib.sha256(press.print(SAMPLE)).hexdigest())
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "nl_NL.UTF-8", "COLUMNS": "20"},
        {"FONTCONFIG_FILE": "/etc/fonts/fonts.conf", "SOURCE_DATE_EPOCH": "86400"},
    ],
)
def test_the_bytes_do_not_depend_on_the_surroundings(
    pdf: bytes, surroundings: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").symlink_to(FOLDER)
    root = str(FOLDER.parent)
    finished = subprocess.run(  # noqa: S603 - runs this Python
        [sys.executable, "-c", PARENT, str(tmp_path / "elsewhere")],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": root, **surroundings},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert finished.stdout.strip() == sha256(pdf).hexdigest()
    assert finished.stderr == ""
