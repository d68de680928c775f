"""Twice the letter is twice the work, counted in calls rather than seconds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from reporter.proofread.letter.reading import read_letter
from tests.proofread.letter.written_letters import as_txt, docx, odt, w_p, w_tc, w_tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _txt(times: int) -> bytes:
    return as_txt() * times


def _one_table(times: int) -> bytes:
    return b"Tabel 1: Banen\n\nMarkt Overheid\n" + b"Rij (open 1.000 2.000\n" * times


def _one_paragraph(times: int) -> bytes:
    return b"Dit is een regel van een alinea die maar niet op wil hou-\nden en doorgaat\n" * times


def _only_figures(times: int) -> bytes:
    return b"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n\n" * times


def _docx(times: int) -> bytes:
    rows = w_tr(w_tc("Kop"), w_tc("Banen")) + w_tr(w_tc("a"), w_tc("1")) * 3
    return docx((w_p("Er zijn 61.615 banen.") + f"<w:tbl>{rows}</w:tbl>") * times)


def _odt(times: int) -> bytes:
    return odt("<text:p>Er zijn <text:span>61.615</text:span> banen.</text:p>" * times)


def _html(times: int) -> bytes:
    return b"<div><p>Er zijn <b>61.615</b> banen.</p><ul><li>een</ul></div>" * times


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", _txt),
        ("b.txt", _one_table),
        ("c.txt", _one_paragraph),
        ("d.txt", _only_figures),
        ("a.docx", _docx),
        ("a.odt", _odt),
        ("a.html", _html),
    ],
)
def test_the_work_grows_with_the_letter_and_no_faster(
    name: str, make: Callable[[int], bytes], tmp_path: Path
) -> None:
    def calls(times: int) -> int:
        (tmp_path / name).write_bytes(make(times))
        read_letter(tmp_path / name)  # what is imported or compiled once does not count
        counted = 0

        def count(_frame: object, event: str, _argument: Any) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            read_letter(tmp_path / name)
        finally:
            sys.setprofile(before)
        return counted

    assert calls(160) < 4.4 * calls(40)
