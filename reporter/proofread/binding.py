"""Finds what a number counts: jobs, persons, percent, hours, or something that is not ours."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from reporter.annex.indicator import ALL, BASELINE_YEAR, STRUCTURAL, Form, Measure, Sector, Unit
from reporter.proofread.asked import nearest, unique, values_of
from reporter.proofread.passage import THEN, baseline
from reporter.proofread.vocabulary import Facet

if TYPE_CHECKING:
    from reporter.proofread.asked import Asked, Context, Values
    from reporter.proofread.catalogue import Allowed
    from reporter.proofread.passage import Passage
    from reporter.proofread.wording import Mention, Numeral

DIVIDING = {"waarvan", "daarvan", "terwijl"}


def who(asked: Asked, context: Context, facet: Facet) -> Values:
    """Give sectors or forms; a whole may be more than its own part of the sentence names."""
    values = _named(asked, context, facet)
    if asked.whole:
        return unique((*values, ALL))
    if asked.part_of_next:
        return unique((*values_of(asked.later(facet)), *values))
    return values


def _named(asked: Asked, context: Context, facet: Facet) -> Values:
    """Give what is named: what the own part names excludes the others."""
    own, total = _whole_hired(values_of(asked.said(facet))), bool(asked.said(Facet.TOTAL))
    named = tuple(one for one in own if one != ALL)
    if len(named) == 1:
        return named
    paired = _in_order(asked, context, facet)
    if paired:
        return paired
    if own:
        return (*named, ALL) if not total else (ALL, *named)
    if asked.passage.pairs_off and context.before(facet):
        return _paired(asked, context.before(facet))
    if total:
        return _summed(asked, context, facet)
    return _from_earlier(asked, facet) or _from_before(asked, context, facet)


def _from_earlier(asked: Asked, facet: Facet) -> Values:
    """Give what the parts before its own name; empty if nothing."""
    earlier = _whole_hired(nearest(asked, asked.earlier(facet)))
    if not earlier:
        return ()
    if asked.opposed:
        return unique((*values_of(asked.earlier(facet)), ALL))
    if asked.passage.said(Facet.EXCEPT):
        return unique((ALL, *(Sector if facet is Facet.SECTOR else Form)))
    return earlier if len(earlier) == 1 else (*earlier, ALL)


def _from_before(asked: Asked, context: Context, facet: Facet) -> Values:
    """Give what the sentences before, the heading and the rest of the sentence name."""
    before = _whole_hired(context.before(facet))
    later = () if asked.whole and asked.first else _undivided(asked, facet)
    same = asked.passage.said(Facet.SAME) or facet in context.right_below
    if not later and same and before and not asked.whole:
        return before if len(before) == 1 else (*before, ALL)
    return unique((*before, ALL, *later, *context.farther(facet)))


def _undivided(asked: Asked, facet: Facet) -> Values:
    """Give what is named next, unless the number is divided there: ``55.000: 40.000 in …``."""
    later = [one for one in asked.later(facet) if one.start >= asked.end]
    if not later:
        return ()
    between = asked.passage.text[asked.end : later[0].start]
    divided = {":", ";"} & set(between) or DIVIDING & set(between.casefold().split())
    return () if divided else values_of(later[:1])


def _whole_hired(values: Values) -> Values:
    """Take agency work and secondment together as all hired labour."""
    if not {Form.AGENCY, Form.SECONDMENT} <= set(values):
        return values
    rest = [one for one in values if one not in (Form.AGENCY, Form.SECONDMENT)]
    return unique((Form.HIRED, *rest))


def _in_order(asked: Asked, context: Context, facet: Facet) -> Values:
    """Pair numbers with what was named in their order; empty where nothing was.

    That is before ``respectievelijk``, or in the sentence before one that says no more than
    ``De aantallen zijn 12 en 8``.
    """
    passage = asked.passage
    starts = [one.start for one in passage.numerals]
    if asked.start not in starts:
        return ()
    named: Values = ()
    if passage.pairs_off:
        before = [one for one in passage.said(facet) if one.start < starts[0]]
        named = values_of(before)
        if facet is Facet.SECTOR and named == (ALL,):  # markt en overheid
            together = passage.text[before[0].start : before[0].end].lower()
            named = tuple(sorted((s for s in Sector if s in together), key=together.find))
    elif passage.bare_pair:
        named = context.sentence.get(facet, ())
    apart = tuple(one for one in named if one != ALL)
    return (apart[starts.index(asked.start)],) if len(apart) == len(starts) > 1 else ()


def _paired(asked: Asked, before: Values) -> Values:
    """Pair numbers with what was named in the same order: ``12 respectievelijk 8``."""
    named = tuple(one for one in before if one != ALL)
    starts = [one.start for one in asked.passage.numerals]
    if len(named) == len(starts) and asked.start in starts:
        return (named[starts.index(asked.start)],)
    if len(named) == 1:
        return named
    return unique((ALL, *named, *Sector, *Form))


def _summed(asked: Asked, context: Context, facet: Facet) -> Values:
    """Give what a total is of: over the sectors or the forms, whichever were just named apart."""
    apart = {one: _apart(asked, context, one) for one in (Facet.SECTOR, Facet.FORM)}
    several = {one for one, values in apart.items() if len(values) > 1}
    if facet in several:
        return (ALL,)
    earlier = nearest(asked, asked.earlier(facet))
    if several and earlier:
        return earlier
    return unique((ALL, *earlier, *_behind_total(asked, context, facet, earlier)))


def _apart(asked: Asked, context: Context, facet: Facet) -> Values:
    """Give what was named apart before a total, in its sentence or in the one it refers to."""
    said = values_of(asked.earlier(facet))
    if not said and asked.passage.said(Facet.BACK):
        said = context.sentence.get(facet, ())
    return tuple(one for one in said if one != ALL)


def _behind_total(asked: Asked, context: Context, facet: Facet, earlier: Values) -> Values:
    """A total may be that of the form or sector that was spoken of."""
    if earlier:
        return ()
    if facet is Facet.FORM or asked.passage.said(Facet.BACK):
        return context.before(facet)
    return context.heading.get(facet, ())


def groups(asked: Asked, context: Context) -> Values:
    """Give target groups; a figure may always be that of all of them."""
    own = values_of(asked.said(Facet.GROUP)) or nearest(asked, asked.earlier(Facet.GROUP))
    return unique((*own, ALL, *values_of(asked.later(Facet.GROUP)), *context.before(Facet.GROUP)))


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
    named = [one for values in firm for one in _in_order_binding(values) if one in common]
    return unique([*named, *_in_order_binding(common)])


def _compared(reference: Mention) -> frozenset[str]:
    """Since the baseline is an increase, since another year a change."""
    if baseline(reference):
        return frozenset({Measure.INCREASE, Measure.TARGET, Measure.STOCK, Measure.GAP})
    return frozenset({Measure.CHANGE, Measure.STOCK, Measure.INCREASE})


def _in_order_binding(values: frozenset[str]) -> list[str]:
    return [one for one in ORDER if one in values]


SKIPPED = (Facet.ADJECTIVE, Facet.FORM)
NO_NOUN = (
    Facet.FOLLOWER,
    Facet.DIRECTION,
    Facet.VERDICT,
    Facet.SECTOR,
    Facet.TOTAL,
    Facet.REFERENCE,
    Facet.BOUNDARY,
    Facet.MEASURE,
)
HOURS = "uren"


class Counted(StrEnum):
    """How it is known what a number counts."""

    NAMED = "named"
    UNDERSTOOD = "understood"
    """No noun follows: ``40.000 in de sector markt``."""
    FOREIGN = "foreign"


def counted(passage: Passage, number: Numeral) -> tuple[Counted, tuple[str, ...]]:
    """Give how it is known what a number counts, and what that is."""
    if number.percent:
        return Counted.NAMED, (Unit.PERCENT,)
    starts: dict[int, list[tuple[Facet, int, frozenset[str]]]] = {}
    low = bisect_left(passage.mentions, number.end, key=attrgetter("start"))
    for one in passage.mentions[low : low + 12]:
        starts.setdefault(one.start, []).append((one.facet, one.end, one.values))
    place = number.end
    for word in passage.words[bisect_left(passage.words, number.end, key=attrgetter("start")) :]:
        if word.start < place:
            continue
        if passage.text[place : word.start].strip():
            break
        here = starts.get(word.start, [])
        units = [values for facet, _, values in here if facet is Facet.UNIT]
        if units:
            return Counted.NAMED, tuple(sorted(units[0]))
        skipped = [end for facet, end, _ in here if facet in SKIPPED]
        inside = _unit_inside(passage, word.start, max(skipped, default=word.start))
        if inside:
            return Counted.NAMED, inside
        if not skipped:
            if any(facet in NO_NOUN for facet, _, _ in here):
                break
            return Counted.FOREIGN, COUNTS
        place = max(skipped)
    return Counted.UNDERSTOOD, _understood(passage, number)


def _unit_inside(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    """Find the noun that is part of an adjective's own phrase, as in ``formele banen``."""
    inside = [one for one in passage.said(Facet.UNIT) if start <= one.start and one.end <= end]
    return tuple(sorted(inside[-1].values)) if inside else ()


def _understood(passage: Passage, number: Numeral) -> tuple[str, ...]:
    """Take percent or hours from the number before; jobs and persons stay open."""
    said = passage.said(Facet.UNIT)
    before = [one for one in said if one.start < number.start]
    nearest = before[-1] if before else next(iter(said), None)
    if nearest and nearest.values & {Unit.PERCENT, HOURS} and (number.decimals or not before):
        return tuple(sorted(nearest.values))
    if number.decimals:
        return (Unit.PERCENT,)
    return COUNTS
