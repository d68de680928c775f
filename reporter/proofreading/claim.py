"""Words that say something of the figures, and what they should say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.proofreading.asked import Asked

if TYPE_CHECKING:
    from reporter.proofreading.passage import Passage
    from reporter.proofreading.wording import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words at a place that say something of the figures: whether so, and what would be."""

    start: int
    end: int
    right: bool
    expected: str


def asked_words(passage: Passage, mention: Mention | Claim) -> Asked:
    """Ask for words of a sentence."""
    return Asked(
        passage=passage,
        part=passage.part_of(mention.start),
        start=mention.start,
        end=mention.end,
    )
