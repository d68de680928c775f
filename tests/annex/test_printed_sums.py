"""Printed totals: a note exactly where print does not add up, and an error where it never can."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from reporter.annex.compose import Amount, FilledTable, Sum, fill
from reporter.annex.declaration import Scope
from reporter.annex.indicator import Indicator, Measure, Unit
from reporter.annex.measure import Measurement
from reporter.annex.printing import ROUNDING, print_table
from reporter.annex.tables import Heading, Table
from reporter.errors import RoundingError
from tests.declared import DECLARATIONS
from tests.population import DELIVERIES, GROUPS, persons, with_amounts
from tests.random_deliveries import random_deliveries

if TYPE_CHECKING:
    from reporter.annex.delivered import Deliveries
    from reporter.annex.printed import PrintedTable
    from reporter.annex.tables import Note

SCOPE = Scope(year=2019, groups=GROUPS, target_years=(2019,))
STOCK = Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=2019)


def printed(name: str, deliveries: Deliveries = DELIVERIES) -> PrintedTable:
    filled = fill(Measurement(deliveries), DECLARATIONS[name](SCOPE))
    return print_table(filled, 1, deliveries)


def column(*exact: str, overlap: bool = False) -> FilledTable:
    """A table of one column, whose last row is declared the total of the others."""
    lines = tuple(Heading(key=f"rij{i}", label=f"Rij {i}", fixes={}) for i in range(len(exact)))
    last = len(exact) - 1
    return FilledTable(
        table=Table(
            name="proef",
            title="Proef",
            base=STOCK,
            rows=lines,
            columns=(Heading(key="kolom", label="Kolom", fixes={}),),
        ),
        amounts=tuple((Amount(indicator=STOCK, exact=Fraction(one)),) for one in exact),
        sums=(
            Sum(
                place=(last, 0),
                parts=tuple((i, 0) for i in range(last)),
                down=True,
                overlap=overlap,
            ),
        ),
    )


def notes(filled: FilledTable) -> tuple[Note, ...]:
    # The amounts were made by hand: they have no expression, so nothing delivered is asked for.
    return print_table(filled, 1, DELIVERIES).notes


def persons_with(unique: int) -> Deliveries:
    return with_amounts({persons(2019): unique})


def test_the_results_of_the_five_people_are_noted_at_two_places() -> None:
    # Hired: 1½ and 1½ print 2 and 2, together 3. Market: 1½ and 1½ print 2 and 2, together 3.
    (note,) = printed("resultaten").notes

    assert (note.mark, note.kind, note.text) == ("a", "afronding", ROUNDING)
    assert [(link.anchor, link.text, link.detail) for link in note.backlinks] == [
        ("tabel-1-r2k3", "3", "som in de rij: 4"),
        ("tabel-1-r3k1", "3", "som in de kolom: 4"),
    ]


def test_a_note_tells_the_sum_at_each_of_its_places() -> None:
    # 2019 in jobs: 2½ 1½ 4 / 3 2 5 / 5½ 3½ 9, in print 3 2 4 / 3 2 5 / 6 4 9.
    (note,) = printed("meting").notes

    assert [(link.anchor, link.detail) for link in note.backlinks] == [
        ("tabel-1-r1k3", "som in de rij: 5"),
        ("tabel-1-r3k3", "som in de rij: 10"),
    ]


def test_one_off_is_noted_up_and_down() -> None:
    (more,) = notes(column("0.5", "0.5", "1"))
    (less,) = notes(column("0.4", "0.4", "0.8"))

    assert more.backlinks[0].detail == "som in de kolom: 2"
    assert less.backlinks[0].detail == "som in de kolom: 0"


def test_a_sum_of_negative_parts_is_printed_with_its_sign() -> None:
    (note,) = notes(column("-1200.5", "-0.5", "-1201"))

    assert note.backlinks[0].detail == "som in de kolom: –1.202"


def test_a_total_that_adds_up_carries_no_note() -> None:
    assert notes(column("1", "2", "3")) == ()
    assert notes(column("1.4", "2.3", "3.4")) == ()  # 1 and 2 are 3, in print


def test_a_total_with_an_absent_part_carries_no_note() -> None:
    filled = column("1", "2", "9")
    absent = (Amount(indicator=STOCK),)

    assert notes(replace(filled, amounts=(absent, *filled.amounts[1:]))) == ()
    assert notes(replace(filled, amounts=(*filled.amounts[:2], absent))) == ()


@pytest.mark.parametrize(
    ("parts", "within", "beyond"),
    [
        # Two parts and their total are together off by at most 1½, five parts by at most 3.
        (("1", "2"), ("2", "4"), ("1", "5")),
        (("1", "2", "3", "4", "5"), ("12", "18"), ("11", "19")),
    ],
)
def test_more_than_rounding_can_explain_stops_the_annex(
    parts: tuple[str, ...], within: tuple[str, str], beyond: tuple[str, str]
) -> None:
    for total in within:
        assert len(notes(column(*parts, total))) == 1
    for total in beyond:
        with pytest.raises(RoundingError, match="rounding cannot explain this"):
            notes(column(*parts, total))


def test_the_error_says_what_was_found_and_expected() -> None:
    with pytest.raises(RoundingError) as stopped:
        notes(column("1", "2", "37736"))

    assert str(stopped.value) == (
        "table proef, stand/banen/2019/totaal/totaal/totaal: found a printed total of 37736 "
        "beside parts that add to 3, expected a difference of at most 3/2; "
        "rounding cannot explain this, so a figure is wrong"
    )


@given(random_deliveries())
@settings(deadline=None, max_examples=30)
def test_the_mark_stands_exactly_where_print_does_not_add_up(deliveries: Deliveries) -> None:
    for name, declare in DECLARATIONS.items():
        filled = fill(Measurement(deliveries), declare(SCOPE))
        table = print_table(filled, 1, deliveries)

        assert _marked(table) == _not_adding_up(filled, table), name


def test_unique_persons_are_noted_with_both_numbers_when_the_overlap_grew() -> None:
    # Bram was in two rows already; Eva is now as well: the parts add to 2 + 1 + 0.
    (_, _, note) = printed("doelgroepen").notes

    assert (note.kind, note.backlinks[0].text) == ("uniek", "2")
    assert note.text == (
        "In dit totaal telt iedereen één keer mee. Het aantal unieke personen is met 2 toegenomen; "
        "de delen tellen op tot 3. Sommige mensen hebben namelijk zowel een formeel "
        "dienstverband als werk via een "
        "inleenverband of detachering. Die mensen staan in twee rijen. Hun aantal is sinds de "
        "nulmeting met 1 toegenomen."
    )


def test_unique_persons_are_noted_when_the_overlap_shrank() -> None:
    (_, _, note) = printed("doelgroepen", persons_with(unique=7)).notes

    assert note.kind == "uniek"
    assert "unieke personen is met 4 toegenomen" in note.text
    assert "de delen tellen op tot 3." in note.text
    assert note.text.endswith("Hun aantal is sinds de nulmeting met 1 afgenomen.")


def test_an_overlap_that_stayed_as_large_needs_no_note() -> None:
    kinds = [note.kind for note in printed("doelgroepen", persons_with(unique=6)).notes]

    assert kinds == ["begrip", "begrip"]


def test_an_overlap_is_never_too_far_off() -> None:
    (note,) = notes(column("1000", "2000", "1800", overlap=True))

    assert "unieke personen is met 1.800 toegenomen" in note.text
    assert "met 1.200 toegenomen" in note.text


def _marked(table: PrintedTable) -> set[tuple[str, str]]:
    """Every place with a rounding mark and what is said there; marks and notes must agree."""
    rounding = [note for note in table.notes if note.text == ROUNDING]
    places = {(link.anchor, link.detail) for note in rounding for link in note.backlinks}
    letters = {note.mark for note in rounding}
    carrying = {
        cell.anchor
        for row in table.cells
        for cell in row
        if letters & {mark.mark for mark in cell.marks}
    }
    assert carrying == {anchor for anchor, _ in places}
    return places


def _not_adding_up(filled: FilledTable, table: PrintedTable) -> set[tuple[str, str]]:
    """Read the printed texts and add them up, as a reader would."""
    found = set()
    for one in filled.sums:
        whole = table.cells[one.place[0]][one.place[1]]
        texts = [table.cells[i][j].figure.text for i, j in one.parts]
        if one.overlap or not all(map(_has_digits, (whole.figure.text, *texts))):
            continue
        added = sum(map(_read, texts))
        if added != _read(whole.figure.text):
            sign = "–" if added < 0 else ""
            size = f"{abs(added):,}".replace(",", ".")
            where = "kolom" if one.down else "rij"
            found.add((whole.anchor, f"som in de {where}: {sign}{size}"))
    return found


def _has_digits(text: str) -> bool:
    return re.search("[0-9]", text) is not None


def _read(text: str) -> int:
    return int(text.strip("()").replace(".", "").replace("–", "-"))
