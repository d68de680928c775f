"""What is data about a count: the columns of the registers, and the rules by which they count.

The rules say which work counts, to which group a ground belongs, and which group goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, to_builtins

from reporter.annex.indicator import HIRED_FORMS, Form, Sector
from reporter.border import held, parse_json, read_text_file
from reporter.deliveries.columns import PERCENTAGE, Column, ColumnType, Layout, Refusal, choice
from reporter.deliveries.settings import read_settings
from reporter.errors import Fault, InputError, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

    from reporter.deliveries.settings import Readers


COLUMNS = {
    "register": {"persoon": "string", "grondslag": "string", "begin": "date", "einde": "date"},
    "payroll": {
        "persoon": "string",
        "loonheffingennummer": "string",
        "ikv": "integer",
        "tijdvak_begin": "date",
        "tijdvak_einde": "date",
        "aard": "string",
        "verloonde_uren": "number",
        "ingediend": "datetime",
    },
    "employers": {
        "loonheffingennummer": "string",
        "sector": "string",
        "begin": "date",
        "einde": "date",
    },
}
"""Of each register the columns that a count reads, and what they hold."""
CODED = ("aard", "grondslag", "sector")

Schema = dict[str, Layout]


class _Constraints(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class _Field(Struct):
    name: str
    type: Literal["string", "date", "number", "integer", "datetime"]
    constraints: _Constraints = _Constraints()


class _Fields(Struct):
    fields: tuple[_Field, ...]


class _Resource(Struct):
    name: str
    schema: _Fields


class _Package(Struct):
    resources: list[_Resource]


def read_schema(path: Path) -> Schema:
    """Read the layouts of the three registers. Raises InputError for a file that has none."""
    expected = f"a data package with the resources {listed(COLUMNS)}"
    text, _ = read_text_file(path, str(path), expected)
    package = held(parse_json(text, str(path), expected), _Package, str(path), expected)
    fields = {resource.name: resource.schema.fields for resource in package.resources}
    if faults := [*_schema_faults(fields, str(path), expected)]:
        raise InputError(faults)
    return {
        name: Layout(name=name, columns=tuple(map(_column, fields[name])), of_persons=True)
        for name in COLUMNS
    }


def _schema_faults(
    fields: Mapping[str, tuple[_Field, ...]], file: str, expected: str
) -> Iterator[Fault]:
    """Refuse a schema that lacks what a count reads, or has other codes than it knows."""
    for register, columns in COLUMNS.items():
        if register not in fields:
            yield Fault(file=file, found=f"no resource {register}", expected=expected)
            continue
        found = {field.name: field for field in fields[register]}
        if len(found) < len(fields[register]):
            yield Fault(file=file, column=register, found="a column twice", expected="each once")
        for name, kind in columns.items():
            field, place = found.get(name), f"{register}.{name}"
            if field is None or field.type != kind:
                what = f"type {quoted(field.type)}" if field else "no such column"
                yield Fault(file=file, column=place, found=what, expected=f"type {quoted(kind)}")
            elif name in CODED and not field.constraints.enum:
                what = "the codes that a cell may hold"
                yield Fault(file=file, column=f"{place}.enum", found="nothing", expected=what)
            elif name == "sector" and set(field.constraints.enum) != set(Sector):
                what = quoted(listed(field.constraints.enum))
                yield Fault(
                    file=file, column=f"{place}.enum", found=what, expected=f"{listed(Sector)}"
                )


def _column(field: _Field) -> Column[str]:
    constraints = to_builtins(field.constraints)
    return Column(
        name=field.name, holds=ColumnType(parse=str, name=field.type, constraints=constraints)
    )


OFFICIAL = "officieel"
"""The name of the rules by which the annex is counted; any other name is a variant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The counting rules that are data.

    ``forms`` gives each kind of work (``aard``) the form it counts as, ``groups`` each ground
    its target group; None means that it does not count. ``priority`` ranks the groups: who
    has several grounds is in the first. ``market_share`` is the key of the counted year, if
    a variant sets one.
    """

    name: str
    forms: Mapping[str, Form | None]
    groups: Mapping[str, str | None]
    priority: tuple[str, ...]
    market_share: Fraction | None = None

    @property
    def official(self) -> bool:
        """Tell whether these are the rules of the annex."""
        return self.name == OFFICIAL


NOT_COUNTED = "telt niet"
FORMS = (Form.FORMAL, *HIRED_FORMS)
NAME, WORK, GROUND, ORDER, KEY = "naam", "aard", "grondslag", "voorrang", "verdeelsleutel"
GROUPS, MARKET = "doelgroepen", "markt"


def read_rules(path: Path, schema: Schema, groups: Sequence[str]) -> Rules:
    """Read a rule file; every code of the schema must have its rule.

    ``groups`` are the target groups of the annex. Raises InputError with every fault: a rule
    misspelt would be a rule not applied.
    """
    readers: Readers = {
        NAME: _name,
        WORK: dict.fromkeys(schema["payroll"].codes(WORK), _code(FORMS)),
        GROUND: dict.fromkeys(schema["register"].codes(GROUND), _code(groups)),
        ORDER: {GROUPS: partial(_priority, groups)},
        KEY: {MARKET: _share},
    }
    example = "rules such as those in data/registers/telregels.toml"
    found = read_settings(path, str(path), example, readers, optional=(KEY,))
    return Rules(
        name=found[NAME],
        forms=found[WORK],
        groups=found[GROUND],
        priority=found[ORDER][GROUPS],
        market_share=found[KEY][MARKET] if found[KEY] else None,
    )


def _name(value: object) -> str | Refusal:
    sound = isinstance(value, str) and value.isprintable() and not set(value) & set('"\\')
    if isinstance(value, str) and sound and value.strip():
        return value.strip()
    return Refusal(expected='a name such as "zonder detacheringen"')


def _code(values: Sequence[str]) -> Callable[[object], object]:
    """Read what a code counts as; None is for what does not count."""
    counted = choice((*values, None), none=NOT_COUNTED)
    return lambda value: counted.parse(value if isinstance(value, str) else "")


def _priority(groups: Sequence[str], order: object) -> tuple[str, ...] | Refusal:
    if isinstance(order, list) and sorted(map(str, order)) == sorted(groups):
        return tuple(str(group) for group in order)
    return Refusal(expected=f"each of {listed(groups)} once, in order")


def _share(value: object) -> Fraction | Refusal:
    share = PERCENTAGE.parse(str(value) if isinstance(value, int | float) else "")
    if isinstance(share, Refusal):
        return Refusal(expected="a percentage of at most one decimal")
    return share
