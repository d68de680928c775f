"""The changed figures of two annexes, matched by indicator and never by position."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.indicator import Measure
from reporter.diff.changes import Cause, Change, ChangeClass, Effect, Headline, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reporter.page.archive import Archive, ArchivedFigure, Occurrence, Place, Term

DELIVERED = {
    "uren": Cause.HOURS,
    "personen": Cause.PERSONS,
    "doelstellingen": Cause.TARGET,
    "verdeelsleutels": Cause.KEY,
}
ORDER = (Cause.HOURS, Cause.PERSONS, Cause.TARGET, Cause.KEY)
"""Deliveries are replaced one kind at a time in this order, so what hours and key do
together counts for the key."""


def effects(before: ArchivedFigure, after: ArchivedFigure) -> tuple[Effect, ...]:
    """Split the move of an exact amount over its causes.

    A rule is other when the expression differs; then the amounts that both archives know
    are replaced first, and the rule gets the rest. Unknown where an amount is missing.
    """
    whole = Fraction(after.exact or 0) - Fraction(before.exact or 0)
    if not before.terms or not after.terms:
        return (Effect(cause=Cause.UNKNOWN, amount=whole),)
    found = list(_by_delivery(before, after))
    rest = whole - sum((one.amount for one in found), Fraction(0))
    if sorted(before.terms) != sorted(after.terms):
        found.append(Effect(cause=Cause.RULE, amount=rest))
    elif rest:
        found.append(Effect(cause=Cause.UNKNOWN, amount=rest))
    return tuple(found)


def _by_delivery(before: ArchivedFigure, after: ArchivedFigure) -> Iterator[Effect]:
    """Put the new amounts in the old expression, one kind of delivery after another."""
    named = _quantities(before.terms)
    amounts = {name: before.inputs[name] for name in named}
    for cause in ORDER:
        other = [
            name
            for name in named
            if DELIVERED.get(name.partition("/")[0]) is cause
            and name in after.inputs
            and after.inputs[name] != amounts[name]
        ]
        if other:
            start = _value(before.terms, amounts)
            amounts |= {name: after.inputs[name] for name in other}
            moved = _value(before.terms, amounts) - start
            yield Effect(cause=cause, amount=moved, quantities=tuple(other))


def _quantities(terms: Sequence[Term]) -> list[str]:
    """Name every quantity and key of an expression once, in reading order."""
    names = (name for term in terms for name in (term.quantity, term.key) if name is not None)
    return list(dict.fromkeys(names))


def _value(terms: Sequence[Term], amounts: Mapping[str, str]) -> Fraction:
    return sum(
        (
            Fraction(term.coefficient)
            * Fraction(amounts[term.quantity])
            * (Fraction(amounts[term.key]) if term.key else 1)
            for term in terms
        ),
        Fraction(0),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """Lines out of their old order: table names, (table, row key), (table, column key).

    A line that merely makes room for a new one has not moved.
    """

    tables: frozenset[str]
    rows: frozenset[tuple[str, str]]
    columns: frozenset[tuple[str, str]]

    @classmethod
    def between(cls, old: Archive, new: Archive) -> Moved:
        """Compare the order of all lines that both annexes have."""
        common = [(old.tables[name], new.tables[name]) for name in old.tables if name in new.tables]
        return cls(
            tables=frozenset(out_of_order(old.tables, new.tables)),
            rows=frozenset(
                (one.name, key)
                for one, other in common
                for key in out_of_order(one.rows, other.rows)
            ),
            columns=frozenset(
                (one.name, key)
                for one, other in common
                for key in out_of_order(one.columns, other.columns)
            ),
        )

    def figures(self, annex: Archive) -> list[str]:
        """Name the figures of an annex that moved with their table, row or column."""
        if not (self.tables or self.rows or self.columns):
            return []
        return [
            key
            for key, there in annex.occurrences.items()
            if any(self._holds(one.place) for one in there)
        ]

    def _holds(self, place: Place) -> bool:
        return (
            place.table in self.tables
            or (place.table, place.row) in self.rows
            or (place.table, place.column) in self.columns
        )


def out_of_order(old: Iterable[str], new: Iterable[str]) -> set[str]:
    """Give the fewest names that must move to bring the common names in their new order."""
    position = {name: number for number, name in enumerate(new)}
    common = [name for name in old if name in position]
    return set(common) - set(_longest_rising(common, position))


def _longest_rising(names: Sequence[str], position: dict[str, int]) -> list[str]:
    """Give the longest run of names whose positions rise (patience sorting)."""
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str | None] = {}
    for name in names:
        place = bisect_left(ends, position[name])
        before[name] = last[place - 1] if place else None
        ends[place : place + 1] = [position[name]]
        last[place : place + 1] = [name]
    run: list[str] = []
    name_or_none = last[-1] if last else None
    while name_or_none is not None:
        run.append(name_or_none)
        name_or_none = before[name_or_none]
    return run


TOLD = (f"{Measure.GAP}/", f"{Measure.CHANGE}/")
"""How the keys of figures begin that can turn."""


def headlines(old: Archive, new: Archive) -> Iterator[Headline]:
    """Compare each annex's own year: last year's result with this year's, or two drafts."""
    before = {figure.kin: figure for figure in _own(old)}
    for figure in _own(new):
        earlier = before.get(figure.kin)
        turn = _turn(earlier, figure) if earlier else None
        if earlier and turn:
            yield Headline(
                turn=turn,
                indicator=figure.key,
                old=old.occurrences[earlier.key][0].printed,
                new=new.occurrences[figure.key][0].printed,
            )


def _own(annex: Archive) -> list[ArchivedFigure]:
    """Give the distances from a target and the yearly changes of the annex's own year."""
    return [
        figure
        for key in annex.figures
        if key.startswith(TOLD)
        and (figure := annex.figures[key]).year == str(annex.year)
        and figure.exact is not None
    ]


def _turn(before: ArchivedFigure, after: ArchivedFigure) -> Turn | None:
    then, now = Fraction(before.exact or 0), Fraction(after.exact or 0)
    if after.measure == Measure.GAP:
        if (then >= 0) == (now >= 0):
            return None
        return Turn.NEWLY_MET if now >= 0 else Turn.NEWLY_MISSED
    if then * now >= 0:
        return None
    return Turn.FELL_NOW_GROWS if now > 0 else Turn.GREW_NOW_FALLS


HALF = Fraction(1, 2)


def figure_changes(old: Archive, new: Archive) -> list[Change]:
    """Give each changed figure once, in the order of the new annex, then what was dropped."""
    before = old.signatures
    touched = {key: False for key, text in new.signatures.items() if before.get(key) != text}
    touched |= dict.fromkeys(Moved.between(old, new).figures(new), True)
    changes = [
        change
        for key, is_moved in touched.items()
        for change in _change(old, new, key, is_moved=is_moved)
    ]
    if common(old, new, changes) < len(old.figures):
        changes += [
            _one_sided(ChangeClass.DROPPED, key, there)
            for key, there in old.occurrences.items()
            if key not in new.figures
        ]
    return changes


def common(old: Archive, new: Archive, changes: Sequence[Change]) -> int:
    """Count the figures that both annexes hold; every new one is among the changes."""
    appeared = (one for one in changes if one.kind is ChangeClass.NEW)
    return len(new.figures) - sum(one.indicator not in old.figures for one in appeared)


def _change(old: Archive, new: Archive, key: str, *, is_moved: bool) -> Iterator[Change]:
    """Give the one change of a figure of the new annex: the weightiest there is."""
    before, after, there = old.figures.get(key), new.figures[key], new.occurrences[key]
    if before is None:
        yield _one_sided(ChangeClass.NEW, key, there)
        return
    if not _same_value(before, after):
        yield _revised(before, after, old.occurrences[key], there)
        return
    in_print = _in_print(old, new, key)
    if in_print:
        yield in_print
    elif is_moved:
        yield _two_sided(ChangeClass.ORDER, key, there, there)


def _same_value(before: ArchivedFigure, after: ArchivedFigure) -> bool:
    return (before.exact, before.rounded, before.absence) == (
        after.exact,
        after.rounded,
        after.absence,
    )


def _revised(
    before: ArchivedFigure,
    after: ArchivedFigure,
    old: Sequence[Occurrence],
    new: Sequence[Occurrence],
) -> Change:
    """Tell a revision from a move that rounding hides, or makes look like one unit."""
    if before.exact is None or after.exact is None:
        return _two_sided(ChangeClass.REVISED, after.key, old, new)
    moved = abs(Fraction(after.exact) - Fraction(before.exact))
    printed = Fraction(after.rounded or 0) - Fraction(before.rounded or 0)
    unit = _unit(after)
    hidden = moved < HALF * unit and abs(printed) <= unit
    change = _two_sided(
        ChangeClass.ROUNDING if hidden else ChangeClass.REVISED, after.key, old, new
    )
    return replace(change, difference=printed, effects=effects(before, after))


def _unit(figure: ArchivedFigure) -> Fraction:
    """Give the smallest step in which a figure is printed: a key has one decimal."""
    return Fraction(1, 10) if figure.measure == Measure.KEY else Fraction(1)


def _in_print(old: Archive, new: Archive, key: str) -> Change | None:
    """Compare how an amount that stayed the same stands in print, table by table."""
    before = {one.place.table: one for one in old.occurrences[key]}
    after = {one.place.table: one for one in new.occurrences[key]}
    lost = [one for table, one in before.items() if table not in after and _line_gone(one, new)]
    come = [one for table, one in after.items() if table not in before and _line_gone(one, old)]
    pairs = [(one, after[table]) for table, one in before.items() if table in after]
    rewritten = [pair for pair in pairs if pair[0].printed != pair[1].printed]
    marked = [pair for pair in pairs if pair[0].notes != pair[1].notes]
    if lost:
        return _one_sided(ChangeClass.DROPPED, key, lost)
    if come:
        return _one_sided(ChangeClass.NEW, key, come)
    if rewritten:
        return _two_sided(ChangeClass.FORMAT, key, *zip(*rewritten, strict=True))
    if marked:
        return _two_sided(ChangeClass.NOTE, key, *zip(*marked, strict=True))
    return None


def _line_gone(one: Occurrence, annex: Archive) -> bool:
    """Tell whether an annex has the table of a place, but not its row or column.

    Where the place holds another figure, such as next year's, nothing came or went.
    """
    table = annex.tables.get(one.place.table)
    if table is None:
        return False
    return one.place.row not in table.rows or one.place.column not in table.columns


def _one_sided(kind: ChangeClass, key: str, there: Sequence[Occurrence]) -> Change:
    text, came = there[0].printed, kind is ChangeClass.NEW
    return Change(
        kind=kind,
        indicator=key,
        old=None if came else text,
        new=text if came else None,
        places=tuple(one.place for one in there),
    )


def _two_sided(
    kind: ChangeClass, key: str, old: Sequence[Occurrence], new: Sequence[Occurrence]
) -> Change:
    """Show the old and the new text of the same table where there is one."""
    before = {one.place.table: one.printed for one in old}
    shown = next((one for one in new if one.place.table in before), new[0])
    return Change(
        kind=kind,
        indicator=key,
        old=before.get(shown.place.table, old[0].printed),
        new=shown.printed,
        places=tuple(one.place for one in new),
    )
