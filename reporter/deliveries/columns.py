"""The columns of deliveries and registers: what a cell may hold, how it is read and written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reporter.annex.indicator import BASELINE_YEAR, STRUCTURAL, Year
from reporter.errors import Fault, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
EMPTY = "an empty cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a text is not a value of a column."""

    expected: str
    advice: str = ""

    def at(self, file: str, column: str, found: str, row: int | None = None) -> Fault:
        """Say so of what was found at one place of a file."""
        return Fault(
            file=file,
            row=row,
            column=column,
            found=found,
            expected=self.expected,
            advice=self.advice,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnType(Generic[T_co]):
    """How a cell is read and written, and the type and constraints that a data package says."""

    parse: Callable[[str], T_co | Refusal]
    write: Callable[[Any], str] = str
    name: str = "string"
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[T_co]):
    """One column of a file; ``optional`` when the file may do without it."""

    name: str
    holds: ColumnType[T_co]
    description: str = ""
    optional: bool = False

    @property
    def required(self) -> bool:
        """Tell whether every row must fill this column."""
        return bool(self.holds.constraints.get("required"))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that a cell may hold; none where any text will do."""
        return tuple(self.holds.constraints.get("enum", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one file; those of ``key`` together tell its rows apart.

    ``of_persons`` when the rows are people: no message may then repeat what stands in the file.
    """

    name: str
    columns: tuple[Column[Any], ...]
    title: str = ""
    description: str = ""
    key: tuple[Column[Any], ...] = ()
    rows_needed: bool = True
    of_persons: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def codes(self, name: str) -> tuple[str, ...]:
        """Give the codes that the column of this name may hold."""
        return self.columns[self.names.index(name)].codes


def choice(values: Iterable[T], none: str = "") -> ColumnType[T]:
    """Read one of a few values by its text; ``none`` is what stands for None."""
    named = {none if value is None else str(value): value for value in values}

    def parse(text: str) -> T | Refusal:
        if text in named:
            return named[text]
        near = suggestion(text.casefold(), named)
        return Refusal(expected=f"one of {listed(named)}", advice=near)

    return ColumnType(
        parse=parse,
        write=lambda value: none if value is None else str(value),
        constraints={"required": True, "enum": list(named)},
    )


def or_else(holds: ColumnType[T], default: T) -> ColumnType[T]:
    """Let a cell be empty, which then means ``default``."""
    return ColumnType(
        parse=lambda text: holds.parse(text) if text else default,
        write=lambda value: "" if value == default else holds.write(value),
        name=holds.name,
        constraints={key: what for key, what in holds.constraints.items() if key != "required"},
    )


LAST_YEAR = 2100

DECIMAL = re.compile(r"(0|[1-9][0-9]*)([.,][0-9]{1,2})?|[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]{1,2}")
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


def number(maximum: int, places: int) -> ColumnType[Fraction]:
    """Read a number from 0 to ``maximum``: in digits only when it is written without decimals.

    Else at most two are read, after a point or a comma, and ``places`` of them written.
    """
    pattern = DECIMAL if places else WHOLE
    expected = "a number such as 1234 or 1234.56" if places else "a whole number such as 1234"

    def parse(text: str) -> Fraction | Refusal:
        if not pattern.fullmatch(text):
            advice = next((advice for wrong, advice in ADVICE if wrong.fullmatch(text)), "")
            negative = NEGATIVE.fullmatch(text) is not None
            wanted = "a number of 0 or more" if negative else expected
            return Refusal(expected=wanted, advice=advice)
        value = Decimal(text.replace(".", "").replace(",", ".") if "," in text else text)
        # compared as a Decimal: Python refuses to make an integer of thousands of digits
        if value > maximum:
            return Refusal(expected=f"a number of at most {maximum:,}")
        return Fraction(value)

    def write(value: Fraction) -> str:
        return f"{Decimal(value.numerator) / Decimal(value.denominator):.{places}f}"

    kind = "number" if places else "integer"
    constraints = {"required": True, "minimum": 0, "maximum": maximum}
    return ColumnType(parse=parse, write=write, name=kind, constraints=constraints)


_PERCENT = number(100, 1)


def _part(text: str) -> Fraction | Refusal:
    value = _PERCENT.parse(text)
    if not isinstance(value, Refusal) and (value * 10).denominator != 1:
        return Refusal(expected="a percentage of at most one decimal, such as 69.9")
    return value if isinstance(value, Refusal) else value / 100


PERCENTAGE = replace(_PERCENT, parse=_part, write=lambda share: _PERCENT.write(share * 100))
"""From 0 to 100, as a part of one; a key has one decimal, as in print."""


def _year(text: str) -> int | Refusal:
    value = int(text) if re.fullmatch("[0-9]{4}", text) else 0
    if BASELINE_YEAR <= value <= LAST_YEAR:
        return value
    return Refusal(expected=f"a year from {BASELINE_YEAR} to {LAST_YEAR}")


def _target_year(text: str) -> Year | Refusal:
    value = STRUCTURAL if text == STRUCTURAL else _year(text)
    if isinstance(value, Refusal):
        return Refusal(expected=f"{value.expected}, or {STRUCTURAL}")
    return value


YEAR = ColumnType(
    parse=_year,
    name="integer",
    constraints={"required": True, "minimum": BASELINE_YEAR, "maximum": LAST_YEAR},
)
YEARS = f"201[2-9]|20[2-9][0-9]|{LAST_YEAR}"  # a pattern: one column, two kinds of value
TARGET_YEAR = ColumnType(
    parse=_target_year, constraints={"required": True, "pattern": f"{YEARS}|{STRUCTURAL}"}
)
"""A year, or ``structureel`` for the target that stays in force."""
A_CODE = re.compile(r"[a-z][a-z0-9_]*")
SOFT_HYPHEN = "\u00ad"
REPLACEMENT = "\ufffd"


def _code(text: str) -> str | Refusal:
    if A_CODE.fullmatch(text):
        return text
    return Refusal(expected="a code of small letters, digits and _, such as wsw_wachtlijst")


def _visible_text(text: str) -> str | Refusal:
    """Refuse what is invisible in print: it hides a mistake, or no font can draw it."""
    wrong = next((character for character in text if _invisible(character)), None)
    if wrong is None:
        return text
    place = f"Character {text.index(wrong) + 1} is {quoted(wrong)}."
    return Refusal(expected="text without control characters or invisible ones", advice=place)


def _invisible(character: str) -> bool:
    if character == SOFT_HYPHEN:  # an author's own hint where a long Dutch word may break
        return False
    category = unicodedata.category(character)
    return category.startswith("C") or category in {"Zl", "Zp"} or character == REPLACEMENT


CODE = ColumnType(parse=_code, constraints={"required": True, "pattern": A_CODE.pattern})
"""Small letters, digits and low lines, a letter first."""
NOTE = ColumnType(parse=_visible_text)
"""A text that may be empty; every visible character is welcome, markup too."""
NAME = ColumnType(
    parse=lambda text: _visible_text(text) if text else Refusal(expected="a text"),
    constraints={"required": True},
)
"""A text that may not be empty."""
