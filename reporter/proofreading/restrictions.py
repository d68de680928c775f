"""Finds words that narrow a sentence to what no figure of ours is of: ``in de bouw``."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reporter.model.vocabulary import Facet
from reporter.proofreading.wording import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reporter.proofreading.wording import Word

PREPOSITIONS = ("in", "bij", "binnen", "onder", "met", "voor", "door")
ARTICLES = ("de", "het", "een", "die", "deze", "dit", "dat", "onze", "hun", "elke", "elk")
RESTRICTED, ONWARD = "ja", "verder"
LONGEST = 8
"""Words from a preposition to its noun."""


def restrictions(words: Sequence[Word], told: Sequence[Mention]) -> Iterator[Mention]:
    """Find nouns after a preposition that no heading knows; a domain expert lists exceptions.

    What the vocabulary itself calls a restriction, such as a province, is told already.
    """
    known = _Known(told)
    for place, word in enumerate(words):
        if word.text in PREPOSITIONS and known.stands_alone(word):
            noun = _noun(words[place : place + LONGEST], known)
            if noun:
                yield Mention(
                    facet=Facet.RESTRICTION,
                    values=frozenset({RESTRICTED}),
                    start=noun.start,
                    end=noun.end,
                )


class _Known:
    """The words that a heading knows, by place."""

    def __init__(self, told: Sequence[Mention]) -> None:
        self._at: dict[int, list[Mention]] = {}
        for one in told:
            self._at.setdefault(one.start, []).append(one)
        self._starts = [one.start for one in told]
        self._reach = list(accumulate((one.end for one in told), max))

    def stands_alone(self, word: Word) -> bool:
        """Tell whether no phrase goes on behind a preposition, such as ``in totaal``."""
        here = self._at.get(word.start, ())
        return all(one.end == word.end for one in here)

    def onward(self, word: Word) -> bool:
        """Tell whether the word behind it counts."""
        here = self._at.get(word.start, ())
        return word.text in ARTICLES or any(
            one.facet is Facet.RESTRICTION and ONWARD in one.values for one in here
        )

    def has(self, word: Word) -> bool:
        """Tell whether a word is a phrase or in one."""
        before = bisect_right(self._starts, word.start)
        return before > 0 and self._reach[before - 1] > word.start


def restricted(told: Iterable[Mention]) -> bool:
    """Tell whether one of these words is a restriction."""
    return any(one.facet is Facet.RESTRICTION and RESTRICTED in one.values for one in told)


def _noun(words: Sequence[Word], known: _Known) -> Word | None:
    """Give the first word behind a preposition that means something, where nothing knows it.

    A number or a sign in between ends the search.
    """
    for before, word in pairwise(words):
        if word.start - before.end > 1:
            return None
        if not known.onward(word):
            return None if known.has(word) else word
    return None
