"""What a column is: its name, how a cell of it is read, and the same for other programmes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from reporter.errors import suggestion
from reporter.inputs.quoting import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a text is not a value of a column."""

    expected: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnType(Generic[T_co]):
    """How a cell is read, and the type and constraints that say so in a data package."""

    parse: Callable[[str], T_co | Refusal]
    name: str = "string"
    constraints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[T_co]):
    """One column of a delivery; ``optional`` when the file may do without it."""

    name: str
    holds: ColumnType[T_co]
    description: str
    optional: bool = False

    @property
    def required(self) -> bool:
        """Tell whether every row must fill this column."""
        return "required" in self.holds.constraints


def choice(values: Mapping[str, T]) -> ColumnType[T]:
    """Read one of a few codes."""

    def parse(text: str) -> T | Refusal:
        if text in values:
            return values[text]
        return unknown_code(text, values)

    return ColumnType(parse=parse, constraints={"required": True, "enum": list(values)})


def unknown_code(text: str, known: Mapping[str, object]) -> Refusal:
    """Refuse a code by naming the known ones, and the near one."""
    near = suggestion(text.casefold(), known)
    return Refusal(expected=f"one of {listed(known)}", advice=near)


def or_else(holds: ColumnType[T], default: T) -> ColumnType[T]:
    """Let a cell be empty, which then means ``default``."""

    def parse(text: str) -> T | Refusal:
        return holds.parse(text) if text else default

    constraints = {key: value for key, value in holds.constraints.items() if key != "required"}
    return ColumnType(parse=parse, name=holds.name, constraints=constraints)
