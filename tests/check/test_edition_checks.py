"""Checks of our own annex: right as it is, and red for each thing that somebody could spoil."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from reporter import editions
from reporter.annex.compose import compose
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import Sector
from reporter.annex.printing import print_annex
from reporter.build import checked, measured
from reporter.check.edition import CHECKS, check_edition
from reporter.check.finding import EditionCheck, EditionFinding, Severity, finding_lines
from reporter.check.finished_page import FinishedPage
from reporter.page.html import LaidOut, lay_out, render_words, running_text
from reporter.project import HERE
from tests.declared import tables
from tests.population import DELIVERIES, EDITION, delivered, persons, target
from tests.random_deliveries import random_deliveries

if TYPE_CHECKING:
    from reporter.annex.compose import Annex
    from reporter.annex.declaration import Edition
    from reporter.annex.delivered import Deliveries
    from reporter.annex.printed import PrintedAnnex

ALL_TABLES = (
    "resultaten",
    "reeks-markt",
    "reeks-overheid",
    "resultaten-bijlage",
    "nulmeting",
    "meting",
    "doelgroepen",
)


@cache
def made(edition: str = "2019") -> LaidOut:
    return lay_out(print_annex(measured(edition, HERE), "0"), HERE.templates)


def spoiled(old: str, new: str, edition: str = "2019") -> list[tuple[str, str, str]]:
    """What a check finds where a page and its words were changed by hand in one place."""
    laid = made(edition)
    assert old in laid.html
    words = render_words(laid.annex, HERE.templates).replace(old, new, 1)
    text = tuple(running_text(words))
    changed = replace(laid, text=text, html=laid.html.replace(old, new, 1))
    found = checked_page(measured(edition, HERE), changed).wrong
    return [(one.check, one.found, one.expected) for one in found]


def checked_page(annex: Annex, laid: LaidOut) -> EditionCheck:
    return check_edition(annex, laid.annex, laid.text, FinishedPage(laid.html))


def of(deliveries: Deliveries, edition: Edition = EDITION) -> EditionCheck:
    annex = compose(edition, deliveries)
    return checked_page(annex, lay_out(print_annex(annex, "0"), HERE.templates))


@pytest.mark.parametrize("edition", editions())
def test_nothing_is_wrong_in_any_edition(edition: str) -> None:
    check = checked(edition, HERE)
    assert check.wrong == ()
    assert check.counted["figures"] > 8
    assert check.counted["identities"] > 9


@settings(max_examples=25, deadline=None)
@given(random_deliveries())
def test_nothing_is_wrong_whatever_is_delivered(deliveries: Deliveries) -> None:
    check = of(deliveries, replace(EDITION, tables=tables(*ALL_TABLES)))
    assert check.wrong == ()


def test_every_figure_of_2019_is_looked_at_and_adds_up_with_others() -> None:
    counted = checked("2019", HERE).counted
    assert set(counted) == set(CHECKS)
    assert counted["figures"] == sum(
        len(row) for table in made().annex.tables for row in table.cells
    ) + len(re.findall("<data ", made().html))
    assert counted["claims"] == made().html.count("De doelstelling was") == 3
    assert counted["rounding notes"] == len(re.findall(r"som in de (?:kolom|rij)", made().html))


def test_a_cell_that_was_changed_by_hand_is_wrong() -> None:
    assert spoiled('k3">61.615</td>', 'k3">37.736</td>') == [
        ("figures", '"37.736" on the page', '"61.615"')
    ]


def test_a_head_that_was_changed_by_hand_is_wrong() -> None:
    assert spoiled("Formele dienstverbanden</th>", "Alle dienstverbanden</th>") == [
        ("figures", '"Alle dienstverbanden" on the page', '"Formele dienstverbanden"')
    ]


def test_a_figure_of_the_text_that_was_changed_by_hand_is_wrong() -> None:
    assert spoiled(">136.794</data>", ">136.749</data>") == [
        ("figures", '"136.749" for stand/banen/2019/totaal/totaal/totaal', '"136.794"')
    ]


def test_a_number_that_was_typed_into_the_text_is_wrong() -> None:
    assert spoiled("</ul>", "</ul>\n<p>Dat zijn 61.615 banen.</p>") == [
        (
            "figures",
            "the number 61.615",
            "a figure by its indicator, so that it cannot go stale",
        )
    ]


def test_the_paid_hours_of_a_job_may_stand_in_the_text() -> None:
    assert spoiled("</ul>", "</ul>\n<p>Eén baan is 25,5 uur, in een jaar 1.331.</p>") == []


def test_a_figure_of_an_unknown_meaning_is_wrong() -> None:
    assert spoiled('<data value="stand/banen/2019', '<data value="stand/banen/2009')[0] == (
        "figures",
        '"136.794" for stand/banen/2009/totaal/totaal/totaal',
        "a figure of this annex",
    )


def change_figure(printed: PrintedAnnex, key: str, value: int) -> PrintedAnnex:
    """The same annex with another number for one indicator, wherever it stands."""
    tables = []
    for table in printed.tables:
        cells = [
            tuple(
                replace(cell, figure=replace(cell.figure, rounded=Fraction(value)))
                if cell.figure.indicator.key == key
                else cell
                for cell in row
            )
            for row in table.cells
        ]
        tables.append(replace(table, cells=tuple(cells)))
    prose = {name: one for name, one in printed.prose.items() if one.indicator.key != key}
    return replace(printed, tables=tuple(tables), prose=prose)


def check_of(printed: PrintedAnnex) -> EditionCheck:
    return checked_page(measured("2019", HERE), replace(made(), annex=printed))


def test_a_figure_that_does_not_follow_breaks_every_identity_it_stands_in() -> None:
    key = "toename/banen/2019/totaal/totaal/totaal"
    found = check_of(change_figure(made().annex, key, 37736)).wrong
    identities = [one for one in found if one.check == "identities"]
    assert any(one.where == key for one in identities)
    assert any(one.where == "stand/banen/2019/totaal/totaal/totaal" for one in identities)
    assert any(one.found == "61.615" for one in found if one.check == "figures")


def test_a_total_that_print_does_not_add_to_asks_for_its_note() -> None:
    """11.186 beside 5.611 and 5.576 is one less than their sum."""
    printed = made().annex
    first = replace(printed.tables[0], notes=())
    found = check_of(replace(printed, tables=(first, *printed.tables[1:]))).wrong
    missing = {one.where for one in found if one.check == "rounding notes"}
    assert missing == {
        "Tabel 1, Totaal, Toename aantal banen overheid",
        f"Tabel 1, {first.rows[1].label}, Totale toename aantal banen",
    }


def test_a_note_on_a_sum_that_is_exact_is_wrong_as_in_the_letter_of_2022() -> None:
    printed = made().annex
    table = printed.tables[0]
    note = next(one for one in table.notes if one.kind == "afronding")
    exact = table.cells[0][2]
    assert exact.figure.text == "50.429"
    link = replace(note.backlinks[0], anchor=exact.anchor)
    noted = replace(table, notes=(replace(note, backlinks=(*note.backlinks, link)),))
    page = made().html.replace(
        'href="#tabel-1-r2k3"', f'href="#{exact.anchor}"><a href="#tabel-1-r2k3"'
    )
    changed = replace(printed, tables=(noted, *printed.tables[1:]))
    found = checked_page(measured("2019", HERE), replace(made(), annex=changed, html=page)).wrong
    assert [(one.check, one.found) for one in found] == [("rounding notes", "a rounding note")]


def test_a_mark_that_leads_nowhere_and_a_note_without_mark_are_wrong() -> None:
    found = spoiled('href="#tabel-2-noot-a"', 'href="#tabel-2-noot-z"')
    assert ("links", "a link to tabel-2-noot-z", "a place of that name") in found


def test_two_places_of_one_name_are_wrong() -> None:
    assert ("links", "2 places called kort", "one, so that a link finds it") in spoiled(
        '<h2 id="toelichting">', '<h2 id="kort">'
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Eind 2019 waren er", "Eind 2018 waren er", "2018"),
        (
            "</span> Aantal banen eind 2019 (vijf-meting)",
            "</span> Aantal banen eind 2018 (vijf-meting)",
            "2018",
        ),
        (
            "</span> Aantal banen eind 2019 (vijf-meting)",
            "</span> Aantal banen eind 2019 (vier-meting)",
            "vier-meting",
        ),
        ('id="tabel-2-k6">2019<', 'id="tabel-2-k6">2018<', "2018"),
    ],
)
def test_a_year_or_measurement_of_another_edition_is_stale(old: str, new: str, found: str) -> None:
    told = [one for one in spoiled(old, new) if one[0] == "years"]
    assert [one[1] for one in told] == [found]


def test_a_title_of_another_year_is_stale() -> None:
    check = of(DELIVERIES, replace(EDITION, title="Resultaten eind 2018"))
    assert [(one.check, one.where, one.found) for one in check.wrong] == [
        ("years", "title of the edition", "2018")
    ]


def test_years_of_laws_and_numbers_like_years_are_not_stale() -> None:
    words = "</ul>\n<p>Sinds 2012, in 2025 en in 12.019 of 2.018 gevallen.</p>"
    assert [one for one in spoiled("</ul>", words) if one[0] == "years"] == []


@pytest.mark.parametrize(
    ("old", "new"), [("Die is gehaald", "Die is niet gehaald"), ("niet gehaald", "gehaald")]
)
def test_words_that_the_figures_contradict_are_wrong(old: str, new: str) -> None:
    assert [one[0] for one in spoiled(old, new)] == ["claims"]


def warnings(check: EditionCheck) -> list[str]:
    return [one.found for one in check.findings if one.severity is Severity.WARNING]


def test_a_target_that_only_this_years_key_reaches_is_warned_of() -> None:
    """With the key of 2021 the market of 2022 had missed its 70.000 by about 1.250."""
    (told,) = warnings(checked("2022", HERE))
    assert told.startswith(
        "reached with its own key, missed by 1247 jobs with the key of 2021 (68.0"
    )


def test_a_target_that_every_key_reaches_or_misses_needs_no_warning() -> None:
    assert warnings(checked("2019", HERE)) == []


def changed(row: Quantity, amount: str) -> Deliveries:
    return delivered({**DELIVERIES.amounts, row: Fraction(amount)})


def test_a_row_with_too_many_hours_a_person_is_warned_of() -> None:
    """9 jobs are 229,5 hours a week: 45,9 for each of five persons, 25,5 for each of nine."""
    assert any("45.9 hours a week each" in one for one in warnings(of(DELIVERIES)))
    found = warnings(of(changed(persons(2019), "9")))
    assert not any(one.startswith("9 persons") for one in found)


def test_hours_without_persons_are_warned_of() -> None:
    found = warnings(of(changed(persons(2019), "0")))
    assert any("hours without persons" in one for one in found)


def test_a_path_that_falls_and_a_year_without_target_are_warned_of() -> None:
    assert "1" in warnings(of(changed(target(2020, Sector.MARKET), "1")))
    rows = {
        row: amount
        for row, amount in DELIVERIES.amounts.items()
        if (row.kind, row.year) != (Kind.TARGET, 2019)
    }
    assert "no target" in warnings(of(delivered(rows)))


def test_a_new_table_is_checked_without_a_word_about_it() -> None:
    """Its nine cells are looked at, and the sums that they make with those there were."""
    fewer = of(DELIVERIES).counted
    more = of(DELIVERIES, replace(EDITION, tables=(*EDITION.tables, *tables("meting")))).counted
    assert more["figures"] == fewer["figures"] + 9
    assert more["identities"] > fewer["identities"]


def test_mistakes_are_told_before_warnings() -> None:
    found = [
        EditionFinding(severity=severity, check="keys", where="here", found="1", expected="2")
        for severity in (Severity.WARNING, Severity.WRONG)
    ]
    first, second = finding_lines(EditionCheck(edition="2019", findings=tuple(found), counted={}))
    assert (first, second) == (
        "wrong in 2019: keys: here: found 1, expected 2",
        "warning in 2019: keys: here: found 1, expected 2",
    )


def test_of_a_cell_only_the_marks_of_notes_are_left_out() -> None:
    cells = '<td id="a">6<span class="x">1</span><sup>2</sup></td><td id="b" class="nummer">7</td>'
    caption = '<caption><span class="nummer">Tabel 1</span> Banen</caption>'
    page = FinishedPage(f'<table id="t">{caption}<tr>{cells}</tr></table>')
    assert (page.cells, page.captions) == ({"a": "61", "b": "7"}, {"t": "Banen"})
