"""Files that are no CSV in UTF-8, or not there, and how faults are numbered and counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reporter.deliveries.reading import read_deliveries
from reporter.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[str, str, str], None]
    Message = Callable[[], str]
    Refusal = Callable[[str, str, str], str]

ADVICE = 'Save the file as UTF-8 (in Excel: Save As, "CSV UTF-8").'

COLUMNS = "jaar, vorm, sector, doelgroep, verloonde_uren, herkomst"

NEEDED = "jaar, vorm, sector, doelgroep, verloonde_uren"

QUOTES = (
    "found a cell that does not end where it should, expected quotation marks in pairs around "
    "a cell, and doubled inside it."
)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "uren.csv",
            "jaar,vorm",
            "jaar,worm",
            (
                'row 1: found the column "worm", expected one of '
                f'{COLUMNS}. Did you mean "vorm"?\n'
                f'data/uren.csv, row 1: found no column "vorm", expected the columns {NEEDED}.'
            ),
        ),
        (
            "uren.csv",
            "herkomst",
            "jaar",
            'row 1: found the column "jaar" 2 times, expected each column once.',
        ),
        (
            "uren.csv",
            "herkomst",
            "",
            f"row 1: found no name above column 6, expected one of {COLUMNS}.",
        ),
        (
            "uren.csv",
            "1234.56",
            "1234,56",
            (
                "row 5: found 7 cells, expected 6, as in the header. A cell that holds the "
                "separator, such as a decimal comma, needs quotation marks."
            ),
        ),
        (
            "uren.csv",
            "2012,inleen,,,100,",
            "2012,inleen,,100",
            "row 4: found 4 cells, expected 6, as in the header.",
        ),
        ("uren.csv", "gepubliceerd", '"gepubliceerd', f"row 2: {QUOTES}"),
        ("uren.csv", "gepubliceerd", '"gepubliceerd"x', f"row 2: {QUOTES}"),
        (
            "uren.csv",
            "jaar,vorm",
            "sep=|\njaar,vorm",
            'row 1: found the separator "|", expected sep=; or sep=,.',
        ),
    ],
)
def test_a_wrong_header_or_a_broken_row_is_named(
    name: str, old: str, new: str, said: str, refusal: Refusal
) -> None:
    separator = ": " if said.startswith("found") else ", "
    assert refusal(name, old, new) == f"data/{name}{separator}{said}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", f": found an empty file, expected a CSV file with the columns {COLUMNS}."),
        (
            b"\r\n;;;\r\n",
            f": found an empty file, expected a CSV file with the columns {COLUMNS}.",
        ),
        (
            f"{NEEDED.replace(', ', ',')}\n".encode(),
            ": found a header without rows, expected at least one row.",
        ),
        (
            b"jaar\n2012,\xebb\n",
            f", row 2: found the byte 0xEB (byte 11 of the file), expected UTF-8 text. {ADVICE}",
        ),
        (
            b"\xef\xbb\xbfjaar\r\n\xeb",
            f", row 2: found the byte 0xEB (byte 10 of the file), expected UTF-8 text. {ADVICE}",
        ),
        (
            b"jaar\n20\x0012\n",
            f", row 2: found the byte 0x00 (byte 8 of the file), expected UTF-8 text. {ADVICE}",
        ),
        ("jaar".encode("utf-16"), f": found UTF-16 text, expected UTF-8 text. {ADVICE}"),
        (
            b"PK\x03\x04rest",
            f": found an Excel workbook or another zip file, expected UTF-8 text. {ADVICE}",
        ),
    ],
)
def test_a_file_that_is_no_csv_in_utf8_is_refused_with_advice(
    population: Path, content: bytes, said: str, message: Message
) -> None:
    (population / "uren.csv").write_bytes(content)
    assert message() == f"data/uren.csv{said}"


def test_a_file_that_is_missing_or_a_folder_is_named(population: Path, message: Message) -> None:
    (population / "uren.csv").unlink()
    (population / "doelstellingen.csv").unlink()
    (population / "doelstellingen.csv").mkdir()
    assert message() == (
        f"data/uren.csv: found no such file, expected a CSV file with the columns {COLUMNS}.\n"
        "data/doelstellingen.csv: found a folder, expected a CSV file with the columns jaar, "
        "sector, banen, herkomst."
    )


def test_a_pipe_is_refused_without_waiting_for_it(population: Path, message: Message) -> None:
    (population / "uren.csv").unlink()
    os.mkfifo(population / "uren.csv")
    assert message() == (
        "data/uren.csv: found something that is not an ordinary file, expected a CSV file with "
        f"the columns {COLUMNS}."
    )


def test_a_file_that_may_not_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, message: Message
) -> None:
    real = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "uren.csv":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert message() == (
        "data/uren.csv: found a file that cannot be read (Permission denied), expected a CSV "
        f"file with the columns {COLUMNS}."
    )


def test_a_data_folder_that_is_missing_is_one_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_deliveries(tmp_path / "nergens")
    assert str(caught.value) == (
        "nergens: found no such folder, expected a folder with uren.csv, personen.csv, "
        "verdeelsleutels.csv, doelstellingen.csv, begrippen.csv."
    )


def test_rows_after_a_cell_of_two_lines_keep_the_numbers_an_editor_shows(
    change: Change, message: Message
) -> None:
    change("begrippen.csv", "Participatiewet,", '"Een\r\ntwee",')
    change("begrippen.csv", "Wajong,<b>", ",<b>")
    change("begrippen.csv", "vorm,inleen,Inleen,", "\n\nvorm,inleen,,")
    rows = [line.split(",")[1] for line in message().splitlines()]
    assert rows == [" row 2", " row 4", " row 8"]


def test_a_separator_line_counts_as_a_row_and_decides(population: Path, message: Message) -> None:
    text = (population / "doelstellingen.csv").read_text(encoding="utf-8")
    dutch = "sep=;\r\n" + text.replace(",", ";").replace("\n", "\r\n").replace("40000", "x")
    (population / "doelstellingen.csv").write_bytes(dutch.encode())
    assert message() == (
        'data/doelstellingen.csv, row 3, column banen: found "x", expected a whole number '
        "such as 1234."
    )


def test_all_faults_of_all_files_are_kept_and_ten_are_shown(
    population: Path, change: Change
) -> None:
    rows = "".join("2012,inleen,,,-1,\n" for _ in range(40))
    header = "jaar,vorm,sector,doelgroep,verloonde_uren,herkomst\n"
    (population / "uren.csv").write_text(header + rows, encoding="utf-8")
    change("doelstellingen.csv", "15000", "x")
    with pytest.raises(InputError) as caught:
        read_deliveries(population)
    assert len(caught.value.faults) == 41
    lines = str(caught.value).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "… and 31 more"
