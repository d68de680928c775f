"""Finds what words allow of a number: what it counts, and each dimension of its indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reporter.annex.indicator import BASELINE_YEAR, STRUCTURAL, Form, Measure, Sector, Unit
from reporter.proofread.catalogue import Bound
from reporter.proofread.context import Span, unique, values_of
from reporter.proofread.passages import THEN, Passage, baseline, starting
from reporter.proofread.vocabulary import HOURS, Facet, Values

if TYPE_CHECKING:
    from reporter.proofread.numerals import Numeral

COUNTS = (Unit.JOBS, Unit.PERSONS)
HORIZON = (2025, STRUCTURAL)
"""The years of the targets that letters name without a year."""
NAMING = (Facet.SECTOR, Facet.FORM, Facet.GROUP, Facet.YEAR, Facet.MEASURE)


def bind(span: Span, units: Values = COUNTS) -> Bound:
    """Read from the own clause, the rest of the sentence, and what came before."""
    passage, context = span.passage, span.context
    explicit = {facet for facet in NAMING if passage.said(facet)}
    if passage.references:
        explicit.add(Facet.MEASURE)
    measures = _measures(span)
    if passage.said(Facet.SAME):  # it speaks on of what the sentence before named
        explicit |= {facet for facet in (Facet.SECTOR, Facet.FORM) if context.before(facet)}
        if measures == (Measure.STOCK,):
            before = context.last.said(Facet.MEASURE) if context.last else ()
            measures = unique((*measures, *values_of(before)))
    groups = values_of(span.said(Facet.GROUP)) or span.nearest(Facet.GROUP)
    later = values_of(span.later(Facet.GROUP))
    return Bound(
        measures=measures,
        units=units,
        years=_years(span, measures),
        sectors=_who(span, Facet.SECTOR),
        forms=_who(span, Facet.FORM),
        groups=unique((*groups, None, *later, *context.before(Facet.GROUP))),
        explicit=frozenset(explicit),
    )


ORDER = (
    Measure.INCREASE,
    Measure.TARGET,
    Measure.CHANGE,
    Measure.STOCK,
    Measure.GAP,
    Measure.SHARE,
    Measure.KEY,
)
SINCE_BASELINE = frozenset({Measure.INCREASE, Measure.TARGET, Measure.STOCK, Measure.GAP})
SINCE_YEAR = frozenset({Measure.CHANGE, Measure.STOCK, Measure.INCREASE})


def _measures(span: Span) -> Values | None:
    """Give what may be said about the quantity; None where the own clause does not tell."""
    said = span.said(Facet.MEASURE)
    if span.level:
        moving = {verb.start for verb in span.passage.said(Facet.DIRECTION)}
        said = [mention for mention in said if mention.start not in moving]
    told = [mention.values for mention in said]
    told += [
        SINCE_BASELINE if baseline(year) else SINCE_YEAR
        for year in span.passage.references
        if span.clause.holds(year)
    ]
    common = common_measures(told)
    if common is None:
        return None
    firm = _firm(told)
    if Measure.TARGET in common or Measure.GAP in common:
        common |= {Measure.TARGET, Measure.GAP} & frozenset.union(*firm)
    if span.said(Facet.CONDITION):  # what should be, such as ``moeten``
        common |= {Measure.TARGET}
    if any(verb.values & {"meer", "minder"} for verb in span.said(Facet.DIRECTION)):
        common |= {Measure.GAP}  # more or less than was agreed
    if span.behind("met") and span.said(Facet.VERDICT):  # a target, passed or missed by so many
        common |= {Measure.GAP}
    likely = [values & common for values in (*firm, common)]
    return unique(measure for values in likely for measure in ORDER if measure in values)


def common_measures(told: list[frozenset[Measure]]) -> frozenset[Measure] | None:
    """Give what words allow together, else each of them; None where nothing is told.

    ``aantal banen`` alone is a stock; beside other words it says nothing.
    """
    firm = _firm(told)
    if not firm:
        return None
    return frozenset.intersection(*firm) or frozenset.union(*firm)


def _firm(told: list[frozenset[Measure]]) -> list[frozenset[Measure]]:
    return [measures for measures in told if measures != {Measure.STOCK}] or told


def _years(span: Span, measures: Values | None) -> Values:
    context, year = span.context, span.context.figures.year
    before = context.before(Facet.YEAR)
    compared = _dated(values_of(span.passage.references), before, year)
    own = _dated(values_of(span.said(Facet.YEAR)), before, year, compared)
    if span.start_of_move:
        behind = [mention for mention in span.said(Facet.YEAR) if mention.start >= span.end]
        if behind:
            return _dated(values_of(behind), before, year)
        past = tuple(value for value in own if value != year)
        return unique((*past, year - 1, BASELINE_YEAR))
    if own:
        return own
    earlier = _dated(span.nearest(Facet.YEAR), before, year)
    later = _dated(values_of(span.later(Facet.YEAR)), before, year)
    told = _dated((*before, *context.paragraph.get(Facet.YEAR, ())), (), year)
    horizon = HORIZON if measures is None or Measure.TARGET in measures else ()
    set_off = tuple(value for value in compared if value != BASELINE_YEAR)
    first, rest = (earlier, ()) if earlier else (told[:1], told)
    return unique((*first, year, *rest, *later, *horizon, *set_off))


def _dated(values: Values, before: Values, edition: int, compared: Values = ()) -> Values:
    """Give words such as ``een jaar later`` their year; the years before them count.

    ``toen`` is the year that the sentence compares with, else the year named last.
    """
    last = next((value for value in reversed(before) if isinstance(value, int)), edition)
    named = {"nulmeting": BASELINE_YEAR, "dit": edition, "vorig": edition - 1}
    then = compared or tuple(named.get(word, word) for word in before[-1:])
    several = {"later": (edition,), "eerder": (last - 1, edition - 1), THEN: then}
    dated = (several.get(value, (named.get(value, value),)) for value in values)
    return unique(year for years in dated for year in years)


PAIRS_OFF = "respectievelijk"
"""Numbers by this word stand in the order of what was named before."""


def _who(span: Span, facet: Facet) -> Values:
    """Give sectors or forms; a whole may be more than its own clause names."""
    values = _named(span, facet)
    if span.whole:
        return unique((*values, None))
    later = values_of(span.later(facet)) if span.part_of_next else ()
    return unique((*later, *values))


def _named(span: Span, facet: Facet) -> Values:
    """Give what is named: what the own clause names excludes the others."""
    own, total = _whole_hired(values_of(span.said(facet))), bool(span.said(Facet.TOTAL))
    named = _apart(own)
    if len(named) == 1:
        return named
    if paired := _in_order(span, facet):
        return paired
    if own:
        return (None, *named) if total else (*named, None)
    before = span.context.before(facet)
    if span.passage.has(PAIRS_OFF) and before:
        pair = _at_its_place(span, _apart(before)) or _apart(before)
        return pair if len(pair) == 1 else unique((None, *pair, *Sector, *Form))
    if total:
        return _summed(span, facet)
    return _from_earlier(span, facet) or _from_before(span, facet)


def _apart(values: Values) -> Values:
    return tuple(filter(None, values))


def _whole_hired(values: Values) -> Values:
    """Take agency work and secondment together as all hired labour."""
    both = {Form.AGENCY, Form.SECONDMENT}
    if not both <= set(values):
        return values
    return unique((Form.HIRED, *(form for form in values if form not in both)))


def _in_order(span: Span, facet: Facet) -> Values:
    """Pair numbers with what was named in their order; empty where nothing was.

    That is before ``respectievelijk``, or in the sentence before one that says no more than
    ``De aantallen zijn 12 en 8``.
    """
    passage = span.passage
    named: Values = ()
    if passage.has(PAIRS_OFF) and passage.numerals:
        first = passage.numerals[0].start
        before = [mention for mention in passage.said(facet) if mention.start < first]
        named = values_of(before)
        if facet is Facet.SECTOR and named == (None,):  # markt en overheid
            together = passage.text[before[0].start : before[0].end].lower()
            named = tuple(sorted((s for s in Sector if s in together), key=together.find))
    elif passage.bare_pair:
        named = span.context.sentence.get(facet, ())
    return _at_its_place(span, _apart(named)) if len(passage.numerals) > 1 else ()


def _at_its_place(span: Span, named: Values) -> Values:
    """Give what is named in the place of a number, as many as there are numbers; else nothing."""
    starts = [number.start for number in span.passage.numerals]
    if len(named) != len(starts):
        return ()
    return tuple(value for value, start in zip(named, starts, strict=True) if start == span.start)


def _summed(span: Span, facet: Facet) -> Values:
    """Give what a total is of: over the sectors or the forms, whichever were just named apart."""
    several = {apart for apart in (Facet.SECTOR, Facet.FORM) if _several(span, apart)}
    if facet in several:
        return (None,)
    earlier = span.nearest(facet)
    if earlier:
        return earlier if several else unique((None, *earlier))
    if facet is Facet.FORM or span.passage.said(Facet.BACK):  # of what was spoken of
        return unique((None, *span.context.before(facet)))
    return unique((None, *span.context.heading.get(facet, ())))


def _several(span: Span, facet: Facet) -> bool:
    """Tell whether a sentence, or the one it refers to, named more than one before a total."""
    said = values_of(span.earlier(facet))
    if not said and span.passage.said(Facet.BACK):
        said = span.context.sentence.get(facet, ())
    return len(_apart(said)) > 1


def _from_earlier(span: Span, facet: Facet) -> Values:
    earlier = _whole_hired(span.nearest(facet))
    if not earlier:
        return ()
    if span.opposed:
        return unique((*values_of(span.earlier(facet)), None))
    if span.passage.said(Facet.EXCEPT):
        return (None, *(Sector if facet is Facet.SECTOR else Form))
    return earlier if len(earlier) == 1 else (*earlier, None)


def _from_before(span: Span, facet: Facet) -> Values:
    before = _whole_hired(span.context.before(facet))
    first = all(number.start >= span.start for number in span.passage.numerals)
    later = () if span.whole and first else _undivided(span, facet)
    same = span.passage.said(Facet.SAME) or facet in span.context.right_below
    if not later and same and before and not span.whole:
        return before if len(before) == 1 else (*before, None)
    return unique((*before, None, *later, *span.context.paragraph.get(facet, ())))


DIVIDING = {"waarvan", "daarvan", "terwijl"}


def _undivided(span: Span, facet: Facet) -> Values:
    """Give what is named next, unless the number is divided there: ``55.000: 40.000 in …``."""
    later = [mention for mention in span.later(facet) if mention.start >= span.end]
    if not later:
        return ()
    between = span.passage.text[span.end : later[0].start]
    divided = {":", ";"} & set(between) or DIVIDING & set(between.casefold().split())
    return () if divided else values_of(later[:1])


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


Counted = Literal["named", "understood", "foreign"]
"""How it is known what a number counts; no noun follows in ``40.000 in de sector markt``."""


def counted(passage: Passage, number: Numeral) -> tuple[Counted, Values]:
    """Give how it is known what a number counts, and the units that may be."""
    if number.percent:
        return "named", (Unit.PERCENT,)
    near = starting(passage.mentions, number.end)[:12]
    place = number.end
    for word in starting(passage.words, number.end):
        if word.start < place:
            continue
        if passage.text[place : word.start].strip():
            break
        here = [mention for mention in near if mention.start == word.start]
        units = [mention for mention in here if mention.facet is Facet.UNIT]
        skipped = max((told.end for told in here if told.facet in SKIPPED), default=word.start)
        # a noun may be part of an adjective's own phrase: ``formele banen``
        within = [unit for unit in passage.said(Facet.UNIT) if word.start <= unit.start]
        units += [unit for unit in within if unit.end <= skipped][-1:]
        if units:
            return "named", values_of(units[:1])
        if skipped == word.start:
            if any(mention.facet in NO_NOUN for mention in here):
                break
            return "foreign", COUNTS
        place = skipped
    return "understood", _understood(passage, number)


def _understood(passage: Passage, number: Numeral) -> Values:
    """Take percent or hours from the number before; jobs and persons stay open."""
    said = passage.said(Facet.UNIT)
    before = [mention for mention in said if mention.start < number.start]
    nearest = before[-1] if before else next(iter(said), None)
    if nearest and nearest.values & {Unit.PERCENT, HOURS} and (number.decimals or not before):
        return values_of([nearest])
    return (Unit.PERCENT,) if number.decimals else COUNTS
