from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reporter.diff.changes import Origin
from reporter.diff.pages import page_changes
from reporter.diff.zones import Key, opened, zones
from reporter.errors import ArchiveError
from reporter.page.press import Press
from tests.diff.page_sample import (
    NAMES,
    Annex,
    built,
    changes,
    compared,
    copied,
    edit,
    picture,
    small_page,
    zones_of,
)
from tests.diff.small_annex import archive, deliver, small_annex
from tests.page.press_sample import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reporter.page.archive import Archive

    Print = Callable[..., Annex]

FRAME = (158, 0, 32)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(TEMPLATES) as started:
        yield started


@pytest.fixture(scope="module")
def annexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Annex]:
    """Print 2019 as it is, with another key, and with smaller letters below its tables."""
    plain = copied(tmp_path_factory.mktemp("plain"))
    key = copied(tmp_path_factory.mktemp("key"))
    edit(key.data / "verdeelsleutels.csv", "2019,markt,69.9,", "2019,markt,68.0,")
    edit(key.data / "verdeelsleutels.csv", "2019,overheid,30.1,", "2019,overheid,32.0,")
    notes = copied(tmp_path_factory.mktemp("notes"))
    edit(notes.templates / "papier.css", ".noten { font-size: 8pt; }", ".noten { font-size: 7pt; }")
    made = {"plain": plain, "key": key, "notes": notes}
    return {name: built("2019", project) for name, project in made.items()}


@pytest.fixture(scope="module")
def printed(press: Press) -> Print:
    """Print the small annex; what is said of the page does not reach its archive."""

    def print_small(given: Archive | None = None, **page: str) -> Annex:
        known = given or archive(small_annex())
        return Annex(archive=known, pdf=press.print(small_page(**page)))

    return print_small


@pytest.fixture(scope="module")
def small(printed: Print) -> Annex:
    return printed()


def test_an_annex_does_not_differ_from_itself(annexes: dict[str, Annex]) -> None:
    assert changes(annexes["plain"], annexes["plain"]) == ()


def test_the_same_print_in_other_bytes_has_not_changed(small: Annex, printed: Print) -> None:
    other = printed(style="/* as before */ h6 { color: red }", after='<p lang="nl"></p>')
    other = replace(other, pdf=other.pdf.replace(b"\n%%EOF", b"\n% once more\n%%EOF"))
    assert other.pdf != small.pdf
    assert changes(small, other) == ()


def test_another_key_changes_the_zones_with_other_figures_and_no_other(
    annexes: dict[str, Annex],
) -> None:
    old, new = annexes["plain"], annexes["key"]
    tables = {place.table for one in compared(old, new).figures for place in one.places}
    found = zones_of(changes(old, new))
    shown = {name: one for name, one in found.items() if name.startswith("Tabel")}
    assert shown == {
        f"Tabel {table.number} {table.title}": "figure"
        for name, table in new.archive.tables.items()
        if name in tables
    }
    assert len(shown) == 5
    assert {name: one for name, one in found.items() if name not in shown} == {
        "In het kort": "figure",
        "Toelichting: zo tellen we banen": "figure",
        "Colofon": "delivery",
    }


def test_smaller_letters_are_explained_by_the_templates(annexes: dict[str, Annex]) -> None:
    found = zones_of(changes(annexes["plain"], annexes["notes"]))
    with_notes = [table for table in annexes["plain"].archive.tables.values() if table.notes]
    assert found == {f"Tabel {one.number} {one.title}": "template" for one in with_notes}


def test_a_digit_that_only_print_has_is_not_explained(small: Annex, printed: Print) -> None:
    (change,) = changes(small, printed(first="16"))
    assert change.zone == "Tabel 1 Extra banen"
    assert change.origin is Origin.UNEXPLAINED
    assert (change.old_page, change.new_page) == (1, 1)


def test_no_speck_is_too_small_to_count(small: Annex, printed: Print) -> None:
    speck = '<div style="width:.4pt;height:.4pt;background:#777"></div>'
    found = zones_of(changes(small, printed(inside=speck)))
    assert found == {"Tabel 1 Extra banen": "unexplained"}


def test_the_last_row_of_ink_counts(printed: Print) -> None:
    """Where a hair of ink falls in a pixel hangs on where the block stands; once it shows alone."""
    block = '<div style="margin-top:{}pt;width:96pt;height:24pt;background:#000"></div>'
    hair = '<div style="width:{}pt;height:.1pt;background:#000"></div>'
    found = set()
    for top in (12.24, 12.3, 12.36):
        wide, narrow = (printed(after=block.format(top) + hair.format(pt)) for pt in (96, 48))
        found |= set(zones_of(changes(wide, narrow)))
    assert found == {"Toelichting"}


def test_a_border_that_grows_a_little_counts(printed: Print) -> None:
    thin, thick = (printed(style=f"td {{ border-bottom: {size}pt solid }}") for size in (1, 1.1))
    assert list(zones_of(changes(thin, thick))) == ["Tabel 1 Extra banen"]


@pytest.mark.parametrize("down", [0.1, 3.21, 7.77, 33.3, 101.01])
def test_what_only_moves_down_has_not_changed(printed: Print, down: float) -> None:
    moved = printed(style=f"caption {{ padding-top: {down}pt }} h1 {{ margin: 0 }}")
    same = printed(style="h1 { margin: 0 }")
    assert changes(same, moved) == ()


def test_what_moves_to_another_page_has_not_changed(small: Annex, printed: Print) -> None:
    moved = printed(style="table { break-before: page }")
    (change,) = changes(small, moved)
    assert change.zone == "paginanummers"
    assert change.origin is Origin.UNEXPLAINED


WHOLE = "table { margin-top: 100pt }"
BROKEN = "table { margin-top: 428pt } p { orphans: 1; widows: 1 }"
"""Puts the last line of the last paragraph on a page of its own."""


def test_a_text_that_a_page_breaks_in_a_paragraph_has_not_changed(printed: Print) -> None:
    whole, broken = printed(style=WHOLE), printed(style=BROKEN)
    assert list(zones_of(changes(whole, broken))) == ["paginanummers"]
    with opened(broken.pdf, "") as sheets:
        section = zones(sheets, broken.archive)[Key("text", "Toelichting")]
        assert [len(strip.baselines) for strip in section.strips] == [10, 1]


def test_a_word_behind_a_page_break_is_still_seen(printed: Print) -> None:
    whole, broken = printed(style=WHOLE), printed(style=BROKEN, after="<p>Nog een zin.</p>")
    assert list(zones_of(changes(whole, broken))) == ["Toelichting", "paginanummers"]
    assert list(zones_of(changes(whole, printed(style=BROKEN, last="gaam")))) == [
        "Toelichting",
        "paginanummers",
    ]


@pytest.mark.parametrize("below", ["", "<h2>Slot</h2>"])
def test_a_border_goes_with_what_it_is_nearest_to(printed: Print, below: str) -> None:
    line = "border: 0 solid; border-{}-width: 1pt; padding: 9pt 0; margin: 40pt 0"
    style = f"h2 {{ {line.format('top')} }} table {{ {line.format('bottom')} }}"
    together = printed(style=style, after=below)
    apart = printed(style=f"{style} h2 {{ break-before: page }}", after=below)
    assert list(zones_of(changes(together, apart))) == ["paginanummers"]


def test_more_room_between_lines_counts(small: Annex, printed: Print) -> None:
    found = zones_of(changes(small, printed(style="p { margin: 15pt 0 }")))
    assert found == {"Toelichting": "unexplained"}


def test_a_table_that_came_stands_on_one_side(printed: Print, press: Press) -> None:
    without = small_annex()
    without["tables"] = []
    old = Annex(archive=archive(without), pdf=press.print(small_page().replace("Tabel 1", "Rest")))
    new = printed()
    found = {one.zone: one for one in changes(old, new)}
    came = found["Tabel 1 Extra banen"]
    assert came.origin is Origin.FIGURE
    assert (came.old_page, came.old_picture) == (None, b"")
    assert came.new_page == 1
    assert came.new_picture.startswith(b"\x89PNG")
    gone = {one.zone: one for one in changes(new, old)}["Tabel 1 Extra banen"]
    assert (gone.new_page, gone.new_picture) == (None, b"")


def test_a_table_with_another_caption_in_print_is_known_by_its_number(
    small: Annex, press: Press
) -> None:
    page = small_page().replace("Extra banen</caption>", "Minder banen</caption>")
    page = page.replace("Tabel 1 ", "<b>Tabel 1</b> ")
    found = zones_of(changes(small, Annex(archive=small.archive, pdf=press.print(page))))
    assert found == {"Tabel 1 Extra banen": "unexplained"}


def test_both_pictures_have_a_frame_around_what_differs(printed: Print) -> None:
    revised = small_annex()
    deliver(revised, "formeel", 2018, "160", "16")
    (change,) = changes(printed(), printed(archive(revised), first="16"))
    assert change.origin is Origin.FIGURE
    before, after = (np.asarray(picture(png)) for png in (change.old_picture, change.new_picture))
    assert before.shape == after.shape
    for one in (before, after):
        assert (one == FRAME).all(axis=2).sum() > 200


def test_the_same_pages_give_the_same_bytes(small: Annex, printed: Print) -> None:
    other = printed(first="16")
    assert changes(small, other) == changes(small, other)


LOCKED = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>> endobj
4 0 obj <</Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b>>> endobj
trailer <</Root 1 0 R /Size 5 /Encrypt 4 0 R /ID [<00> <00>]>>
startxref
0
%%%%EOF
""" % (b"41" * 32, b"42" * 32)


PAGELESS = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
trailer <</Root 1 0 R /Size 3>>
startxref
0
%%EOF
"""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (b"", "found an empty file"),
        (b"Dit is geen pdf.", "found no sound PDF"),
        (bytes(5000), "found no sound PDF"),
        (PAGELESS, "found no sound PDF"),
        (LOCKED, "found a PDF that is locked with a password"),
    ],
)
def test_what_is_no_open_pdf_is_refused_by_name(small: Annex, wrong: bytes, said: str) -> None:
    comparison = compared(small, small)
    with pytest.raises(ArchiveError, match=rf"^nieuw\.pdf: {said}.*expected the annex\.pdf"):
        page_changes(small.pdf, wrong, comparison, NAMES)
    with pytest.raises(ArchiveError, match=rf"^oud\.pdf: {said}"):
        page_changes(wrong, small.pdf, comparison, NAMES)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_refused(small: Annex, part: float) -> None:
    cut = small.pdf[: int(len(small.pdf) * part)]
    with pytest.raises(ArchiveError, match=r"^oud\.pdf: found no sound PDF"):
        page_changes(cut, small.pdf, compared(small, small), NAMES)
