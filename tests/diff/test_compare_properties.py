"""A random set of edits is reported exactly: no more, no less."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reporter.diff.changes import ChangeClass
from reporter.diff.compare import compare, out_of_order
from tests.diff.small_annex import (
    HOURS,
    archive,
    cell_of,
    deliver,
    indicator,
    small_annex,
)

EDITS = ("revised", "rounding", "format", "note", "dropped")
PLACES = tuple(HOURS)


def edit(annex: dict[str, Any], place: tuple[str, int], kind: str) -> None:
    found = cell_of(annex, *place)
    if kind == "revised":
        deliver(annex, *place, "7770", "777")
    elif kind == "rounding":
        found["exact"] = f"{int(found['exact']) * 10 + 1}/10"
    elif kind == "format":
        found["printed"] = f"+{found['printed']}"
    elif kind == "note":
        found["notes"] = [{"mark": "a", "kind": "afronding", "detail": ""}]
    else:
        annex["tables"][0]["cells"].remove(found)


@given(st.dictionaries(st.sampled_from(PLACES), st.sampled_from(EDITS)))
def test_a_random_set_of_edits_is_reported_exactly(edits: dict[tuple[str, int], str]) -> None:
    annex = small_annex()
    for place, kind in edits.items():
        edit(annex, place, kind)

    comparison = compare(archive(small_annex()), archive(annex))

    assert {one.indicator: one.kind for one in comparison.figures} == {
        indicator(*place): ChangeClass(kind) for place, kind in edits.items()
    }
    assert comparison.unchanged == len(PLACES) - len(edits)


@given(st.permutations(["a", "b", "c", "d", "e"]), st.sets(st.sampled_from("abcde")))
def test_the_lines_that_moved_are_the_fewest_that_explain_the_order(
    after: list[str], gone: set[str]
) -> None:
    before = ["a", "b", "c", "d", "e"]
    after = [name for name in after if name not in gone]

    moved = out_of_order(before, after)

    stayed = [name for name in before if name in after and name not in moved]
    assert stayed == [name for name in after if name not in moved]
    for name in moved:  # taking any one of them back would break the order
        kept = {*stayed, name}
        assert [one for one in before if one in kept] != [one for one in after if one in kept]
