"""Compare two archives: pure, no file is touched and nothing is printed.

Figures are matched by indicator and never by position, texts by their place. Each change comes
with what explains it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import replace
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import chain, repeat, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.expression import Kind
from reporter.annex.indicator import Indicator, Measure
from reporter.diff.changes import (
    Cause,
    Change,
    ChangeClass,
    Comparison,
    Effect,
    Headline,
    Origin,
    TextChange,
    TextKind,
    Turn,
)
from reporter.page.archive import PROSE, Archive, ArchivedFigure, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from reporter.page.archive_data import Term

    There = Sequence[ArchivedFigure]
    """One figure at every place where it stands."""

WEIGHTS = list(ChangeClass)
TURNING = (Measure.GAP, Measure.CHANGE)
"""What can turn: the distance from a target, and the yearly change."""


def compare(old: Archive, new: Archive) -> Comparison:
    """Match figures by indicator and texts by place; what is equal is left out."""
    figures = _figure_changes(old, new)
    return Comparison(
        old=old,
        new=new,
        headlines=tuple(_headlines(old, new)),
        figures=tuple(sorted(figures, key=lambda change: WEIGHTS.index(change.kind))),
        texts=tuple(_text_changes(old, new, figures)),
        unchanged=len(new.figures) - sum(change.indicator in new.figures for change in figures),
    )


def _figure_changes(old: Archive, new: Archive) -> list[Change]:
    """Give each changed figure once, in the order of the new annex, then what was dropped."""
    # Most figures follow each other in both annexes, and pairs need no looking up.
    pairs = zip(chain(old.figures.values(), repeat(())), new.figures.items(), strict=False)
    touched = {
        indicator: False
        for before, (indicator, after) in pairs
        if before != after and old.figures.get(indicator) != after
    }
    touched |= dict.fromkeys(_moved(old, new), True)
    found = (_change(old, new, indicator, moved=moved) for indicator, moved in touched.items())
    changes = [change for change in found if change]
    gone = len(old.figures) - len(new.figures)
    gone += sum(change.indicator not in old.figures for change in changes)
    if gone:
        changes += [
            _one_sided(ChangeClass.DROPPED, old, there)
            for indicator, there in old.figures.items()
            if indicator not in new.figures
        ]
    return changes


def _moved(old: Archive, new: Archive) -> list[Indicator]:
    """Name the figures that moved with their table, row or column.

    A line that merely makes room for a new one has not moved.
    """
    common = [(old.tables[name], table) for name, table in new.tables.items() if name in old.tables]
    tables = out_of_order(old.tables, new.tables)
    rows = {(now.name, key) for then, now in common for key in out_of_order(then.rows, now.rows)}
    columns = {
        (now.name, key) for then, now in common for key in out_of_order(then.columns, now.columns)
    }
    if not (tables or rows or columns):
        return []
    return [
        indicator
        for indicator, there in new.figures.items()
        if any(
            table in tables or (table, row) in rows or (table, column) in columns
            for table, row, column in (figure.place for figure in there)
        )
    ]


class Rising(NamedTuple):
    """A run of names in their new order: its last one, and the run before that."""

    last: str
    before: Rising | None


def out_of_order(old: Collection[str], new: Iterable[str]) -> set[str]:
    """Give the fewest names that must move to bring the common names in their new order.

    The longest run of names whose new positions rise stays (patience sorting).
    """
    position = {name: number for number, name in enumerate(new)}
    moved = {name for name in old if name in position}
    ends: list[int] = []
    runs: list[Rising] = []
    for name in old:
        if name in moved:
            place = bisect_left(ends, position[name])
            run = Rising(name, runs[place - 1] if place else None)
            ends[place : place + 1], runs[place : place + 1] = [position[name]], [run]
    stays = runs[-1] if runs else None
    while stays:
        moved.remove(stays.last)
        stays = stays.before
    return moved


def _change(old: Archive, new: Archive, indicator: Indicator, *, moved: bool) -> Change | None:
    """Give the one change of a figure of the new annex: the weightiest there is."""
    before, after = old.figures.get(indicator), new.figures[indicator]
    if before is None:
        return _one_sided(ChangeClass.NEW, new, after)
    if before[0].value != after[0].value:
        return _revised(old, new, before, after)
    return _in_print(old, new, before, after) or (
        _two_sided(ChangeClass.ORDER, new, after, after) if moved else None
    )


def _revised(old: Archive, new: Archive, before: There, after: There) -> Change:
    """Tell a revision from a move that rounding hides, or makes look like one unit."""
    then, now = before[0], after[0]
    if then.exact is None or now.exact is None:
        return _two_sided(ChangeClass.REVISED, new, before, after)
    moved = Fraction(now.exact) - Fraction(then.exact)
    printed = Fraction(now.rounded or 0) - Fraction(then.rounded or 0)
    # A key is printed with one decimal, all else without.
    unit = Fraction(1, 10) if now.indicator.measure is Measure.KEY else Fraction(1)
    hidden = 2 * abs(moved) < unit and abs(printed) <= unit
    kind = ChangeClass.ROUNDING if hidden else ChangeClass.REVISED
    effects = _effects(moved, (old, then), (new, now))
    return replace(_two_sided(kind, new, before, after), difference=printed, effects=effects)


DELIVERED = {
    Kind.HOURS: Cause.HOURS,
    Kind.PERSONS: Cause.PERSONS,
    Kind.TARGET: Cause.TARGET,
    Kind.KEY: Cause.KEY,
}
"""Deliveries are replaced one kind at a time in this order, so what hours and key do
together counts for the key."""


def _effects(
    moved: Fraction, before: tuple[Archive, ArchivedFigure], after: tuple[Archive, ArchivedFigure]
) -> tuple[Effect, ...]:
    """Split the move of an exact amount over its causes.

    The new amounts are put in the old expression, one kind of delivery after another. A rule is
    other when the expression differs; then it gets the rest. Unknown where an amount is missing.
    """
    (old, then), (new, now) = before, after
    known = {name: old.amount(then, name) for name in then.quantities}
    amounts = {name: amount for name, amount in known.items() if amount is not None}
    if not then.terms or not now.terms or amounts != known:
        return (Effect(cause=Cause.UNKNOWN, amount=moved),)
    found = []
    for kind, cause in DELIVERED.items():
        others = {
            name: amount
            for name in amounts
            if name.startswith(f"{kind}/")
            and (amount := new.amount(now, name) or amounts[name]) != amounts[name]
        }
        if others:
            start = _value(then.terms, amounts)
            amounts |= others
            moved_by = _value(then.terms, amounts) - start
            found.append(Effect(cause=cause, amount=moved_by, quantities=tuple(others)))
    rest = moved - sum((effect.amount for effect in found), Fraction(0))
    if set(then.terms) != set(now.terms):
        found.append(Effect(cause=Cause.RULE, amount=rest))
    elif rest:
        found.append(Effect(cause=Cause.UNKNOWN, amount=rest))
    return tuple(found)


def _value(terms: Sequence[Term], amounts: Mapping[str, str]) -> Fraction:
    return sum(
        (
            math.prod(
                (Fraction(amounts[name]) for name in term[1:] if name),
                start=Fraction(term.coefficient),
            )
            for term in terms
        ),
        Fraction(0),
    )


def _in_print(old: Archive, new: Archive, before: There, after: There) -> Change | None:
    """Compare how an amount that stayed the same stands in print, table by table."""
    then = {figure.place.table: figure for figure in before}
    now = {figure.place.table: figure for figure in after}
    if lost := [was for table, was in then.items() if table not in now and _gone(was, new)]:
        return _one_sided(ChangeClass.DROPPED, old, lost)
    if come := [came for table, came in now.items() if table not in then and _gone(came, old)]:
        return _one_sided(ChangeClass.NEW, new, come)
    pairs = [(was, now[table]) for table, was in then.items() if table in now]
    if rewritten := [pair for pair in pairs if pair[0].printed != pair[1].printed]:
        return _two_sided(ChangeClass.FORMAT, new, *zip(*rewritten, strict=True))
    if marked := [pair for pair in pairs if pair[0].notes != pair[1].notes]:
        return _two_sided(ChangeClass.NOTE, new, *zip(*marked, strict=True))
    return None


def _gone(figure: ArchivedFigure, annex: Archive) -> bool:
    """Tell whether an annex has the table of a figure, but not its row or column.

    Where the place holds another figure, such as next year's, nothing came or went.
    """
    table = annex.tables.get(figure.place.table)
    return table is not None and not table.has(figure.place)


def _one_sided(kind: ChangeClass, annex: Archive, there: There) -> Change:
    text, came = there[0].printed, kind is ChangeClass.NEW
    return Change(
        kind=kind,
        indicator=there[0].indicator,
        old=None if came else text,
        new=text if came else None,
        places=tuple(figure.place for figure in there),
        labels=tuple(_label(annex, figure.place) for figure in there),
    )


def _label(annex: Archive, place: Place) -> str:
    """Name a place as a reader would find it: ``Tabel 1, Totaal, markt``."""
    table = annex.tables.get(place.table)
    if table is None:
        return f"{place.table}, {place.row}"
    row, column = table.rows[place.row], table.columns[place.column]
    return f"{table.label}, {row}, {column}"


def _two_sided(kind: ChangeClass, annex: Archive, before: There, after: There) -> Change:
    """Show the old and the new text of the same table where there is one."""
    then = {figure.place.table: figure.printed for figure in before}
    shown = next((figure for figure in after if figure.place.table in then), after[0])
    return replace(
        _one_sided(kind, annex, after),
        old=then.get(shown.place.table, before[0].printed),
        new=shown.printed,
    )


def _headlines(old: Archive, new: Archive) -> Iterator[Headline]:
    """Compare each annex's own year: last year's result with this year's, or two drafts."""
    own = [what for what in new.figures if what.measure in TURNING and what.year == new.year]
    for what in own:
        now, then = new.figures[what][0], old.figures.get(replace(what, year=old.year))
        if now.exact is None or then is None or then[0].exact is None:
            continue
        turn = _turn(what.measure, Fraction(then[0].exact), Fraction(now.exact))
        if turn:
            yield Headline(turn=turn, indicator=what, old=then[0].printed, new=now.printed)


def _turn(measure: Measure, then: Fraction, now: Fraction) -> Turn | None:
    if measure is Measure.GAP:
        if (then >= 0) == (now >= 0):
            return None
        return Turn.NEWLY_MET if now >= 0 else Turn.NEWLY_MISSED
    if then * now >= 0:
        return None
    return Turn.FELL_NOW_GROWS if now > 0 else Turn.GREW_NOW_FALLS


NUMBER = re.compile(r"[+–-]?\d+(?:\.\d{3})*(?:,\d+)?")
YEAR_OF_A_KEY = re.compile(r"(?<=/)\d{4}(?=/)")
WORD_LIST = "begrippen.csv"


class Words(NamedTuple):
    """A text; ``frame`` is what is left when its figures are taken out."""

    text: str
    frame: str


def _text_changes(old: Archive, new: Archive, figures: Sequence[Change]) -> Iterator[TextChange]:
    """Give each changed title, label, note, legend and paragraph, with its explanation."""
    changed = {place.table for change in figures for place in change.places}
    before, after = _words_by_place(old), _words_by_place(new)
    for kind, place in dict.fromkeys((*after, *before)):
        name, comma, line = place.partition(", ")
        known = new.tables.get(name) or old.tables.get(name)
        by_figures = (PROSE if kind is TextKind.TEXT else name) in changed
        for then, now in _pairs(before.get((kind, place), []), after.get((kind, place), [])):
            yield TextChange(
                kind=kind,
                place=place,
                where=f"{known.label if known else name}{comma}{line}",
                old=then.text if then else None,
                new=now.text if now else None,
                origin=_origin(old, new, kind, (then, now), by_figures=by_figures),
            )


def _words_by_place(annex: Archive) -> dict[tuple[TextKind, str], list[Words]]:
    """List all words of an annex by kind and place, in reading order."""
    found: dict[tuple[TextKind, str], list[Words]] = {}
    for name, table in annex.tables.items():
        texts = {(TextKind.TITLE, name): [table.title]}
        for line, heads in (("rij", table.rows), ("kolom", table.columns)):
            for key, label in heads.items():
                texts[TextKind.LABEL, f"{name}, {line} {key}"] = [label]
        texts[TextKind.NOTE, name] = [*table.notes]
        texts[TextKind.LEGEND, name] = [*table.legend]
        # No figure is marked in a table, so every number may be one.
        for place, said in texts.items():
            if said:
                found[place] = [Words(text, NUMBER.sub("{}", text)) for text in said]
    for block in annex.text:
        words = Words(block.text, block.wording)
        found.setdefault((TextKind.TEXT, block.section), []).append(words)
    return found


def _pairs(
    before: Sequence[Words], after: Sequence[Words]
) -> Iterator[tuple[Words | None, Words | None]]:
    """Align two lists of texts: equal ones fall out, others pair up in their order."""
    old, new = [words.text for words in before], [words.text for words in after]
    if old == new:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(before[i:j], after[k:m])


BY_TABLE = {TextKind.TITLE, TextKind.LABEL, TextKind.LEGEND}
"""What the file of a table says, or brings about."""


def _origin(
    old: Archive,
    new: Archive,
    kind: TextKind,
    pair: tuple[Words | None, Words | None],
    *,
    by_figures: bool,
) -> Origin:
    """Name what explains that a text became another; the closest reason first.

    ``by_figures`` tells that figures changed in the same table, or in the running text.
    """
    then, now = pair
    word_lists = [annex.card.deliveries.get(WORD_LIST) for annex in (old, new)]
    listed = kind in {TextKind.LABEL, TextKind.NOTE}
    edition = old.edition_file != new.edition_file
    if then and now:
        follows = kind is not TextKind.LABEL and then.frame == now.frame
        of_its_year = edition and _yearless(then) == _yearless(now)
    else:
        follows, of_its_year = kind is not TextKind.TEXT, False
    titles, said = (old.title, new.title), tuple(words and words.text for words in pair)
    reasons = (
        (titles[0] != titles[1] and said == titles, Origin.EDITION),
        (by_figures and follows, Origin.FIGURE),
        (of_its_year, Origin.EDITION),
        (listed and word_lists[0] != word_lists[1], Origin.DELIVERY),
        (kind in BY_TABLE and old.card.tables != new.card.tables, Origin.TABLE),
        (kind is TextKind.TEXT and old.card.templates != new.card.templates, Origin.TEMPLATE),
        (old.card.code != new.card.code, Origin.PROGRAM),
        (by_figures, Origin.FIGURE),
        (edition, Origin.EDITION),
    )
    return next((origin for holds, origin in reasons if holds), Origin.UNEXPLAINED)


def _yearless(words: Words) -> str:
    """Leave every number out, so that two editions say the same, each of its own year."""
    return NUMBER.sub("{}", YEAR_OF_A_KEY.sub("", words.frame))
