"""What a proofreader has at hand: the figures, the vocabulary, the year of the edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.proofreading.catalogue import Catalogue, Known, ratios
from reporter.proofreading.wording import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from reporter.model.annex import Amount
    from reporter.model.vocabulary import Vocabulary

NORM = "baan/uren"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The figures of all years and the words of letters, ready to be looked up."""

    year: int
    catalogue: Catalogue
    ratios: tuple[Known, ...]
    vocabulary: Vocabulary
    lexicon: Lexicon

    @classmethod
    def laid(cls, year: int, amounts: Iterable[Amount], vocabulary: Vocabulary) -> Desk:
        """Lay the figures and the vocabulary ready for the letter of a year."""
        catalogue = Catalogue.of(amounts)
        return cls(
            year=year,
            catalogue=catalogue,
            ratios=ratios(catalogue),
            vocabulary=vocabulary,
            lexicon=Lexicon(vocabulary),
        )

    @staticmethod
    def norm(hours: Fraction) -> Known:
        """Give the hours of one job as a figure."""
        return Known(key=NORM, parts=("baan", "uren"), amount=hours)
