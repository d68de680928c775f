from __future__ import annotations

import json
import subprocess
import sys

import pytest

from reporter.page.archive import archive_of
from reporter.page.files import FILES, render_data
from tests.page.annex_sample import CHECKOUT, laid_out


def content(*formats: str) -> dict[str, bytes]:
    laid = laid_out("2019")
    return render_data(laid, archive_of(laid.annex, laid.text, CHECKOUT.templates), formats)


@pytest.mark.parametrize("name", ["html", "json", "csv", "ods"])
def test_only_the_files_asked_for_are_made(name: str) -> None:
    assert list(content(name)) == [f"annex.{name}"]


def test_the_pdf_is_left_to_the_press() -> None:
    assert set(FILES.values()) - set(content(*FILES)) == {"annex.pdf"}


def test_text_files_are_utf_8_and_only_the_csv_begins_with_the_mark_that_excel_needs() -> None:
    made = content("html", "json", "csv")
    mark = b"\xef\xbb\xbf"
    assert {name for name, text in made.items() if text.startswith(mark)} == {"annex.csv"}
    assert "één".encode() in made["annex.html"]
    assert json.loads(made["annex.json"])["edition"] == "2019"
    assert "–984".encode() in made["annex.json"]


def test_the_spreadsheet_library_waits_until_somebody_wants_a_spreadsheet() -> None:
    code = (
        "import sys; from reporter.build import build; from reporter.project import Project; "
        "from pathlib import Path; from tempfile import mkdtemp; "
        "list(build(['2019'], Project(output=Path(mkdtemp())), ['html', 'json', 'csv'])); "
        "print(sorted({'odfdo', 'pandas', 'weasyprint', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout == "[]\n"
