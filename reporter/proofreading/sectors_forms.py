"""Which sector, form and group the words around a number name, exclude or leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import Form, Sector
from reporter.model.vocabulary import Facet
from reporter.proofreading.asked import nearest, unique, values_of
from reporter.proofreading.catalogue import ALL

if TYPE_CHECKING:
    from reporter.proofreading.asked import Asked, Values
    from reporter.proofreading.context import Context

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
