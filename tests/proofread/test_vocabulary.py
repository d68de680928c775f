from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from reporter.errors import InputError
from reporter.project import HERE, VOCABULARY
from reporter.proofread.vocabulary import Facet, read_vocabulary

if TYPE_CHECKING:
    from pathlib import Path


def faults(folder: Path, text: str) -> str:
    (folder / VOCABULARY).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_vocabulary(folder)
    return str(raised.value)


def test_our_own_vocabulary_is_sound() -> None:
    vocabulary = read_vocabulary(HERE.data)
    assert {phrase.facet for phrase in vocabulary.phrases} == set(Facet)
    assert vocabulary.hedges[("bijna",)] == (Fraction(1), Fraction(0))


def test_words_under_two_meanings_have_both(tmp_path: Path) -> None:
    text = '[maat]\ntoename = ["extra banen"]\ndoelstelling = ["extra banen"]\n'
    (tmp_path / VOCABULARY).write_text(text, encoding="utf-8")
    (phrase,) = read_vocabulary(tmp_path).phrases
    assert phrase.words == ("extra", "banen")
    assert phrase.values == frozenset({"toename", "doelstelling"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[sectr]\nmarkt = ["markt"]\n', 'Did you mean "sector"?'),
        ('[sector]\nmarkten = ["markt"]\n', 'Did you mean "markt"?'),
        ('[sector]\nmarkt = "markt"\n', "expected a list of words in small letters"),
        ('[sector]\nmarkt = ["Markt"]\n', "expected a list of words in small letters"),
        ('[sector]\nmarkt = [""]\n', "expected a list of words in small letters"),
        ("sector = 1\n", "expected a heading with words"),
        ('[schatting]\nbijna = { onder = "x", boven = "0" }\n', "how far it may be off"),
        ("[telwoorden]\neen = 0\n", "expected a whole number of 1 or more"),
        ("[sector\n", "broken TOML"),
    ],
)
def test_a_fault_is_told_with_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    assert message in faults(tmp_path, text)


def test_no_vocabulary_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found no such file"):
        read_vocabulary(tmp_path)
