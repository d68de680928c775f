"""What a proofreader has at hand: the figures, the vocabulary, the year of the edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, STRUCTURAL, Measure, Unit
from reporter.proofread.wording import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporter.annex.compose import Amount
    from reporter.proofread.vocabulary import Vocabulary

HALF = Fraction(1, 2)
FACETS = ("measure", "unit", "year", "sector", "form", "group")
Allowed = tuple[tuple[str, ...] | None, ...]
"""What words allow of each facet, the most likely first; None where they say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A figure with its exact amount; ``parts`` are those of its key."""

    key: str
    parts: tuple[str, ...]
    amount: Fraction

    @property
    def measure(self) -> str:
        """Give what is said about the quantity."""
        return self.parts[0]

    @property
    def year(self) -> str:
        """Give its year as text."""
        return self.parts[2]

    @property
    def rounds(self) -> bool:
        """Tell whether print rounds it at all."""
        return self.amount.denominator != 1


@dataclass(slots=True)
class Catalogue:
    """All figures of all years that were delivered."""

    known: tuple[Known, ...]
    _found: dict[Allowed, tuple[Known, ...]] = field(default_factory=dict, init=False)
    _valued: dict[Fraction, list[Known]] = field(default_factory=dict, init=False)
    _keyed: dict[str, Fraction] = field(default_factory=dict, init=False)

    @classmethod
    def of(cls, amounts: Iterable[Amount]) -> Catalogue:
        """Take the amounts that are there."""
        known = [
            Known(
                key=one.indicator.key,
                parts=tuple(one.indicator.key.split("/")),
                amount=one.exact,
            )
            for one in amounts
            if one.exact is not None
        ]
        return cls(known=tuple(known))

    def __post_init__(self) -> None:
        for one in self.known:
            self._valued.setdefault(rounded(abs(one.amount)), []).append(one)
            self._keyed[one.key] = one.amount

    @property
    def years(self) -> frozenset[str]:
        """Give every year of which something is known."""
        return frozenset(one.year for one in self.known)

    def find(self, allowed: Allowed) -> tuple[Known, ...]:
        """Give the figures that words allow, the most likely first."""
        if allowed not in self._found:
            fitting = [one for one in self.known if _fits(one, allowed)]
            self._found[allowed] = tuple(sorted(fitting, key=lambda one: _rank(one, allowed)))
        return self._found[allowed]

    def valued(self, value: Fraction) -> Sequence[Known]:
        """Give the figures that print as this number, whatever they mean."""
        return self._valued.get(abs(value), ())

    def keyed(self, key: str) -> Fraction | None:
        """Give the amount of an indicator by its key."""
        return self._keyed.get(key)

    def amount(self, **parts: str) -> Fraction | None:
        """Give the amount of one meaning; facets left out are all together."""
        wanted = tuple((parts.get(name, ALL),) for name in FACETS)
        found = self.find(wanted)
        return found[0].amount if found else None


def rounded(amount: Fraction, decimals: int = 0) -> Fraction:
    """Round half away from zero, as print does."""
    scale = 10**decimals
    size = (abs(amount) * scale + HALF) // 1
    return Fraction(size if amount >= 0 else -size, scale)


def _fits(one: Known, allowed: Allowed) -> bool:
    """Groups were only counted for formal employment, so a group settles the form."""
    grouped = one.parts[-1] != ALL
    return all(
        values is None or part in values or (grouped and name == "form" and ALL in values)
        for name, part, values in zip(FACETS, one.parts, allowed, strict=True)
    )


def _rank(one: Known, allowed: Allowed) -> tuple[int, ...]:
    places = [
        values.index(part) if values is not None and part in values else 0
        for part, values in zip(one.parts, allowed, strict=True)
    ]
    return (sum(places[1:]), places[0])


def ratios(catalogue: Catalogue) -> tuple[Known, ...]:
    """Give the percentages that follow: shares, growth, and how much of a target was reached."""
    made: list[Known] = []
    amounts = {one.parts: one.amount for one in catalogue.known}
    for one in catalogue.known:
        for whole in _wholes(one):
            if amounts.get(whole):
                percent = one.amount / amounts[whole] * 100
                key = f"{one.key} : {'/'.join(whole)}"
                parts = (Measure.SHARE, Unit.PERCENT, *one.parts[2:])
                made.append(Known(key=key, parts=parts, amount=percent))
    return tuple(made)


def _wholes(one: Known) -> Iterable[tuple[str, ...]]:
    """Name what a figure may be a percentage of."""
    measure, unit, year, sector, form, group = one.parts
    if unit == Unit.PERCENT or measure in (Measure.TARGET, Measure.GAP) or year == STRUCTURAL:
        return
    whole = (measure, unit, year)
    if group != ALL:
        yield (*whole, sector, form, ALL)
        yield (*whole, sector, ALL, ALL)
        return
    if form != ALL:
        yield (*whole, sector, ALL, ALL)
    if sector != ALL:
        yield (*whole, ALL, form, ALL)
    if measure == Measure.INCREASE:
        yield (Measure.TARGET, unit, year, sector, form, ALL)
        yield (Measure.STOCK, unit, "2012", sector, form, ALL)
    if measure == Measure.CHANGE:
        before = str(int(year) - 1)
        yield (Measure.STOCK, unit, before, sector, form, ALL)
        yield (Measure.INCREASE, unit, before, sector, form, ALL)


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
