"""A printed annex: numbered tables, the figures of its text, the norm and the colophon."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.annex.compose import compose
from reporter.annex.delivered import Concept
from reporter.annex.indicator import Form
from reporter.annex.printing import print_annex
from tests.declared import tables
from tests.population import (
    DELIVERIES,
    EDITION,
    GROUPS,
    MARKET,
    hours,
    target,
    with_amounts,
    without,
)

if TYPE_CHECKING:
    from reporter.annex.delivered import Deliveries


def test_tables_are_numbered_in_the_order_of_the_edition() -> None:
    edition = replace(EDITION, tables=tables("meting", "resultaten", "nulmeting"))
    annex = print_annex(compose(edition, DELIVERIES), "1.0")

    assert [(table.label, table.anchor, table.name) for table in annex.tables] == [
        ("Tabel 1", "tabel-1", "meting"),
        ("Tabel 2", "tabel-2", "resultaten"),
        ("Tabel 3", "tabel-3", "nulmeting"),
    ]


def test_a_table_that_is_left_out_leaves_no_gap_in_the_numbers() -> None:
    edition = replace(EDITION, tables=tables("doelgroepen", "resultaten"))
    unknown = without(hours(2019, Form.AGENCY))
    annex = print_annex(compose(edition, unknown), "1.0")

    assert [table.label for table in annex.tables] == ["Tabel 1"]
    assert [one.name for one in annex.left_out] == ["doelgroepen"]


def test_figures_of_the_text_are_printed_without_sign_or_parentheses() -> None:
    prose = print_annex(compose(EDITION, DELIVERIES), "1.0").prose

    assert prose["toename_samen"].text == "6"
    assert prose["doelstelling_markt"].text == "2"
    assert prose["afstand_overheid"].text == "–1"
    assert prose["afstand_overheid"].size == "1"
    assert prose["afstand_overheid"].reached is False
    assert prose["verandering_markt_inleen"].direction == "evenveel"
    assert prose["sleutel_markt_meting"].text == "60,0"
    assert prose["aandeel_formeel"].text == "45"
    assert prose["personen_meting"].text == "5"


def test_a_figure_that_the_deliveries_cannot_fill_is_not_in_the_text() -> None:
    prose = print_annex(compose(replace(EDITION, year=2018), DELIVERIES), "1.0").prose

    assert "toename_samen" in prose
    assert "verandering_samen" not in prose  # of 2017 nothing was delivered
    assert "personen_meting" not in prose


def test_the_norm_is_printed_in_hours() -> None:
    norm = print_annex(compose(EDITION, DELIVERIES), "1.0").norm

    assert norm == {"week": "25,5", "december": "110,92", "year": "1.331"}


def test_the_colophon_tells_what_was_made_of_what() -> None:
    dated = replace(EDITION, date=dt.date(2020, 7, 2))
    colophon = print_annex(compose(dated, DELIVERIES), "1.0").colophon

    assert (colophon["edition"], colophon["date"]) == ("2019", "2 juli 2020")
    assert re.fullmatch("[0-9a-f]{12}", colophon["fingerprint"])
    assert colophon["version"] == "1.0"
    assert print_annex(compose(EDITION, DELIVERIES), "1.0").colophon["date"] == ""


def fingerprint_of(deliveries: Deliveries) -> str:
    return print_annex(compose(EDITION, deliveries), "1.0").colophon["fingerprint"]


def test_the_fingerprint_covers_what_an_edition_used_and_nothing_else() -> None:
    known = fingerprint_of(DELIVERIES)
    # 2020 has targets only, and no table of 2019 names them
    assert fingerprint_of(without(target(2020, MARKET))) == known
    assert fingerprint_of(with_amounts({hours(2012, Form.AGENCY): 221})) != known
    wia = Concept(code="wia", name="WIA", first=2024)
    assert fingerprint_of(replace(DELIVERIES, groups=(*GROUPS, wia))) == known
    renamed = (replace(GROUPS[0], name="Een andere naam"), *GROUPS[1:])
    assert fingerprint_of(replace(DELIVERIES, groups=renamed)) != known


def test_an_annex_is_titled_by_its_edition() -> None:
    annex = print_annex(compose(EDITION, DELIVERIES), "1.0")

    assert (annex.title, annex.year) == ("Resultaten eind 2019", "2019")
    assert annex.measurement == "vijf-meting"
    assert annex.edition is EDITION
    assert annex.deliveries is DELIVERIES
