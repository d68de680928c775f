"""Each class of change, on annexes of four figures."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from reporter.build import archived
from reporter.diff.changes import Cause, Change, ChangeClass, Comparison, Effect, Turn
from reporter.diff.compare import compare
from reporter.page.archive import Place
from reporter.project import Project
from tests.diff.small_annex import (
    archive,
    cell,
    cell_of,
    deliver,
    hours,
    indicator,
    key,
    small_annex,
)


def changed(new: dict[str, Any], old: dict[str, Any] | None = None) -> Comparison:
    return compare(archive(old or small_annex()), archive(new))


def only(comparison: Comparison) -> Change:
    assert len(comparison.figures) == 1
    return comparison.figures[0]


@pytest.mark.parametrize(
    "edition", ["2015", "2016", "2017", "2018", "2019", "2022", "2019-ingroeipad"]
)
def test_an_edition_does_not_differ_from_itself(edition: str) -> None:
    annex = archived(edition, Project())

    comparison = compare(annex, annex)

    assert comparison.is_empty
    assert not comparison.headlines
    assert comparison.unchanged == len(annex.figures)


def test_other_hours_make_a_figure_revised() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "230", "23")

    change = only(changed(annex))

    assert (change.kind, change.indicator) == (ChangeClass.REVISED, indicator("formeel", 2019))
    assert (change.old, change.new, change.difference) == ("20", "23", Fraction(3))
    assert change.places == (Place("resultaten", "formeel", "2019"),)
    assert change.labels == ("Tabel 1, Formele dienstverbanden, 2019",)
    assert change.effects == (
        Effect(cause=Cause.HOURS, amount=Fraction(3), quantities=(hours("formeel", 2019),)),
    )


def test_a_move_that_rounding_hides_is_rounding_only() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "203", "20")

    change = only(changed(annex))

    assert (change.kind, change.difference) == (ChangeClass.ROUNDING, Fraction(0))


def test_a_move_of_less_than_a_half_that_prints_another_unit_is_rounding_only() -> None:
    old, new = small_annex(), small_annex()
    deliver(old, "formeel", 2019, "204", "20")
    deliver(new, "formeel", 2019, "206", "21")

    change = only(changed(new, old))

    assert (change.kind, change.difference) == (ChangeClass.ROUNDING, Fraction(1))


def test_a_move_of_a_half_is_a_revision() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "205", "21")

    assert only(changed(annex)).kind is ChangeClass.REVISED


def test_the_same_amount_written_otherwise_is_format_only() -> None:
    annex = small_annex()
    cell_of(annex, "formeel", 2019)["printed"] = "+20"

    change = only(changed(annex))

    assert (change.kind, change.old, change.new) == (ChangeClass.FORMAT, "20", "+20")


def test_another_note_at_the_same_figure_is_note_only() -> None:
    annex = small_annex()
    cell_of(annex, "formeel", 2019)["notes"] = [
        {"mark": "a", "kind": "afronding", "detail": "som 21"}
    ]

    assert only(changed(annex)).kind is ChangeClass.NOTE


def test_a_row_that_changed_places_is_order_only() -> None:
    annex = small_annex()
    annex["tables"][0]["rows"].reverse()

    comparison = changed(annex)

    assert {one.kind for one in comparison.figures} == {ChangeClass.ORDER}
    # One of two rows moved, never both: the other stayed where it was.
    assert len(comparison.figures) == 2
    assert len({one.places[0].row for one in comparison.figures}) == 1


def test_a_column_that_makes_room_for_another_has_not_moved() -> None:
    annex = small_annex()
    table = annex["tables"][0]
    table["columns"].insert(0, {"key": "2017", "label": "2017", "notes": []})
    table["cells"].insert(0, cell("formeel", 2017, "1", "1"))
    annex["quantities"][hours("formeel", 2017)] = {"amount": "10", "assumed": False}

    change = only(changed(annex))

    assert (change.kind, change.old, change.new) == (ChangeClass.NEW, None, "1")
    assert change.indicator == indicator("formeel", 2017)


def test_a_figure_that_is_gone_is_dropped() -> None:
    annex = small_annex()
    annex["tables"][0]["cells"].pop()

    change = only(changed(annex))

    assert (change.kind, change.old, change.new) == (ChangeClass.DROPPED, "–3", None)


def test_a_place_that_holds_the_next_year_is_no_loss_while_the_figure_stands_elsewhere() -> None:
    old, new = small_annex(), small_annex()
    for annex, year in ((old, 2018), (new, 2019)):
        table = {**annex["tables"][0], "name": "samenvatting", "number": 2}
        table["columns"] = [{"key": "totaal", "label": "Totaal", "notes": []}]
        table["cells"] = [{**cell_of(annex, "formeel", year), "column": "totaal"}]
        annex["tables"].append(table)

    assert changed(new, old).figures == ()


def test_a_row_dropped_from_one_of_two_tables_is_told() -> None:
    old, new = small_annex(), small_annex()
    for annex in (old, new):
        table = {**annex["tables"][0], "name": "bijlage", "number": 2}
        table["rows"], table["cells"] = list(table["rows"]), list(table["cells"])
        annex["tables"].append(table)
    new["tables"][1]["rows"].pop()
    del new["tables"][1]["cells"][2:]

    comparison = changed(new, old)

    assert {(one.kind, one.places) for one in comparison.figures} == {
        (ChangeClass.DROPPED, (Place("bijlage", "inleen", "2018"),)),
        (ChangeClass.DROPPED, (Place("bijlage", "inleen", "2019"),)),
    }


def test_a_figure_that_became_available_is_revised_from_its_mark() -> None:
    old = small_annex()
    cell_of(old, "formeel", 2019).update(
        exact=None, rounded=None, printed="n.b.", absence="niet beschikbaar", expression=None
    )

    change = only(changed(small_annex(), old))

    assert (change.kind, change.old, change.new) == (ChangeClass.REVISED, "n.b.", "20")


def test_a_revision_weighs_more_than_the_note_and_format_that_came_with_it() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "230", "+23")
    cell_of(annex, "formeel", 2019)["rounded"] = "23"
    cell_of(annex, "formeel", 2019)["notes"] = [{"mark": "a", "kind": "afronding", "detail": ""}]

    assert only(changed(annex)).kind is ChangeClass.REVISED


def with_key(share: str, amount: str, exact: str, printed: str) -> dict[str, Any]:
    """Hired jobs: hours times the key of the market, a tenth of that."""
    annex = small_annex()
    name = "verdeelsleutels/2019/markt/totaal/totaal"
    annex["quantities"][name] = {"amount": share, "assumed": False}
    annex["quantities"][hours("inleen", 2019)]["amount"] = amount
    cell_of(annex, "inleen", 2019).update(
        expression=[["1/10", hours("inleen", 2019), name]],
        exact=exact,
        rounded=exact,
        printed=printed,
    )
    return annex


def test_another_key_is_told_from_other_hours_and_both_add_up() -> None:
    # 1.000 x 0,7 / 10 = 70; 1.200 x 0,7 / 10 = 84; 1.200 x 0,5 / 10 = 60.
    old, new = with_key("7/10", "1000", "70", "70"), with_key("1/2", "1200", "60", "60")

    effects = only(changed(new, old)).effects

    assert [(one.cause, one.amount) for one in effects] == [
        (Cause.HOURS, Fraction(14)),
        (Cause.KEY, Fraction(-24)),
    ]


def test_another_expression_is_another_rule() -> None:
    annex = small_annex()
    cell_of(annex, "formeel", 2019).update(
        expression=[["1/20", hours("formeel", 2019), None]], exact="10", rounded="10", printed="10"
    )

    assert only(changed(annex)).effects == (Effect(cause=Cause.RULE, amount=Fraction(-10)),)


def test_a_move_that_nothing_explains_is_said_to_be_unknown() -> None:
    annex = small_annex()
    cell_of(annex, "formeel", 2019).update(exact="23", rounded="23", printed="23")

    assert only(changed(annex)).effects == (Effect(cause=Cause.UNKNOWN, amount=Fraction(3)),)


def with_gap(amount: str, measure: str = "afstand") -> dict[str, Any]:
    annex = small_annex()
    found = cell_of(annex, "formeel", 2019)
    found.update(indicator=key("formeel", 2019, measure), exact=amount, rounded=amount)
    found["printed"] = amount.replace("-", "–")
    return annex


@pytest.mark.parametrize(
    ("measure", "old", "new", "turn"),
    [
        ("afstand", "-1", "1", Turn.NEWLY_MET),
        ("afstand", "-1", "0", Turn.NEWLY_MET),
        ("afstand", "1", "-1", Turn.NEWLY_MISSED),
        ("verandering", "-1", "1", Turn.FELL_NOW_GROWS),
        ("verandering", "1", "-1", Turn.GREW_NOW_FALLS),
    ],
)
def test_what_parliament_reads_first_is_a_headline(
    measure: str, old: str, new: str, turn: Turn
) -> None:
    comparison = changed(with_gap(new, measure), with_gap(old, measure))

    assert [one.turn for one in comparison.headlines] == [turn]


@pytest.mark.parametrize(
    ("measure", "old", "new"), [("afstand", "1", "2"), ("verandering", "0", "1")]
)
def test_what_did_not_turn_is_no_headline(measure: str, old: str, new: str) -> None:
    assert not changed(with_gap(new, measure), with_gap(old, measure)).headlines


def test_a_target_of_another_year_than_the_annex_is_about_is_no_headline() -> None:
    annexes = []
    for amount in ("1", "-1"):
        annex = small_annex()
        gap = key("formeel", 2018, "afstand")
        cell_of(annex, "formeel", 2018).update(indicator=gap, exact=amount, rounded=amount)
        annexes.append(annex)

    assert not changed(annexes[1], annexes[0]).headlines


def test_figures_are_told_by_weight() -> None:
    annex = small_annex()
    cell_of(annex, "formeel", 2018)["printed"] = "+10"
    deliver(annex, "formeel", 2019, "230", "23")
    annex["tables"][0]["cells"].pop()

    kinds = [one.kind for one in changed(annex).figures]

    assert kinds == [ChangeClass.REVISED, ChangeClass.DROPPED, ChangeClass.FORMAT]


def test_comparing_backwards_turns_new_into_dropped() -> None:
    annex = small_annex()
    annex["tables"][0]["cells"].pop()
    shorter, longer = archive(annex), archive(small_annex())

    assert only(compare(longer, shorter)).kind is ChangeClass.DROPPED
    assert only(compare(shorter, longer)).kind is ChangeClass.NEW
