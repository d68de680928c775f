"""Binds a number to what its words allow: measure, unit, year, sector, form and group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.model.indicator import BASELINE_YEAR, STRUCTURAL, Measure, Unit
from reporter.model.vocabulary import Facet
from reporter.proofreading.asked import nearest, unique, values_of
from reporter.proofreading.passage import THEN, baseline
from reporter.proofreading.sectors_forms import groups, who

if TYPE_CHECKING:
    from reporter.proofreading.asked import Asked, Values
    from reporter.proofreading.catalogue import Allowed
    from reporter.proofreading.context import Context
    from reporter.proofreading.wording import Mention

COUNTS = (Unit.JOBS, Unit.PERSONS)
HORIZON = ("2025", STRUCTURAL)
"""The years of the targets that letters name without a year."""
ORDER = (
    Measure.INCREASE,
    Measure.TARGET,
    Measure.CHANGE,
    Measure.STOCK,
    Measure.GAP,
    Measure.SHARE,
    Measure.KEY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What words allow of a number, the most likely first; ``explicit`` is what they name."""

    measures: Values | None
    units: Values
    years: Values
    sectors: Values
    forms: Values
    groups: Values
    explicit: frozenset[Facet]

    @property
    def allowed(self) -> Allowed:
        """Give it in the order of the parts of an indicator."""
        return (self.measures, self.units, self.years, self.sectors, self.forms, self.groups)


def bind(asked: Asked, context: Context, edition: int, units: Values = COUNTS) -> Bound:
    """Read from the own part of the sentence, the rest of it, and what came before."""
    explicit = frozenset(
        facet
        for facet in (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR, Facet.MEASURE)
        if asked.passage.said(facet)
    ) | ({Facet.MEASURE} if asked.passage.references else set())
    measures = _measures(asked)
    if asked.passage.said(Facet.SAME):  # it speaks on of what the sentence before named
        explicit |= {one for one in (Facet.SECTOR, Facet.FORM) if context.before(one)}
        if measures == (Measure.STOCK,):
            measures = unique((*measures, *context.measures))
    return Bound(
        measures=measures,
        units=units,
        years=_years(asked, context, edition, measures),
        sectors=who(asked, context, Facet.SECTOR),
        forms=who(asked, context, Facet.FORM),
        groups=groups(asked, context),
        explicit=explicit,
    )


def _years(asked: Asked, context: Context, edition: int, measures: Values | None) -> Values:
    before = context.before(Facet.YEAR)
    compared = _dated(values_of(asked.passage.references), before, edition)
    own = _dated(values_of(asked.said(Facet.YEAR)), before, edition, compared)
    if asked.start_of_move:
        behind = [one for one in asked.said(Facet.YEAR) if one.start >= asked.end]
        if behind:
            return _dated(values_of(behind), before, edition)
        past = tuple(one for one in own if one != str(edition))
        return unique((*past, str(edition - 1), str(BASELINE_YEAR)))
    if own:
        return own
    earlier = _dated(nearest(asked, asked.earlier(Facet.YEAR)), before, edition)
    later = _dated(values_of(asked.later(Facet.YEAR)), before, edition)
    told = _dated((*before, *context.farther(Facet.YEAR)), (), edition)
    horizon = HORIZON if measures is None or Measure.TARGET in measures else ()
    set_off = tuple(one for one in compared if one != str(BASELINE_YEAR))
    if earlier:
        return unique((*earlier, str(edition), *later, *horizon, *set_off))
    return unique((*told[:1], str(edition), *told, *later, *horizon, *set_off))


def _dated(values: Values, before: Values, edition: int, compared: Values = ()) -> Values:
    """Give words such as ``een jaar later`` their year; the years before them count.

    ``toen`` is the year that the sentence compares with, else the year named last.
    """
    last = next((int(one) for one in reversed(before) if one.isdigit()), edition)
    named = {"nulmeting": BASELINE_YEAR, "dit": edition, "vorig": edition - 1}
    dated: list[str] = []
    for value in values:
        if value == "later":
            dated += [str(edition)] if last + 1 != edition else [str(last + 1)]
        elif value == "eerder":
            dated += [str(last - 1), str(edition - 1)]
        elif value == THEN:
            dated += compared or [str(named.get(one, one)) for one in before[-1:]]
        else:
            dated.append(str(named.get(value, value)))
    return unique(dated)


def _measures(asked: Asked) -> Values | None:
    """Give what may be said about the quantity; None where the own part does not tell."""
    said = asked.said(Facet.MEASURE)
    if asked.level:
        moving = {one.start for one in asked.passage.said(Facet.DIRECTION)}
        said = [one for one in said if one.start not in moving]
    told = [one.values for one in said]
    told += [_compared(one) for one in asked.passage.references if asked.part.holds(one)]
    firm = [one for one in told if one != {Measure.STOCK}] or told
    if not firm:
        return None
    common = frozenset.intersection(*firm) or frozenset.union(*firm)
    if Measure.TARGET in common or Measure.GAP in common:
        common |= {Measure.TARGET, Measure.GAP} & frozenset.union(*firm)
    if asked.said(Facet.CONDITION):  # what should be, such as ``moeten``
        common |= {Measure.TARGET}
    if any(one.values & {"meer", "minder"} for one in asked.said(Facet.DIRECTION)):
        common |= {Measure.GAP}  # more or less than was agreed
    if asked.by_how_much:
        common |= {Measure.GAP}  # the target, passed or missed by so many
    named = [one for values in firm for one in _in_order(values) if one in common]
    return unique([*named, *_in_order(common)])


def _compared(reference: Mention) -> frozenset[str]:
    """Since the baseline is an increase, since another year a change."""
    if baseline(reference):
        return frozenset({Measure.INCREASE, Measure.TARGET, Measure.STOCK, Measure.GAP})
    return frozenset({Measure.CHANGE, Measure.STOCK, Measure.INCREASE})


def _in_order(values: frozenset[str]) -> list[str]:
    return [one for one in ORDER if one in values]
