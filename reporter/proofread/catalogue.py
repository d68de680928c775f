"""Every figure that can be printed of the deliveries, found by its meaning and by its value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from reporter.annex.compose import measure
from reporter.annex.expression import Kind
from reporter.annex.indicator import (
    BASELINE_YEAR,
    FIRST_YEAR,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)
from reporter.annex.measure import Measurement
from reporter.annex.numbers import round_half_away
from reporter.deliveries.editions import read_edition
from reporter.deliveries.reading import read_deliveries
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from reporter.annex.delivered import Deliveries
    from reporter.annex.indicator import Year
    from reporter.project import Project


NORM = "baan/uren"
"""The name of the hours of one job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What words allow of each dimension of an indicator, the most likely first.

    ``measures`` is None where words say nothing of it. ``explicit`` is what they name.
    """

    measures: tuple[Measure, ...] | None
    units: tuple[Any, ...]
    years: tuple[Any, ...]
    sectors: tuple[Sector | None, ...] = (None,)
    forms: tuple[Form | None, ...] = (None,)
    groups: tuple[str | None, ...] = (None,)
    explicit: frozenset[Any] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """An exact amount that a number of a letter may be.

    A value that is no figure has a ``name``, or none where it is what one number of the letter is
    of another.
    """

    amount: Fraction
    name: str = ""

    @property
    def rounds(self) -> bool:
        """Whether print rounds it at all."""
        return self.amount.denominator != 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Value):
    """A figure; with a ``whole``, the percentage that it is of another figure."""

    indicator: Indicator
    whole: Indicator | None = None

    @property
    def measure(self) -> Measure:
        """What is said about the quantity."""
        return Measure.SHARE if self.whole else self.indicator.measure

    def counts_like(self, other: Known) -> bool:
        """Tell whether measure and unit are the same."""
        ours, theirs = self.indicator, other.indicator
        return ours.unit is theirs.unit and ours.measure is theirs.measure


class Figures:
    """The figures of all years that were delivered; ``year`` is that of the edition.

    ``ratios`` are the percentages that follow: shares, growth, how much of a target was reached.
    """

    def __init__(self, year: int, known: Iterable[Known]) -> None:
        self.year = year
        self.known = tuple(known)
        self.years = frozenset(figure.indicator.year for figure in self.known)
        self._amounts = {figure.indicator: figure.amount for figure in self.known}
        self._valued: dict[Fraction, list[Known]] = defaultdict(list)
        for figure in self.known:
            self._valued[round_half_away(abs(figure.amount))].append(figure)
        self._found: dict[Bound, tuple[Known, ...]] = {}
        self.ratios = tuple(
            Known(amount=part.amount / amount * 100, indicator=part.indicator, whole=whole)
            for part in self.known
            for whole in _wholes(part.indicator)
            if (amount := self.amount(whole))
        )

    def amount(self, indicator: Indicator) -> Fraction | None:
        """Give the amount of one meaning; None where it is not known."""
        return self._amounts.get(indicator)

    def jobs(
        self, measure: Measure, year: Year, sector: Sector | None, form: Form | None = None
    ) -> Fraction | None:
        """Give a number of jobs; None where it is not known."""
        return self.amount(
            Indicator(measure=measure, unit=Unit.JOBS, year=year, sector=sector, form=form)
        )

    def valued(self, value: Fraction) -> Sequence[Known]:
        """Give the figures that print as this number, whatever they mean or their sign."""
        return self._valued.get(abs(value), ())

    def find(self, bound: Bound) -> tuple[Known, ...]:
        """Give the figures that words allow, the most likely first."""
        if bound not in self._found:
            fitting = [figure for figure in self.known if _fits(figure.indicator, bound)]
            fitting.sort(key=lambda figure: _rank(figure.indicator, bound))
            self._found[bound] = tuple(fitting)
        return self._found[bound]


def _fits(figure: Indicator, bound: Bound) -> bool:
    """Groups were only counted for formal employment, so a group settles the form."""
    settled = figure.group is not None and None in bound.forms
    return (
        figure.year in bound.years
        and figure.sector in bound.sectors
        and (figure.form in bound.forms or settled)
        and figure.group in bound.groups
        and figure.unit in bound.units
        and (bound.measures is None or figure.measure in bound.measures)
    )


def _rank(figure: Indicator, bound: Bound) -> tuple[int, int]:
    allowed = (bound.units, bound.years, bound.sectors, bound.forms, bound.groups)
    meant = (figure.unit, figure.year, figure.sector, figure.form, figure.group)
    pairs = zip(allowed, meant, strict=True)
    place = sum(values.index(value) for values, value in pairs if value in values)
    return place, bound.measures.index(figure.measure) if bound.measures else 0


def _wholes(figure: Indicator) -> Iterator[Indicator]:
    year = figure.year
    aimed = figure.measure in (Measure.TARGET, Measure.GAP)
    if figure.unit is Unit.PERCENT or aimed or isinstance(year, str):
        return
    if figure.group:
        yield replace(figure, group=None)
        yield replace(figure, form=None, group=None)
        return
    if figure.form:
        yield replace(figure, form=None)
    if figure.sector:
        yield replace(figure, sector=None)
    if figure.measure is Measure.INCREASE:
        yield replace(figure, measure=Measure.TARGET)
        yield replace(figure, measure=Measure.STOCK, year=BASELINE_YEAR)
    if figure.measure is Measure.CHANGE:
        yield replace(figure, measure=Measure.STOCK, year=year - 1)
        yield replace(figure, measure=Measure.INCREASE, year=year - 1)


def read_figures(edition: str, project: Project) -> Figures:
    """Measure the figures of an edition's deliveries, of every year that they speak of.

    Raises InputError for an edition without figures of its own year.
    """
    year = read_edition(project.data, edition).year
    deliveries = read_deliveries(project.data)
    if not any(row.kind is Kind.HOURS and row.year == year for row in deliveries.amounts):
        fault = Fault(
            file="data/uren.csv",
            column="jaar",
            found=f"no row of {year}",
            expected=f"the hours of {year}, so that there are figures to proofread with",
            advice=f"Deliver them, or proofread with another edition than {edition}.",
        )
        raise InputError([fault])
    return Figures(year, figures_of(deliveries))


def figures_of(deliveries: Deliveries) -> Iterator[Known]:
    """Give every figure that can be printed of the deliveries, whatever year it is of."""
    measurement = Measurement(deliveries)
    for indicator in _indicators(deliveries):
        exact = measure(measurement, indicator).exact
        if exact is not None:
            yield Known(indicator=indicator, amount=exact)


def _indicators(deliveries: Deliveries) -> Iterator[Indicator]:
    counted = sorted({int(row.year) for row in deliveries.amounts if row.kind is Kind.HOURS})
    aimed = dict.fromkeys(row.year for row in deliveries.amounts if row.kind is Kind.TARGET)
    forms: list[tuple[Form | None, str | None]] = [(form, None) for form in (None, *Form)]
    forms += [(Form.FORMAL, group.code) for group in deliveries.groups]
    sectors = (None, *Sector)
    for sector in sectors:
        for year in aimed:
            yield Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=year, sector=sector)
        for year in counted:
            yield Indicator(measure=Measure.KEY, unit=Unit.PERCENT, year=year, sector=sector)
            if year in aimed:
                yield Indicator(measure=Measure.GAP, unit=Unit.JOBS, year=year, sector=sector)
    for year, sector, (form, group) in product(counted, sectors, forms):
        row = partial(Indicator, year=year, sector=sector, form=form, group=group)
        for unit in (Unit.JOBS, Unit.PERSONS):
            yield from (row(measure=kind, unit=unit) for kind in COUNTED if year > COUNTED[kind])
        if year > BASELINE_YEAR and form and not group:
            yield row(measure=Measure.SHARE, unit=Unit.PERCENT)


COUNTED = {Measure.STOCK: 0, Measure.INCREASE: BASELINE_YEAR, Measure.CHANGE: FIRST_YEAR}
"""What is counted of each row, and after which year."""
