"""Columns that hold numbers: amounts, counts, percentages and years.

How a number with decimals may be written, whatever divides the cells of the file:

- digits, with at most two decimals after a point or a comma: ``1234``, ``1234.56``, ``1234,56``;
- as Dutch Excel prints it, thousands points only together with a decimal comma: ``1.234,56``.

Everything else is refused. ``1.234`` and ``1,234`` could be a thousand or one and a bit, so
they are no number at all; nor is anything with a sign, an exponent, a space, a leading nought
or digits other than 0 to 9. A decimal comma in a file divided by commas needs quotation marks.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from reporter.inputs.columns import ColumnType, Refusal
from reporter.model.indicator import BASELINE_YEAR, STRUCTURAL, Year

LAST_YEAR = 2100

POINT_OR_COMMA = re.compile(r"(0|[1-9][0-9]*)([.,][0-9]{1,2})?")
DUTCH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]{1,2}")
WHOLE = re.compile(r"0|[1-9][0-9]*")
NEGATIVE = re.compile(r"[-–−] ?[0-9][0-9.,]*")

# What goes wrong often, and what to do about it; the first that fits is given.
ADVICE = (
    (re.compile(r"[-–−] ?0+([.,]0+)?"), "Write 0 without a sign."),
    (re.compile(r"0[0-9]+([.,][0-9]*)?"), "Leave out the leading noughts."),
    (
        re.compile(r"[0-9]{1,3}([.,_' \u00a0\u202f][0-9]{3})+"),
        "Write thousands without a mark; a mark is for decimals, of which there are at most two.",
    ),
    (re.compile(r"[0-9]+[.,][0-9]{3,}"), "There may be at most two decimals."),
    (
        re.compile(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+"),
        "Write the number out: this short form, which Excel makes, has lost digits.",
    ),
    (re.compile(r"[0-9.,]+ ?%"), "Leave out the percent sign."),
    (re.compile(r".*[^ -~].*", re.DOTALL), "Use the ordinary digits 0 to 9."),
)


def decimal(maximum: int) -> ColumnType[Fraction]:
    """Read a number from 0 to ``maximum`` with at most two decimals (rule: see this file)."""

    def parse(text: str) -> Fraction | Refusal:
        if POINT_OR_COMMA.fullmatch(text):
            return _bounded(Decimal(text.replace(",", ".")), maximum)
        if DUTCH_THOUSANDS.fullmatch(text):
            return _bounded(Decimal(text.replace(".", "").replace(",", ".")), maximum)
        return _refusal(text, "a number such as 1234 or 1234.56")

    constraints = {"required": True, "minimum": 0, "maximum": maximum}
    return ColumnType(parse=parse, name="number", constraints=constraints)


def whole(maximum: int) -> ColumnType[Fraction]:
    """Read a whole number from 0 to ``maximum``, written in digits only."""

    def parse(text: str) -> Fraction | Refusal:
        if WHOLE.fullmatch(text):
            return _bounded(Decimal(text), maximum)
        return _refusal(text, "a whole number such as 1234")

    constraints = {"required": True, "minimum": 0, "maximum": maximum}
    return ColumnType(parse=parse, name="integer", constraints=constraints)


def percentage() -> ColumnType[Fraction]:
    """Read a number from 0 to 100 as a part of one; a key has one decimal, as in print."""
    number = decimal(maximum=100)

    def parse(text: str) -> Fraction | Refusal:
        value = number.parse(text)
        if not isinstance(value, Refusal) and (value * 10).denominator != 1:
            return Refusal(expected="a percentage of at most one decimal, such as 69.9")
        return value if isinstance(value, Refusal) else value / 100

    return ColumnType(parse=parse, name=number.name, constraints=number.constraints)


def year() -> ColumnType[int]:
    """Read a year from the baseline on."""

    def parse(text: str) -> int | Refusal:
        value = int(text) if re.fullmatch("[0-9]{4}", text) else 0
        if BASELINE_YEAR <= value <= LAST_YEAR:
            return value
        return Refusal(expected=f"a year from {BASELINE_YEAR} to {LAST_YEAR}")

    constraints = {"required": True, "minimum": BASELINE_YEAR, "maximum": LAST_YEAR}
    return ColumnType(parse=parse, name="integer", constraints=constraints)


def target_year() -> ColumnType[Year]:
    """Read a year, or ``structureel`` for the target that stays in force."""
    calendar = year()

    def parse(text: str) -> Year | Refusal:
        if text == STRUCTURAL:
            return STRUCTURAL
        value = calendar.parse(text)
        if isinstance(value, Refusal):
            return Refusal(expected=f"{value.expected}, or {STRUCTURAL}")
        return value

    years = f"201[2-9]|20[2-9][0-9]|{LAST_YEAR}"  # a pattern: one column, two kinds of value
    constraints = {"required": True, "pattern": f"{years}|{STRUCTURAL}"}
    return ColumnType(parse=parse, constraints=constraints)


def _bounded(value: Decimal, maximum: int) -> Fraction | Refusal:
    # compared as a Decimal: Python refuses to make an integer of thousands of digits
    if value > maximum:
        return Refusal(expected=f"a number of at most {maximum:,}")
    return Fraction(value)


def _refusal(text: str, wanted: str) -> Refusal:
    advice = next((advice for pattern, advice in ADVICE if pattern.fullmatch(text)), "")
    negative = NEGATIVE.fullmatch(text) is not None
    return Refusal(expected="a number of 0 or more" if negative else wanted, advice=advice)
