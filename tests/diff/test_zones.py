from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdfium2 import PdfDocument, raw

from reporter.diff.zones import Key, Strip, lines, opened, zones
from reporter.page.press import Press
from tests.diff.page_sample import Annex, changes, small_page, zones_of
from tests.diff.small_annex import archive, small_annex
from tests.page.press_sample import TEMPLATES

if TYPE_CHECKING:
    from reporter.diff.zones import Zone


SHEET: Any = object()
"""A page of which nothing is asked."""


@pytest.fixture(scope="module")
def small() -> Annex:
    with Press(TEMPLATES) as press:
        return Annex(archive=archive(small_annex()), pdf=press.print(small_page()))


@pytest.fixture(scope="module")
def found(small: Annex) -> dict[Key, Zone]:
    with opened(small.pdf, "small.pdf") as sheets:
        return zones(sheets, small.archive)


def test_zones_are_found_by_what_print_calls_them(found: dict[Key, Zone]) -> None:
    assert {key: zone.name for key, zone in found.items()} == {
        Key("text", "Resultaten"): "Resultaten",
        Key("table", "resultaten"): "Tabel 1 Extra banen",
        Key("text", "Toelichting"): "Toelichting",
        Key("running", ""): "paginanummers",
    }


def test_zones_leave_no_part_of_a_page_out_and_share_none(found: dict[Key, Zone]) -> None:
    strips = [strip for zone in found.values() for strip in zone.strips]
    bottoms, tops = sorted(one.bottom for one in strips), sorted(one.top for one in strips)
    assert bottoms[0] == 0
    assert bottoms[1:] == tops[:-1]
    assert tops[-1] == pytest.approx(297 / 25.4 * 72, abs=0.01)


def test_a_zone_knows_its_lines(found: dict[Key, Zone]) -> None:
    (table,) = found[Key("table", "resultaten")].strips
    # The caption, the head, a row whose head takes two lines, and the last row.
    assert len(table.baselines) == 5


def test_lines_are_divided_nearer_to_the_upper_one() -> None:
    strip = Strip(SHEET, 120.0, 80.0, (110.0, 100.0))
    upper, lower = lines(strip)
    assert upper == Strip(SHEET, 120.0, 107.0, (110.0,))
    assert lower == Strip(SHEET, 107.0, 80.0, (100.0,))


def test_a_strip_without_text_stays_whole() -> None:
    strip = Strip(SHEET, 120.0, 80.0, ())
    assert lines(strip) == (strip,)


def stamped(pdf: bytes) -> bytes:
    """Put a black square over the table, as a reader of PDFs lets one do."""
    document = PdfDocument(pdf)
    note = raw.FPDFPage_CreateAnnot(document[0], raw.FPDF_ANNOT_SQUARE)
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(60, 700, 80, 690))
    raw.FPDFAnnot_SetColor(note, raw.FPDFANNOT_COLORTYPE_InteriorColor, 0, 0, 0, 255)
    raw.FPDFPage_CloseAnnot(note)
    target = BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def test_what_is_stamped_over_a_figure_is_seen(small: Annex) -> None:
    changed = Annex(archive=small.archive, pdf=stamped(small.pdf))
    assert zones_of(changes(small, changed)) == {"Tabel 1 Extra banen": "unexplained"}
