"""The first rule: what is right raises no alarm."""

from __future__ import annotations

import tomllib

import pytest

from reporter.proofread.letter.reading import read_letter
from reporter.proofread.proofread import proofread
from tests.page.annex_sample import page_of_edition
from tests.proofread.corpus.planting import HERE
from tests.proofread.reading import WRONG, known, wrong

TRUE = tomllib.loads((HERE / "true.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("edition", "sentence"),
    [(edition, one) for edition, told in TRUE.items() for one in told["zinnen"]],
)
def test_a_true_sentence_raises_no_alarm(edition: str, sentence: str) -> None:
    assert wrong(sentence, edition=edition) == {}


@pytest.mark.parametrize("edition", ["2016", "2017", "2018", "2019", "2022"])
def test_a_paragraph_on_other_things_raises_no_alarm(edition: str) -> None:
    told = tomllib.loads((HERE / "fresh.toml").read_text(encoding="utf-8"))["zinnen"]
    assert len(told) > 60
    assert [one for one in told if wrong(one, edition=edition)] == []


@pytest.mark.parametrize("edition", ["2015", "2016", "2017", "2018", "2019", "2022"])
def test_our_own_annex_raises_no_alarm(
    edition: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("annex") / "annex.html"
    path.write_text(page_of_edition(edition), encoding="utf-8")
    findings = proofread(read_letter(path), edition, *known(edition)).judgements
    assert [one.text for one in findings if one.status in WRONG] == []
    assert len([one for one in findings if one.known]) > 60
