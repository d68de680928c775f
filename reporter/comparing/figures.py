"""The changed figures of two annexes, matched by indicator and never by position."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.comparing.causes import effects
from reporter.comparing.order import Moved
from reporter.model.change import Change, ChangeClass
from reporter.model.indicator import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.model.archive import Archive, ArchivedFigure, Occurrence

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
