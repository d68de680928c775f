"""Cuts a paragraph into sentences, and a sentence into the parts that belong to each number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reporter.model.vocabulary import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofreading.wording import Mention

END = re.compile(r"[.!?]\d{0,2}[\"'”’»)]?\s+(?=[«\"'“‘(]?[A-ZÀ-Ý0-9])")
SHORT = re.compile(
    r"(?:^|[\s(.])(?:nrs?|Stb|Stcrt|art|blz|pp?|c\.s|o\.a|m\.b\.t|i\.v\.m|t\.o\.v|bijv|resp|incl"
    r"|excl|ca|dr|mr|drs|prof|[A-Z])$"
)
REACH = 12
LONGEST = 1500
"""Characters of a sentence."""
STRENGTH = {";": 6, ":": 6, ",": 4}
WORDS = {"sterk": 5, "midden": 3, "zwak": 2, "zwakst": 1}
SIGN = re.compile(r"[;:,](?!\d)")
BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The stretch of a sentence that belongs to one number, without what is in ``holes``."""

    start: int
    end: int
    holes: tuple[tuple[int, int], ...] = ()

    def holds(self, mention: Mention) -> bool:
        """Tell whether words stand in this part."""
        return (
            self.start <= mention.start
            and mention.end <= self.end
            and not any(low <= mention.start < high for low, high in self.holes)
        )


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence starts and ends."""
    start = 0
    for found in END.finditer(text):
        before = text[max(start, found.start() - REACH) : found.start()]
        if found[0][0] == "." and SHORT.search(before):
            continue
        yield from _bounded(text, start, found.end())
        start = found.end()
    yield from _bounded(text, start, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what goes on without an end, so that time stays linear in the text."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        yield start, max(cut, start + 1)
        start = max(cut, start + 1)
    if start < end:
        yield start, end


def parts(
    text: str,
    span: tuple[int, int],
    numbers: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
) -> list[Part]:
    """Cut a sentence between its numbers, each time at the strongest boundary.

    A number between brackets has what is in the brackets for its own.
    """
    brackets = [one.span() for one in BRACKETS.finditer(text, *span)]
    inside = {
        number: bracket
        for number in numbers
        for bracket in brackets
        if bracket[0] < number[0] and number[1] <= bracket[1]
    }
    holes = tuple(sorted(set(inside.values())))
    outer = _cut(text, span, [one for one in numbers if one not in inside], holes, mentions)
    inner: dict[tuple[int, int], Part] = {}
    for hole in holes:
        within = [one for one in numbers if inside.get(one) == hole]
        inner.update(zip(within, _cut(text, hole, within, (), mentions), strict=True))
    rest = iter(outer)
    return [inner[one] if one in inner else next(rest) for one in numbers]


def _cut(
    text: str,
    span: tuple[int, int],
    numbers: Sequence[tuple[int, int]],
    holes: tuple[tuple[int, int], ...],
    mentions: Sequence[Mention],
) -> list[Part]:
    cuts = [span[0]]
    boundaries = _boundaries(text, span, holes, mentions)
    for before, after in pairwise(numbers):
        between = [one for one in boundaries if before[1] <= one[0] < after[0]]
        best = max(between, key=lambda one: (one[1], -one[0]), default=(before[1], 0))
        cuts.append(best[0])
    cuts.append(span[1])
    return [Part(start=low, end=high, holes=holes) for low, high in pairwise(cuts)][
        : max(len(numbers), 1)
    ]


def _boundaries(
    text: str,
    span: tuple[int, int],
    holes: tuple[tuple[int, int], ...],
    mentions: Sequence[Mention],
) -> list[tuple[int, int]]:
    found = [(one.start(), STRENGTH[one[0]]) for one in SIGN.finditer(text, *span)]
    found += [
        (one.start, max(WORDS[value] for value in one.values))
        for one in mentions
        if one.facet is Facet.BOUNDARY
    ]
    return [one for one in found if not any(low <= one[0] < high for low, high in holes)]
