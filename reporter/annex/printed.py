"""The annex as it is read, and how each figure of it is printed and explained.

Texts only, nothing left to compute: rounded once, signed and bracketed by its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from reporter.annex.compose import Amount, LeftOut
from reporter.annex.expression import Expression, Kind, Quantity
from reporter.annex.indicator import Absence, Form, Indicator, Measure, Year
from reporter.annex.numbers import MINUS, number, round_half_away

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.annex.declaration import Edition
    from reporter.annex.delivered import Deliveries
    from reporter.annex.tables import Heading, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Amount):
    """An amount as it is printed.

    ``text`` is what is printed, ``size`` the same without sign or parentheses, ``rounded`` None
    where there is no amount. ``explanation`` is one Dutch line down to the delivered hours.
    """

    text: str
    size: str = ""
    explanation: str = ""
    rounded: Fraction | None = None

    @property
    def direction(self) -> str:
        """Say in a word whether the printed figure is above nought: meer, minder or evenveel."""
        if not self.rounded:
            return "evenveel"
        return "meer" if self.rounded > 0 else "minder"

    @property
    def reached(self) -> bool:
        """Tell whether the exact amount, unrounded, is nought or more."""
        return self.exact is not None and self.exact >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A figure in its place, with the marks of the notes that belong to it.

    ``anchor`` is the id of the cell in the HTML, unique in the annex.
    """

    anchor: str
    row: str
    column: str
    figure: Figure
    marks: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table in reading order: ``cells[i][j]`` stands in row i and column j."""

    number: int
    label: str
    anchor: str
    name: str
    title: str
    corner: str
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]
    cells: tuple[tuple[PrintedCell, ...], ...]
    notes: tuple[Note, ...]
    legend: tuple[str, ...] = ()

    def places(self) -> Iterator[tuple[Heading, Heading, PrintedCell]]:
        """Walk through the cells in reading order, each with its row and its column."""
        for row, cells in zip(self.rows, self.cells, strict=True):
            for column, cell in zip(self.columns, cells, strict=True):
                yield row, column, cell

    @property
    def breadth(self) -> str:
        """Say in a word how much room the columns need: smal, gewoon, breed or vol."""
        steps = ((9, "vol"), (7, "breed"), (3, "gewoon"))
        return next((word for most, word in steps if len(self.columns) > most), "smal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnnex:
    """A whole annex, ready to be laid out.

    ``prose`` holds the figures of the running text by name; a name that the deliveries
    cannot fill is not in it. ``norm`` holds the paid hours of one job by ``week``,
    ``december`` and ``year``; ``colophon`` how to find back what an annex was made of:
    ``edition``, ``date`` (may be empty), ``fingerprint`` and ``version``.
    """

    edition: Edition
    title: str
    year: str
    measurement: str
    tables: tuple[PrintedTable, ...]
    left_out: tuple[LeftOut, ...]
    prose: Mapping[str, Figure]
    norm: Mapping[str, str]
    colophon: Mapping[str, str]
    deliveries: Deliveries


MEASURES = {
    Measure.STOCK: "aantal {unit}",
    Measure.INCREASE: "toename van het aantal {unit}",
    Measure.CHANGE: "verandering van het aantal {unit} in één jaar",
    Measure.TARGET: "doelstelling",
    Measure.GAP: "afstand tot de doelstelling",
    Measure.SHARE: "aandeel in de toename",
    Measure.KEY: "verdeelsleutel",
}
FORMS = {
    Form.FORMAL: "formele dienstverbanden",
    Form.HIRED: "inleenverbanden",
    Form.AGENCY: "uitzendrelaties",
    Form.SECONDMENT: "Wsw-detacheringen",
}


def meaning(indicator: Indicator) -> str:
    """Write ``toename van het aantal banen, markt, formele dienstverbanden, 2019``."""
    form = FORMS[indicator.form] if indicator.form else None
    measure = MEASURES[indicator.measure].format(unit=indicator.unit)
    words = (measure, indicator.sector, form, indicator.group, str(indicator.year))
    return ", ".join(word for word in words if word)


ABSENT = {Absence.NOT_DELIVERED: "n.b.", Absence.NOT_APPLICABLE: "–"}
"""How an empty place is printed; never as a nought. The legend explains both."""

DECIMALS = {Measure.KEY: 1}
"""A key is one decimal in print; every other figure is a whole number."""


def figure(
    amount: Amount, deliveries: Deliveries, *, signed: bool = False, target: bool = False
) -> Figure:
    """Print one amount; a target stands in parentheses."""
    if amount.exact is None:
        absence = amount.absence or Absence.NOT_DELIVERED
        return Figure(indicator=amount.indicator, text=ABSENT[absence], absence=absence)
    decimals = DECIMALS.get(amount.indicator.measure, 0)
    text = number(amount.exact, decimals=decimals, signed=signed)
    return Figure(
        indicator=amount.indicator,
        text=f"({text})" if target else text,
        size=number(abs(amount.exact), decimals=decimals),
        explanation=_explanation(amount, amount.exact, text, deliveries),
        exact=amount.exact,
        rounded=round_half_away(amount.exact, decimals),
        expression=amount.expression,
    )


def _explanation(amount: Amount, exact: Fraction, text: str, deliveries: Deliveries) -> str:
    """Write ``hours ÷ 110,92 – hours ÷ 110,92 = exact, afgerond text``."""
    if amount.expression is None:
        return f"{written_exactly(exact)} procent, afgerond {text} procent."
    if amount.indicator.measure is Measure.KEY:
        return f"Geleverd voor {amount.indicator.year}: {text} procent."
    if not amount.expression.terms:
        return f"In {amount.indicator.year} bestond dit nog niet: dat telt als 0."
    terms = "".join(_terms(amount.expression, deliveries)).removeprefix(" + ").lstrip()
    outcome, rounded = written_exactly(exact), number(exact)
    rounding = "" if outcome == rounded else f", afgerond {rounded}"
    return f"{terms} = {outcome}{rounding}."


def _terms(expression: Expression, deliveries: Deliveries) -> Iterator[str]:
    """Read as one what has the same delivery, year, key and coefficient; its sign first."""
    amounts: dict[tuple[Kind, Year, Quantity | None, Fraction], Fraction] = {}
    for factor, coefficient in expression.terms:
        read_as = (factor.quantity.kind, factor.quantity.year, factor.key, coefficient)
        amounts[read_as] = amounts.get(read_as, Fraction(0)) + deliveries.amounts[factor.quantity]
    for (kind, year, key, coefficient), amount in amounts.items():
        words, decimals = DELIVERED[kind]
        term = f"{words.format(number(amount, decimals=decimals))} ({year})"
        if key is not None:
            term += f" × {number(deliveries.amounts[key] * 100, decimals=1)} procent {key.sector}"
        if abs(coefficient) != 1:
            term += f" ÷ {number(1 / abs(coefficient), decimals=2)}"
        yield f" {MINUS if coefficient < 0 else '+'} {term}"


DELIVERED = {
    Kind.HOURS: ("{} uren", 2),
    Kind.PERSONS: ("{} personen", 0),
    Kind.TARGET: ("doelstelling van {} banen", 0),
}
"""How an explanation names what was delivered, and with how many decimals."""
SHOWN_DECIMALS = range(4, 13)
"""As few as show on which side of a half an exact amount lies; twelve tell every delivery."""


@lru_cache(maxsize=8192)
def written_exactly(amount: Fraction) -> str:
    """Write an exact amount; whole numbers without decimals."""
    if amount.denominator == 1:
        return number(amount)
    enough = (
        places
        for places in SHOWN_DECIMALS
        if round_half_away(round_half_away(amount, places)) == round_half_away(amount)
    )
    return number(amount, decimals=next(enough, SHOWN_DECIMALS[-1]))
