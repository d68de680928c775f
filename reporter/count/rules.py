"""What is data about a count: the columns of the registers, and the rules by which they count.

The rules say which work counts, to which group a ground belongs, and which group goes first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reporter.annex.indicator import HIRED_FORMS, Form
from reporter.deliveries.columns import PERCENTAGE, Layout, Refusal, choice
from reporter.deliveries.schema import column_of
from reporter.deliveries.settings import read_settings
from reporter.errors import Fault, InputError, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

    from reporter.deliveries.settings import Readers


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
