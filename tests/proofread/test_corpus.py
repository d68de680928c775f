"""The corpus holds proofreading to its measure; make bench prints it for every edition."""

from __future__ import annotations

import pytest

from tests.proofread.corpus.planting import CLASSES, samples, shapes
from tests.proofread.corpus.scoring import Score, lines, score, text_of
from tests.proofread.reading import known

PRECISION, RECALL = 0.98, 0.95


@pytest.fixture(scope="module")
def tuned() -> Score:
    return score("tuned", ("2017", "2019"))


@pytest.fixture(scope="module")
def fresh() -> Score:
    return score("fresh", ("2016", "2019"))


@pytest.fixture(scope="module")
def held_out() -> Score:
    return score("held_out", ("2016", "2017", "2018", "2019", "2022"))


def test_a_paragraph_without_an_error_raises_no_alarm(
    tuned: Score, held_out: Score, fresh: Score
) -> None:
    alarms = [one for it in (tuned, held_out, fresh) for one in it.faults if one[0] == "clean"]
    assert [text_of(sample) for _, _, sample, _ in alarms] == []


@pytest.mark.parametrize("kind", CLASSES)
def test_planted_errors_are_found(tuned: Score, kind: str) -> None:
    assert tuned.found[kind] > 0
    assert tuned.precision(kind) >= PRECISION, lines("tuned", tuned)
    assert tuned.recall(kind) >= RECALL, lines("tuned", tuned)


@pytest.mark.parametrize("kind", CLASSES)
def test_planted_errors_are_found_in_paragraphs_held_out(held_out: Score, kind: str) -> None:
    assert held_out.precision(kind) >= PRECISION, lines("held out", held_out)
    assert held_out.recall(kind) >= RECALL, lines("held out", held_out)


@pytest.mark.parametrize("kind", CLASSES)
def test_planted_errors_are_found_in_the_words_of_another_hand(fresh: Score, kind: str) -> None:
    assert fresh.precision(kind) >= PRECISION, lines("fresh", fresh)
    assert fresh.recall(kind) >= RECALL, lines("fresh", fresh)


def test_each_sample_has_one_error_where_it_says() -> None:
    figures = {one.indicator.key: one.amount for one in known()[0].known}
    clean, *planted = samples(shapes("tuned")[0], 2019, figures)
    for one in planted:
        start, end = one.span
        right, wrong = text_of(clean), text_of(one)
        assert wrong[:start] == right[:start]
        assert wrong[start:end] != right[start:end]
        assert right.endswith(wrong[end:])


def test_an_engine_that_sees_nothing_would_fail() -> None:
    nothing = Score()
    nothing.missed["sector"] = 3
    assert nothing.recall("sector") == 0
