"""What is data about a count: the columns of the registers, and the rules by which they count.

The rules say which work counts, to which group a ground belongs, and which group goes first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from reporter.annex.indicator import Form
from reporter.deliveries.columns import PERCENTAGE, Layout, Refusal
from reporter.deliveries.editions import read_toml, unknown_settings
from reporter.deliveries.schema import column_of
from reporter.errors import Fault, InputError, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

REGISTERS = ("register", "payroll", "employers")

Schema = dict[str, Layout]


def read_schema(path: Path) -> Schema:
    """Read the layouts of the three registers. Raises InputError for a file that has none."""
    try:
        resources = json.loads(path.read_bytes())["resources"]
        fields = {resource["name"]: resource["schema"]["fields"] for resource in resources}
        return {
            name: Layout(name=name, columns=tuple(map(column_of, fields[name])), of_persons=True)
            for name in REGISTERS
        }
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError) as error:
        found = f"something else ({type(error).__name__}: {error})"
    expected = f"a data package with the resources {listed(REGISTERS)}"
    raise InputError([Fault(file=str(path), found=found, expected=expected)])


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


T = TypeVar("T")

NOT_COUNTED = "telt niet"
FORMS = {form.value: form for form in (Form.FORMAL, Form.AGENCY, Form.SECONDMENT)}
NAME, WORK, GROUND, ORDER, KEY = "naam", "aard", "grondslag", "voorrang", "verdeelsleutel"
GROUPS, MARKET = "doelgroepen", "markt"


def read_rules(path: Path, schema: Schema, groups: Sequence[str]) -> Rules:
    """Read a rule file; every code of the schema must have its rule.

    ``groups`` are the target groups of the annex. Raises InputError with every fault.
    """
    example = "rules such as those in data/registers/telregels.toml"
    settings = _Settings(file=str(path), found=read_toml(path, str(path), example))
    rules = Rules(
        name=settings.name(),
        forms=settings.mapped(WORK, schema["payroll"].codes(WORK), FORMS),
        groups=settings.mapped(
            GROUND, schema["register"].codes(GROUND), {group: group for group in groups}
        ),
        priority=settings.priority(groups),
        market_share=settings.market_share(),
    )
    # a rule misspelt would be a rule not applied
    known = (NAME, WORK, GROUND, ORDER, KEY)
    settings.faults.extend(unknown_settings(settings.found, known, settings.file))
    if settings.faults:
        raise InputError(settings.faults)
    return rules


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    """What stands in a rule file; reading a setting gathers its faults."""

    file: str
    found: Mapping[str, object]
    faults: list[Fault] = field(default_factory=list)

    def name(self) -> str:
        name = self.found.get(NAME)
        sound = isinstance(name, str) and name.isprintable() and not set(name) & set('"\\')
        if isinstance(name, str) and sound and name.strip():
            return name.strip()
        self.refuse(NAME, name, 'a name such as "zonder detacheringen"')
        return ""

    def mapped(
        self, table: str, codes: Sequence[str], values: Mapping[str, T]
    ) -> dict[str, T | None]:
        """Give each code its value; None for a code that does not count."""
        found, allowed = self.table(table, codes), (*values, NOT_COUNTED)
        for code in codes:
            if found.get(code) not in allowed:
                self.refuse(f"{table}.{code}", found.get(code), f"one of {listed(allowed)}")
        return {code: values.get(str(found.get(code))) for code in codes}

    def priority(self, groups: Sequence[str]) -> tuple[str, ...]:
        order = self.table(ORDER, (GROUPS,)).get(GROUPS)
        if isinstance(order, list) and sorted(map(str, order)) == sorted(groups):
            return tuple(str(group) for group in order)
        self.refuse(f"{ORDER}.{GROUPS}", order, f"each of {listed(groups)} once, in order")
        return ()

    def market_share(self) -> Fraction | None:
        if KEY not in self.found:
            return None
        share = self.table(KEY, (MARKET,)).get(MARKET)
        value = PERCENTAGE.parse(str(share) if isinstance(share, int | float) else "")
        if isinstance(value, Refusal):
            self.refuse(f"{KEY}.{MARKET}", share, "a percentage of at most one decimal")
            return None
        return value

    def table(self, name: str, known: Sequence[str]) -> Mapping[str, object]:
        table = self.found.get(name)
        if not isinstance(table, dict):
            self.refuse(name, table, f"a table [{name}]")
            return {}
        self.faults.extend(unknown_settings(table, known, self.file, f"{name}."))
        return table

    def refuse(self, setting: str, value: object, expected: str) -> None:
        shown = "nothing" if value is None else json.dumps(value, default=str)
        self.faults.append(Fault(file=self.file, column=setting, found=shown, expected=expected))
