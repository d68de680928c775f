from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reporter.diff.changes import Comparison, Origin, TextChange, TextKind
from reporter.diff.compare import compare
from reporter.diff.pages import zone_origin
from reporter.diff.zones import Key
from tests.diff.small_annex import archive, deliver, small_annex

if TYPE_CHECKING:
    from reporter.diff.changes import Origin as Explained

TABLE, SECTION, TITLE = Key("table", "resultaten"), Key("text", "kort"), Key("text", "")
COLOPHON, RUNNING = Key("text", "Colofon"), Key("running", "")


def compared(**other: Any) -> Comparison:
    """Compare the small annex with one that has other parts."""
    return compare(archive(small_annex()), archive({**small_annex(), **other}))


def with_card(**other: Any) -> Comparison:
    return compared(card={**small_annex()["card"], **other})


def with_text(comparison: Comparison, kind: str, place: str, origin: Origin) -> Comparison:
    text = TextChange(
        kind=TextKind(kind), place=place, where="", old="oud", new="nieuw", origin=origin
    )
    return replace(comparison, texts=(text,))


def explained(key: Key, comparison: Comparison, *, repaged: bool = False) -> Explained:
    return zone_origin(key, comparison, repaged=repaged)


def revised() -> Comparison:
    """Compare with an annex of which one figure is revised."""
    new = small_annex()
    deliver(new, "formeel", 2018, "160", "16")
    return compare(archive(small_annex()), archive(new))


@pytest.mark.parametrize("key", [TABLE, SECTION, TITLE, COLOPHON, RUNNING])
def test_what_nothing_explains_is_unexplained(key: Key) -> None:
    assert explained(key, compared()) is Origin.UNEXPLAINED


@pytest.mark.parametrize(
    ("card", "origin"),
    [
        ({"fonts": {"fonts/a.ttf": "b"}}, Origin.FONT),
        ({"templates": {"annex.html.j2": "b"}}, Origin.TEMPLATE),
        ({"libraries": {"weasyprint": "71"}}, Origin.PROGRAM),
        ({"code": "b"}, Origin.PROGRAM),
        ({"program": "2"}, Origin.PROGRAM),
        ({"fonts": {}, "templates": {}}, Origin.FONT),
    ],
)
def test_the_run_card_explains_any_zone(card: dict[str, Any], origin: Origin) -> None:
    for key in (TABLE, SECTION, TITLE, RUNNING):
        assert explained(key, with_card(**card)) is origin


def test_a_changed_figure_explains_its_own_table_alone() -> None:
    assert explained(TABLE, revised()) is Origin.FIGURE
    assert explained(Key("table", "doelgroepen"), revised()) is Origin.UNEXPLAINED
    assert explained(SECTION, revised()) is Origin.UNEXPLAINED


@pytest.mark.parametrize(
    ("kind", "place", "key"),
    [
        ("text", "kort", SECTION),
        ("text", "", TITLE),
        ("text", "", RUNNING),
        ("title", "resultaten", TABLE),
        ("label", "resultaten, rij formeel", TABLE),
    ],
)
def test_a_changed_text_gives_its_own_reason(kind: str, place: str, key: Key) -> None:
    known = with_text(compared(), kind, place, Origin.DELIVERY)
    assert explained(key, known) is Origin.DELIVERY
    elsewhere = {TABLE, SECTION, TITLE, COLOPHON} - {key}
    assert {explained(one, known) for one in elsewhere - {TITLE}} == {Origin.UNEXPLAINED}


def test_a_zone_with_an_unexplained_text_is_unexplained_whatever_else_changed() -> None:
    known = with_text(revised(), "note", "resultaten", Origin.UNEXPLAINED)
    assert explained(TABLE, known) is Origin.UNEXPLAINED


def test_another_number_of_pages_follows_from_any_figure_or_text() -> None:
    assert explained(RUNNING, revised(), repaged=True) is Origin.FIGURE
    assert explained(RUNNING, revised()) is Origin.UNEXPLAINED
    known = with_text(compared(), "text", "kort", Origin.TEMPLATE)
    assert explained(RUNNING, known, repaged=True) is Origin.TEMPLATE
    assert explained(RUNNING, known) is Origin.UNEXPLAINED


def test_a_table_with_another_number_follows_from_the_edition() -> None:
    renumbered = small_annex()
    renumbered["tables"][0]["number"] = 2
    assert explained(TABLE, compare(archive(small_annex()), archive(renumbered))) is Origin.EDITION


@pytest.mark.parametrize(
    ("comparison", "origin"),
    [
        (compared(edition="2019-b"), Origin.EDITION),
        (with_card(deliveries={"uren.csv": "b"}), Origin.DELIVERY),
        (compared(left_out=[{"name": "a", "title": "A", "reason": "x"}]), Origin.DELIVERY),
        (with_card(program="2"), Origin.PROGRAM),
    ],
)
def test_the_colophon_says_with_what_an_annex_was_made(
    comparison: Comparison, origin: Origin
) -> None:
    assert explained(COLOPHON, comparison) is origin
