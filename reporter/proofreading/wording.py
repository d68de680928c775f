"""Finds the words of the vocabulary in a sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.vocabulary import Facet, Phrase, Vocabulary

WORD = re.compile(r"[^\W\d_]+(?:[-'’./][^\W\d_]+)*")
GAP = "…"
LONGEST_GAP = 11
Phrased = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a text in small letters without accents."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that tell something: under which heading, what they mean, where they stand."""

    facet: Facet
    values: frozenset[str]
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """What follows a word: exact words, beginnings of words, and phrases that end here."""

    exact: dict[str, _Node] = field(default_factory=dict)
    begun: dict[str, _Node] = field(default_factory=dict)
    phrases: list[Phrase] = field(default_factory=list)

    def after(self, word: str) -> Iterator[_Node]:
        if word in self.exact:
            yield self.exact[word]
        if self.begun:
            for size in range(len(word), 1, -1):
                if word[:size] in self.begun:
                    yield self.begun[word[:size]]


class Lexicon:
    """The vocabulary, ready to be looked up word by word: time is linear in the text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._root = _Node()
        self._split: dict[str, list[tuple[Phrase, Phrased, Phrased]]] = {}
        for phrase in vocabulary.phrases:
            if GAP in phrase.words:
                gap = phrase.words.index(GAP)
                split = (phrase, phrase.words[:gap], phrase.words[gap + 1 :])
                self._split.setdefault(phrase.words[0], []).append(split)
            else:
                self._place(phrase).phrases.append(phrase)

    def mentions(self, words: Sequence[Word]) -> tuple[Mention, ...]:
        """Find all phrases; within one heading the longer hides the shorter inside it."""
        found = [one for start in range(len(words)) for one in self._at(words, start)]
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[Mention] = []
        reach: dict[Facet, int] = {}
        for one in found:
            if one.end > reach.get(one.facet, -1):
                kept.append(one)
                reach[one.facet] = one.end
        return tuple(kept)

    def _place(self, phrase: Phrase) -> _Node:
        node = self._root
        for word in phrase.words:
            known = node.begun if word.endswith("*") else node.exact
            node = known.setdefault(word.removesuffix("*"), _Node())
        return node

    def _at(self, words: Sequence[Word], start: int) -> Iterator[Mention]:
        nodes, place = [self._root], start
        while nodes and place < len(words):
            nodes = [after for node in nodes for after in node.after(words[place].text)]
            place += 1
            for node in nodes:
                for phrase in node.phrases:
                    yield _mention(phrase, words[start].start, words[place - 1].end)
        for phrase, head, tail in self._split.get(words[start].text, ()):
            behind = start + len(head)
            if _reads(words[start:behind], head):
                for at in range(behind, min(behind + LONGEST_GAP, len(words))):
                    ended = words[at : at + len(tail)]
                    if _reads(ended, tail):
                        yield _mention(phrase, words[start].start, words[behind - 1].end)
                        yield _mention(phrase, ended[0].start, ended[-1].end)
                        break


def _reads(words: Sequence[Word], phrased: Phrased) -> bool:
    return tuple(one.text for one in words) == phrased


def words_of(text: str) -> tuple[Word, ...]:
    """Take a text apart into words; numbers and signs are no words."""
    return tuple(
        Word(text=_plain(one[0]), start=one.start(), end=one.end()) for one in WORD.finditer(text)
    )


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _mention(phrase: Phrase, start: int, end: int) -> Mention:
    return Mention(facet=phrase.facet, values=phrase.values, start=start, end=end)
